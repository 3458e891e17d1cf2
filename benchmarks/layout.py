"""Places for the graph explorer, beside NetworkX's ForceAtlas2, in one run.

Usage: ``python benchmarks/layout.py [WORKSPACE]``. The networks are a Barabási-Albert graph of
10,000 nodes with two links each, and all facts of the workspace where one is given. The peer turns
three times where it would some hundred. Told are seconds of processor time.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from biograph.api import open_workspace
from biograph.view.positions import placed

if TYPE_CHECKING:
    from collections.abc import Callable

_TURNS = 3


def main(workspace: str) -> None:
    """Tell what each network costs."""
    _compare("Barabási-Albert", nx.barabasi_albert_graph(10_000, 2, seed=1))
    if workspace:
        _compare("all facts", nx.Graph(open_workspace(workspace).network()))


def _compare(name: str, graph: nx.Graph) -> None:
    number = {node: at for at, node in enumerate(graph)}
    links = np.array([(number[one], number[other]) for one, other in graph.edges()])
    ours = _seconds(lambda: placed(links, len(graph)))
    peer = _seconds(lambda: nx.forceatlas2_layout(graph, max_iter=_TURNS, seed=1))
    print(
        f"{name}: {len(graph):,} nodes, {len(links):,} links: ours {ours:.1f} s; "
        f"{_TURNS} turns of NetworkX's ForceAtlas2 {peer:.1f} s, {peer / ours:.0f} times as long"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
