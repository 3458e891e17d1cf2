"""How a network hangs together: views on its shape, none of which is a bottleneck.

A node that many paths pass is popular; whether anything stops without it is a question of what can
stand in for it, which no measure here knows. Several links between two nodes count as one, links of
a node to itself do not count. Results depend on the network alone, not on the order of its links.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from biograph.analyse.method.bowtie import bow_tie

if TYPE_CHECKING:
    from biograph.analyse.method.bowtie import Part

#: Sources of the shortest paths that betweenness is estimated from in a large network.
SOURCES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One node; ``part``, ``betweenness`` and ``pagerank`` are of directed links, all else is not.

    ``part`` is None where the network has no circle. ``articulation``: without the node its
    neighbours hang together no more. ``coreness``: the largest k for which the node is one of a
    set with k links each among each other. ``community`` numbers communities from the largest,
    from 0. ``constraint`` (Burt 1992) is high where neighbours know each other; None without any.
    """

    node: str
    part: Part | None
    articulation: bool
    betweenness: float
    coreness: int
    community: int
    constraint: float | None
    pagerank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """All nodes in order, and the ``bridges``: pairs of nodes that only their link joins.

    ``sampled`` says that betweenness is an estimate.
    """

    nodes: tuple[Standing, ...]
    bridges: tuple[tuple[str, str], ...]
    sampled: bool


def structure(graph: nx.MultiDiGraph, *, exact: int = 1000, seed: int = 0) -> Structure:
    """All views of a network whose nodes are texts.

    Above ``exact`` nodes betweenness (normalised) is estimated from SOURCES of them, drawn by
    ``seed``; communities are those of Louvain (Blondel et al. 2008) by the same seed. Constraint
    takes memory of the order of the sum of squared degrees.
    """
    names = sorted(graph)
    directed = _plain(graph, names)
    either = directed.to_undirected()
    sampled = len(names) > max(exact, SOURCES)
    parts = bow_tie(directed)
    cuts = set(nx.articulation_points(either))
    between = nx.betweenness_centrality(directed, k=SOURCES if sampled else None, seed=seed)
    cores = nx.core_number(either)
    community = _communities(either, seed)
    holes = nx.constraint(either) if names else {}
    # NetworkX stops at n times the tolerance, which leaves large networks far from their ranks.
    ranks = nx.pagerank(directed, tol=1e-6 / max(len(names), 1))
    standings = tuple(
        Standing(
            node=name,
            part=parts.get(node),
            articulation=node in cuts,
            betweenness=between[node],
            coreness=cores[node],
            community=community[node],
            constraint=None if math.isnan(holes[node]) else holes[node],
            pagerank=ranks[node],
        )
        for node, name in enumerate(names)
    )
    bridges = sorted(tuple(sorted(pair)) for pair in nx.bridges(either))
    return Structure(
        nodes=standings, bridges=tuple((names[a], names[b]) for a, b in bridges), sampled=sampled
    )


def _communities(graph: nx.Graph, seed: int) -> dict[int, int]:
    groups = nx.community.louvain_communities(graph, seed=seed)
    groups.sort(key=lambda nodes: (-len(nodes), min(nodes)))
    return {node: number for number, nodes in enumerate(groups) for node in nodes}


def _plain(graph: nx.MultiDiGraph, names: list[str]) -> nx.DiGraph:
    """The network over 0..n-1 in the order of names, each link once, none from a node to itself."""
    number = {name: position for position, name in enumerate(names)}
    plain = nx.DiGraph()
    plain.add_nodes_from(range(len(names)))
    ends = ((number[tail], number[head]) for tail, head in graph.edges())
    plain.add_edges_from(sorted({(tail, head) for tail, head in ends if tail != head}))
    return plain
