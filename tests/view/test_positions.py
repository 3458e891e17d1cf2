"""Positions of nodes: stable, apart, near what they are linked to."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.view.positions import placed

LINKS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=50)


def pairs(links):
    return np.array(list(links), dtype=np.int64).reshape(-1, 2)


def length(places, links):
    """The median distance of linked nodes."""
    one, other = pairs(links).T
    return np.median(np.linalg.norm(places[one] - places[other], axis=1))


@given(LINKS)
@settings(max_examples=12, deadline=None)
def test_places_do_not_depend_on_order_direction_or_repetition_of_links(links):
    """The same network gives the same picture, to the last digit."""
    turned = [(other, one) for one, other in reversed(links)] + links
    assert np.array_equal(placed(pairs(links), 20), placed(pairs(turned), 20))


@given(LINKS)
@settings(max_examples=12, deadline=None)
def test_every_node_has_a_place_of_its_own(links):
    """Finite, rounded to a tenth, and none on top of another."""
    places = placed(pairs(links), 20)
    assert places.shape == (20, 2)
    assert np.isfinite(places).all()
    assert np.array_equal(places, places.round(1))
    assert len({tuple(place) for place in places.tolist()}) == 20


@given(LINKS, st.integers(1, 19))
@settings(max_examples=12, deadline=None)
def test_what_is_drawn_stays_where_it_is_when_nodes_are_added(links, held):
    """An expansion moves nothing."""
    before = placed(pairs(link for link in links if max(link) < held), held)
    after = placed(pairs(links), 20, fixed=before)
    assert np.array_equal(after[:held], before)
    assert np.isfinite(after).all()


def test_new_nodes_stand_near_what_they_are_linked_to():
    """Nearer than to anything else far off."""
    path = nx.path_graph(30).edges
    before = placed(pairs(path), 30)
    leaves = [(0, node) for node in range(30, 40)]
    after = placed(pairs([*path, *leaves]), 40, fixed=before)
    near = np.linalg.norm(after[30:] - after[0], axis=1)
    far = np.linalg.norm(after[30:] - after[29], axis=1)
    assert (near * 3 < far).all()


def test_a_new_node_that_nothing_links_stands_outside():
    """It covers nothing."""
    before = placed(pairs(nx.cycle_graph(12).edges), 12)
    after = placed(pairs(nx.cycle_graph(12).edges), 13, fixed=before)
    assert np.linalg.norm(after[12] - before, axis=1).min() > 3


def test_linked_nodes_are_much_nearer_than_others():
    """A network of two thousand nodes in groups shows its groups."""
    graph = nx.random_partition_graph([100] * 20, 0.06, 0.0002, seed=3)
    places = placed(pairs(graph.edges), len(graph))
    others = np.random.default_rng(0).integers(0, len(graph), (5000, 2))
    assert length(places, graph.edges) * 4 < length(places, others)


def test_parts_that_nothing_links_stand_apart():
    """The smaller parts stand around the largest."""
    graph = nx.disjoint_union_all([nx.complete_graph(30), *([nx.path_graph(3)] * 10)])
    places = placed(pairs(graph.edges), len(graph))
    centre = places[:30].mean(axis=0)
    inner = np.linalg.norm(places[:30] - centre, axis=1).max()
    assert np.linalg.norm(places[30:] - centre, axis=1).min() > inner


def test_the_leaves_of_a_star_surround_it():
    """No side stays empty."""
    places = placed(pairs((0, leaf) for leaf in range(1, 60)), 60)
    angles = np.sort(np.arctan2(*(places[1:] - places[0]).T))
    gaps = np.diff([*angles, angles[0] + 2 * np.pi])
    assert gaps.max() < 1


@pytest.mark.parametrize("count", [0, 1, 2])
def test_almost_nothing_can_be_placed(count):
    """No node, one, or two without a link."""
    assert placed(pairs([]), count).shape == (count, 2)


def test_loops_and_parallel_links_are_as_good_as_plain_ones():
    """A fact may join a thing to itself."""
    assert np.array_equal(
        placed(pairs([(0, 0), (0, 1), (0, 1), (1, 2)]), 3), placed(pairs([(0, 1), (1, 2)]), 3)
    )
