"""The systemic risk index of every firm of a tiered network, beside a plain cascade over dicts.

    python benchmarks/esri.py [--all]

Processor seconds of one core, so that what else a machine does changes little; tolerance 1e-2,
final demand attached. At a million links the closures of 1,000 firms drawn at random are
extrapolated to all firms (``--all``: all are closed), and those of the plain cascade everywhere
from a few. Of the firms that both have closed the indices are compared.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from resource import RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from networks import tiered  # type: ignore[import-not-found] # beside this script

from biograph.analyse.method.cascade import esri
from biograph.analyse.method.demand import with_demand
from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from biograph.analyse.method.firms import Firms

TOLERANCE = 1e-2
SAMPLE = 1_000
#: Links of a network, and how many closures the plain cascade is timed on.
SIZES = {10_000: 20, 100_000: 5, 1_000_000: 1}


class Plain:
    """The formulas of the index over a NetworkX graph: every firm in every round."""

    def __init__(self, network: Firms) -> None:
        """Takes the links and sums of a network."""
        self.graph = nx.MultiDiGraph()
        self.kind = network.kind.tolist()
        self.graph.add_nodes_from(range(network.n))
        ends = zip(network.supplier.tolist(), network.buyer.tolist(), strict=True)
        values = zip(
            network.weight.tolist(),
            network.product.tolist(),
            network.essentiality.tolist(),
            strict=True,
        )
        for (supplier, buyer), (weight, product, rating) in zip(ends, values, strict=True):
            self.graph.add_edge(supplier, buyer, weight=weight, product=product, rating=rating)
        self.made: dict[int, float] = dict(self.graph.out_degree(weight="weight"))
        self.taken: dict[int, float] = dict(self.graph.in_degree(weight="weight"))

    def index(self, closed: int) -> float:
        """The index of the closure of one firm."""
        d = u = dict.fromkeys(self.graph, 1.0) | {closed: 0.0}
        fall = 1.0
        while fall > TOLERANCE:
            loss = self.felt(d)
            below = {firm: min(d[firm], 1 - self.worst(firm, loss)) for firm in self.graph}
            above = {firm: min(u[firm], self.custom(firm, u)) for firm in self.graph}
            fall = max(max(d[firm] - below[firm], u[firm] - above[firm]) for firm in self.graph)
            d, u = below, above
        lost: float = sum(made * (1 - min(d[firm], u[firm])) for firm, made in self.made.items())
        return lost / float(sum(self.made.values()))

    def felt(self, d: dict[int, float]) -> dict[int, float]:
        """The loss of each firm that its market does not make up for."""
        market: dict[int, float] = defaultdict(float)
        for firm, made in self.made.items():
            market[self.kind[firm]] += made * d[firm]
        return {
            firm: (1 - left) * min(1.0, self.made[firm] / (market[self.kind[firm]] or 1e-300))
            for firm, left in d.items()
        }

    def worst(self, buyer: int, loss: dict[int, float]) -> float:
        """The largest share that a buyer has lost of what it needs."""
        lost: dict[int, float] = defaultdict(float)
        whole: dict[int, float] = defaultdict(float)
        for supplier, _, link in self.graph.in_edges(buyer, data=True):
            if link["rating"] != NEGLIGIBLE:
                needed = link["rating"] == ESSENTIAL
                slot = link["product"] if needed else -1
                lost[slot] += loss[supplier] * link["weight"]
                whole[slot] += link["weight"] if needed else 0.0
        whole[-1] = self.taken[buyer]
        return max((lost[slot] / whole[slot] for slot in lost), default=0.0)

    def custom(self, supplier: int, u: dict[int, float]) -> float:
        """The share that is left of what a supplier delivers."""
        if not self.made[supplier]:
            return 1.0
        links = self.graph.out_edges(supplier, data="weight")
        left: float = sum(weight * u[buyer] for _, buyer, weight in links)
        return left / self.made[supplier]


def timed(run: Callable[[], Iterable[float]]) -> tuple[float, list[float]]:
    """Processor seconds, and what was computed."""
    started = time.process_time()
    found = list(run())
    return time.process_time() - started, found


def compare(links: int, few: int, *, every: bool) -> None:
    """Prints seconds of one core, their ratio, peak memory and the largest difference."""
    network = with_demand(tiered(links))
    chosen = np.random.default_rng(0).permutation(network.n).tolist()
    if links >= 1_000_000 and not every:
        del chosen[SAMPLE:]
    start, _ = timed(lambda: esri(network, [], tolerance=TOLERANCE))
    own, found = timed(lambda: esri(network, [[firm] for firm in chosen], tolerance=TOLERANCE))
    own = start + (own - start) * network.n / len(chosen)
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 2**20
    plain = Plain(network)
    other, others = timed(lambda: map(plain.index, chosen[:few]))
    other *= network.n / few
    apart = np.abs(np.subtract(found[:few], others)).max()
    print(f"{links:,} links, all {network.n:,} firms")
    print(f"  biograph {own:13,.2f} s, from {len(chosen):,} firms; {memory:.2f} GiB at its peak")
    print(f"  NetworkX {other:13,.2f} s, from {few:,} firms; ratio {other / own:,.0f}")
    print(f"  largest difference {apart:.1e}")


def main(*, every: bool) -> None:
    """Compares networks of each size."""
    esri(with_demand(tiered(1_000)))  # compiles
    for links, few in SIZES.items():
        compare(links, few, every=every)


if __name__ == "__main__":
    main(every="--all" in sys.argv[1:])
