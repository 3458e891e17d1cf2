"""The SPARQL endpoint: the protocol, the gate before a pool of processes, and descriptions."""

from biograph.serve.sparql.endpoint import Limits, routes

__all__ = ["Limits", "routes"]
