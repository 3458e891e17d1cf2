"""Answers as tables on a page: a reading in, its rows sorted and cut into pages of cells out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.errors import UsageError
from biograph.model import Literal
from biograph.serve.index.entities import path_of
from biograph.table import python_value
from biograph.terms import DATA, ONTOLOGY, compact, local_name, name_key
from biograph.view.say import web

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.serve.page import Asked
    from biograph.table import Term
    from biograph.view.columns import Column, Reading

#: Pages of things that are no entities, by the folder of their IRIs; areas have none.
_FOLDERS = {"rel/": "/fact/", "finding/": "/findings/", "area/": ""}
#: Rows of a page.
SHOWN = 50


class Cell(NamedTuple):
    """A cell: its words, the path of the page about it or an address, and its short IRI."""

    text: str
    path: str = ""
    url: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabular:
    """A page of a table. ``sort`` names a column, with a minus before it from the last on."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sort: str
    number: int
    last: int


def tabular(read: Reading, asked: Asked) -> Tabular:
    """The rows that a reader asks for by ``sort`` and ``page``. Raises UsageError."""
    sort = asked.one("sort")
    rows = _sorted(read, sort)
    last = max(1, -(-len(rows) // SHOWN))
    number = min(asked.number("page", 1, low=1, high=100_000), last)
    return Tabular(
        columns=read.columns,
        rows=tuple(
            tuple(_cell(read, row, column) for column in read.columns)
            for row in rows[(number - 1) * SHOWN : number * SHOWN]
        ),
        sort=sort,
        number=number,
        last=last,
    )


def _sorted(read: Reading, sort: str) -> Sequence[Sequence[Term]]:
    """The rows in the order of a column, what is unknown last in either direction."""
    if not sort:
        return read.table.rows
    wanted = next((c for c in read.columns if c.name == sort.removeprefix("-")), None)
    if wanted is None:
        raise UsageError(
            f"the answer cannot be sorted by '{sort[:40]}'",
            hint=f"it has: {', '.join(column.name for column in read.columns)}",
        )
    known = [row for row in read.table.rows if row[wanted.at] is not None]
    unknown = [row for row in read.table.rows if row[wanted.at] is None]

    def key(row: Sequence[Term]) -> object:
        value = python_value(row[wanted.at])
        if wanted.kind == "number":
            return value
        if wanted.kind == "date":
            return str(value)
        return (name_key(read.said(row, wanted)), str(value))

    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown  # type: ignore[arg-type] # one column, one type


def _cell(read: Reading, row: Sequence[Term], column: Column) -> Cell:
    term = row[column.at]
    text = read.said(row, column)
    if isinstance(term, Literal):
        return Cell(text, url=web(term.value))
    if term is None:
        return Cell(text)
    url = "" if term.startswith((DATA, ONTOLOGY)) else web(term)
    return Cell(text, path=_path(term), url=url, iri=compact(term))


def _path(iri: str) -> str:
    """The path of the page about a thing, a fact or a finding."""
    for folder, path in _FOLDERS.items():
        if iri.startswith(DATA + folder):
            return path + local_name(iri) if path else ""
    return path_of(iri)
