"""Single points of failure of all firms, beside the plain way: a NetworkX cascade for each firm.

    python benchmarks/points.py [LINKS ...]

Synthetic networks in tiers (``networks.py``) with inputs rated as in the survey of industries, then
with all inputs essential, and made of three, four or eight products each: the more there are, the
fewer suppliers stand in for each other and the longer the cascades. Then shapes that are hard on
the method: a row of firms, a tangle that is one circle, and a braid that no order suits. Wall clock
of one run each after compilation, from the arrays of links on; the peer's time is that of building
its graph and of a sample of firms drawn at random, extrapolated to all.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter, deque
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from biograph.analyse.method.firms import ESSENTIAL, firms
from biograph.analyse.method.points import points_of_failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.networks import ALL_ESSENTIAL, tiered
    from biograph.analyse.method.firms import Firms
else:
    from networks import ALL_ESSENTIAL, tiered

LINKS = (10_000, 100_000, 1_000_000)
PEER_LINKS = 100_000  # up to which the peer runs as well
PEER_SECONDS = 5.0
KILOBYTES = 1024**2  # in a gigabyte
TANGLED = 3  # products in the tangle


def cases(links: int) -> Iterator[tuple[str, Firms]]:
    """Networks of about as many links, by name."""
    yield "tiers, rated as surveyed", tiered(links)
    for inputs in (3, 4, 8):
        yield (
            f"tiers, all of {inputs} inputs essential",
            tiered(links, mix=ALL_ESSENTIAL, inputs=inputs),
        )
    yield "row", firms(np.arange(links), np.arange(1, links + 1), kind=np.zeros(links + 1))
    ends = np.random.default_rng(0).integers(links // 4, size=(2, links))
    yield "tangle", firms(*ends, kind=np.arange(links // 4) % TANGLED)
    yield "braid", braid(links // 10)


def braid(length: int) -> Firms:
    """Two rows of firms, each of which needs one of two firms before and one of two after it.

    Every pair has a supplier of its own, with which both rows stop as a whole.
    """
    place = np.arange(length)
    rows = (place, place + length)
    links = [(place + 2 * length, row, np.zeros(length)) for row in rows]
    for own in rows:
        for other in rows:
            links += [(other[:-1], own[1:], np.full(length - 1, 1))]
            links += [(other[1:], own[:-1], np.full(length - 1, 2))]
    supplier, buyer, product = (np.concatenate(column) for column in zip(*links, strict=True))
    number = np.random.default_rng(0).permutation(3 * length)
    return firms(number[supplier], number[buyer], kind=np.zeros(3 * length), product=product)


def plain(network: Firms) -> tuple[float, int, float]:
    """Seconds for all firms the plain way, from how many, and how many stop with one on average."""
    started = time.perf_counter()
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.n))
    needed = network.essentiality == ESSENTIAL
    columns = (network.supplier, network.buyer, network.product)
    graph.add_edges_from(zip(*(column[needed].tolist() for column in columns), strict=True))
    living = Counter((buyer, product) for _, buyer, product in graph.edges(keys=True))
    built = time.perf_counter()
    stopped = done = 0
    for firm in np.random.default_rng(1).permutation(network.n).tolist():
        stopped += len(cascade(graph, living, firm))
        done += 1
        if time.perf_counter() - built > PEER_SECONDS:
            break
    each = (time.perf_counter() - built) / done
    return built - started + each * network.n, done, stopped / done


def cascade(graph: nx.MultiDiGraph, living: Counter[tuple[int, int]], firm: int) -> set[int]:
    """What stops with a firm, breadth first."""
    gone: Counter[tuple[int, int]] = Counter()
    stopped, queue = {firm}, deque([firm])
    while queue:
        for _, buyer, product in graph.out_edges(queue.popleft(), keys=True):
            gone[buyer, product] += 1
            if gone[buyer, product] == living[buyer, product] and buyer not in stopped:
                stopped.add(buyer)
                queue.append(buyer)
    return stopped


def main(sizes: tuple[int, ...]) -> None:
    """Prints seconds, sizes of cascades, peak memory, and the peer's time and ratio."""
    points_of_failure(tiered(400, mix=ALL_ESSENTIAL))
    for size in sizes:
        for name, network in cases(size):
            started = time.perf_counter()
            found = points_of_failure(network)
            own = time.perf_counter() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
            print(
                f"{network.m:8} links, {network.n:7} firms, {name:34}{own:8.3f} s, "
                f"{found.stopped.mean():8.1f} stop on average, "
                f"{'exact' if found.exact.all() else f'{found.exact.mean():.0%} exact'}, "
                f"{peak:.2f} GB"
            )
            if size <= PEER_LINKS:
                peer, sample, mean = plain(network)
                print(
                    f"{'plain NetworkX':>47}{peer:29.1f} s, ratio {peer / own:.0f}, "
                    f"from {sample} firms, with which {mean:.1f} stop"
                )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or LINKS)
