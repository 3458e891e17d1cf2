"""A synthetic supply network in tiers, for the benchmarks; running this file does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE, ORDINARY, Firms, firms

if TYPE_CHECKING:
    from numpy.typing import NDArray

TIERS = 10
PRODUCTS = 40  # of a tier, in networks large enough to give each of them MAKERS firms
MAKERS = 20
BACK = 0.02  # share of links from a later tier to an earlier one
TAIL = 1.5  # Pareto exponent of how often a firm is chosen as supplier
SPARE = 2  # links drawn for one kept: a popular supplier is drawn twice by the same buyer

#: Shares of essential, ordinary and negligible inputs as in the IHS Markit survey of industries.
IHS = (0.17, 0.12, 0.71)
ALL_ESSENTIAL = (1.0, 0.0, 0.0)


def tiered(
    links: int,
    *,
    seed: int = 0,
    mix: tuple[float, float, float] = IHS,
    inputs: int = 3,
) -> Firms:
    """A quarter as many firms as links, in ten tiers; the last has no customers: final demand.

    Nor has a firm that nobody chose, about every sixth of the others. Each product is made of up to
    ``inputs`` products of the tier before; the more, the fewer makers of each a firm knows. It
    finds its suppliers among the makers of what it needs, a few of which are chosen far more often
    than the others; two links in a hundred run backwards instead, from any tier that has customers
    to an earlier one. Each pair of products is rated once, by the shares of ``mix`` (essential,
    ordinary, negligible). Weights are lognormal. Firms are numbered at random, so their order says
    nothing, and two firms have at most one link in each direction. The same seed gives the same
    network. From 400 links on.
    """
    rng = np.random.default_rng(seed)
    n = links // 4
    wide = min(PRODUCTS, max(1, n // (TIERS * MAKERS)))
    kind = np.sort(np.arange(n) % (TIERS * wide))
    pairs = _forward(rng, kind, wide, inputs, SPARE * links)
    back = rng.random(len(pairs)) < BACK
    pairs[back] = _backward(rng, kind // wide, int(back.sum()))
    kept = rng.permutation(np.unique(pairs, axis=0))[:links]
    supplier, buyer = kept.T
    rating = rng.choice([ESSENTIAL, ORDINARY, NEGLIGIBLE], p=mix, size=(TIERS * wide,) * 2)
    number = rng.permutation(n)
    return firms(
        number[supplier],
        number[buyer],
        kind=kind[np.argsort(number)],
        weight=rng.lognormal(size=len(kept)),
        essentiality=rating[kind[supplier], kind[buyer]],
    )


def _forward(
    rng: np.random.Generator, kind: NDArray[np.int64], wide: int, inputs: int, count: int
) -> NDArray[np.int64]:
    """Suppliers and buyers by the recipes; firms stand sorted by ``kind``."""
    buyer = rng.integers(np.searchsorted(kind, wide), len(kind), size=count)
    recipe = rng.integers(wide, size=(TIERS * wide, inputs))
    wanted = recipe[kind[buyer], rng.integers(inputs, size=count)]
    wanted += (kind[buyer] // wide - 1) * wide
    popular = np.concatenate([[0], np.cumsum(1 + rng.pareto(TAIL, len(kind)))])
    start, stop = np.searchsorted(kind, wanted), np.searchsorted(kind, wanted, "right")
    drawn = popular[start] + rng.random(count) * (popular[stop] - popular[start])
    supplier = np.searchsorted(popular, drawn, "right") - 1
    return np.column_stack([np.clip(supplier, start, stop - 1), buyer])


def _backward(rng: np.random.Generator, tier: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Suppliers of a tier that has customers, and buyers of an earlier tier."""
    start, stop = np.searchsorted(tier, [1, TIERS - 1])
    supplier = rng.integers(start, stop, size=count)
    return np.column_stack([supplier, rng.integers(np.searchsorted(tier, tier[supplier]))])
