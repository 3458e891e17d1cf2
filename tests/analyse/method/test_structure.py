"""Views on structure: definitions, closed forms, and independence of the order of links."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.structure import structure

NODE = st.sampled_from("abcdefgh")
LINKS = st.lists(st.tuples(NODE, NODE), max_size=16)


def random_network(nodes: int, links: int, seed: int = 5) -> nx.MultiDiGraph:
    ends = np.random.default_rng(seed).integers(0, nodes, (links, 2))
    return nx.MultiDiGraph([(f"n{a:05}", f"n{b:05}") for a, b in ends.tolist()])


def parts_without(graph: nx.MultiDiGraph, *, node: str = "", pair: tuple[str, str] = ("", "")):
    """The number of parts that hang together once a node or all links of a pair are gone."""
    left = nx.Graph(graph)
    left.remove_nodes_from([node])
    left.remove_edges_from([pair])
    return nx.number_connected_components(left) if left else 0


@given(LINKS)
def test_articulation_and_bridges_are_found_by_removal(links) -> None:
    """Without an articulation point, or the link of a bridge, more parts hang alone than before."""
    graph = nx.MultiDiGraph(links)
    found = structure(graph)
    whole = parts_without(graph)
    for node in found.nodes:
        assert node.articulation == (parts_without(graph, node=node.node) > whole)
    pairs = {(a, b) for one in links for a, b in [sorted(one)] if a != b}
    assert found.bridges == tuple(
        sorted(pair for pair in pairs if parts_without(graph, pair=pair) > whole)
    )


@settings(max_examples=40)
@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_and_number_of_links_do_not_matter(links, random) -> None:
    """The same links in another order, twice and with loops, are the same network."""
    again = links * 2 + [(end, end) for link in links for end in link]
    random.shuffle(again)
    assert structure(nx.MultiDiGraph(again)) == structure(nx.MultiDiGraph(links))


def test_the_order_of_links_does_not_shift_communities() -> None:
    """Where Louvain has many ways to go it takes the same one for any order of the links."""
    links = list(random_network(80, 200).edges())
    assert structure(nx.MultiDiGraph(links[::-1])) == structure(nx.MultiDiGraph(links))


def test_a_chain_by_hand() -> None:
    """Of a chain of three the middle one is between, cuts, and is the only one with a gap."""
    first, middle, last = structure(nx.MultiDiGraph([("a", "b"), ("b", "c")])).nodes
    assert [one.articulation for one in (first, middle, last)] == [False, True, False]
    assert [one.betweenness for one in (first, middle, last)] == [0, 0.5, 0]
    assert [one.constraint for one in (first, middle, last)] == [1, 0.5, 1]
    assert first.pagerank < middle.pagerank < last.pagerank
    assert {one.part for one in (first, middle, last)} == {None}


def test_two_cliques_are_two_communities() -> None:
    """Four and five who all know each other are apart despite one link, the larger ones first."""
    cliques = [*nx.complete_graph(4).edges, *nx.complete_graph(range(4, 9)).edges, (0, 4)]
    found = structure(nx.MultiDiGraph([(str(a), str(b)) for a, b in cliques]))
    assert [node.community for node in found.nodes] == [1] * 4 + [0] * 5
    assert [node.coreness for node in found.nodes] == [3] * 4 + [4] * 5
    assert found.bridges == (("0", "4"),)


def test_a_node_alone_has_no_constraint() -> None:
    """An isolated node has its place in the table, without a constraint; an empty network none."""
    graph = nx.MultiDiGraph()
    assert structure(graph).nodes == ()
    graph.add_node("a")
    (alone,) = structure(graph).nodes
    assert (alone.constraint, alone.coreness, alone.pagerank) == (None, 0, 1)


def test_pagerank_is_the_solution_also_of_many_nodes() -> None:
    """In a network of 300 nodes the ranks are those of the linear equations."""
    graph = random_network(300, 500)
    nodes = sorted(graph)
    found = np.array([node.pagerank for node in structure(graph).nodes])
    links = nx.to_numpy_array(nx.DiGraph(graph), nodelist=nodes, weight=None)
    np.fill_diagonal(links, 0)
    out = links.sum(axis=1, keepdims=True)
    steps = np.where(out > 0, links / np.maximum(out, 1), 1 / len(nodes))
    expected = np.linalg.solve(
        np.eye(len(nodes)) - 0.85 * steps.T, np.full(len(nodes), 0.15 / len(nodes))
    )
    assert np.abs(found - expected).sum() < 1e-5


def test_betweenness_of_large_networks_is_sampled() -> None:
    """Above the limit it is an estimate near the exact one, the same for the same seed."""
    graph = random_network(300, 700)
    exact, sampled = structure(graph), structure(graph, exact=256)
    assert (exact.sampled, sampled.sampled) == (False, True)
    assert sampled == structure(graph, exact=256)
    columns = [[node.betweenness for node in of.nodes] for of in (exact, sampled)]
    assert np.corrcoef(columns)[0, 1] > 0.95
    assert columns[0] != columns[1]
    assert np.mean(columns[0]) == pytest.approx(np.mean(columns[1]), rel=0.1)
    assert not structure(random_network(200, 300), exact=0).sampled
