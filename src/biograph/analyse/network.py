"""The graph as a NetworkX MultiDiGraph: facts in, nodes and edges out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from biograph.terms import local_name

if TYPE_CHECKING:
    from biograph.ask import Ask


def network(ask: Ask, *, predicate: str = "") -> nx.MultiDiGraph:
    """All asserted facts, or those of one predicate (its local name).

    Nodes are IRIs with ``label``, ``kind`` (its classes, in one text) and ``country`` (ISO
    code or empty); an edge has its relation IRI as key and ``predicate`` (local name).
    """
    graph = nx.MultiDiGraph()
    for row in ask("actors/network-edges", predicate=predicate).records():
        graph.add_edge(
            row["subject"],
            row["object"],
            key=row["relation"],
            predicate=local_name(row["predicate"]),
        )
    kinds: dict[str, list[str]] = {}
    for row in ask("actors/network-nodes").records():
        node = row["node"]
        if node not in graph:
            continue
        if row["class"]:
            kinds.setdefault(node, []).append(local_name(row["class"]))
        graph.nodes[node].update(
            label=row["label"], country=local_name(row["country"] or ""), kind=""
        )
    for node, names in kinds.items():
        graph.nodes[node]["kind"] = " ".join(sorted(set(names)))
    return graph
