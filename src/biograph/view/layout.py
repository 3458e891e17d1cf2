"""Positions of nodes, the same in every run: a NetworkX graph in, node -> (x, y) in pixels out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    Position = tuple[float, float]
    Places = NDArray[np.float64]

#: Turns of the ordering that brings neighbours level with each other.
_SWEEPS = 8
#: Room for a node with its label below it, in pixels.
_LABEL = np.array([190.0, 64.0])


def layered(
    graph: nx.Graph,
    layers: Mapping[Hashable, int],
    *,
    gap: float = 300.0,
    spacing: float = 70.0,
) -> dict[Hashable, Position]:
    """Columns from left to right by layer (suppliers, inputs, stages, family).

    In each column the nodes are ordered by the mean place of their neighbours (Sugiyama's
    barycentre rule), which keeps most links from crossing. Raises KeyError for a node without
    layer.
    """
    columns: dict[int, list[Hashable]] = {}
    for node in sorted(graph.nodes, key=str):
        columns.setdefault(layers[node], []).append(node)
    ordered = [columns[layer] for layer in sorted(columns)]
    place = _places(ordered)
    for sweep in range(_SWEEPS):
        for column in ordered if sweep % 2 else reversed(ordered):
            column.sort(key=lambda node: (_level(graph, node, place), str(node)))
            place |= _places([column])
    return {
        node: (number * gap, y * spacing)
        for number, column in enumerate(ordered)
        for node, y in _places([column]).items()
    }


def spring(graph: nx.Graph, *, seed: int = 7, spacing: float = 120.0) -> dict[Hashable, Position]:
    """A force layout of each connected part, the parts in rows from the largest.

    ``spacing`` is about the distance of two neighbours; nodes are then moved apart until labels
    have their room.
    """
    plain: nx.Graph = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes, key=str))
    plain.add_edges_from(sorted(((u, v) for u, v in graph.edges()), key=str))
    parts = sorted(
        nx.connected_components(plain), key=lambda part: (-len(part), min(map(str, part)))
    )
    return _shelved([_part(plain, part, seed, spacing) for part in parts])


def _places(columns: Sequence[Sequence[Hashable]]) -> dict[Hashable, float]:
    """Each node's height in its column, centred on zero."""
    return {
        node: number - (len(column) - 1) / 2
        for column in columns
        for number, node in enumerate(column)
    }


def _level(graph: nx.Graph, node: Hashable, place: Mapping[Hashable, float]) -> float:
    near = sorted(set(nx.all_neighbors(graph, node)) - {node}, key=str)
    return math.fsum(place[other] for other in near) / len(near) if near else place[node]


def _part(
    graph: nx.Graph, nodes: set[Hashable], seed: int, spacing: float
) -> dict[Hashable, Position]:
    """One connected part with its upper left corner at (0, 0)."""
    part: nx.Graph = nx.Graph()
    part.add_nodes_from(sorted(nodes, key=str))  # the order of nodes decides the layout
    part.add_edges_from(sorted(graph.subgraph(nodes).edges(), key=str))
    side = spacing * math.sqrt(len(part)) / 2
    found = nx.spring_layout(part, seed=seed, iterations=200)
    xy = _apart(np.array([found[node] for node in part], dtype=float) * side)
    xy = np.round(xy - xy.min(axis=0), 1)
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, xy, strict=True)}


def _apart(xy: Places) -> Places:
    """The places moved until no label box covers another (or 300 turns have passed)."""
    number = np.arange(len(xy))
    order = np.sign(number[:, None] - number[None, :])  # parts two nodes on one spot
    for _ in range(300):
        between = xy[:, None, :] - xy[None, :, :]
        overlap = _LABEL - np.abs(between)
        covered = (overlap > 0).all(axis=2) & (order != 0)
        if not covered.any():
            break
        across = overlap[..., 0] / _LABEL[0] < overlap[..., 1] / _LABEL[1]
        for axis, chosen in ((0, covered & across), (1, covered & ~across)):
            way = np.where(between[..., axis] == 0, order, np.sign(between[..., axis]))
            push = np.where(chosen, way * (overlap[..., axis] + 1) / 2, 0).sum(axis=1)
            xy[:, axis] += push / np.maximum(chosen.sum(axis=1), 1)
    return xy


def _shelved(parts: Sequence[Mapping[Hashable, Position]]) -> dict[Hashable, Position]:
    """The parts in rows, like books on shelves about as wide as all of them are high.

    A part that is much lower than its row opens a new one.
    """
    across, down = (float(size) for size in _LABEL)
    sizes = [(max(x for x, _ in part.values()), max(y for _, y in part.values())) for part in parts]
    area = math.fsum((width + across) * (height + down) for width, height in sizes)
    widest = max([math.sqrt(1.3 * area), *(width for width, _ in sizes)])
    found: dict[Hashable, Position] = {}
    left = top = deepest = 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if left and (left + width > widest or height < deepest / 3):
            left, top, deepest = 0.0, top + deepest + down, 0.0
        found |= {node: (x + left, y + top) for node, (x, y) in part.items()}
        left, deepest = left + width + across, max(deepest, height)
    return found
