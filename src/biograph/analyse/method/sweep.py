"""The stops of 1,024 removals at once: a bit each, passed on from supplier to customer.

Node ``v`` stops with the removals ``D(v)``, the least sets for which ``D(v)`` holds ``v`` and, for
each of its groups, the intersection of ``D(u)`` over the group's suppliers ``u``: it stops when it
is removed, or when all suppliers of one group do. Bits are united and intersected 64 at a time, and
the sixteen words of a node are two cache lines. Nodes are numbered by place (see ``levels``), so
that one pass in ascending order settles all but the circles, and only nodes that a bit may have
reached are looked at. Within a circle, passes alternate in direction until nothing changes.

Where there are no circles, 1,024 removals cost at most one look at each link, so that all of them
cost O(n m / 1024); the bits take 128 bytes a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.jit import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.web import State, Web

# Constants of a kernel stand in its file, whose date is what a cached compilation is valid for.
WORDS = 16
BATCH = 64 * WORDS

#: What ``State.mark`` holds: the lowest and highest dirty node behind a pass over a block, the last
#: of all dirty nodes, and how many nodes were met.
LOW, HIGH, LAST, SEEN = range(4)

#: How many places a pass skips in the time that it settles one link: an estimate, for the cap.
SKIPS = 16


@compiled
def swept(web: Web, state: State, nodes: NDArray[np.int32], cap: int) -> bool:
    """Removes up to 1,024 nodes, each for itself: bit ``i`` is that of ``nodes[i]``.

    Returns whether every stop was found. Otherwise those of some circle are not all known: its
    passes cost as much as ``cap`` passes that settle all of it, and were left at that.
    """
    for place in range(state.mark[SEEN]):
        state.bits[state.seen[place]] = 0
        state.met[state.seen[place]] = False
    state.mark[SEEN] = 0
    state.mark[LAST] = -1
    low = len(state.met)
    for bit in range(len(nodes)):
        node = nodes[bit]
        state.bits[node, bit // 64] = np.uint64(1) << np.uint64(bit % 64)
        meet(state, node)
        for place in range(web.sells[node], web.sells[node + 1]):
            buyer = web.buyer[place]
            state.dirty[buyer] = True
            low = min(low, buyer)
            state.mark[LAST] = max(state.mark[LAST], buyer)
    exact = True
    while low <= state.mark[LAST]:
        if state.dirty[low]:
            exact &= circled(web, state, low, cap)
            low = web.bounds[web.block[low] + 1]
        else:
            low += 1
    return exact


@compiled
def meet(state: State, node: int) -> None:
    """Lists a node that has bits."""
    if not state.met[node]:
        state.met[node] = True
        state.seen[state.mark[SEEN]] = node
        state.mark[SEEN] += 1


@compiled
def circled(web: Web, state: State, node: int, cap: int) -> bool:
    """Settles the block of its first dirty node; whether it is settled within the cap."""
    low, stop = web.bounds[web.block[node]], web.bounds[web.block[node] + 1]
    links = web.start[web.first[stop]] - web.start[web.first[low]]
    budget = cap * (stop - low + SKIPS * links)
    end, step = stop - 1, 1
    while budget > 0:
        state.mark[LOW], state.mark[HIGH] = stop, -1
        budget -= passed(web, state, node, end, step)
        if state.mark[HIGH] < 0:
            return True
        step = -step
        node, end = state.mark[LOW], state.mark[HIGH]
        if step < 0:
            node, end = end, node
    for place in range(state.mark[LOW], state.mark[HIGH] + 1):
        state.dirty[place] = False
    return False


@compiled
def passed(web: Web, state: State, node: int, end: int, step: int) -> int:
    """One pass over a block, up (``step`` 1) or down (-1), and beyond ``end`` for new dirty nodes.

    Returns what it cost, a skipped place being one.
    """
    cost = 0
    while (end - node) * step >= 0:
        cost += 1
        if state.dirty[node]:
            state.dirty[node] = False
            cost += SKIPS * (web.start[web.first[node + 1]] - web.start[web.first[node]])
            if settled(web, state, node):
                end = told(web, state, node, end, step)
        node += step
    return cost


@compiled
def settled(web: Web, state: State, node: int) -> bool:
    """Unites the bits of a node with those of its groups; whether it has new ones."""
    grown = False
    for group in range(web.first[node], web.first[node + 1]):
        start, stop = web.start[group], web.start[group + 1]
        reached = True
        for place in range(start, stop):
            reached &= state.met[web.member[place]]
        if not reached:
            continue
        for word in range(WORDS):
            lost = state.bits[web.member[start], word]
            for place in range(start + 1, stop):
                lost &= state.bits[web.member[place], word]
            if lost & ~state.bits[node, word]:
                state.bits[node, word] |= lost
                grown = True
    if grown:
        meet(state, node)
    return grown


@compiled
def told(web: Web, state: State, node: int, end: int, step: int) -> int:
    """Marks the customers of a node dirty; where the pass over its block now ends."""
    for place in range(web.sells[node], web.sells[node + 1]):
        buyer = web.buyer[place]
        state.dirty[buyer] = True
        if web.block[buyer] != web.block[node]:
            state.mark[LAST] = max(state.mark[LAST], buyer)
        elif (buyer - node) * step < 0:
            state.mark[LOW] = min(state.mark[LOW], buyer)
            state.mark[HIGH] = max(state.mark[HIGH], buyer)
        elif (buyer - end) * step > 0:
            end = buyer
    return end


@compiled
def tallied(
    state: State,
    size: NDArray[np.int64],
    worth: NDArray[np.float64],
    stopped: NDArray[np.int64],
    loss: NDArray[np.float64],
) -> None:
    """Adds the size and worth (n) of the nodes that stop with each bit to those bits (1,024)."""
    for place in range(state.mark[SEEN]):
        node = state.seen[place]
        for word in range(WORDS):
            if state.bits[node, word]:
                shared(state.bits[node, word], size[node], stopped[64 * word : 64 * word + 64])
                if worth[node]:
                    shared(state.bits[node, word], worth[node], loss[64 * word : 64 * word + 64])


@compiled
def shared(bits: np.uint64, value: float, total: NDArray[np.generic]) -> None:
    """Adds a value to the total (64) of each bit that is set."""
    for bit in range(64):
        total[bit] += value * np.int64((bits >> np.uint64(bit)) & np.uint64(1))


@compiled
def followed(
    leads: NDArray[np.int32],
    loss: NDArray[np.float64],
    stopped: NDArray[np.int64],
    exact: NDArray[np.bool_],
) -> None:
    """Adds to a node that leads to another (n, -1: to none) what stops with that one."""
    for node in range(len(leads) - 1, -1, -1):
        if leads[node] >= 0:
            loss[node] += loss[leads[node]]
            stopped[node] += stopped[leads[node]]
            exact[node] = exact[leads[node]]
