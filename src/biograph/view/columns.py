"""Answers as readers see them: a table in, named and typed columns and cells in words out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from biograph.model import Literal as Value
from biograph.table import python_value
from biograph.terms import DATA, ONTOLOGY, compact
from biograph.view import say
from biograph.view.words import WORDS
from biograph.view.words.columns import column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biograph.model import Text
    from biograph.table import Table, Term
    from biograph.view.say import Lang

    Named = Callable[[str], Text]

_OURS = (DATA, ONTOLOGY)
Kind = Literal["thing", "fact", "number", "date", "text"]

_DATE = re.compile(r"(1[89]|20)\d\d(-[01]\d(-[0-3]\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?")
#: Columns whose numbers of four digits are years.
_YEARS = frozenset({"year", "date", "day", "since", "until", "stated", "issued"})


class Column(NamedTuple):
    """A column: its words, what it holds, its position and that of the column that names it."""

    name: str
    title: Text
    kind: Kind
    at: int
    named: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read an answer in one language: its columns, and what things are called."""

    table: Table
    columns: tuple[Column, ...]
    lang: Lang
    name: Named

    def said(self, row: Sequence[Term], of: Column) -> str:
        """What a cell says to a reader; nothing where it is empty."""
        called = row[of.named] if of.named is not None else None
        if called is not None:
            return str(python_value(called))
        return _said(row[of.at], of, self.lang, self.name)

    def of_kind(self, *kinds: Kind) -> tuple[Column, ...]:
        """The columns that hold one of these kinds."""
        return tuple(found for found in self.columns if found.kind in kinds)


def reading(table: Table, *, lang: Lang, name: Named) -> Reading:
    """The columns that a reader sees: those that only name another one are folded into it.

    Of a text in both languages, the other language is left out. ``name`` gives the words for an
    IRI that the answer does not name itself.
    """
    other = "_en" if lang == "fr" else "_fr"
    naming = {column: table.naming(column, lang) for column in table.columns}
    folded = {f"{of}{end}" for of, by in naming.items() if by for end in ("_fr", "_en", "_label")}
    stems = {name[:-3] for name in table.columns if name.endswith(("_fr", "_en"))}
    shown = [
        Column(
            name=found,
            title=column(found[:-3] if found[:-3] in stems else found),
            kind=_kind(found, [row[at] for row in table.rows]),
            at=at,
            named=table.columns.index(naming[found]) if naming[found] else None,
        )
        for at, found in enumerate(table.columns)
        if found not in folded and not (found.endswith(other) and found[:-3] in stems)
    ]
    return Reading(table=table, columns=tuple(shown), lang=lang, name=name)


def _kind(name: str, cells: Sequence[Term]) -> Kind:
    """What all the cells of a column hold, as far as they hold anything."""
    values = [cell for cell in cells if cell is not None]
    if not values:
        return "text"
    if all(isinstance(value, str) for value in values):
        facts = all(str(value).startswith(f"{DATA}rel/") for value in values)
        return "fact" if facts else "thing"
    if not all(isinstance(value, Value) for value in values):
        return "text"
    texts = [value.value for value in values if isinstance(value, Value)]
    if all(map(_DATE.fullmatch, texts)) and (name in _YEARS or max(map(len, texts)) > len("2026")):
        return "date"
    numbers = all(type(python_value(value)) in {int, float} for value in values)
    return "number" if numbers else "text"


def _said(cell: Term, of: Column, lang: Lang, name: Named) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, Value):
        return say.pick(name(cell), lang) if cell.startswith(_OURS) else compact(cell)
    value = python_value(cell)
    if isinstance(value, bool):
        return say.pick(WORDS["questions_yes" if value else "questions_no"], lang)
    if of.kind == "number":
        return say.amount(value, lang)
    if "T" in cell.value and of.kind == "date":
        return say.moment(datetime.fromisoformat(cell.value), lang)
    return say.day(cell.value, lang)
