"""The cheapest interventions that lower a loss: weighted hitting set of cut sets as a MILP.

A cut set is a set of names whose joint loss stops something, with the loss if it happens. An
intervention that hits a cut set takes it away: a second source for one of its names, a stock that
outlasts it, a new line. Chosen are those that together cost least while the losses of the cut sets
that stay sum to at most a target (partial weighted set cover: Slavik, Inf. Process. Lett. 64,
1997), solved to optimality by HiGHS through ``scipy.optimize.milp``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

Cut = frozenset[str]

#: Losses are compared to a millionth of their sum, the tolerance of the solver.
TOLERANCE = 1e-6
# All costs sum to this in the solver, so that its absolute gap (1e-6) is below what breaks a tie.
_SCALE = 1e6
# What the last place in the order of ids adds to a cost of that scale.
_TIE = 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An intervention, what it costs at least and at most, and the cut sets it takes away.

    These are the ``breaks`` and every cut set that holds one of the ``names`` (which then have a
    second source). Costs may be in any one unit. Raises ValueError for a cost that is negative,
    not finite or runs downwards.
    """

    id: str
    cost: tuple[float, float]
    breaks: frozenset[Cut] = frozenset()
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        low, high = self.cost
        if not 0 <= low <= high < math.inf:
            raise ValueError(f"the cost of {self.id} runs from {low} to {high}")

    @property
    def middle(self) -> float:
        """The cost that plans are chosen by: halfway between its ends."""
        return sum(self.cost) / 2

    def hits(self, cut: Cut) -> bool:
        """Whether the cut set is no danger any more once this is done."""
        return cut in self.breaks or not self.names.isdisjoint(cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Interventions to choose together, by id and in order, and what they come to.

    ``cost`` is the sum of middles, ``low`` and ``high`` the sums of ends; ``loss`` is what the cut
    sets that stay sum to. Where not ``reached``, no choice meets the ``target``: ``loss`` is then
    the lowest that any reaches, and the plan the cheapest that does.
    """

    options: tuple[str, ...]
    cost: float
    low: float
    high: float
    loss: float
    target: float
    reached: bool


def cheapest(
    losses: Mapping[Cut, float], options: Sequence[Option], *, target: float, gap: float = 0
) -> Plan:
    """The cheapest plan whose remaining loss is at most ``target`` (in the unit of ``losses``).

    Ties are broken the same way each run: the option at place i of n, sorted by id, counts i/n of a
    hundred-millionth of all costs dearer than it is, so that of plans of one cost the one with the
    smallest sum of places is taken. The order of the arguments is of no account. With a ``gap`` the
    search ends at a plan proven to cost at most that share too much: hundreds of overlapping cut
    sets are hard to solve to the end. Raises ValueError for a negative or undefined loss or target,
    or for two options of one id.
    """
    _check(losses, options, target)
    ordered = sorted(options, key=lambda option: option.id)
    cuts = sorted((cut for cut, loss in losses.items() if loss > 0), key=sorted)
    hit = hits(ordered, cuts)
    weight = np.array([losses[cut] for cut in cuts])
    lowest = math.fsum(weight[~hit.any(axis=0)])
    costs = np.array([option.middle for option in ordered])
    chosen = _solve(hit, weight, costs, aim=max(target, lowest), gap=gap)
    plan = [option for option, take in zip(ordered, chosen, strict=True) if take]
    return Plan(
        options=tuple(option.id for option in plan),
        cost=math.fsum(option.middle for option in plan),
        low=math.fsum(option.cost[0] for option in plan),
        high=math.fsum(option.cost[1] for option in plan),
        loss=math.fsum(weight[~hit[chosen].any(axis=0)]),
        target=target,
        reached=lowest <= target + TOLERANCE * math.fsum(weight),
    )


def frontier(
    losses: Mapping[Cut, float],
    options: Sequence[Option],
    *,
    targets: Sequence[float] | None = None,
    steps: int = 6,
    gap: float = 0,
) -> tuple[Plan, ...]:
    """The plans of falling loss and rising cost: one for each target, equal ones once.

    Without ``targets`` they run in ``steps`` equal steps from the whole loss to the lowest that can
    be reached. ``gap`` is that of ``cheapest``, which raises the same ValueErrors.
    """
    if targets is None:
        whole = math.fsum(losses.values())
        lowest = cheapest(losses, options, target=0, gap=gap).loss
        targets = [float(goal) for goal in np.linspace(whole, lowest, steps)]
    plans: dict[tuple[str, ...], Plan] = {}
    for goal in sorted(targets, reverse=True):
        plan = cheapest(losses, options, target=goal, gap=gap)
        plans.setdefault(plan.options, plan)
    return tuple(plans.values())


def hits(options: Sequence[Option], cuts: Sequence[Cut]) -> NDArray[np.bool_]:
    """Which option (row) takes away which cut set (column)."""
    rows = [[option.hits(cut) for cut in cuts] for option in options]
    return np.array(rows, dtype=np.bool_).reshape(len(options), len(cuts))


def _solve(
    hit: NDArray[np.bool_],
    weight: NDArray[np.float64],
    cost: NDArray[np.float64],
    *,
    aim: float,
    gap: float,
) -> NDArray[np.bool_]:
    """The options to take; variables are the options and which cuts are hit."""
    n = len(cost)
    whole = float(weight.sum())
    if aim >= whole * (1 - TOLERANCE / 2):
        return np.zeros(n, dtype=np.bool_)
    may = (aim / whole) + TOLERANCE / 2 - float(weight[~hit.any(axis=0)].sum()) / whole
    # Cut sets that the same options hit are one; those that none hits are left out.
    columns, of = np.unique(hit, axis=1, return_inverse=True)
    share = np.bincount(of.ravel(), weights=weight / whole)[columns.any(axis=0)]
    columns = columns[:, columns.any(axis=0)]
    m = len(share)
    scale = _SCALE / float(cost.sum()) if cost.any() else 1.0
    ranked = cost * scale + _TIE * np.arange(1, n + 1) / n
    covered = sparse.hstack([sparse.csr_array(-columns.T.astype(float)), sparse.eye_array(m)])
    gained = np.concatenate([np.zeros(n), share])
    found = milp(
        np.concatenate([ranked, np.zeros(m)]),
        constraints=[
            LinearConstraint(covered, ub=0),
            LinearConstraint(gained[None, :], lb=share.sum() - may),
        ],
        # Whole options make whole cuts; but said so, HiGHS never repairs a solution, which it
        # would tell on the standard output.
        integrality=np.ones(n + m),
        # What alone exceeds the loss that may stay has to be hit.
        bounds=Bounds(np.concatenate([np.zeros(n), share > may]), 1),
        options={"mip_rel_gap": gap},
    )
    if found.x is None:
        raise RuntimeError(f"the solver gave up: {found.message}")
    taken: NDArray[np.bool_] = np.asarray(found.x[:n] > 0.5)
    return taken


def _check(losses: Mapping[Cut, float], options: Sequence[Option], target: float) -> None:
    if not all(0 <= loss < math.inf for loss in losses.values()):
        raise ValueError("a loss is negative or not finite")
    if not target >= 0:
        raise ValueError(f"the target is {target}")
    if len({option.id for option in options}) != len(options):
        raise ValueError("two options have one id")
