"""Outlines of the French départements: two published maps in, one small GeoJSON file out.

Run as ``python -m biograph.view.outlines DEPARTEMENTS COUNTRIES`` by whoever renews them:
``DEPARTEMENTS`` is a GeoJSON file of metropolitan France with a ``code`` a feature (made from IGN's
Admin Express), ``COUNTRIES`` is ``countries-10m.json`` of the npm package ``world-atlas`` (made
from Natural Earth), which shows France with its overseas départements.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biograph.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Ring = list[tuple[float, float]]
    Polygon = list[Ring]

#: The file that the map page loads.
FILE = Path(__file__).parent / "assets" / "site" / "departements.json"
SOURCE = (
    "IGN, INSEE: Admin Express, 2018, simplified (Licence Ouverte); overseas: Natural Earth 4.1.0, "
    "1:10m (public domain)"
)
#: West, south, east and north of the overseas départements, in degrees.
OVERSEAS = {
    "971": (-61.9, 15.8, -60.9, 16.6),
    "972": (-61.3, 14.3, -60.7, 15.0),
    "973": (-54.7, 2.0, -51.5, 6.0),
    "974": (55.1, -21.5, 56.0, -20.8),
    "976": (44.9, -13.1, 45.4, -12.5),
}
_DIGITS = 3  # thousandths of a degree, some 100 m: neighbours keep their border, as both round it


def outlines(departements: Mapping[str, Any], countries: Mapping[str, Any]) -> dict[str, Any]:
    """All départements in the order of their codes, longitudes before latitudes.

    Raises DataError where one of the overseas ones is not on the map of countries.
    """
    drawn = {
        feature["properties"]["code"]: _polygons(feature["geometry"])
        for feature in departements["features"]
    }
    islands = list(_france(countries))
    for code, box in OVERSEAS.items():
        drawn[code] = [polygon for polygon in islands if _within(polygon[0], box)]
        if not drawn[code]:
            raise DataError(f"the map of countries does not show the département {code}")
    features = [_feature(code, polygons) for code, polygons in sorted(drawn.items())]
    return {"type": "FeatureCollection", "source": SOURCE, "features": features}


def _feature(code: str, polygons: Iterable[Polygon]) -> dict[str, Any]:
    rounded = [[ring for ring in map(_rounded, polygon) if len(ring) > 3] for polygon in polygons]
    geometry = {"type": "MultiPolygon", "coordinates": [polygon for polygon in rounded if polygon]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def _rounded(ring: Sequence[Sequence[float]]) -> Ring:
    """The ring with fewer digits, without points that fall together."""
    points = [(round(lon, _DIGITS), round(lat, _DIGITS)) for lon, lat in ring]
    return points[:1] + [point for before, point in pairwise(points) if point != before]


def _polygons(geometry: Mapping[str, Any]) -> list[Polygon]:
    found: list[Polygon] = geometry["coordinates"]
    return found if geometry["type"] == "MultiPolygon" else [found]  # type: ignore[list-item] # a polygon


def _within(ring: Ring, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat in ring)


def _france(countries: Mapping[str, Any]) -> Iterator[Polygon]:
    """The polygons of France in a TopoJSON map of countries."""
    arcs = [list(_decoded(arc, countries["transform"])) for arc in countries["arcs"]]
    for country in countries["objects"]["countries"]["geometries"]:
        if country["properties"]["name"] == "France":
            for polygon in country["arcs"]:
                yield [_joined(ring, arcs) for ring in polygon]


def _decoded(
    arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]
) -> Iterator[tuple[float, float]]:
    """The points of an arc, each of which says how far it is from the one before it."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for right, up in arc:
        x, y = x + right, y + up
        yield x * wide + left, y * high + low


def _joined(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """A ring of its arcs, which share their ends; ``~n`` is arc n backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def main(arguments: Sequence[str]) -> None:
    """The command: two files. Raises UsageError for any other number."""
    if len(arguments) != 2:
        raise UsageError(
            "outlines takes a map of the départements and one of the countries",
            hint="python -m biograph.view.outlines DEPARTEMENTS.geojson countries-10m.json",
        )
    departements, countries = (json.loads(Path(file).read_bytes()) for file in arguments)
    made = json.dumps(outlines(departements, countries), separators=(",", ":"))
    FILE.write_text(made + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
