"""What every source module offers, so that a run can treat all of them alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biograph.model import Claim, Entry, Flag, Record, Source


class Connector(Protocol):
    """A module of ``harvest/sources``, or of ``harvest/feeds`` where it has no snapshot form.

    Its functions take one record and keep no state.
    """

    SOURCE: Source

    def records(self, root: Path, /) -> Iterator[Record | Flag]:
        """Every usable row of the source under the snapshot folder ``root``."""

    def entries(self, record: Record, /) -> Iterator[Entry | Flag]:
        """Whom or what the row describes; entries with one key describe the same thing."""

    def claims(self, record: Record, /) -> Iterator[Claim | Flag]:
        """What the row's columns declare."""

    def text(self, record: Record, /) -> tuple[str, str, str] | None:
        """Title, text and language hint (or ``""``) of the row, where it carries prose."""


def no_rows(_root: Path) -> Iterator[Record | Flag]:
    """For a source that is only fetched: no snapshot folder holds it."""
    yield from ()


def no_entries(_record: Record) -> Iterator[Entry | Flag]:
    """For a source whose rows describe nobody."""
    yield from ()


def no_claims(_record: Record) -> Iterator[Claim | Flag]:
    """For a source whose columns declare nothing."""
    yield from ()


def no_text(_record: Record) -> None:
    """For a source without prose."""
