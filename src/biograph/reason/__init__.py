"""Step 6, what follows: the facts of the graph in, what the ontology implies of them out."""

from biograph.reason.closure import close, infer, infer_quads

__all__ = ["close", "infer", "infer_quads"]
