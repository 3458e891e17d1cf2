"""Shares and totals from incomplete counts: Wilson's interval, capture-recapture, Chao's bound."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated total with its interval, whose upper end may be infinite."""

    total: float
    low: float
    high: float


def wilson(successes: int, total: int, level: float = 0.9) -> tuple[float, float]:
    """The interval of a share after ``successes`` in ``total`` trials (Wilson 1927).

    After no trial nothing is known: 0 to 1. Raises ValueError unless 0 <= successes <= total.
    """
    if total == successes == 0:
        return 0.0, 1.0
    from scipy.stats import binomtest  # noqa: PLC0415 - takes half a second; few commands count

    found = binomtest(successes, total).proportion_ci(level, method="wilson")
    return float(found.low), float(found.high)


def chapman(n1: int, n2: int, m: int, level: float = 0.9) -> Estimate:
    """How many things there are, when two lists name ``n1`` and ``n2`` of them, ``m`` in common.

    The total is (n1 + 1)(n2 + 1) / (m + 1) - 1 (Chapman 1951). The interval holds the totals under
    which neither so little nor so much in common has a chance of (1 - level) / 2 or less. Given the
    lengths of two independent lists ``m`` is hypergeometric, so that the interval is exact for
    short lists too, where those from a variance (Seber's, Chao's log-normal one) shrink to a point
    as soon as one list holds the other. With nothing in common the upper end is infinite, and the
    total, of the order of n1 n2, means little.

    Lists that name the same things for the same reason (both know the large firms) have more in
    common than independent ones: the total and both ends are then too low.

    Raises ValueError unless 0 <= m <= min(n1, n2) and 0 < level < 1.
    """
    if not (0 <= m <= min(n1, n2) and 0 < level < 1):
        raise ValueError(f"no interval of level {level} for {m} in common of {n1} and {n2}")
    from scipy.stats import hypergeom  # noqa: PLC0415 - see above

    tail = (1 - level) / 2
    low, high = n1 + n2 - m, math.inf
    # Both searches end by Markov's inequality: P(M >= k) <= E[M] / k = n1 n2 / (N k).
    if n1 and n2:
        end = low + math.ceil(n1 * n2 / ((m + 1) * (1 - tail)))
        low = _least(low, end, lambda size: hypergeom.cdf(m, size, n1, n2) > tail)
    if m:
        end = low + 1 + math.ceil(n1 * n2 / (m * tail))
        high = _least(low + 1, end, lambda size: hypergeom.sf(m - 1, size, n1, n2) <= tail) - 1
    return Estimate((n1 + 1) * (n2 + 1) / (m + 1) - 1, low, high)


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least size for which it holds, as it does for all from some size in the range on."""
    return bisect_left(range(high), 1, lo=low, key=holds)
