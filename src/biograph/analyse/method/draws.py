"""Random worlds of a supply network: which links there are, which makers nobody has seen.

*Naive* draws keep or drop each observed link; *completed* ones also add what sources miss. A
finding that holds in both does not hang on missing data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    BoolArray = NDArray[np.bool_]
    Floats = NDArray[np.float64]

ROUNDS = 200


class Spread(NamedTuple):
    """Where the values of the draws lie: the median and the ends of an interval around it."""

    median: float
    low: float
    high: float


def combined(confidences: Iterable[float]) -> float:
    """The probability of a link that independent groups of sources tell, each with a probability.

    1 - (1 - p1)(1 - p2)...: it is false only where all of them err. Each p is the quality of a
    source times the calibrated confidence of the extraction from it; sources that copy each other
    are one group. 0 where nothing tells it. Raises ValueError for a p outside [0, 1].
    """
    wrong = 1 - _checked(list(confidences))
    return float(1 - wrong.prod())


def draws(links: ArrayLike, *, rounds: int = ROUNDS, seed: int) -> BoolArray:
    """Which links there are in each draw (rounds, links), each with its own probability.

    The same seed gives the same draws. Raises ValueError for a probability outside [0, 1].
    """
    chances = _checked(links)
    kept: BoolArray = np.random.default_rng(seed).random((rounds, len(chances))) < chances
    return kept


def completed(
    links: ArrayLike, observed: ArrayLike, coverage: ArrayLike, *, rounds: int = ROUNDS, seed: int
) -> tuple[BoolArray, NDArray[np.int64]]:
    """The :func:`draws` of the same seed, and how many makers of each market nobody has seen.

    The second array (rounds, markets) is Poisson with mean n (1 - c) / c, for n ``observed`` makers
    and the ``coverage`` c of the market, one for all draws (markets) or one each (rounds, markets):
    as many as are missing if n is the share c of all. They are anonymous, and independent of each
    other and of all known owners. Raises ValueError for a probability outside [0, 1], a negative
    count or a coverage outside (0, 1].
    """
    seen = np.asarray(observed, dtype=np.float64)
    share = np.asarray(coverage, dtype=np.float64)
    fits = share.shape in {seen.shape, (rounds, *seen.shape)}
    if not fits or not np.all((seen >= 0) & (share > 0) & (share <= 1)):
        raise ValueError("each market needs a count of 0 or more and a coverage in (0, 1]")
    # A stream of its own, so that the known links are drawn as without the unseen ones.
    random = np.random.default_rng([seed, 1])
    missing = random.poisson(seen * (1 - share) / share, size=(rounds, len(seen)))
    return draws(links, rounds=rounds, seed=seed), missing


def between(low: float, likely: float, high: float, *, rounds: int = ROUNDS, seed: int) -> Floats:
    """A value for each draw from an interval with its likeliest value (triangular)."""
    if low == high:
        return np.full(rounds, likely)
    return np.random.default_rng([seed, 2]).triangular(low, likely, high, size=rounds)


def interval(values: ArrayLike, level: float = 0.9) -> Spread:
    """The median of the values of all draws and the interval that holds the middle ``level``.

    Quantiles are interpolated. Raises ValueError without draws and unless 0 < level < 1.
    """
    found = np.asarray(values, dtype=np.float64)
    if not len(found) or not 0 < level < 1:
        raise ValueError("an interval needs at least one draw and a level between 0 and 1")
    tail = (1 - level) / 2
    return Spread(*np.quantile(found, [0.5, tail, 1 - tail]).tolist())


def _checked(links: ArrayLike) -> NDArray[np.float64]:
    chances = np.asarray(links, dtype=np.float64)
    if not np.all((chances >= 0) & (chances <= 1)):
        raise ValueError("a probability lies outside [0, 1]")
    return chances
