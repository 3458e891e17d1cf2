"""Costs and times that plans rest on: stated figures, and those of a user, which win over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.errors import DataError, InputError
from biograph.model import Text
from biograph.terms import local_name
from biograph.vocabulary.figures import DURATIONS, MEASURES, UNITS, Figure, measured
from biograph.vocabulary.tables import read_rows
from biograph.vocabulary.term import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from biograph.vocabulary.tables import Row

#: MEUR in one of each unit of money.
MONEY = {"MEUR": 1.0, "EUR": 1e-6}
_NEEDED = ("id", "measure", "about", "low", "high", "unit")
_ALSO = (
    *("label_en", "label_fr", "as_of", "scope_en", "scope_fr", "source", "source_fr", "source_url"),
    *("basis", "note_en", "note_fr"),
)


@dataclass(frozen=True, slots=True)
class Costs:
    """Figures by measure and by the id of what they are about; ``own`` win over stated ones."""

    own: Mapping[tuple[str, str], tuple[Figure, ...]] = field(default_factory=dict)

    def nearest(self, iri: str, *measures: str) -> tuple[Figure, ...]:
        """The figures about a term, or about the nearest term above it that has any.

        Of several measures the first that has figures there.
        """
        for about in _lineage(iri):
            for measure in measures:
                if found := self.about(about, measure):
                    return found
        return ()

    def about(self, term: str, measure: str) -> tuple[Figure, ...]:
        """The figures of a measure about the term of this id, or in general where it is empty."""
        return self.own.get((measure, term)) or measured(measure, term)


def money(figures: Iterable[Figure]) -> tuple[float, float]:
    """The smallest interval in MEUR that holds all of some figures of money."""
    ends = [(f.low * MONEY[f.unit], f.high * MONEY[f.unit]) for f in figures]
    return min(low for low, _ in ends), max(high for _, high in ends)


def read_costs(path: Path) -> Costs:
    """The figures of a table in the form of ``ontology/figures.tsv``.

    Needed are the columns id, measure, about (the id of a term), low, high and unit; the others of
    that table may stand in it. Raises InputError where there is no such file, DataError naming file
    and line for a table or row of another form.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}", hint="give a table like ontology/figures.tsv")
    header = tuple(
        path.read_text(encoding="utf-8", errors="replace").partition("\n")[0].split("\t")
    )
    if missing := [name for name in _NEEDED if name not in header]:
        raise DataError(
            f"{path}:1: no column {', '.join(missing)}",
            hint=f"separate by tabs: {', '.join(_NEEDED)}, and if you like {', '.join(_ALSO)}",
        )
    columns = [name for name in header if name in {*_NEEDED, *_ALSO}]
    own: dict[tuple[str, str], list[Figure]] = {}
    for row in read_rows(path, columns, key="id"):
        figure = _figure(row, path.name)
        own.setdefault((figure.measure, figure.about), []).append(figure)
    return Costs({key: tuple(same) for key, same in own.items()})


def _figure(row: Row, source: str) -> Figure:
    def cell(name: str) -> str:
        return row.cells.get(name, "")

    measure, unit = row.one_of("measure", MEASURES), row.one_of("unit", UNITS)
    if measure.endswith("-cost") and unit not in _units(measure):
        raise row.wrong(
            f"the unit of {measure} is '{unit}'", f"write {' or '.join(_units(measure))}"
        )
    if measure.endswith("-time") and unit not in DURATIONS:
        raise row.wrong(f"the unit of {measure} is '{unit}'", f"write {' or '.join(DURATIONS)}")
    low, high = (_number(row, end) for end in ("low", "high"))
    if low > high:
        raise row.wrong(f"the interval {row['low']} to {row['high']} runs downwards", "swap them")
    return Figure(
        id=row["id"],
        measure=measure,
        about=row["about"],
        label=Text(fr=cell("label_fr") or row["id"], en=cell("label_en") or row["id"]),
        low=low,
        high=high,
        unit=row.one_of("unit", _units(measure)),
        as_of=cell("as_of"),
        scope=Text(fr=cell("scope_fr"), en=cell("scope_en")),
        source=cell("source") or source,
        source_fr=cell("source_fr"),
        url=cell("source_url"),
        basis=cell("basis") or "assumption",
        note=Text(fr=cell("note_fr"), en=cell("note_en")),
    )


def _units(measure: str) -> tuple[str, ...]:
    """The units in which a plan can reckon with a measure."""
    if measure == "holding-cost":
        return ("%/year",)
    if measure.endswith("-cost"):
        return tuple(MONEY)
    return tuple(DURATIONS) if measure.endswith("-time") or measure == "shelf-life" else UNITS


def _number(row: Row, column: str) -> float:
    try:
        value = float(row[column])
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise row.wrong(f"{column} is '{row[column]}'", "write a number such as 12 or 0.5")
    return value


def _lineage(iri: str) -> Iterator[str]:
    """The id of a term and of each term above it."""
    above = {term.iri: term.broader for term in terms()}
    while iri:
        yield local_name(iri)
        iri = above.get(iri, "")
