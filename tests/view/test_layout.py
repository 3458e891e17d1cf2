from __future__ import annotations

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.view.layout import layered, spring

EDGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40)


def crossings(graph: nx.Graph, place: dict[object, tuple[float, float]]) -> int:
    """How many links between the same two columns cross."""
    links = [sorted((place[u], place[v])) for u, v in graph.edges()]
    return sum(
        1
        for (a, b), (c, d) in combinations(links, 2)
        if a[0] == c[0] and b[0] == d[0] and (a[1] - c[1]) * (b[1] - d[1]) < 0
    )


def test_layers_are_columns_from_left_to_right() -> None:
    """Suppliers, inputs, stages and the family stand in four columns."""
    graph = nx.Graph([("firm", "input"), ("input", "stage"), ("stage", "family")])
    place = layered(graph, {"firm": 0, "input": 1, "stage": 2, "family": 3}, gap=100)
    assert [place[n][0] for n in ("firm", "input", "stage", "family")] == [0, 100, 200, 300]


def test_a_layout_without_need_of_crossings_has_none() -> None:
    """Pairs that are listed in opposite orders are brought level."""
    graph = nx.Graph((f"a{n}", f"b{9 - n}") for n in range(10))
    place = layered(graph, {node: 0 if node[0] == "a" else 1 for node in graph})
    assert crossings(graph, place) == 0


def test_a_node_without_layer_is_an_error() -> None:
    """A layered graph needs a layer for each node."""
    graph = nx.Graph([("a", "b")])
    with pytest.raises(KeyError):
        layered(graph, {"a": 0})


@given(EDGES)
def test_layered_nodes_do_not_cover_each_other(edges: list[tuple[int, int]]) -> None:
    """Nodes of a column keep their spacing."""
    graph = nx.Graph(edges)
    place = layered(graph, {node: node % 3 for node in graph}, gap=200, spacing=50)
    assert set(place) == set(graph)
    for one, other in combinations(place.values(), 2):
        assert math.dist(one, other) >= 50


@given(EDGES)
@settings(max_examples=30, deadline=None)
def test_positions_do_not_depend_on_the_order_of_insertion(edges: list[tuple[int, int]]) -> None:
    """The same graph gives the same picture, however it was filled."""
    turned = [(v, u) for u, v in reversed(edges)]
    layers = {node: node % 3 for edge in edges for node in edge}
    assert layered(nx.Graph(edges), layers) == layered(nx.Graph(turned), layers)
    assert spring(nx.Graph(edges)) == spring(nx.Graph(turned))


@given(EDGES)
@settings(max_examples=30, deadline=None)
def test_parts_of_a_graph_stand_apart(edges: list[tuple[int, int]]) -> None:
    """Connected parts do not overlap."""
    graph = nx.Graph(edges)
    place = spring(graph, spacing=100)
    assert set(place) == set(graph)
    boxes = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(place[node] for node in part), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for (ax, ay, az, aw), (bx, by, bz, bw) in combinations(boxes, 2):
        assert az < bx or bz < ax or aw < by or bw < ay


def test_neighbours_are_about_the_asked_distance_apart() -> None:
    """The layout grows with the graph, so that labels keep their room."""
    place = spring(nx.path_graph(30), spacing=100)
    steps = [math.dist(place[n], place[n + 1]) for n in range(29)]
    assert 25 < sum(steps) / len(steps) < 200


def test_an_empty_graph_has_no_positions() -> None:
    """Nothing in, nothing out."""
    assert spring(nx.Graph()) == {}
    assert layered(nx.Graph(), {}) == {}


def test_a_network_of_parallel_directed_facts_can_be_laid_out() -> None:
    """A MultiDiGraph with parallel links and loops is as good as a plain graph."""
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "b"), ("b", "a")])
    assert set(spring(graph)) == {"a", "b"}
    assert set(layered(graph, {"a": 0, "b": 1})) == {"a", "b"}
