"""Relations between given mentions: a document and its mentions in, claims out."""

from biograph.extract.relations.reader import Named, RelationReader

__all__ = ["Named", "RelationReader"]
