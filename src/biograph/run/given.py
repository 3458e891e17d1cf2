"""Annotated documents as a source: what they state is loaded as it stands, not read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from biograph.extract import annotation
from biograph.terms import version_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Document, Extraction

SOURCE = "input"


class TextReader(Protocol):
    """What reads texts, here or on other machines: ``version`` tells its code, models and lists."""

    version: str

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""


class GivenReader:
    """Reads given annotations where there are some, and the text itself elsewhere."""

    def __init__(self, reader: TextReader, items: Iterable[annotation.Annotated]) -> None:
        self._reader = reader
        self._given = {document(item).version: item for item in items}
        self.version = reader.version

    def documents(self) -> Iterator[Document]:
        """The annotated documents."""
        return map(document, self._given.values())

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""
        asked = list(documents)
        unread = [one for one in asked if one.version not in self._given]
        read = iter(self._reader.read(unread) if unread else ())
        for one in asked:
            item = self._given.get(one.version)
            yield next(read) if item is None else annotation.extraction(item, one)


def document(item: annotation.Annotated) -> Document:
    """The document of an item: other annotations of the same text are another version."""
    made = annotation.document(item, source=SOURCE)
    return replace(made, version=version_iri(made.iri, annotation.dump(item)))
