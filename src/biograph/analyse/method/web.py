"""The arrays that a sweep runs over: the needs of nodes numbered by place, and the bits of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.analyse.method.needs import bounds, distinct
from biograph.analyse.method.sweep import WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.levels import Levels
    from biograph.analyse.method.needs import Needs


class Web(NamedTuple):
    """What stays: ``first``, ``start`` and ``member`` of ``Needs``, by place, and who buys.

    The customers of node ``v`` are ``buyer[sells[v]]`` to ``buyer[sells[v + 1]]``, each once; the
    nodes of block ``b`` are ``bounds[b]`` to ``bounds[b + 1]``, and ``block`` is that of each node.
    """

    first: NDArray[np.int64]
    start: NDArray[np.int64]
    member: NDArray[np.int32]
    sells: NDArray[np.int64]
    buyer: NDArray[np.int32]
    block: NDArray[np.int32]
    bounds: NDArray[np.int64]


class State(NamedTuple):
    """What changes: ``bits`` (n, 16) is ``D``, all zero but for nodes that are ``met`` (n).

    ``dirty`` nodes (n) have a supplier whose bits changed; ``seen`` lists the nodes that are met.
    ``mark`` (4) is read at ``LOW``, ``HIGH``, ``LAST`` and ``SEEN`` of ``sweep``.
    """

    bits: NDArray[np.uint64]
    met: NDArray[np.bool_]
    dirty: NDArray[np.bool_]
    seen: NDArray[np.int32]
    mark: NDArray[np.int64]


def blank(n: int) -> State:
    """The state of ``n`` nodes before any removal."""
    return State(
        bits=np.zeros((n, WORDS), dtype=np.uint64),
        met=np.zeros(n, dtype=np.bool_),
        dirty=np.zeros(n, dtype=np.bool_),
        seen=np.empty(n, dtype=np.int32),
        mark=np.zeros(4, dtype=np.int64),
    )


def web_of(needs: Needs, order: Levels) -> Web:
    """The needs, numbered by place, with the customers of each node."""
    n = needs.n
    seller = np.repeat(np.arange(n), np.diff(needs.serves))
    sale = distinct(seller * n + needs.owner[needs.group])
    return Web(
        first=needs.first,
        start=needs.start,
        member=needs.member,
        sells=bounds(sale // n, n),
        buyer=(sale % n).astype(np.int32),
        block=order.block,
        bounds=order.start,
    )
