"""Step 5, the graph: claims and entities in, quads on disk out."""

from biograph.store.base import GraphStore
from biograph.store.embedded import EmbeddedStore, open_store

__all__ = ["EmbeddedStore", "GraphStore", "open_store"]
