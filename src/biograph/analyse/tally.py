"""What an answer counts to: a claim's question and how to read it in, numbers and evidence out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.ask import PublishedClaim
    from biograph.ask.reading import Condition, Count, Reading

    Row = dict[str, Any]

#: Enough to follow a verdict back; the command of the verdict lists the rest.
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers of an answer by the name of their count.

    ``then`` are those that follow from what sources of the claim's date or before state; the same
    as ``numbers`` where the claim bears no date. ``lists`` are the names of counts that list.
    ``share`` is the coverage in [0, 1], None where nobody knows it.
    """

    numbers: Mapping[str, float]
    then: Mapping[str, float]
    lists: Mapping[str, tuple[str, ...]]
    share: float | None
    evidence: tuple[str, ...]


def tallied(known: Known, claim: PublishedClaim, read: Reading) -> Tally:
    """The answer to the question of a claim, read as the table of claims says."""
    rows = list(known.ask(claim.question, **read.values).records())
    numbers = {count.name: _number(count, rows) for count in read.counts}
    old = _stated_by(known, rows, claim.as_of) if claim.as_of and read.rules else rows
    return Tally(
        numbers=numbers,
        then={count.name: _number(count, old) for count in read.counts},
        lists={c.name: _names(c, rows) for c in read.counts if c.how == "names"},
        share=_share(known, read, numbers),
        evidence=_evidence(known, read, rows),
    )


def _number(count: Count, rows: Iterable[Row]) -> float:
    if count.how == "sum":
        (column,) = count.columns
        return float(sum(row[column] or 0 for row in _meeting(count.where, rows)))
    return float(len(_values(count, rows)))


def _names(count: Count, rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted(" – ".join(map(str, value)) for value in _values(count, rows)))


def _values(count: Count, rows: Iterable[Row]) -> set[tuple[Any, ...]]:
    found = (tuple(row[c] for c in count.columns) for row in _meeting(count.where, rows))
    return {value for value in found if None not in value}


def _meeting(where: Iterable[Condition], rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if all(condition.holds(row) for condition in where)]


def _stated_by(known: Known, rows: Sequence[Row], as_of: str) -> list[Row]:
    """The rows whose fact a source states for a date in the claim's time or before.

    A date less precise than that of the claim counts from its end on: what is stated for 2018 need
    not have held in February.
    """
    end = as_of.rpartition("..")[2]
    dates = _dates(known, sorted({row["relation"] for row in rows if row.get("relation")}))
    stated = ((dates.get(row.get("relation") or "") or row.get("from"), row) for row in rows)
    return [row for date, row in stated if date and f"{date}-12-31"[: len(end)] <= end]


def _dates(known: Known, relations: Sequence[str]) -> dict[str, str]:
    """The earliest date that a source states each fact for, else the date of the source."""
    found: dict[str, str] = {}
    told = known.ask("quality/evidence", relation=tuple(relations)).records() if relations else ()
    for row in told:
        if date := row["stated"] or row["issued"]:
            found[row["relation"]] = min(str(date), found.get(row["relation"], str(date)))
    return found


def _share(known: Known, read: Reading, numbers: Mapping[str, float]) -> float | None:
    if read.covered is None:
        return None
    if read.covered.kind:
        seen = known.seen.get(read.covered.kind)
        return seen.share if seen else None
    total = numbers[read.covered.of]
    return numbers[read.covered.known] / total if total else None


def _evidence(known: Known, read: Reading, rows: Iterable[Row]) -> tuple[str, ...]:
    """Facts, or the things themselves where what they are is stated by no fact."""
    first = read.counts[0]
    met = _meeting(first.where, rows)
    thing = first.columns[0] if first.how == "distinct" else ""
    if read.facts:
        told = known.ask(read.facts.question, **read.facts.values).records()
        met, thing = _meeting(read.facts.where, told), ""
    found = {row.get("relation") or row[thing or next(iter(row))] for row in met}
    return tuple(sorted(iri for iri in found if iri))[:_MOST]
