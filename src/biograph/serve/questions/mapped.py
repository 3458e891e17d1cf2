"""Answers on the map: a reading in, marks of its things or colours of its regions out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from biograph.serve.index.entities import path_of
from biograph.serve.maps.atlas import GROUPS
from biograph.serve.pages.maps import atlas_of
from biograph.table import python_value
from biograph.terms import DATA, local_name
from biograph.view.say import pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.serve.site import Site
    from biograph.table import Term
    from biograph.view.columns import Column, Reading

    Places = Mapping[str, tuple[tuple[float, float], ...]]
    Row = Sequence[Term]

_LEVELS = 5
_TOLD = 4  # rows about one thing that its mark tells of
_AREAS = (DATA + "region/", DATA + "departement/")
_POSITIONS = """
SELECT ?thing ?lat ?long { GRAPH graph:reference { ?thing geo:lat ?lat ; geo:long ?long } }
"""
_PARTS = """
SELECT DISTINCT ?departement ?area {
  GRAPH graph:reference { ?departement a bg:Departement ; bg:within* ?area }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a map of an answer shows: marks (GeoJSON), or départements with a level each.

    ``levels`` are the smallest and the largest value of each colour, none where there are marks;
    ``measure`` is what is coloured. ``unplaced`` rows are of things without a known place.
    """

    features: tuple[dict[str, Any], ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    levels: tuple[tuple[float, float], ...] = ()
    measure: Column | None = None
    unplaced: int = 0

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the marks, in the order of the map of all actors."""
        found = {feature["properties"]["group"] for feature in self.features}
        return tuple(group for group in GROUPS if group in found)

    @property
    def data(self) -> dict[str, Any]:
        """What the script of the map reads."""
        return {"type": "FeatureCollection", "features": self.features, "rows": self.rows}


def mapped(site: Site, read: Reading) -> Mapped | None:
    """The map of an answer; None where nothing in it has a place that the graph knows.

    An answer with coordinates is drawn at them; else the first column of regions or départements
    is coloured, unless one before it, or one of towns, has things with a position.
    """
    things = read.of_kind("thing")
    if {"lat", "long"} <= set(read.table.columns):
        return _marks(site, read, things[0] if things else read.columns[0], None)
    places = positions(site)
    placed = [c for c in things if any(row[c.at] in places for row in read.table.rows)]
    areas = [c for c in things if any(_is_area(row[c.at]) for row in read.table.rows)]
    if areas and (not placed or things.index(areas[0]) < things.index(placed[0])):
        return _coloured(site, read, areas[0])
    if not placed:
        return None
    towns = [c for c in placed if c.name in {"town", "place", "commune", "site"}]
    return _marks(site, read, (towns or placed)[0], places)


def _is_area(term: Term) -> bool:
    return isinstance(term, str) and term.startswith(_AREAS)


def positions(site: Site) -> Places:
    """Latitudes and longitudes of everything that has some of its own or stands in a town."""
    return site.keep("positions", lambda: _positions(site))


def _positions(site: Site) -> Places:
    found: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for placed in atlas_of(site).placed:
        found[placed.mark.actor].add(placed.mark.at)
    for row in site.ask(_POSITIONS).records():
        found[row["thing"]].add((float(row["lat"]), float(row["long"])))
    return {iri: tuple(sorted(at)) for iri, at in found.items()}


def _marks(site: Site, read: Reading, column: Column, places: Places | None) -> Mapped:
    """A mark for each thing of a column at each of its places."""
    groups = {placed.mark.actor: placed.group for placed in atlas_of(site).placed}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read.table.rows:
        rows[str(row[column.at])].append(row)
    features, unplaced = [], 0
    for thing, about in rows.items():
        at = places.get(thing, ()) if places is not None else tuple(set(_given(read, about)))
        unplaced += 0 if at else len(about)
        told = " | ".join(_told(read, row, column) for row in about[:_TOLD])
        properties = {
            "name": read.said(about[0], column),
            "kind": told + ("…" if len(about) > _TOLD else ""),
            "group": groups.get(thing, "other"),
            "own": True,
            "page": path_of(thing),
        }
        features += [_feature(place, properties) for place in at]
    return Mapped(features=tuple(features), unplaced=unplaced)


def _feature(at: tuple[float, float], properties: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [at[1], at[0]]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _given(read: Reading, rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
    """The coordinates that rows hold."""
    lat, long = (read.table.columns.index(name) for name in ("lat", "long"))
    for row in rows:
        given = python_value(row[lat]), python_value(row[long])
        if None not in given:
            yield float(given[0]), float(given[1])


def _told(read: Reading, row: Row, column: Column) -> str:
    """What a row says beside the thing of a column and its facts."""
    others = (c for c in read.columns if c is not column and c.kind != "fact")
    pairs = ((c, read.said(row, c)) for c in others if c.name not in {"lat", "long"})
    return " · ".join(f"{pick(c.title, read.lang)}: {said}" for c, said in pairs if said)


def _coloured(site: Site, read: Reading, column: Column) -> Mapped:
    """Départements in a colour for the count of their area, or for the number of its rows."""
    counts = read.of_kind("number")
    measure = counts[0] if counts else None
    totals: dict[str, float] = defaultdict(float)
    for row in read.table.rows:
        if _is_area(row[column.at]):
            value = python_value(row[measure.at]) if measure else 1
            totals[str(row[column.at])] += value or 0
    ends = _ends(sorted(set(totals.values())))
    parts = site.keep("areas", lambda: tuple(site.ask(_PARTS).records()))
    rows = tuple(
        {
            "code": local_name(part["departement"]),
            "name": pick(site.name(part["area"]), read.lang),
            "value": totals[part["area"]],
            "level": bisect_right([low for low, _ in ends], totals[part["area"]]) - 1,
            "page": path_of(part["area"]),
        }
        for part in parts
        if part["area"] in totals
    )
    elsewhere = sum(not _is_area(row[column.at]) for row in read.table.rows)
    return Mapped(rows=rows, levels=ends, measure=measure, unplaced=elsewhere)


def _ends(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The ends of up to five intervals with as many of the values in each."""
    count = min(_LEVELS, len(values))
    cuts = [len(values) * n // count for n in range(count + 1)] if count else []
    return tuple((values[a], values[b - 1]) for a, b in pairwise(cuts))
