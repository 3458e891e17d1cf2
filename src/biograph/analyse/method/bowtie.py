"""The bow-tie of a directed network: what leads into its core, what out of it, what passes by."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import networkx as nx


class Part(StrEnum):
    """Where a node is in the bow-tie (Broder et al. 2000)."""

    CORE = "core"
    IN = "in"
    OUT = "out"
    TUBE = "tube"
    TENDRIL = "tendril"
    DISCONNECTED = "disconnected"


def bow_tie(graph: nx.DiGraph) -> dict[Any, Part]:
    """The part of each node; empty where no two nodes reach each other.

    The core is the largest set of nodes that reach each other, of several the one with the first
    node. IN reaches it and OUT is reached by it; tubes lead from IN to OUT beside it, tendrils from
    IN or to OUT only. With a small core the parts say little: count its nodes.
    """
    cores = [core for core in nx.strongly_connected_components(graph) if len(core) > 1]
    if not cores:
        return {}
    core = min(cores, key=lambda nodes: (-len(nodes), min(nodes)))
    one = min(core)
    inward, outward = nx.ancestors(graph, one) - core, nx.descendants(graph, one) - core
    after = set().union(*nx.bfs_layers(graph, inward))
    before = set().union(*nx.bfs_layers(graph.reverse(copy=False), outward))
    parts = dict.fromkeys(graph, Part.DISCONNECTED)
    # Later ones win: what is in the core is also after IN and before OUT.
    for nodes, part in (
        (after | before, Part.TENDRIL),
        (after & before, Part.TUBE),
        (inward, Part.IN),
        (outward, Part.OUT),
        (core, Part.CORE),
    ):
        parts |= dict.fromkeys(nodes, part)
    return parts
