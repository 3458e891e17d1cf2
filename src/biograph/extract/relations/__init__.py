"""Relations between given mentions: a document and its mentions in, claims out."""

from biograph.extract.relations.reader import RelationReader

__all__ = ["RelationReader"]
