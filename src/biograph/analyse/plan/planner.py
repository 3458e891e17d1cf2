"""Chooses remedies: dangers and options of a graph in, plans, what they leave and regret out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.bottleneck.points import cuts_by_families
from biograph.analyse.method.hitting import cheapest, frontier
from biograph.analyse.method.regret import drawn, regret
from biograph.analyse.method.silence import silenced
from biograph.analyse.plan.costs import Costs
from biograph.analyse.plan.dangers import dangers
from biograph.analyse.plan.programme import Doubt
from biograph.analyse.plan.remedies import options, remedies
from biograph.analyse.supply import Maker
from biograph.analyse.whatif.changed import Changed
from biograph.analyse.whatif.removal import Addition
from biograph.analyse.worlds import SEED
from biograph.terms import mint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.method.hitting import Cut, Option, Plan
    from biograph.analyse.plan.dangers import Danger
    from biograph.analyse.plan.programme import Remedy

#: Sums of the same losses in another order differ by less.
_CLOSE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Planner:
    """The dangers of what is known, and what could be done about them at some costs."""

    known: Known
    costs: Costs = field(default_factory=Costs)

    @cached_property
    def dangers(self) -> tuple[Danger, ...]:
        """The ways in which families are known to stop."""
        return dangers(self.known)

    @cached_property
    def remedies(self) -> dict[str, Remedy]:
        """What could be done, by id."""
        return {r.id: r for r in remedies(self.known, self.dangers, self.costs)}

    @cached_property
    def options(self) -> dict[str, Option]:
        """The same as plans choose among them."""
        found = options(self.remedies.values(), self.dangers)
        return {option.id: option for option in found}

    @cached_property
    def losses(self) -> dict[Cut, float]:
        """The expected loss of each danger."""
        return {danger.cut: danger.loss for danger in self.dangers}

    @property
    def loss(self) -> float:
        """All losses together."""
        return sum(self.losses.values())

    def share(self, loss: float) -> float:
        """A loss as a share of all losses, in [0, 1]; 0 where there is none at all."""
        return loss / self.loss if self.loss else 0.0

    def cheapest(self, target: float) -> Plan:
        """The cheapest plan that leaves at most this share of the loss, or the least it can."""
        with silenced():
            return cheapest(self.losses, list(self.options.values()), target=target * self.loss)

    @cached_property
    def frontier(self) -> tuple[Plan, ...]:
        """Plans of falling loss and rising cost, from none to the most that can be done."""
        with silenced():
            return frontier(self.losses, list(self.options.values()))

    def left(self, taken: Iterable[str]) -> tuple[Danger, ...]:
        """The dangers that are left once these remedies (ids) are taken."""
        done = [self.options[name] for name in taken]
        return tuple(d for d in self.dangers if not any(option.hits(d.cut) for option in done))

    def met(self, plan: Plan, target: float) -> tuple[float, float]:
        """In which share of naive and of completed draws a plan leaves no more than the target."""
        stays = {danger.cut for danger in self.left(plan.options)}
        there = [danger.cut in stays for danger in self.dangers]

        if not self.dangers:
            return 1.0, 1.0

        def share(losses: Sequence[NDArray[np.float64]]) -> float:
            rows = np.array(losses)
            return float(np.mean(rows[there].sum(0) <= target * rows.sum(0) + _CLOSE))

        return share([d.naive for d in self.dangers]), share([d.full for d in self.dangers])

    def doubt(self, plan: Plan) -> Doubt:
        """What a plan costs more than the best one of it and of the frontier, draw by draw."""
        plans = [plan, *(other for other in self.frontier if other.options != plan.options)]
        saved = self.loss - plan.loss
        worth = plan.cost / saved if saved > 0 else 0.0
        present = np.column_stack([danger.drawn > 0 for danger in self.dangers])
        there = {d.cut: d.drawn.sum() / max((d.drawn > 0).sum(), 1) for d in self.dangers}
        draws = drawn(there, list(self.options.values()), present, seed=SEED)
        found = regret(plans, draws, worth=worth)
        return Doubt(
            worth=worth,
            mean=float(found.mean[0]),
            low=float(found.low[0]),
            high=float(found.high[0]),
            worst=float(found.worst[0]),
            least=self.share(found.least_worst.loss),
        )

    def exposed(self, plan: Plan) -> tuple[int, int]:
        """How many families stop without one single owner, now and after a plan."""
        known = self.known
        cuts = cuts_by_families(known.recipes, known.supply, known.families, order=1)
        inputs = {self.remedies[name].input for name in plan.options}
        changed = Changed(
            ask=known.ask,
            scope=known.scope,
            base=known,
            additions=tuple(_another(iri) for iri in sorted(inputs)),
        )
        now, then = cuts.values(), changed.points().values()
        return len(frozenset().union(*now)), len(frozenset().union(*then))

    def grounds(self, inputs: Collection[str]) -> tuple[str, ...]:
        """The recipe lines that need some inputs, and the facts of who makes them (IRIs)."""
        known = self.known
        lines = {line.iri for line in known.essential(known.families) if line.input in inputs}
        facts = {r for iri in inputs for maker in known.supply.of(iri) for r in maker.relations}
        return (*sorted(lines), *sorted(facts))


def _another(iri: str) -> Addition:
    """A maker of one input that nobody else is."""
    new = mint("whatif", "another", iri)
    maker = Maker(iri=new, name="", country="", owner=new, relations=())
    return Addition(maker=maker, inputs=(), makes=frozenset({iri}))
