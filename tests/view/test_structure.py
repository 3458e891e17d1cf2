"""The structure page: views of each layer, told as views and never as bottlenecks."""

from __future__ import annotations

import networkx as nx
import pytest

from biograph.view.structure import LAYERS, shape_of, structure_page
from biograph.view.words import WORDS


def network(*links: tuple[str, str]) -> nx.MultiDiGraph:
    """A layer with these links between nodes called by capitals."""
    graph = nx.MultiDiGraph(links)
    for node in graph:
        graph.nodes[node]["label"] = node.upper()
    return graph


#: Two triangles that one link joins: two joints, one bridge, one core that each can reach within.
PAIR = network(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d"))


def test_a_layer_is_told_by_its_counts() -> None:
    """Joints, bridges and cores of two triangles joined by a link."""
    shape = shape_of("supply", PAIR)
    assert (shape.nodes, shape.links, shape.bridges, shape.articulation) == (6, 7, 1, 2)
    assert [(core.name, core.count) for core in shape.cores] == [("2", 6)]
    assert {name for name, _ in shape.joints} == {"C", "D"}
    assert {part.name: part.count for part in shape.parts} == {"core": 3, "out": 3}
    assert sum(part.share for part in shape.parts) == pytest.approx(100)
    assert sorted(count for count, _ in shape.groups) == [3, 3]


def test_who_lies_between_comes_first_and_nobody_of_no_paths() -> None:
    """The ends of a row lie between nothing and are not listed."""
    shape = shape_of("supply", network(("a", "b"), ("b", "c")))
    assert [name for name, _ in shape.between] == ["B"]
    assert shape.parts == ()  # no circle, no core


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_says_that_it_shows_no_bottlenecks(lang) -> None:
    """It names each layer that has links, and where bottlenecks are told."""
    page = structure_page({"supply": PAIR, "care": nx.MultiDiGraph()}, lang=lang)
    assert "biograph bottlenecks" in page.replace("\n", " ")
    assert ("jamais des goulets" if lang == "fr" else "never bottlenecks") in page
    assert 'id="supply"' in page
    assert 'id="care"' not in page
    assert page.count("<section") == 1


def test_names_from_data_are_escaped() -> None:
    """A hostile name is text and nothing else."""
    graph = network(("a", "b"), ("b", "c"))
    graph.nodes["b"]["label"] = "<script>alert(1)</script>"
    page = structure_page({"supply": graph}, lang="en")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_graph_without_links_says_so() -> None:
    """No layer, no numbers."""
    assert "has no links" in structure_page({}, lang="en")


def test_every_layer_has_a_name() -> None:
    """The page can head each layer in both languages."""
    assert {f"layer_{layer}" for layer in LAYERS} <= set(WORDS)
