"""How the answer to a claim's question is read: what to count, and what the claim allows."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.ask.values import Value

_HOLE = re.compile(r"\{(?P<name>[a-z]+)(/(?P<of>[a-z]+)|\|(?P<one>[^|}]+)\|(?P<many>[^|}]+))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a cell of a row has to be: bound, one of the values, or on one side of a date."""

    column: str
    sign: str = ""
    values: tuple[str, ...] = ()

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether the row meets it; an empty cell meets none. IRIs compare by their local name."""
        if row[self.column] is None:
            return False
        cell = str(row[self.column])
        cell = local_name(cell) if cell.startswith("http") else cell
        if self.sign in {"", "="}:
            return not self.sign or cell in self.values
        (date,) = self.values
        return cell[: len(date)] >= date if self.sign == ">=" else cell[: len(date)] <= date


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number or a list in the answer: distinct values or names of columns, or their sum."""

    name: str
    how: str
    columns: tuple[str, ...]
    where: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The interval in which a count has to lie for the claim to hold."""

    count: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What share of what the claim counts the graph knows.

    Either one count by another, and the ``least`` share from which few may decide; or the share of
    suppliers of a ``kind`` of goods that sources are estimated to name.
    """

    known: str = ""
    of: str = ""
    least: float = math.inf
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A question whose rows, as far as they meet the conditions, are the evidence."""

    question: str
    values: Mapping[str, Value]
    where: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an answer is read. The first of the ``counts`` is what the evidence is for."""

    values: Mapping[str, Value]
    counts: tuple[Count, ...]
    decides: str
    rules: tuple[Rule, ...]
    covered: Covered | None
    facts: Facts | None


def holes(text: str) -> Iterator[re.Match[str]]:
    """The places of a sentence that numbers fill: ``{name}``, ``{name|one|many}``, ``{a/b}``."""
    return _HOLE.finditer(text)
