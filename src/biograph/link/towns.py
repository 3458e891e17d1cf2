"""Two folded towns in, how many kilometres lie between them out, by the bundled communes."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from biograph.link.names import alike
from biograph.resources import bundled_snapshot
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMUNES = "registries/geo_communes.csv"
_DEGREE = 111.2  # km of a degree of latitude


class _Point(NamedTuple):
    """Degrees north and east."""

    lat: float
    lon: float


@lru_cache(maxsize=100_000)
def distance(one: str, other: str) -> float | None:
    """Kilometres between two towns as ``Profile.town`` folds them; None where one is unknown.

    Where several communes bear a name the nearest are meant, as neighbours would.
    """
    mine, theirs = _points(one), _points(other)
    return min((_between(a, b) for a in mine for b in theirs), default=None)


def _points(town: str) -> tuple[_Point, ...]:
    """The communes called so; else the only one whose name begins so: Illkirch, Vandœuvre."""
    exact, begun = _communes()
    found = exact.get(town, ())
    if found:
        return found
    longer = begun.get(town, ())
    return longer if len(longer) == 1 else ()


def _between(one: _Point, other: _Point) -> float:
    """Kilometres between two points of one country, on a plane."""
    north = one.lat - other.lat
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return _DEGREE * math.hypot(north, east)


@cache
def _communes() -> tuple[Mapping[str, tuple[_Point, ...]], Mapping[str, tuple[_Point, ...]]]:
    """The communes by their folded name, and by each beginning of it that ends with a word."""
    exact: dict[str, tuple[_Point, ...]] = defaultdict(tuple)
    begun: dict[str, tuple[_Point, ...]] = defaultdict(tuple)
    with (bundled_snapshot() / _COMMUNES).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not row["lat"]:
                continue  # an arrondissement lies where its city does
            point = (_Point(float(row["lat"]), float(row["lon"])),)
            words = alike(name_key(row["nom"])).split()
            exact[" ".join(words)] += point
            for count in range(1, len(words)):
                begun[" ".join(words[:count])] += point
    return exact, begun
