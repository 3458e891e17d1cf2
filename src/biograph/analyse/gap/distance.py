"""Some people and some centres in, how far apart they are and what of both is known out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method import access as method
from biograph.analyse.people import OVERSEAS, PEOPLE, counted
from biograph.terms import local_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.gap.centres import Centres
    from biograph.analyse.people import Place, Population

    Floats = NDArray[np.float64]

#: Farther than this, in km, is far; farther than a flight nobody goes by road or train.
FAR, FLIGHT = 100.0, 1000.0
_TOWN = 20_000
_CANDIDATES = 5


@dataclass(frozen=True)
class Distances:
    """How far the people ``here`` live from the known centres ``there``.

    ``part`` tells that these are only some regions, whose people alone the coverage is about.
    """

    here: Population
    there: Centres
    part: bool = False

    @cached_property
    def km(self) -> Floats:
        """From each place to its nearest centre (n,)."""
        return method.nearest(self.here.at, self.there.at)

    @property
    def second(self) -> Floats | None:
        """From each place to its second nearest centre; None where only one is known."""
        enough = len(self.there.at) > 1
        return method.nearest(self.here.at, self.there.at, 2) if enough else None

    def beyond(self, km: float = FAR) -> float:
        """The share of the people who live farther than that."""
        return method.share_beyond(self.km, self.here.people, km)

    def within(self, km: Floats) -> tuple[float, float]:
        """Within how many of these km half and nine in ten of the people live."""
        half, most = method.weighted_quantiles(km, self.here.people, [0.5, 0.9])
        return float(half), float(most)

    @property
    def gini(self) -> float:
        """How unequal the distances are, 0 to 1."""
        return method.gini(self.km, self.here.people)

    @property
    def counted(self) -> float:
        """The share of the people of the area who are counted, in [0, 1]."""
        overseas = self.here.places[0].overseas
        whole = OVERSEAS if overseas else set(PEOPLE) - OVERSEAS
        known = {local_name(region) for region in self.here.regions}
        return counted(self.here, known if self.part else whole)

    @property
    def coverage(self) -> float:
        """Of all pairs of a person and a centre, the share of which both are known."""
        return self.there.share * self.counted

    def farthest(self, most: int = 3) -> list[tuple[Place, float]]:
        """The farthest towns of some size that are far, each with its distance."""
        pairs = zip(self.here.places, self.km.tolist(), strict=True)
        towns = [(place, km) for place, km in pairs if place.people >= _TOWN and km > FAR]
        return sorted(towns, key=lambda pair: (-pair[1], pair[0].iri))[:most]

    def decisive(self, far: float) -> tuple[Place, float] | None:
        """The town where one more centre would leave fewest people far, and the share left.

        One of the largest towns that are far now, the largest of those that do as well; None where
        there is none.
        """
        away = [place for place, km in zip(self.here.places, self.km, strict=True) if km > far]
        large = sorted(away, key=lambda place: (-place.people, place.iri))[:_CANDIDATES]
        left = [(self._with(town, far), town) for town in large]
        best = min(left, key=lambda pair: round(pair[0], 2), default=None)
        return best and (best[1], best[0])

    def _with(self, town: Place, far: float) -> float:
        """The share that stays far with one more centre in a town."""
        nearer = np.minimum(self.km, method.nearest(self.here.at, [(town.lat, town.lon)]))
        return method.share_beyond(nearer, self.here.people, far)
