"""How probable it is that a circuit holds, and how much that hangs on each name.

Each name lives with a probability of its own, independently of the others. Results are exact, by a
decision diagram over the names that several parts of the circuit share, as long as the diagram
stays within a budget of nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.circuit import Every, Leaf, Node, Some, cut_sets, leaves
from biograph.analyse.method.diagram import OverBudgetError, diagram
from biograph.analyse.method.modules import folded
from biograph.analyse.method.worlds import lives

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Nodes of a diagram, also those of its intermediate steps; about one second.
BUDGET = 100_000
DRAWS = 20_000
LEVEL = 0.9
#: Failures that are rarer drown in the rounding of 1 - P(the circuit holds).
RARE = 1e-12


@dataclass(frozen=True, slots=True)
class Probability:
    """A probability; where it is not ``exact`` it was sampled and ``low``..``high`` holds 90 %."""

    value: float
    low: float
    high: float
    exact: bool


def probability(
    node: Node,
    alive: Mapping[str, float],
    *,
    budget: int = BUDGET,
    draws: int = DRAWS,
    seed: int = 0,
) -> Probability:
    """The probability that the circuit holds, ``alive`` giving that of each of its names.

    Exact by a binary decision diagram (Bryant 1986) of at most ``budget`` nodes. Beyond, the share
    of ``draws`` seeded random worlds in which it holds, with Wilson's 90 % interval. Raises
    ValueError for a name without a probability in [0, 1].
    """
    small = folded(node)
    chances = small.chances(_checked(node, alive))
    try:
        value = diagram(small.node, budget=budget).value(chances)
    except OverBudgetError:
        return _sampled(small.node, chances, draws, seed)
    return Probability(value, value, value, exact=True)


def birnbaum(node: Node, alive: Mapping[str, float], *, budget: int = BUDGET) -> dict[str, float]:
    """The derivative of the probability that the circuit holds by that of each name, in [0, 1].

    This is Birnbaum's importance (1969): how much more probable it is that the circuit holds when
    the name surely lives than when it is surely gone. Raises ValueError as :func:`probability`
    does, and OverBudgetError where the diagram has more nodes than ``budget``.
    """
    small = folded(node)
    chances = small.chances(_checked(node, alive))
    slopes = small.slopes(diagram(small.node, budget=budget).slopes(chances), chances)
    return {name: slopes.get(name, 0.0) for name in sorted(leaves(node))}


def group_birnbaum(
    node: Node,
    alive: Mapping[str, float],
    groups: Mapping[str, Collection[str]],
    *,
    budget: int = BUDGET,
) -> dict[str, float]:
    """How much more probable it is that the circuit holds with all names of a group than with none.

    For a group of one name this is Birnbaum's importance. Names that the circuit has not are
    ignored. Raises as :func:`birnbaum` does.
    """
    small, chances = folded(node), _checked(node, alive)
    made = diagram(small.node, budget=budget)

    def held(names: Collection[str], *, there: bool) -> float:
        return made.value(small.chances(chances | dict.fromkeys(names, float(there))))

    own = {group: chances.keys() & names for group, names in groups.items()}
    return {g: held(names, there=True) - held(names, there=False) for g, names in own.items()}


def fussell_vesely(
    node: Node,
    alive: Mapping[str, float],
    groups: Mapping[str, Collection[str]] | None = None,
    *,
    order: int = 3,
    budget: int = BUDGET,
) -> dict[str, float]:
    """How probable it is, once the circuit fails, that a minimal cut set with a name is lost.

    P(some minimal cut set with the name, or with one of a group, is lost as a whole) / P(the
    circuit fails), for each name or each of ``groups`` (Fussell 1975, Vesely et al. 1983), in
    [0, 1]; 0 for all where the circuit fails less often than 1e-12. Both are exact, not sums over
    cut sets (the rare-event approximation), but cut sets of more than ``order`` names are left out
    above, so that a name which is in such is given too little. Raises as :func:`birnbaum` does.
    """
    fails = 1 - _exactly(node, _checked(node, alive), budget)
    cuts = sorted(map(sorted, cut_sets(node, order=order)))
    wanted = {name: (name,) for name in sorted(leaves(node))} if groups is None else groups

    def share(names: Collection[str]) -> float:
        spared = [Some(tuple(map(Leaf, cut))) for cut in cuts if not set(names).isdisjoint(cut)]
        return min(1.0, (1 - _exactly(Every(tuple(spared)), alive, budget)) / fails)

    return {key: share(names) if fails >= RARE else 0.0 for key, names in wanted.items()}


def _exactly(node: Node, alive: Mapping[str, float], budget: int) -> float:
    small = folded(node)
    return diagram(small.node, budget=budget).value(small.chances(alive))


def _sampled(node: Node, chances: Mapping[str, float], draws: int, seed: int) -> Probability:
    # Only here: the module loads scipy.stats, which takes longer than most exact results.
    from biograph.analyse.method.estimate import wilson  # noqa: PLC0415

    random = np.random.default_rng(seed)
    worlds = {name: random.random(draws) < chances[name] for name in sorted(leaves(node))}
    held = int(np.count_nonzero(lives(node, worlds)))
    return Probability(held / draws, *wilson(held, draws, LEVEL), exact=False)


def _checked(node: Node, alive: Mapping[str, float]) -> dict[str, float]:
    names = sorted(leaves(node))
    if wrong := [name for name in names if not 0 <= alive.get(name, -1) <= 1]:
        raise ValueError(f"no probability in [0, 1] is given for: {', '.join(wrong)}")
    return {name: float(alive[name]) for name in names}
