"""Which capabilities nobody combines, although many firms have each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import shortest_path

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two capabilities (columns), ``first`` before ``second``, and the firms that have both.

    ``expected`` is how many would have both if capabilities met at random; ``p`` is the chance of
    ``observed`` or fewer then, ``q`` that adjusted for all pairs looked at. ``steps`` are those
    between the two, each over a firm that combines: 1 where a firm has both, 2 where both are
    combined with a third, infinite where nothing joins them.
    """

    first: int
    second: int
    observed: int
    expected: float
    p: float
    q: float
    steps: float


def pairs(has: ArrayLike, *, frequent: int = 5) -> tuple[Pair, ...]:
    """All pairs of capabilities that ``frequent`` firms or more have each.

    ``has`` (firms, capabilities) says which firm has which. ``p`` is the lower tail of the
    hypergeometric distribution given how many firms have each; ``q`` is by Benjamini and Hochberg
    1995. Rare capabilities are left out beforehand: nothing could be said of them, and to adjust
    for them would cost the others. ``steps`` count the rare ones as well.

    That firms are alike otherwise is an assumption: where a few broad firms have most capabilities
    and the others one each, fewer combinations than these are expected of the many.

    Raises ValueError where ``has`` is no matrix.
    """
    held = np.asarray(has, dtype=bool)
    if held.ndim != 2:
        raise ValueError("firms and their capabilities are a matrix")
    both = held.T.astype(np.int64) @ held
    steps = shortest_path(both > 0, unweighted=True, directed=False)
    counts = np.diagonal(both)
    often = np.flatnonzero(counts >= frequent)
    first, second = (often[ends] for ends in np.triu_indices(len(often), k=1))
    if not len(first):
        return ()
    observed = both[first, second]
    from scipy.stats import (  # noqa: PLC0415 - takes half a second; few commands count
        false_discovery_control,
        hypergeom,
    )

    p = hypergeom.cdf(observed, len(held), counts[first], counts[second])
    columns = (
        first,
        second,
        observed,
        counts[first] * counts[second] / len(held),
        p,
        false_discovery_control(p),
        steps[first, second],
    )
    return tuple(
        Pair(first=a, second=b, observed=o, expected=e, p=chance, q=q, steps=s)
        for a, b, o, e, chance, q, s in zip(*(c.tolist() for c in columns), strict=True)
    )


def white_space(has: ArrayLike, *, frequent: int = 5) -> tuple[Pair, ...]:
    """The pairs that no firm combines, the least likely by chance first.

    Same arguments and errors as :func:`pairs`, with which ``p`` and ``q`` are shared. That no firm
    is *known* to combine two is what it says; whether one does is for the coverage of the sources.
    """
    empty = (pair for pair in pairs(has, frequent=frequent) if not pair.observed)
    return tuple(sorted(empty, key=lambda pair: (pair.p, pair.first, pair.second)))
