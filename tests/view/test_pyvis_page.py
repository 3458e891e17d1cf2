from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from biograph.errors import UsageError
from biograph.model import Text
from biograph.view.graph import MOST_NODES, Edge, GraphContent, Node
from biograph.view.pyvis_page import graph_page

HOSTILE = "</script><script>alert(1)</script>"
LANGS = ("fr", "en")


def drawn(page: str, name: str) -> Any:
    """The nodes, links or options that the page hands to the drawing."""
    found = re.search(rf"^const {name} = (.*);$", page, re.MULTILINE)
    assert found
    return json.loads(found[1])


def some_nodes(count: int) -> GraphContent:
    """A content of unlinked nodes."""
    label = Text(fr="nœud", en="node")
    return GraphContent(
        title=label,
        files=label,
        nodes=tuple(Node(id=str(n), label=label, kind="CDMO") for n in range(count)),
        edges=(),
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_content_gives_the_same_page(graph_content: GraphContent, lang: str) -> None:
    """A graph page depends on nothing but its content."""
    one = graph_page(graph_content, lang="fr" if lang == "fr" else "en")
    assert one == graph_page(replace(graph_content), lang="fr" if lang == "fr" else "en")
    assert f'<html lang="{lang}">' in one


def test_every_node_has_a_place_and_physics_is_off(graph_content: GraphContent) -> None:
    """The browser computes no positions."""
    page = graph_page(graph_content, lang="fr")
    nodes = drawn(page, "NODES")
    assert len(nodes) == len(graph_content.nodes)
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)
    assert drawn(page, "OPTIONS")["physics"]["enabled"] is False


def test_suppliers_stand_left_of_inputs_stages_and_family(graph_content: GraphContent) -> None:
    """A proof graph reads from left to right."""
    nodes = drawn(graph_page(graph_content, lang="fr"), "NODES")
    layer = {node.id: node.layer for node in graph_content.nodes}
    columns: dict[int | None, set[float]] = {}
    for node in nodes:
        columns.setdefault(layer[node["id"]], set()).add(node["x"])
    assert [len(columns[n]) for n in range(4)] == [1, 1, 1, 1]
    order = [min(columns[n]) for n in range(4)]
    assert order == sorted(set(order))


def test_classes_differ_in_colour_and_shape(graph_content: GraphContent) -> None:
    """No two classes share either."""
    nodes = drawn(graph_page(graph_content, lang="en"), "NODES")
    looks = {node["group_key"]: (node["color"], node["shape"]) for node in nodes}
    assert len(looks) == 4
    assert len({colour for colour, _ in looks.values()}) == 4
    assert len({shape for _, shape in looks.values()}) == 4


def test_links_carry_their_quotes(graph_content: GraphContent) -> None:
    """A supply fact shows its sentence, source and date; a requirement without any is dashed."""
    edges = drawn(graph_page(graph_content, lang="fr"), "EDGES")
    assert len(edges) == len(graph_content.edges)
    quoted = [edge for edge in edges if edge["quotes"]]
    assert len(quoted) == 12
    assert "8 novembre 2024" in quoted[0]["quotes"][0]["cite"]
    assert quoted[0]["quotes"][0]["url"] == "https://exemple.test/annonce"
    assert all(edge["dashes"] is not bool(edge["quotes"]) for edge in edges)


@pytest.mark.parametrize("lang", LANGS)
def test_a_graph_page_loads_nothing(graph_content: GraphContent, lang: str) -> None:
    """No outside script, style, font or image; only links to follow."""
    page = graph_page(graph_content, lang="fr" if lang == "fr" else "en")
    head, _, _ = page.partition("<script>")
    assert not re.search(r"<(script|img|iframe)[^>]*\ssrc=", page)
    assert re.findall(r'<link [^>]*href="([^"]*)"', page) == ["data:,"]
    assert "@import" not in head
    assert "url(" not in head
    for host in ("jsdelivr", "cdnjs", "unpkg", "googleapis"):
        assert host not in page


def test_accents_are_written_as_they_are(graph_content: GraphContent) -> None:
    """No numeric escapes or mojibake in names."""
    page = graph_page(graph_content, lang="fr")
    assert "Atelier Cryogénique du Rhône" in page
    assert page.encode("utf-8").decode("utf-8") == page


def test_hostile_names_stay_inside_their_text(graph_content: GraphContent) -> None:
    """A name cannot end the script that it stands in, nor open a tag in the table."""
    bad = Text(fr=HOSTILE, en=HOSTILE)
    first, *others = graph_content.nodes
    hostile = replace(
        graph_content,
        title=bad,
        note=bad,
        nodes=(replace(first, label=bad, notes=(bad,)), *others),
        labels={"CDMO": bad},
    )
    page = graph_page(hostile, lang="fr")
    assert "<script>alert" not in page
    assert page.count("</script>") == 2
    nodes = drawn(page, "NODES")
    assert nodes[0]["title"] == HOSTILE


def test_too_many_nodes_are_refused_with_advice() -> None:
    """Above the limit the error tells how to narrow the graph."""
    with pytest.raises(UsageError, match=f"{MOST_NODES + 1} nodes") as caught:
        graph_page(some_nodes(MOST_NODES + 1), lang="fr")
    assert "narrow" in caught.value.hint


def test_as_many_nodes_as_allowed_are_drawn() -> None:
    """The limit itself is still fine."""
    assert len(drawn(graph_page(some_nodes(MOST_NODES), lang="en"), "NODES")) == MOST_NODES


def test_an_empty_graph_is_refused() -> None:
    """A page without a node would say nothing."""
    with pytest.raises(UsageError, match="no nodes"):
        graph_page(some_nodes(0), lang="fr")


def test_a_link_to_nowhere_is_refused() -> None:
    """Each end of a link must be a node."""
    label = Text(fr="x", en="x")
    broken = replace(some_nodes(1), edges=(Edge(source="0", target="gone", label=label),))
    with pytest.raises(UsageError, match="gone"):
        graph_page(broken, lang="fr")


def test_the_table_says_all_that_the_picture_says(graph_content: GraphContent) -> None:
    """Each link of the graph is a row for readers who do not see the picture."""
    page = graph_page(graph_content, lang="en")
    table = page[page.index('id="table"') : page.index("</section>")]
    assert table.count("<tr>") == len(graph_content.edges) + 1
