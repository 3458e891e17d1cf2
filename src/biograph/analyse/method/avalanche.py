"""What stops when nodes are removed, and a shortcut through networks where one hub stops much.

Where one removal brings down a large part of a network, so do most, each in its own time: bits
arrive everywhere one after the other. If a hub ``h`` stops the node ``v``, whatever stops ``h``
stops ``v``: noted as a need of ``v`` with the only supplier ``h`` this changes no stop, but passes
on all at once what reaches ``h``, and makes one node of those that stop ``h`` in return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.jit import compiled
from biograph.analyse.method.needs import merged, tidied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.analyse.method.needs import Labels, Needs

#: How many of the nodes that serve most groups are tried as the hub.
TRIED = 4

#: The share of nodes that has to stop with a hub for the shortcut to pay.
LARGE = 1 / 8


def stopped_by(needs: Needs, nodes: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Which nodes (n) stop when these are removed together; O(n + m)."""
    stopped = np.zeros(needs.n, dtype=np.bool_)
    stopped[nodes] = True
    falling(needs.serves, needs.group, needs.owner, np.diff(needs.start), stopped)
    return stopped


def shortened(needs: Needs) -> tuple[Needs, Labels]:
    """The needs with the shortcut, where there is such a hub, and the new node of every old one."""
    only = np.unique(needs.member[needs.start[needs.only]])
    serving = np.diff(needs.serves)[only]
    for hub in only[np.argsort(-serving, kind="stable")[:TRIED]]:
        stopped = np.flatnonzero(stopped_by(needs, hub))
        if len(stopped) > LARGE * needs.n:
            count = len(needs.owner)
            group = np.repeat(np.arange(count), np.diff(needs.start))
            return merged(
                tidied(
                    needs.n,
                    np.concatenate([needs.owner, stopped.astype(np.int32)]),
                    np.concatenate([group, count + np.arange(len(stopped))]),
                    np.concatenate([needs.member, np.full(len(stopped), hub, dtype=np.int32)]),
                )
            )
    return needs, np.arange(needs.n, dtype=np.int32)


@compiled
def falling(
    serves: NDArray[np.int64],
    group: NDArray[np.int32],
    owner: NDArray[np.int32],
    living: NDArray[np.int64],
    stopped: NDArray[np.bool_],
) -> None:
    """Marks what stops with the stopped nodes (n), counting the ``living`` suppliers of groups."""
    queue = np.empty(len(stopped), dtype=np.int64)
    count = 0
    for node in range(len(stopped)):
        if stopped[node]:
            queue[count] = node
            count += 1
    done = 0
    while done < count:
        node = queue[done]
        done += 1
        for place in range(serves[node], serves[node + 1]):
            living[group[place]] -= 1
            buyer = owner[group[place]]
            if living[group[place]] == 0 and not stopped[buyer]:
                stopped[buyer] = True
                queue[count] = buyer
                count += 1
