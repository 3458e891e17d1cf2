"""Single points of failure: what stops with one firm, for every firm of a network, exactly.

A firm stops when it is removed, or when no supplier lives of one of its ESSENTIAL products; other
links do not count. What stops is the least such set, so firms in a circle live on unless one of
them has to stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.avalanche import shortened, stopped_by
from biograph.analyse.method.levels import levels
from biograph.analyse.method.needs import merged, needs_of, relabelled
from biograph.analyse.method.sweep import BATCH, followed, swept, tallied
from biograph.analyse.method.web import blank, web_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from biograph.analyse.method.firms import Firms
    from biograph.analyse.method.levels import Levels
    from biograph.analyse.method.needs import Needs

#: Full passes over a circle of firms per 1,024 removals, after which its stops may be incomplete.
CAP = 32


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """One value for each of ``n`` firms removed alone.

    ``loss`` is the weight of the sinks that stop and ``stopped`` the number of firms, the removed
    firm included in both. Where ``exact`` is false the two are lower bounds.
    """

    loss: NDArray[np.float64]
    stopped: NDArray[np.int64]
    exact: NDArray[np.bool_]


def fallen(network: Firms, removed: ArrayLike) -> NDArray[np.bool_]:
    """Which firms (n) stop when the firms with the numbers ``removed`` are gone.

    In O(n + m). Raises ValueError for a firm that is not there.
    """
    return stopped_by(needs_of(network), _numbers(removed, network.n))


def points_of_failure(
    network: Firms,
    *,
    sinks: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    cap: int = CAP,
) -> Points:
    """What stops with each firm: the same as ``fallen`` of each alone, for all firms at once.

    ``sinks`` are the numbers of the firms whose stop counts, by default those that sell to nobody;
    ``weights`` (n) is what each firm counts as a sink, by default 1. In O(n m / 1024) but for
    circles of firms. A circle that has to be passed over again and again is left when that has
    cost, for 1,024 removals, as much as ``cap`` passes over all its links; ``exact`` then tells
    whose stops may be incomplete. Raises ValueError for firms that are not there, for weights that
    are negative, not finite or not ``n``, and for a cap below 1.
    """
    if cap < 1:
        raise ValueError("cap is at least 1")
    rings, ring = merged(needs_of(network))
    nodes, node = shortened(rings)
    order = levels(nodes)
    needs, place = relabelled(nodes, order.position, nodes.n), order.position[node[ring]]
    size = np.bincount(place, minlength=needs.n)
    worth = np.zeros(needs.n)
    np.add.at(worth, place, _worth(network, sinks, weights))
    found = _removals(needs, order, Points(worth, size, np.ones(needs.n, dtype=np.bool_)), cap)
    return Points(found.loss[place], found.stopped[place], found.exact[place])


def _worth(
    network: Firms, sinks: ArrayLike | None, weights: ArrayLike | None
) -> NDArray[np.float64]:
    """What the stop of each firm counts (n): the weight of the sinks, and 0 for the others."""
    value = np.ones(network.n) if weights is None else np.asarray(weights, dtype=np.float64)
    if value.shape != (network.n,) or not (np.isfinite(value) & (value >= 0)).all():
        raise ValueError(f"weights are {network.n} finite values from 0 on, one for each firm")
    counts = np.zeros(network.n, dtype=np.bool_)
    if sinks is None:
        counts |= np.bincount(network.supplier, minlength=network.n) == 0
    else:
        counts[_numbers(sinks, network.n)] = True
    return np.where(counts, value, 0.0)


def _numbers(chosen: ArrayLike, n: int) -> NDArray[np.int64]:
    """Numbers of firms, of which there are ``n``."""
    numbers = np.atleast_1d(chosen)
    if not numbers.size:
        return np.empty(0, dtype=np.int64)
    if numbers.dtype.kind not in "iu" or numbers.min() < 0 or numbers.max() >= n:
        raise ValueError(f"firms are named by their numbers, 0..{n - 1}")
    return numbers.astype(np.int64)


def _removals(needs: Needs, order: Levels, own: Points, cap: int) -> Points:
    """The points of all nodes, from what each counts on its own.

    A node that is nowhere the only supplier stops nothing else. One that sells to a single node,
    which comes later and cannot do without it, stops that node and what stops with it.
    """
    web = web_of(needs, order)
    only = np.zeros(needs.n, dtype=np.bool_)
    only[needs.member[needs.start[needs.only]]] = True
    leads = np.full(needs.n, -1, dtype=np.int32)
    single = np.flatnonzero(only & (np.diff(web.sells) == 1))
    leads[single] = web.buyer[web.sells[single]]
    leads[single[web.block[leads[single]] == web.block[single]]] = -1
    found = Points(own.loss.copy(), own.stopped.copy(), own.exact.copy())
    state = blank(needs.n)
    nodes = np.flatnonzero(only & (leads < 0)).astype(np.int32)
    for start in range(0, len(nodes), BATCH):
        batch = nodes[start : start + BATCH]
        found.exact[batch] = swept(web, state, batch, cap)
        stopped, loss = np.zeros(BATCH, dtype=np.int64), np.zeros(BATCH)
        tallied(state, own.stopped, own.loss, stopped, loss)
        found.stopped[batch], found.loss[batch] = stopped[: len(batch)], loss[: len(batch)]
    followed(leads, found.loss, found.stopped, found.exact)
    return found
