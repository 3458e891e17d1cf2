"""The two directions in which a closure spreads over firms, as arrays (see :mod:`.cascade`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.firms import Firms


class Upstream(NamedTuple):
    """Links and losses of the upstream direction over ``n`` firms and ``m`` links.

    ``start`` (n + 1) bounds the links of each buyer; ``share`` (m) is what of the custom of the
    ``supplier`` (m) goes by a link. ``loss`` (n, 2) is the share of its custom that a firm has lost
    and the share of its own demand that it has cut, 1 - ``u``: one row, so that one look at memory
    finds both. ``hurt`` lists the firms that have cut, ``fresh`` those that did in the last round,
    with the ``cut`` of each, ``reached`` those that will; ``lengths`` of the first two.
    """

    start: NDArray[np.int64]
    supplier: NDArray[np.int32]
    share: NDArray[np.float64]
    loss: NDArray[np.float64]
    hurt: NDArray[np.int32]
    fresh: NDArray[np.int32]
    cut: NDArray[np.float64]
    reached: NDArray[np.int32]
    lengths: NDArray[np.int64]


class Downstream(NamedTuple):
    """Links, markets and losses of the downstream direction over ``n`` firms.

    ``start`` (n + 1) bounds the links of each supplier, negligible ones apart; a link takes its
    ``share`` of a loss to a ``slot`` of its ``buyer``. ``market`` (n) is the number of a firm's
    market, ``size`` (n) what it delivers; ``whole`` and ``left`` (one value a market) are what a
    market made and makes. ``lost`` is one value a slot. ``loss`` (n, 2) is the worst of a firm's
    slots and what the firm has lost, 1 - ``d``; ``felt`` (n) is what buyers have felt of that.
    ``first`` of a market and ``after`` of a firm chain the hurt firms of a market. ``hurt``,
    ``reached`` and ``moved`` list firms, firms and markets, of which ``moving`` says the same;
    ``lengths`` of ``hurt`` and ``moved``.
    """

    start: NDArray[np.int64]
    slot: NDArray[np.int32]
    buyer: NDArray[np.int32]
    share: NDArray[np.float64]
    market: NDArray[np.int32]
    size: NDArray[np.float64]
    whole: NDArray[np.float64]
    left: NDArray[np.float64]
    lost: NDArray[np.float64]
    loss: NDArray[np.float64]
    felt: NDArray[np.float64]
    first: NDArray[np.int32]
    after: NDArray[np.int32]
    hurt: NDArray[np.int32]
    reached: NDArray[np.int32]
    moved: NDArray[np.int32]
    moving: NDArray[np.bool_]
    lengths: NDArray[np.int64]


class Directions(NamedTuple):
    """Both directions of a cascade."""

    down: Downstream
    up: Upstream


def directions(network: Firms) -> Directions:
    """Both directions over a network before anything is lost."""
    size = sums(network.supplier, network.weight, network.n)
    return Directions(_downstream(network, size), _upstream(network, size))


def sums(
    group: NDArray[np.integer], weight: NDArray[np.float64], groups: int
) -> NDArray[np.float64]:
    """The weight of each of so many groups."""
    return np.bincount(group, weights=weight, minlength=groups).astype(np.float64, copy=False)


def _upstream(network: Firms, size: NDArray[np.float64]) -> Upstream:
    """The direction before anything is lost; ``size`` (n) is what each firm delivers in all."""
    n, whole = network.n, size[network.supplier]
    return Upstream(
        start=network.start,
        supplier=network.supplier,
        share=np.divide(network.weight, whole, out=np.zeros(network.m), where=whole > 0),
        loss=np.zeros((n, 2)),
        hurt=np.zeros(n, dtype=np.int32),
        fresh=np.zeros(n, dtype=np.int32),
        cut=np.zeros(n),
        reached=np.zeros(n, dtype=np.int32),
        lengths=np.zeros(2, dtype=np.int64),
    )


def _downstream(network: Firms, size: NDArray[np.float64]) -> Downstream:
    """The direction before anything is lost; ``size`` (n) is what each firm delivers in all."""
    n = network.n
    links = np.flatnonzero(network.essentiality != NEGLIGIBLE)
    links = links[np.argsort(network.supplier[links], kind="stable")]
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(network.supplier[links], minlength=n), out=start[1:])
    slot, share = _slots(network)
    kinds, market = np.unique(network.kind, return_inverse=True)
    whole = sums(market, size, len(kinds))
    return Downstream(
        start=start,
        slot=slot[links],
        buyer=network.buyer[links],
        share=share[links],
        market=market.astype(np.int32),
        size=size,
        whole=whole,
        left=whole.copy(),
        lost=np.zeros(n + network.m),
        loss=np.zeros((n, 2)),
        felt=np.zeros(n),
        first=np.full(len(kinds), -1, dtype=np.int32),
        after=np.full(n, -1, dtype=np.int32),
        hurt=np.zeros(n, dtype=np.int32),
        reached=np.zeros(n, dtype=np.int32),
        moved=np.zeros(len(kinds), dtype=np.int32),
        moving=np.zeros(len(kinds), dtype=np.bool_),
        lengths=np.zeros(2, dtype=np.int64),
    )


def _slots(network: Firms) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The slot of each link, and the share of the slot that the link makes up.

    The slot for ordinary inputs has the number of the buyer, and all that the buyer takes is its
    whole. Links of one product to one buyer are neighbours, and the first of them numbers a slot.
    """
    n, buyer, weight = network.n, network.buyer, network.weight
    new = np.ones(network.m, dtype=np.bool_)
    new[1:] = (np.diff(buyer) != 0) | (np.diff(network.product) != 0)
    group = n + np.flatnonzero(new)[np.cumsum(new) - 1]
    needed = network.essentiality == ESSENTIAL
    slot = np.where(needed, group, buyer)
    whole = sums(buyer, weight, n + network.m) + sums(group, weight * needed, n + network.m)
    share = np.divide(weight, whole[slot], out=np.zeros(network.m), where=whole[slot] > 0)
    return slot.astype(np.int32), share
