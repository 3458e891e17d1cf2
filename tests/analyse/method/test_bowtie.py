"""The bow-tie against reachability, node by node."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.bowtie import Part, bow_tie

NODE = st.integers(0, 8)
GRAPHS = st.lists(st.tuples(NODE, NODE), max_size=14).map(nx.DiGraph)


@given(GRAPHS)
def test_parts_are_what_reaches_what(graph: nx.DiGraph) -> None:
    """Each node is where its own reach, and who reaches it, put it."""
    parts = bow_tie(graph)
    reach = {node: {node} | nx.descendants(graph, node) for node in graph}
    of = {part: {node for node, own in parts.items() if own == part} for part in Part}
    core = of[Part.CORE]
    circles = [{b for b in reach[a] if a in reach[b]} for a in graph]
    assert len(core) == max((len(circle) for circle in circles if len(circle) > 1), default=0)
    assert bool(parts) == bool(core)
    for node in parts:
        into = bool(reach[node] & core)
        outof = any(node in reach[one] for one in core)
        assert (parts[node] == Part.CORE) == (into and outof)
        assert (parts[node] == Part.IN) == (into and not outof)
        assert (parts[node] == Part.OUT) == (outof and not into)
        after = any(node in reach[one] for one in of[Part.IN])
        before = bool(reach[node] & of[Part.OUT])
        if not into and not outof:
            beside = {0: Part.DISCONNECTED, 1: Part.TENDRIL, 2: Part.TUBE}
            assert parts[node] == beside[after + before]


def test_every_part_by_hand() -> None:
    """A network with all six parts, and one without a circle, which has none."""
    graph = nx.DiGraph(["ic", "cd", "dc", "do", "it", "to", "ix", "yo", "zw", "zz"])
    assert bow_tie(graph) == {
        "i": Part.IN,
        "c": Part.CORE,
        "d": Part.CORE,
        "o": Part.OUT,
        "t": Part.TUBE,
        "x": Part.TENDRIL,
        "y": Part.TENDRIL,
        "z": Part.DISCONNECTED,
        "w": Part.DISCONNECTED,
    }
    assert bow_tie(nx.DiGraph(["ab", "bc", "ac"])) == {}


def test_of_equal_cores_the_first_is_taken() -> None:
    """Two circles of one size: the core is that with the first node, whatever the order."""
    links = ["ab", "ba", "xy", "yx", "bx"]
    for order in (links, links[::-1]):
        parts = bow_tie(nx.DiGraph(order))
        assert [parts[node] for node in "abxy"] == [Part.CORE] * 2 + [Part.OUT] * 2
