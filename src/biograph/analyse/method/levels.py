"""In which order to pass over nodes that need each other, so that few are visited twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.analyse.method.jit import compiled
from biograph.analyse.method.needs import Needs, strong

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Levels(NamedTuple):
    """Blocks of nodes, each after those that it needs something of.

    ``position`` (n) is the place of each node. Block ``b`` is the places ``start[b]`` to
    ``start[b + 1]``, and ``block`` (n) is the block of each place. Nodes of one block need each
    other in a circle; most blocks have one node.
    """

    position: NDArray[np.int32]
    block: NDArray[np.int32]
    start: NDArray[np.int64]


def levels(needs: Needs) -> Levels:
    """Strongly connected components in topological order; within one, breadth first.

    The reverse of the order in which a depth-first search leaves the nodes puts a component before
    those that need it. Within a component, breadth first brings the suppliers of one group near
    each other, so that few passes settle it; it starts where the fewest needs are within.
    """
    tails = np.repeat(np.arange(needs.n, dtype=np.int32), np.diff(needs.serves))
    heads = needs.owner[needs.group]
    count, label = strong(needs.n, tails, heads)
    earliest = np.empty(count, dtype=np.int64)
    earliest[label[left(needs.serves, heads)]] = np.arange(needs.n, 0, -1)  # the last value stays
    within = np.bincount(heads[label[tails] == label[heads]], minlength=needs.n)
    near = _rank(reached(needs.serves, heads, label, np.argsort(within, kind="stable")))
    sizes = np.bincount(label, minlength=count)[np.argsort(earliest)]
    return Levels(
        position=_rank(np.lexsort((near, earliest[label]))),
        block=np.repeat(np.arange(count, dtype=np.int32), sizes),
        start=np.concatenate([[0], np.cumsum(sizes)]),
    )


def _rank(order: NDArray[np.integer]) -> NDArray[np.int32]:
    """The place of each node in an order of all nodes."""
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order))
    return rank


@compiled
def left(start: NDArray[np.int64], heads: NDArray[np.int32]) -> NDArray[np.int32]:
    """The nodes in the order in which a depth-first search along the arcs leaves them.

    The arcs of node ``v`` end in ``heads[start[v]]`` to ``heads[start[v + 1]]``.
    """
    n = len(start) - 1
    done = np.empty(n, dtype=np.int32)
    path = np.empty(n, dtype=np.int32)
    arc = start[:-1].copy()
    met = np.zeros(n, dtype=np.bool_)
    found = 0
    for root in range(n):
        if met[root]:
            continue
        met[root] = True
        path[0] = root
        depth = 1
        while depth:
            node = path[depth - 1]
            if arc[node] == start[node + 1]:
                done[found] = node
                found += 1
                depth -= 1
                continue
            head = heads[arc[node]]
            arc[node] += 1
            if not met[head]:
                met[head] = True
                path[depth] = head
                depth += 1
    return done


@compiled
def reached(
    start: NDArray[np.int64],
    heads: NDArray[np.int32],
    label: NDArray[np.int32],
    roots: NDArray[np.int64],
) -> NDArray[np.int32]:
    """The nodes breadth first from each root not reached before, along arcs within one label."""
    found = np.empty(len(roots), dtype=np.int32)
    met = np.zeros(len(roots), dtype=np.bool_)
    count = done = 0
    for root in roots:
        if met[root]:
            continue
        met[root] = True
        found[count] = root
        count += 1
        while done < count:
            node = found[done]
            done += 1
            for arc in range(start[node], start[node + 1]):
                head = heads[arc]
                if label[head] == label[node] and not met[head]:
                    met[head] = True
                    found[count] = head
                    count += 1
    return found
