"""A small map of France: coordinates in, a drawing that needs no script out."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.model import Literal
from biograph.terms import GEO, REFERENCE, local_name
from biograph.view.outlines import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.serve.site import Site

#: West and north of metropolitan France in degrees, and units of the drawing a degree.
_WEST, _NORTH = -5.3, 51.2
_ACROSS, _DOWN = 7.0, 10.2  # a degree of longitude is cos(46.5°) of one of latitude there
WIDTH, HEIGHT = 106, 102
_OVERSEAS = "97"


class Mark(NamedTuple):
    """A thing at its place in the drawing."""

    iri: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Outlines (an SVG path) with marks in a drawing of ``width`` by ``height``."""

    path: str
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT


def locator(site: Site, points: Mapping[str, tuple[float, float]]) -> Locator | None:
    """The map with those points (latitude, longitude) that lie on it; None where none does."""
    marks = tuple(
        Mark(iri, *_placed(long, lat)) for iri, (lat, long) in points.items() if _shown(long, lat)
    )
    return Locator(path=site.keep("outlines of France", _outlines), marks=marks) if marks else None


def coordinates(site: Site, iris: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude, in degrees, of those of the things that have them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in site.kg.store.about(iris, REFERENCE):
        if quad.predicate.startswith(GEO) and isinstance(quad.object, Literal):
            found[quad.subject][local_name(quad.predicate)] = quad.object.value
    return {
        iri: (float(at["lat"]), float(at["long"]))
        for iri, at in found.items()
        if {"lat", "long"} <= at.keys()
    }


def _outlines() -> str:
    """The départements of metropolitan France, to the tenth of a degree."""
    drawn = json.loads(FILE.read_bytes())["features"]
    return "".join(
        ring
        for feature in drawn
        if not feature["properties"]["code"].startswith(_OVERSEAS)
        for polygon in feature["geometry"]["coordinates"]
        for ring in _ring(polygon[0])
    )


def _ring(points: Iterable[tuple[float, float]]) -> Iterator[str]:
    """A ring as part of a path; nothing where it is too small to be seen."""
    placed = (tuple(map(round, _placed(*point))) for point in points)
    kept = list(dict.fromkeys(placed))
    if len(kept) > 2:
        yield f"M{'L'.join(f'{x} {y}' for x, y in kept)}Z"


def _placed(long: float, lat: float) -> tuple[float, float]:
    return round((long - _WEST) * _ACROSS, 1), round((_NORTH - lat) * _DOWN, 1)


def _shown(long: float, lat: float) -> bool:
    x, y = _placed(long, lat)
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT
