"""Plans under doubt: how far each falls short of the best one, draw by draw.

Costs are drawn from their intervals and cut sets are there or not, as the data leave open. The
regret of a plan in a draw is its bill there less that of the best of the plans; a plan of low worst
or mean regret holds whatever turns out to be true (Savage, J. Am. Stat. Assoc. 46, 1951).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.hitting import hits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from biograph.analyse.method.hitting import Cut, Option, Plan


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """``R`` states of the world for ``n`` options and ``m`` cut sets.

    ``costs`` (R x n) is what each option costs, ``losses`` (R x m) what each cut set may lose, 0
    where it is not there; ``hit`` (n x m) which option takes away which cut set. ``ids`` (n) names
    the options.
    """

    ids: tuple[str, ...]
    costs: NDArray[np.float64]
    losses: NDArray[np.float64]
    hit: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regret:
    """The regret of each of ``P`` plans over the draws, in the unit of costs.

    ``median``, ``low`` and ``high`` (5 % and 95 %), ``mean`` and ``worst`` are arrays of P.
    ``least_worst`` and ``least_mean`` are the plans whose worst or mean regret is least; of equal
    ones the first given.
    """

    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean: NDArray[np.float64]
    worst: NDArray[np.float64]
    least_worst: Plan
    least_mean: Plan


def drawn(
    losses: Mapping[Cut, float], options: Sequence[Option], present: ArrayLike, *, seed: int = 0
) -> Draws:
    """Draws with costs uniform in their intervals, the same for each ``seed``.

    ``present`` (R x m, boolean) tells which cut sets are there in each draw, in the order of
    ``losses``. Raises ValueError where it is of another shape.
    """
    there = np.asarray(present, dtype=np.bool_)
    if there.ndim != 2 or there.shape[1] != len(losses):
        raise ValueError(f"{len(losses)} cut sets, but their presence is of shape {there.shape}")
    ends = np.array([option.cost for option in options], dtype=np.float64).reshape(-1, 2)
    size = (len(there), len(options))
    return Draws(
        ids=tuple(option.id for option in options),
        costs=np.random.default_rng(seed).uniform(ends[:, 0], ends[:, 1], size),
        losses=np.where(there, np.array(list(losses.values()), dtype=np.float64), 0.0),
        hit=hits(options, list(losses)),
    )


def regret(plans: Sequence[Plan], draws: Draws, *, worth: float) -> Regret:
    """How much each plan costs more than the best of the plans, over all draws.

    ``worth`` is what one unit of loss is worth in the unit of costs: the bill of a plan is its cost
    and the worth of the loss that remains. Raises ValueError without plans or draws, for a negative
    worth or for a plan with an option that was not drawn.
    """
    if not plans or not len(draws.costs):
        raise ValueError("there is nothing to compare: no plan or no draw")
    if not worth >= 0:
        raise ValueError(f"the worth of a loss is {worth}")
    if unknown := {name for plan in plans for name in plan.options} - set(draws.ids):
        raise ValueError(f"options without draws: {', '.join(sorted(unknown))}")
    short = _bills(plans, draws, worth)
    short -= short.min(axis=1, keepdims=True)
    low, median, high = np.quantile(short, (0.05, 0.5, 0.95), axis=0)
    mean, worst = short.mean(axis=0), short.max(axis=0)
    return Regret(
        median=median,
        low=low,
        high=high,
        mean=mean,
        worst=worst,
        least_worst=plans[int(worst.argmin())],
        least_mean=plans[int(mean.argmin())],
    )


def _bills(plans: Sequence[Plan], draws: Draws, worth: float) -> NDArray[np.float64]:
    """Cost and worth of the remaining loss of each plan (column) in each draw (row)."""
    taken = np.array([[name in plan.options for name in draws.ids] for plan in plans], dtype=bool)
    stays = np.array([~draws.hit[take].any(axis=0) for take in taken])
    bills: NDArray[np.float64] = draws.costs @ taken.T + worth * (draws.losses @ stays.T)
    return bills
