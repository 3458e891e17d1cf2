"""Annotated documents as a source: what they state is loaded as it stands, not read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.extract import annotation
from biograph.terms import version_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.extract.pipeline import Reader
    from biograph.model import Document, Extraction

SOURCE = "input"


class GivenReader:
    """Reads given annotations where there are some, and the text itself elsewhere."""

    def __init__(self, reader: Reader, items: Iterable[annotation.Annotated]) -> None:
        self._reader = reader
        self._given = {document(item).version: item for item in items}
        self.version = reader.version

    def documents(self) -> Iterator[Document]:
        """The annotated documents."""
        return map(document, self._given.values())

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""
        for one in documents:
            item = self._given.get(one.version)
            if item is None:
                yield from self._reader.read([one])
            else:
                yield annotation.extraction(item, one)


def document(item: annotation.Annotated) -> Document:
    """The document of an item: other annotations of the same text are another version."""
    made = annotation.document(item, source=SOURCE)
    return replace(made, version=version_iri(made.iri, annotation.dump(item)))
