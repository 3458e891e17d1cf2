"""Checks: the ontology folder or a dump of the graph enters, a ``Report`` of violations leaves."""

from biograph.validate.graph import check_graph
from biograph.validate.ontology import check_ontology

__all__ = ["check_graph", "check_ontology"]
