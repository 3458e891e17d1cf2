"""Where people live: the counted places of the graph in, arrays and shares of the country out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from biograph.terms import local_name, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from biograph.ask import Ask

#: People by region code in the same register, communes of every size: IGN Admin Express, March
#: 2024, summed by us before the table was cut for the package. It does not count Mayotte (06).
PEOPLE = {
    "01": 384_315,
    "02": 360_749,
    "03": 286_618,
    "04": 871_157,
    "11": 12_317_128,
    "24": 2_573_269,
    "27": 2_798_774,
    "28": 3_327_966,
    "32": 5_995_292,
    "44": 5_561_150,
    "52": 3_852_877,
    "53": 3_393_650,
    "75": 6_067_387,
    "76": 6_022_176,
    "84": 8_103_846,
    "93": 5_127_840,
    "94": 347_597,
}
OVERSEAS = frozenset({"01", "02", "03", "04", "06"})
#: Overseas a région and its only département are one place, which may go by either code.
_DEPARTEMENTS = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}
#: Latitudes and longitudes between which metropolitan France lies.
_MAINLAND = ((41.0, 51.5), (-5.5, 10.0))


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its people; the region is an IRI and a name, empty where none is known."""

    iri: str
    name: str
    people: int
    lat: float
    lon: float
    region: str
    region_name: str

    @property
    def overseas(self) -> bool:
        """Whether it lies outside metropolitan France, by its position."""
        return not all(
            low <= at <= high
            for (low, high), at in zip(_MAINLAND, (self.lat, self.lon), strict=True)
        )

    def within(self, region: str) -> bool:
        """Whether it lies in a region given by code, IRI or name."""
        return bool(self.region) and (
            local_name(region) == local_name(self.region)
            or name_key(region) == name_key(self.region_name)
        )


@dataclass(frozen=True)
class Population:
    """Places with people in them, and the same as arrays in the same order."""

    places: tuple[Place, ...]

    @cached_property
    def people(self) -> NDArray[np.float64]:
        """How many live in each place (n,)."""
        return np.array([place.people for place in self.places], dtype=np.float64)

    @cached_property
    def at(self) -> NDArray[np.float64]:
        """Latitude and longitude of each place (n, 2)."""
        return np.array([(p.lat, p.lon) for p in self.places], dtype=np.float64).reshape(-1, 2)

    @property
    def total(self) -> int:
        """All people of these places."""
        return sum(place.people for place in self.places)

    def where(self, wanted: Callable[[Place], bool]) -> Population:
        """Those places that are wanted."""
        return Population(tuple(place for place in self.places if wanted(place)))

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that these places are known to lie in."""
        return tuple(sorted({place.region for place in self.places if place.region}))

    def by_region(self) -> Iterator[Population]:
        """The places of each of these regions."""
        for region in self.regions:
            yield self.where(partial(_in, region))


def _in(region: str, place: Place) -> bool:
    return place.region == region


def population(ask: Ask) -> Population:
    """All places of the graph of which it knows where they are and how many live there."""
    rows = {row["place"]: row for row in ask("care/population").records() if row["population"]}
    return Population(
        tuple(
            Place(
                iri=iri,
                name=row["place_label"] or local_name(iri),
                people=int(row["population"]),
                lat=float(row["lat"]),
                lon=float(row["long"]),
                region=row["region"] or "",
                region_name=row["region_label"] or "",
            )
            for iri, row in sorted(rows.items())
        )
    )


def counted(found: Population, regions: Iterable[str]) -> float:
    """The share of the people of these regions (codes) that live in the places found, in [0, 1].

    Of regions whose people nobody counted it is 0: what share is known is not known.
    """
    codes = {_DEPARTEMENTS.get(code, code) for code in regions}
    total = sum(PEOPLE.get(code, 0) for code in codes)
    return min(1.0, found.total / total) if total else 0.0
