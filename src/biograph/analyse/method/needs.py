"""What firms cannot do without: their essential product groups, and who stands and falls together.

A firm needs one living supplier of every group. In a ring of firms each of which is the only
supplier of the next, all stop when one does: they are one node of the graph of needs, with the
same stops. Merged nodes turn some groups with several suppliers into groups with one, so merging
goes on until no ring is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from biograph.analyse.method.firms import ESSENTIAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.firms import Firms

    Labels = NDArray[np.int32]

#: Rounds of merging; what is left unmerged after them costs time, not correctness.
ROUNDS = 32


class Needs(NamedTuple):
    """The essential groups of ``n`` nodes, sorted by the node that needs them.

    Node ``v`` needs the groups ``first[v]`` to ``first[v + 1]`` (n + 1), of which group ``g`` has
    the suppliers ``member[start[g]]`` to ``member[start[g + 1]]``: each once, and never the node
    itself, which as its own supplier cannot be missing. Node ``v`` is in the groups
    ``group[serves[v]]`` to ``group[serves[v + 1]]``; ``owner`` is the node that needs a group.
    """

    first: NDArray[np.int64]
    owner: NDArray[np.int32]
    start: NDArray[np.int64]
    member: NDArray[np.int32]
    serves: NDArray[np.int64]
    group: NDArray[np.int32]

    @property
    def n(self) -> int:
        """The number of nodes."""
        return len(self.first) - 1

    @property
    def only(self) -> NDArray[np.int64]:
        """The groups with one supplier."""
        return np.flatnonzero(np.diff(self.start) == 1)


def needs_of(network: Firms) -> Needs:
    """The essential product groups of every firm."""
    essential = np.flatnonzero(network.essentiality == ESSENTIAL)
    buyer, product = network.buyer[essential], network.product[essential]
    new = np.ones(len(essential), dtype=bool)
    new[1:] = (buyer[1:] != buyer[:-1]) | (product[1:] != product[:-1])
    return tidied(network.n, buyer[new], np.cumsum(new) - 1, network.supplier[essential])


def relabelled(needs: Needs, label: Labels, n: int) -> Needs:
    """The needs of ``n`` nodes, each of which is all old nodes ``v`` of the same ``label[v]``."""
    group = np.repeat(np.arange(len(needs.owner)), np.diff(needs.start))
    return tidied(n, label[needs.owner], group, label[needs.member])


def merged(needs: Needs) -> tuple[Needs, Labels]:
    """The needs without rings of only suppliers, and the new node of every old one (n)."""
    labels = np.arange(needs.n, dtype=np.int32)
    for _ in range(ROUNDS):
        count, label = strong(
            needs.n, needs.member[needs.start[needs.only]], needs.owner[needs.only]
        )
        if count == needs.n:
            break
        needs, labels = relabelled(needs, label, count), label[labels]
    return needs, labels


def strong(n: int, tail: Labels, head: Labels) -> tuple[int, Labels]:
    """The strongly connected components of ``n`` nodes: their number, and that of each node."""
    arcs = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(n, n))
    count, label = connected_components(arcs, directed=True, connection="strong")
    return int(count), label


def tidied(
    n: int, owner: NDArray[np.int32], group: NDArray[np.int64], member: NDArray[np.int32]
) -> Needs:
    """The needs of ``n`` nodes from the owner of each group, and each link's group and supplier.

    Both may come in any order. Repeated links are dropped, and groups that their owner is in.
    """
    idle = np.zeros(len(owner), dtype=bool)
    idle[group[owner[group] == member]] = True
    order = np.argsort(owner[~idle], kind="stable")
    number = np.empty(len(owner), dtype=np.int64)
    number[np.flatnonzero(~idle)[order]] = np.arange(len(order))
    kept = ~idle[group]
    pairs = distinct(number[group[kept]] * n + member[kept])
    group, member = pairs // n, (pairs % n).astype(np.int32)
    owner = owner[~idle][order]
    return Needs(
        first=bounds(owner, n),
        owner=owner,
        start=bounds(group, len(owner)),
        member=member,
        serves=bounds(member, n),
        group=group[np.argsort(member, kind="stable")].astype(np.int32),
    )


def bounds(keys: NDArray[np.integer], n: int) -> NDArray[np.int64]:
    """Where each of ``n`` keys starts among the sorted ``keys``, and where the last ends."""
    found = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys, minlength=n), out=found[1:])
    return found


def distinct(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each key once, in ascending order: ``np.unique``, which hashes first, ten times as fast."""
    keys = np.sort(keys, kind="stable")
    new = np.ones(len(keys), dtype=bool)
    new[1:] = keys[1:] != keys[:-1]
    return keys[new]
