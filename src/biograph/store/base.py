"""The contract every store keeps, embedded or remote: quads in, tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.model import Statement
    from biograph.table import Table


class GraphStore(Protocol):
    """Quads in named graphs. The default graph stays empty: queries name their graphs."""

    def add(self, statements: Iterable[Statement]) -> None:
        """Add quads, all or none of them."""

    def retract(self, version: str) -> None:
        """Take back a document version: its evidence and every fact that rested on it alone."""

    def select(self, query: str, *, limit: int | None = None) -> Table:
        """The rows of a SELECT query; ``limit`` cuts and declares it. Raises QueryError."""

    def ask(self, query: str) -> bool:
        """The answer of an ASK query. Raises QueryError."""

    def construct(self, query: str) -> Iterator[Statement]:
        """The triples of a CONSTRUCT or DESCRIBE query (their graph is empty)."""

    def export(self, path: Path) -> str:
        """Write canonical N-Quads (sorted, one line a quad) and give their SHA-256."""
