"""The cells of ``claims.tsv`` that tell how an answer is read: a row in, a ``Reading`` out.

``queries/README.md`` describes their small language.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from biograph.ask.reading import Condition, Count, Covered, Facts, Reading, Rule, holes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.ask.values import Value
    from biograph.vocabulary.tables import Row

#: What of the claim its rules decide; ``nothing`` where the graph counts something else.
DECIDES = ("whole", "part", "nothing")

_COUNT = re.compile(
    r"(?P<name>[a-z]+): (?P<how>distinct|sum|names) (?P<columns>[a-z_]+(\+[a-z_]+)*)"
    r"( where (?P<where>.+))?"
)
_CONDITION = re.compile(r"(?P<column>[a-z_]+)((?P<sign>>=|<=|=)(?P<values>[^=<>]+))?")
_RULE = re.compile(
    r"(?P<name>[a-z]+) (?P<sign><=|>=|<|=) (?P<number>\d+)( \+- (?P<percent>\d+) %)?"
)
_COVERAGE = re.compile(
    r"(?P<known>[a-z]+)/(?P<all>[a-z]+)( from (?P<least>0\.\d+|1))?|seen (?P<kind>[A-Z]\w+)"
)
_FACTS = re.compile(
    r"(?P<question>[a-z]+/[a-z0-9-]+)(?P<values>( [a-z]+=\S+)*)( where (?P<where>.+))?"
)


def reading(row: Row) -> Reading:
    """The reading of one row of the table. Raises DataError naming the line and the cell."""
    found = Reading(
        values=_values(row["params"].replace("|", " ")),
        counts=tuple(_count(row, text) for text in row.many("counts")),
        decides=row.one_of("decides", DECIDES),
        rules=tuple(_rule(row, text) for text in row.many("rule")),
        covered=_covered(row) if row["coverage"] else None,
        facts=_facts(row) if row["facts"] else None,
    )
    known = {count.name for count in found.counts}
    for name in _named(row, found):
        if name not in known:
            raise row.wrong(f"'{name}' is no count", f"name one of: {', '.join(sorted(known))}")
    if bool(found.rules) == (found.decides == "nothing"):
        raise row.wrong("the rule does not fit decides", "write a rule, or that it decides nothing")
    return found


def _named(row: Row, found: Reading) -> Iterator[str]:
    yield from (rule.count for rule in found.rules)
    if found.covered and not found.covered.kind:
        yield from (found.covered.known, found.covered.of)
    for hole in (*holes(row["found_en"]), *holes(row["found_fr"])):
        yield from filter(None, (hole["name"], hole["of"]))


def _count(row: Row, text: str) -> Count:
    told = _matched(row, "counts", _COUNT, text)
    return Count(
        name=told["name"],
        how=told["how"],
        columns=tuple(told["columns"].split("+")),
        where=_where(row, "counts", told["where"]),
    )


def _rule(row: Row, text: str) -> Rule:
    told = _matched(row, "rule", _RULE, text)
    number, share = int(told["number"]), int(told["percent"] or 0) / 100
    low, high = {
        "=": (number * (1 - share), number * (1 + share)),
        "<=": (0.0, float(number)),
        "<": (0.0, number - 1.0),
        ">=": (float(number), math.inf),
    }[told["sign"]]
    return Rule(count=told["name"], low=low, high=high)


def _covered(row: Row) -> Covered:
    told = _matched(row, "coverage", _COVERAGE, row["coverage"])
    if told["kind"]:
        return Covered(kind=told["kind"])
    return Covered(known=told["known"], of=told["all"], least=float(told["least"] or math.inf))


def _facts(row: Row) -> Facts:
    told = _matched(row, "facts", _FACTS, row["facts"])
    where = _where(row, "facts", told["where"])
    return Facts(question=told["question"], values=_values(told["values"]), where=where)


def _values(text: str) -> dict[str, Value]:
    pairs = (pair.partition("=") for pair in text.split())
    return {name: tuple(v.split(";")) if ";" in v else v for name, _, v in pairs}


def _where(row: Row, column: str, text: str | None) -> tuple[Condition, ...]:
    told = (_matched(row, column, _CONDITION, part) for part in (text or "").split(" and ") if part)
    return tuple(
        Condition(
            column=one["column"],
            sign=one["sign"] or "",
            values=tuple((one["values"] or "").split(";")) if one["sign"] else (),
        )
        for one in told
    )


def _matched(row: Row, column: str, pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise row.wrong(f"{column} holds '{text}'", "queries/README.md tells how to write it")
    return found
