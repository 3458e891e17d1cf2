"""Stated figures: numbers that no register holds but analyses need.

Enters: ``ontology/figures.tsv``. Leaves: ``Figure`` values, each an interval with its date, scope
and source, or with the note that says why it is assumed. Publications that differ keep a row each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from biograph import resources
from biograph.model import Text
from biograph.vocabulary.tables import Row, read_rows
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

BASES = ("published", "assumption")
#: What is measured: two rows of one measure about one thing may be compared.
MEASURES = (
    *("plant-cost", "transfer-cost", "requalification-cost", "stock-cost", "holding-cost"),
    *("training-cost", "training-time", "fee", "build-time", "transfer-time"),
    *("requalification-time", "procedure-time", "decision-time", "lead-time", "cycle-time"),
    *("hold-time", "stock", "stock-ratio", "shelf-life", "shelf-life-thawed", "capacity"),
    *("demand", "demand-ratio", "centres", "patients", "patients-per-year", "wait", "stay"),
    *("slots", "posts", "jobs", "sites", "products", "target-products", "funding"),
    *("funding-allocated", "import-share", "world-share", "use-share", "collection"),
    *("collection-target", "collection-need"),
)
#: Months in one of each unit of duration; a month is the twelfth of 365.25 days.
DURATIONS = {"days": 12 / 365.25, "weeks": 7 * 12 / 365.25, "months": 1.0}
UNITS = (
    *DURATIONS,
    *("MEUR", "EUR", "%", "%/year", "times", "vials", "litres/year", "batches/year"),
    *("patients/year", "patients", "centres", "posts", "jobs", "sites", "products"),
)

_COLUMNS = (
    *("id", "measure", "about", "label_en", "label_fr", "low", "high", "unit", "as_of"),
    *("scope_en", "scope_fr", "source", "source_fr", "source_url", "basis", "note_en", "note_fr"),
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number from ``low`` to ``high`` in ``unit``; equal ends where one number is stated.

    ``about`` is the id of the term it is about, or empty. ``as_of`` is an ISO date as precise as
    the source, empty where that bears none; ``source`` is who says it, ``source_fr`` that in
    French where it differs. ``scope`` tells what exactly was counted, ``note`` what
    to know before use: for an ``assumption`` always why, as nobody states the number.
    """

    id: str
    measure: str
    about: str
    label: Text
    low: float
    high: float
    unit: str
    as_of: str
    scope: Text
    source: str
    url: str
    basis: str
    note: Text = field(compare=False)
    source_fr: str = ""

    @property
    def said_by(self) -> Text:
        """Who says it, in both languages."""
        return Text(fr=self.source_fr or self.source, en=self.source)

    def months(self) -> tuple[float, float]:
        """The interval of a duration in months; ValueError for any other unit."""
        if self.unit not in DURATIONS:
            raise ValueError(f"{self.id} is no duration but in {self.unit}")
        return self.low * DURATIONS[self.unit], self.high * DURATIONS[self.unit]


def figures() -> Mapping[str, Figure]:
    """All figures by id, in the order of the table.

    Raises DataError naming file and line for a row that is not of the form.
    """
    return read_figures(resources.ontology())


@cache
def read_figures(folder: Path) -> Mapping[str, Figure]:
    """The figures of ``folder``, checked against the term tables of the same folder."""
    known = {term.id for term in read_terms(folder)}
    rows = read_rows(folder / "figures.tsv", _COLUMNS, key="id")
    return {row["id"]: _figure(row, known) for row in rows}


def measured(measure: str, about: str = "") -> tuple[Figure, ...]:
    """The figures of one measure about one thing (the id of a term), oldest first, undated last."""
    found = [f for f in figures().values() if (f.measure, f.about) == (measure, about)]
    return tuple(sorted(found, key=lambda f: (not f.as_of, f.as_of, f.id)))


def nearest(measure: str, iri: str) -> tuple[Figure, ...]:
    """The figures of one measure about a term or the nearest term above it that has any."""
    terms = {term.iri: term for term in read_terms(resources.ontology())}
    while iri in terms:
        if found := measured(measure, terms[iri].id):
            return found
        iri = terms[iri].broader
    return ()


def hull(found: Iterable[Figure]) -> tuple[float, float]:
    """The smallest interval that holds all the figures; durations in months.

    Raises ValueError for no figure, or for units that cannot be compared.
    """
    known = tuple(found)
    if len({figure.unit in DURATIONS or figure.unit for figure in known}) != 1:
        units = ", ".join(sorted({figure.unit for figure in known}))
        raise ValueError(f"no common interval of figures in: {units or 'no unit, none is given'}")
    ends = [_comparable(figure) for figure in known]
    return min(low for low, _ in ends), max(high for _, high in ends)


def rivals() -> tuple[tuple[Figure, ...], ...]:
    """Published figures of one measure about one thing that have no number in common.

    Sources that differ, or the same thing at another date or place or otherwise defined: show them
    with ``as_of`` and ``scope``, never averaged.
    """
    kinds = {(f.measure, f.about): None for f in figures().values() if f.about}
    groups = (
        tuple(f for f in measured(measure, about) if f.basis == "published")
        for measure, about in kinds
    )
    return tuple(group for group in groups if _apart(group))


def _apart(group: tuple[Figure, ...]) -> bool:
    ends = [_comparable(figure) for figure in group]
    return bool(ends) and max(low for low, _ in ends) > min(high for _, high in ends)


def _comparable(figure: Figure) -> tuple[float, float]:
    return figure.months() if figure.unit in DURATIONS else (figure.low, figure.high)


def _figure(row: Row, known: Collection[str]) -> Figure:
    if row["about"] and row["about"] not in known:
        raise row.wrong(f"about '{row['about']}' is no id of a term", "correct it or add the term")
    if row["as_of"] and not _DATE.fullmatch(row["as_of"]):
        raise row.wrong(f"as_of is '{row['as_of']}'", "write YYYY, YYYY-MM or YYYY-MM-DD")
    low, high = _interval(row)
    figure = Figure(
        id=row["id"],
        measure=row.one_of("measure", MEASURES),
        about=row["about"],
        label=_text(row, "label"),
        low=low,
        high=high,
        unit=row.one_of("unit", UNITS),
        as_of=row["as_of"],
        scope=_text(row, "scope"),
        source=row["source"],
        source_fr=row["source_fr"],
        url=row["source_url"],
        basis=row.one_of("basis", BASES),
        note=_text(row, "note"),
    )
    for what, mend in _missing(figure):
        raise row.wrong(what, mend)
    return figure


def _missing(figure: Figure) -> Iterator[tuple[str, str]]:
    if not figure.label.en:
        yield "the label is empty", "fill label_en and label_fr"
    if not figure.source:
        yield "the source is empty", "name who says it; biograph for our own assumptions"
    if figure.basis == "assumption" and not (figure.note.en and figure.as_of):
        yield "an assumption without reason or date", "fill note_en, note_fr and as_of"
    if figure.url and not figure.url.startswith(("https://", "http://")):
        yield f"source_url '{figure.url}' is no address", "write https://..."


def _interval(row: Row) -> tuple[float, float]:
    for end in ("low", "high"):
        if not _NUMBER.fullmatch(row[end]):
            raise row.wrong(f"{end} is '{row[end]}'", "write a number such as 12 or 0.5")
    low, high = float(row["low"]), float(row["high"])
    if low > high:
        raise row.wrong(f"the interval {row['low']} to {row['high']} runs downwards", "swap them")
    return low, high


def _text(row: Row, column: str) -> Text:
    text = Text(fr=row[f"{column}_fr"], en=row[f"{column}_en"])
    if bool(text.fr) != bool(text.en):
        raise row.wrong(f"the {column} stands in one language", "write both, or neither")
    return text
