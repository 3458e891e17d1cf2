"""Rounds of a cascade, touching only the firms they reach: kernels (see :mod:`.cascade`).

Rounds are those of Jacobi: each firm answers to what was lost at the beginning of a round. Losses
only grow, so that passing on what is new gives what recomputing every firm would give. All kernels
are in this file, as numba forgets what it has compiled of a file when that file changes, but not
when what it calls in another one does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.jit import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.directions import Directions, Downstream, Upstream

#: Columns of ``loss``: what has reached a firm, and the loss it therefore has.
REACHED, OWN = 0, 1
#: Positions of ``lengths``: how many firms are hurt; how many are fresh, or markets have moved.
HURT, NEW = 0, 1


@compiled
def strike_up(up: Upstream, firm: int, loss: float) -> None:
    """Raises the share of its demand that a firm has cut."""
    before = up.loss[firm, OWN]
    if before == 0.0:
        up.hurt[up.lengths[HURT]] = firm
        up.lengths[HURT] += 1
    up.fresh[up.lengths[NEW]] = firm
    up.cut[up.lengths[NEW]] = loss - before
    up.lengths[NEW] += 1
    up.loss[firm, OWN] = loss


@compiled
def advance_up(up: Upstream) -> float:
    """One round; the largest cut in it."""
    many = 0
    for place in range(up.lengths[NEW]):
        many = pass_up(up, up.fresh[place], up.cut[place], many)
    up.lengths[NEW] = 0
    largest = 0.0
    for place in range(many):
        firm = up.reached[place]
        loss = min(1.0, up.loss[firm, REACHED])
        largest = max(largest, loss - up.loss[firm, OWN])
        strike_up(up, firm, loss)
    return largest


@compiled
def pass_up(up: Upstream, firm: int, cut: float, many: int) -> int:
    """Brings the new cut of a firm to its suppliers; how many are ``reached`` then."""
    loss = up.loss
    for link in range(up.start[firm], up.start[firm + 1]):
        supplier = up.supplier[link]
        before = loss[supplier, REACHED]
        after = loss[supplier, REACHED] = before + cut * up.share[link]
        if before <= loss[supplier, OWN] < after:
            up.reached[many] = supplier
            many += 1
    return many


@compiled
def clear_up(up: Upstream) -> None:
    """Undoes a cascade, at the cost of what it touched: what it reached it has hurt."""
    for place in range(up.lengths[HURT]):
        firm = up.hurt[place]
        up.loss[firm, REACHED] = up.loss[firm, OWN] = 0.0
    up.lengths[:] = 0


@compiled
def irreplaceable(size: float, left: float) -> float:
    """What is felt of the loss of a firm of this size, in a market that still makes ``left``."""
    return 1.0 if size >= left else size / left


@compiled
def strike_down(down: Downstream, firm: int, loss: float) -> None:
    """Raises the loss of a firm; its market makes that much less."""
    market, before = down.market[firm], down.loss[firm, OWN]
    if before == 0.0:
        down.hurt[down.lengths[HURT]] = firm
        down.lengths[HURT] += 1
        down.after[firm] = down.first[market]
        down.first[market] = firm
    if not down.moving[market]:
        down.moving[market] = True
        down.moved[down.lengths[NEW]] = market
        down.lengths[NEW] += 1
    down.left[market] -= down.size[firm] * (loss - before)
    down.loss[firm, OWN] = loss


@compiled
def advance_down(down: Downstream) -> float:
    """One round; the largest new loss in it.

    Where a market has moved, each of its hurt firms has become harder to replace.
    """
    many = 0
    for place in range(down.lengths[NEW]):
        market = down.moved[place]
        down.moving[market] = False
        firm = down.first[market]
        while firm >= 0:
            many = pass_down(down, firm, many)
            firm = down.after[firm]
    down.lengths[NEW] = 0
    largest = 0.0
    for place in range(many):
        firm = down.reached[place]
        largest = max(largest, down.loss[firm, REACHED] - down.loss[firm, OWN])
        strike_down(down, firm, down.loss[firm, REACHED])
    return largest


@compiled
def pass_down(down: Downstream, firm: int, many: int) -> int:
    """Lets the buyers of a firm feel what is new of its loss; how many are ``reached`` then."""
    felt = irreplaceable(down.size[firm], down.left[down.market[firm]])
    felt *= down.loss[firm, OWN]
    more = felt - down.felt[firm]
    if more <= 0.0:
        return many
    down.felt[firm] = felt
    for link in range(down.start[firm], down.start[firm + 1]):
        slot, buyer = down.slot[link], down.buyer[link]
        down.lost[slot] += more * down.share[link]
        before, after = down.loss[buyer, REACHED], min(1.0, down.lost[slot])
        down.loss[buyer, REACHED] = max(before, after)
        if before <= down.loss[buyer, OWN] < after:
            down.reached[many] = buyer
            many += 1
    return many


@compiled
def clear_down(down: Downstream) -> None:
    """Undoes a cascade, at the cost of what it touched."""
    for place in range(down.lengths[HURT]):
        firm = down.hurt[place]
        market = down.market[firm]
        for link in range(down.start[firm], down.start[firm + 1]):
            down.lost[down.slot[link]] = 0.0
        down.loss[firm, REACHED] = down.loss[firm, OWN] = down.felt[firm] = 0.0
        down.left[market] = down.whole[market]
        down.first[market] = -1
        down.moving[market] = False
    down.lengths[:] = 0


@compiled
def run(
    over: Directions,
    struck: NDArray[np.int32],
    loss: NDArray[np.float64],
    tolerance: float,
    most: int,
) -> tuple[int, bool]:
    """Strikes firms and spreads their loss; how many rounds it took, and whether it ended."""
    for place in range(len(struck)):
        if loss[place] > 0.0:
            strike_down(over.down, struck[place], loss[place])
            strike_up(over.up, struck[place], loss[place])
    for done in range(most):
        if max(advance_down(over.down), advance_up(over.up)) <= tolerance:
            return done + 1, True
    return most, False


@compiled
def lost(over: Directions) -> float:
    """The deliveries that are lost, from the firms that either direction has touched."""
    down, up, size = over.down.loss, over.up.loss, over.down.size
    total = 0.0
    for place in range(over.down.lengths[HURT]):
        firm = over.down.hurt[place]
        total += size[firm] * max(down[firm, OWN], up[firm, OWN])
    for place in range(over.up.lengths[HURT]):
        firm = over.up.hurt[place]
        if down[firm, OWN] == 0.0:
            total += size[firm] * up[firm, OWN]
    return total


@compiled
def losses(  # noqa: PLR0913, PLR0917 - a compiled kernel takes its arguments by position
    over: Directions,
    bounds: NDArray[np.int64],
    struck: NDArray[np.int32],
    loss: NDArray[np.float64],
    tolerance: float,
    most: int,
) -> NDArray[np.float64]:
    """The deliveries lost in each scenario, NaN where it did not end; ``bounds`` parts them."""
    found = np.full(len(bounds) - 1, np.nan)
    for scenario in range(len(found)):
        within = slice(bounds[scenario], bounds[scenario + 1])
        _, ended = run(over, struck[within], loss[within], tolerance, most)
        if ended:
            found[scenario] = lost(over)
        clear_down(over.down)
        clear_up(over.up)
    return found
