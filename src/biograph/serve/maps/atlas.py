"""The marks of the map as a set of entities that the facets narrow down, and how they look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.serve.index.facets import UNKNOWN, members, of
from biograph.serve.maps.places import marks
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.serve.maps.places import Mark
    from biograph.serve.site import Site

    Chosen = Mapping[str, Sequence[str]]

#: The facets of entities that the map offers beside the region of a mark.
FACETS = ("kind", "family", "stage")
#: The groups of kinds that the map colours: the first one that holds an actor is its.
GROUPS: dict[str, tuple[str, ...]] = {
    "production": ("CDMO", "ProductionSite", "PlasmaFractionator", "AcademicGMPPlatform"),
    "supply": (
        *("EquipmentSupplier", "RawMaterialSupplier", "Distributor", "LogisticsProvider"),
        *("ServiceProvider", "TestingLaboratory"),
    ),
    "care": ("Hospital", "ApheresisCentre", "BloodEstablishment", "TissueOrCellBank"),
    "company": ("Company",),
    "research": ("ResearchOrganization",),
    "other": ("Organization",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mark with the number of its actor among the entities and the group of its colour."""

    mark: Mark
    number: int
    group: str

    @property
    def region(self) -> str:
        """The code of the region that it is known to lie in, else ``?``."""
        return local_name(self.mark.commune.region) if self.mark.commune else UNKNOWN


class Atlas:
    """Every mark of a site; ``names`` are the regions by their codes (IRIs)."""

    def __init__(self, site: Site) -> None:
        numbers, self._facets = site.entities.numbers, site.entities.facets
        known = [(numbers[m.actor], m) for m in marks(site.ask) if m.actor in numbers]
        group = self._groups(of((number for number, _ in known), len(numbers)))
        self.placed = tuple(Placed(mark=m, number=n, group=group[n]) for n, m in known)
        inside: dict[str, list[int]] = defaultdict(list)
        for one in self.placed:
            inside[one.region].append(one.number)
        self._inside = {code: of(held, len(numbers)) for code, held in inside.items()}
        self._every = of(group, len(numbers))
        self._values = self._facets.counts({}, self._every)
        self.names = {
            one.region: one.mark.commune.region for one in self.placed if one.mark.commune
        }

    def left(self, chosen: Chosen) -> set[int]:
        """The positions in ``placed`` of the marks that the chosen values leave."""
        regions = chosen["region"]
        left = set(members(self._facets.matching(_plain(chosen), self._every)))
        return {
            position
            for position, one in enumerate(self.placed)
            if one.number in left and (not regions or one.region in regions)
        }

    def counts(self, chosen: Chosen) -> dict[str, dict[str, int]]:
        """How many actors each value of each filter would leave beside the other filters."""
        plain = _plain(chosen)
        within = self._every
        for region in chosen["region"]:
            within = self._inside.get(region, 0)
        now = self._facets.counts(plain, within)
        found = {
            facet: {value: now[facet].get(value, 0) for value in self._values[facet]}
            for facet in FACETS
        }
        found["region"] = {
            code: self._facets.matching(plain, held).bit_count()
            for code, held in self._inside.items()
        }
        return found

    def _groups(self, every: int) -> dict[int, str]:
        """The group of each actor."""
        found = dict.fromkeys(members(every), "other")
        for group, kinds in reversed(GROUPS.items()):
            for number in members(self._facets.matching({"kind": kinds}, every)):
                found[number] = group
        return found


def _plain(chosen: Chosen) -> Chosen:
    return {facet: chosen[facet] for facet in FACETS}
