"""The contract every store keeps, embedded or remote: quads in, tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from biograph.model import Statement
    from biograph.table import Table


class GraphStore(Protocol):
    """Quads in named graphs. The default graph stays empty: queries name their graphs.

    The prefixes of biograph are known in every query and update.
    """

    def add(self, statements: Iterable[Statement]) -> None:
        """Add quads, all or none of them."""

    def add_many(self, statements: Iterable[Statement]) -> None:
        """Add quads of any number quickly. A kill may leave some: a mark has to come after."""

    def retract(self, version: str) -> None:
        """Take back a document version: its evidence and every fact that rested on it alone."""

    def update(self, request: str) -> None:
        """Run a SPARQL update of our own in one transaction. Raises QueryError."""

    def clear(self, graph: str) -> None:
        """Remove one named graph."""

    def forget(self, graph: str, subjects: Collection[str]) -> None:
        """Remove what one named graph says of the ``subjects``."""

    def select(self, query: str, *, limit: int | None = None) -> Table:
        """The rows of a SELECT query; ``limit`` cuts and declares it. Raises QueryError."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK query. Raises QueryError."""

    def construct(self, query: str) -> Iterator[Statement]:
        """The triples of a CONSTRUCT or DESCRIBE query (their graph is empty)."""

    def quads(self, graph: str | None = None, predicate: str | None = None) -> Iterator[Statement]:
        """All quads, or those of one named graph, or with one predicate."""

    def about(
        self, subjects: Iterable[str], graph: str, predicate: str | None = None
    ) -> Iterator[Statement]:
        """What one named graph says of each of the ``subjects``, or says with one predicate."""

    def count(self) -> int:
        """The number of quads."""

    def export(self, path: Path) -> str:
        """Write canonical N-Quads (sorted, one line a quad, no log) and give their SHA-256."""

    def flush(self) -> None:
        """Write what is buffered to disk."""
