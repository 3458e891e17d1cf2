"""What a site must hold for some families, and who is known to hold it: recipes in, sets out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.gap.pipeline import crews_of
from biograph.analyse.supply import FRANCE
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Line

#: The stages that one site does: what they require is what it must hold.
SIDES = {
    "care": frozenset({"storage-transport", "administration"}),
    "making": frozenset({"upstream", "downstream", "formulation", "fill-finish", "qc-release"}),
    "collection": frozenset({"starting-material", "cell-bank"}),
}
_HELD = frozenset({"Authorisation", "SiteCapability"})
#: So few items not known to be held make a site near the whole set.
_NEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What some families ask alike of a site; each item is a set of inputs of which one will do."""

    side: str
    items: frozenset[frozenset[str]]
    families: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Someone in France, the inputs known to be held and the facts that say so, if any does."""

    iri: str
    name: str
    inputs: frozenset[str]
    relations: frozenset[str]

    def met(self, demand: Demand) -> int:
        """How many items of a demand are known to be held."""
        return sum(1 for item in demand.items if item & self.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A demand and the sites known to meet some of it; those of ``giving`` do the work already."""

    demand: Demand
    sites: tuple[Holder, ...]
    giving: frozenset[str]

    @property
    def whole(self) -> int:
        """How many sites are known to hold every item."""
        return sum(site.met(self.demand) == len(self.demand.items) for site in self.sites)

    @property
    def near(self) -> tuple[Holder, ...]:
        """Sites one or two items short that hold more than that and do not do the work already."""
        missing = {site: len(self.demand.items) - site.met(self.demand) for site in self.sites}
        return tuple(
            site
            for site, left in missing.items()
            if 1 <= left <= _NEAR and site.met(self.demand) > left and site.iri not in self.giving
        )

    @property
    def unheld(self) -> frozenset[frozenset[str]]:
        """The items that nobody is known to hold."""
        held = {iri for site in self.sites for iri in site.inputs}
        return frozenset(item for item in self.demand.items if not item & held)

    @property
    def coverage(self) -> float:
        """The share of what these sites must hold that is known to be held."""
        cells = len(self.sites) * len(self.demand.items)
        return sum(site.met(self.demand) for site in self.sites) / cells if cells else 0.0


def standings_of(known: Known) -> tuple[Standing, ...]:
    """How the sites of France stand to each demand of the families looked at."""
    everyone, crews = holders(known), crews_of(known)
    return tuple(
        Standing(
            demand=demand,
            sites=tuple(site for site in everyone if site.met(demand)),
            giving=frozenset[str]().union(*(crews[f].givers for f in demand.families))
            if demand.side == "care"
            else frozenset(),
        )
        for demand in demands(known)
    )


def demands(known: Known) -> tuple[Demand, ...]:
    """One demand for each set of items that families looked at require, sides in order."""
    families: dict[tuple[str, frozenset[frozenset[str]]], dict[str, list[Line]]] = {}
    for family in known.families:
        for side, lines in _by_side(known, family).items():
            groups: dict[tuple[str, str], set[str]] = defaultdict(set)
            for line in lines:
                groups[line.stage, line.group].add(line.input)
            items = frozenset(map(frozenset, groups.values()))
            families.setdefault((side, items), {})[family] = lines
    return tuple(
        Demand(
            side=side,
            items=items,
            families=tuple(lines),
            lines=tuple(line for same in lines.values() for line in same),
        )
        for (side, items), lines in families.items()
    )


def _by_side(known: Known, family: str) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for side, stages in SIDES.items():
        lines = [
            line
            for line in known.recipes.essential([family])
            if line.kinds & _HELD and local_name(line.stage) in stages
        ]
        if lines:
            found[side] = lines
    return found


def holders(known: Known) -> tuple[Holder, ...]:
    """Everyone in France who is known to hold an authorisation or capability."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in known.ask("gaps/holders", country=FRANCE).records():
        rows[row["holder"]].append(row)
    return tuple(
        Holder(
            iri=iri,
            name=same[0]["holder_label"] or local_name(iri),
            inputs=frozenset(row["input"] for row in same),
            relations=frozenset(row["relation"] for row in same if row["relation"]),
        )
        for iri, same in sorted(rows.items())
    )
