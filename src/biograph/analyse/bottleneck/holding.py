"""How long inputs hold and how long they take to come back, from stated figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.compiled import compiled
from biograph.analyse.method.endurance import Verdict, exposure, time_to_survive
from biograph.vocabulary.figures import hull, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.analyse.coverage import InputCoverage
    from biograph.analyse.known import Known
    from biograph.analyse.method.endurance import Exposure
    from biograph.analyse.method.interval import Interval
    from biograph.vocabulary.figures import Figure

    Figures = tuple[Figure, ...]

_NONE: Interval = (0.0, 0.0)
_MEASURES = ("lead-time", "requalification-time", "stock", "shelf-life")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Inputs of which the same figures are stated, all in months; ``shelf`` may be unknown."""

    inputs: tuple[InputCoverage, ...]
    lead: Figures
    requalification: Figures
    stock: Figures
    shelf: Figures = ()

    @property
    def figures(self) -> Figures:
        """All figures that the answer rests on."""
        return (*self.lead, *self.requalification, *self.stock, *self.shelf)

    @property
    def families(self) -> frozenset[str]:
        """The families that require any of the inputs."""
        return frozenset(line.family for item in self.inputs for line in item.lines)

    @property
    def several(self) -> int:
        """How many of the inputs several groups of firms are known to make."""
        groups = [{maker.owner for maker in item.world.makers} for item in self.inputs]
        return sum(len(owners) > 1 for owners in groups)

    @property
    def decidable(self) -> bool:
        """Whether stock and lead time are stated at all, be it as an assumption."""
        return bool(self.lead and self.stock)

    @property
    def published(self) -> bool:
        """Whether anybody but biograph states one of the figures."""
        return any(figure.basis == "published" for figure in self.figures)

    @property
    def survive(self) -> Interval:
        """How long the stock lasts: not longer than the goods keep."""
        low, high = hull(self.stock)
        if not self.shelf:
            return low, high
        keeps = hull(self.shelf)
        return min(low, keeps[0]), min(high, keeps[1])

    @property
    def qualify(self) -> Interval:
        """How long it takes to have another maker accepted."""
        return hull(self.requalification) if self.requalification else _NONE

    @property
    def recover(self) -> Interval:
        """From an order to its arrival, up to that of a maker who has to be qualified first.

        No source tells which other maker is qualified for a product already, so that the upper end
        holds the requalification and the lower end does not.
        """
        low, high = hull(self.lead)
        return low, high + self.qualify[1]

    @property
    def exposure(self) -> Exposure:
        """How long the inputs are missed when their maker stops."""
        return exposure(self.survive, self.recover)

    @property
    def unqualified(self) -> Exposure:
        """The same where the only other maker has to be qualified first."""
        low, high = self.recover
        return exposure(self.survive, (low + self.qualify[0], high))

    @property
    def exposed(self) -> bool:
        """Whether the inputs may be missed at all."""
        return self.exposure.verdict is not Verdict.NEVER


def holdings(inputs: Iterable[InputCoverage]) -> tuple[Holding, ...]:
    """The goods and services among the inputs, those with the same figures together."""
    grouped: dict[tuple[Figures, ...], list[InputCoverage]] = {}
    for item in inputs:
        if any(line.bought or line.serviced for line in item.lines):
            found = tuple(nearest(measure, item.input) for measure in _MEASURES)
            grouped.setdefault(found, []).append(item)
    return tuple(
        Holding(
            inputs=tuple(sorted(same, key=_demand)),
            lead=lead,
            requalification=again,
            stock=stock,
            shelf=shelf,
        )
        for (lead, again, stock, shelf), same in grouped.items()
    )


def families_last(known: Known, found: Iterable[Holding]) -> Mapping[str, Interval]:
    """How many months each family goes on if none of its inputs with a stated stock comes again.

    Inputs without a stated stock are taken to hold, so that this is no lower end of anything else;
    families without such an input are left out.
    """
    cover = {item.input: one.survive for one in found if one.stock for item in one.inputs}
    circuits = {family: compiled(family, known.recipes.lines) for family in known.families}
    lasting = {
        family: time_to_survive(circuit, cover, otherwise=(math.inf, math.inf))
        for family, circuit in circuits.items()
    }
    return {family: time for family, time in lasting.items() if math.isfinite(time[1])}


def _demand(item: InputCoverage) -> tuple[int, str]:
    """The order of inputs: those that most families require first."""
    return -len({line.family for line in item.lines}), item.input
