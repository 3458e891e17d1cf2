"""The graph page as Chromium draws it, from a file and without any network."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from biograph.ask import over
from biograph.model import Text
from biograph.view.drawing import content
from biograph.view.drawn import Drawn
from biograph.view.graph import Edge, GraphContent, Node
from biograph.view.pyvis_page import graph_page
from tests.tiny import TINY
from tests.tiny import opened as tiny

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LANGS = ("fr", "en")
HOSTILE = "<script>alert(1)</script><img src=x onerror=\"document.title='run'\">"


def place(page: Page, node: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    at = page.evaluate(
        "id => network.canvasToDOM(network.getPositions([id])[id])",
        node,
    )
    frame = page.locator("#network").bounding_box()
    assert frame
    return frame["x"] + at["x"], frame["y"] + at["y"]


def middle(page: Page, edge: int) -> tuple[float, float]:
    """The middle of a link, as the drawing itself finds it."""
    at = page.evaluate(
        """id => {
          const [p, q] = network.getConnectedNodes(id)
            .map(node => network.canvasToDOM(network.getPositions([node])[node]));
          const x = Math.round((p.x + q.x) / 2), hits = [];
          for (let y = Math.round(Math.min(p.y, q.y)) - 30; y < Math.max(p.y, q.y) + 30; y++)
            if (network.getEdgeAt({x, y}) === id) hits.push(y);
          return {x, y: hits[Math.floor(hits.length / 2)]};
        }""",
        edge,
    )
    frame = page.locator("#network").bounding_box()
    assert frame
    return frame["x"] + at["x"], frame["y"] + at["y"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_canvas_shows_every_class_in_its_colour(
    graph_content: GraphContent, opened, colours, lang
) -> None:
    """The canvas is not blank: the colour of each class covers some of it."""
    shown = opened(graph_page(graph_content, lang=lang))
    shown.page.wait_for_timeout(300)
    seen = colours(shown.page.locator("#network canvas").screenshot())
    drawn = shown.page.evaluate("[...new Set(NODES.map(n => n.color))]")
    assert len(drawn) == 4
    for colour in drawn:
        rgb = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
        assert seen[rgb] > 60, colour
    assert sum(count for rgb, count in seen.items() if rgb != (255, 253, 249)) > 2000


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", LANGS)
def test_the_browser_has_nothing_to_complain_of(
    graph_content: GraphContent, opened, lang, width
) -> None:
    """No error in the console, no request outside, no sideways scrolling."""
    shown = opened(graph_page(graph_content, lang=lang), width=width)
    shown.page.wait_for_load_state("networkidle")
    assert shown.complaints == []
    assert shown.outside == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_node_and_label_lies_on_the_canvas(graph_content: GraphContent, opened) -> None:
    """Nothing is cut at the edge when the page opens."""
    page = opened(graph_page(graph_content, lang="fr")).page
    page.wait_for_timeout(300)
    outside = page.evaluate(
        """() => NODES.filter(n => {
          const box = network.getBoundingBox(n.id);
          const a = network.canvasToDOM({x: box.left, y: box.top});
          const b = network.canvasToDOM({x: box.right, y: box.bottom});
          const frame = document.getElementById('network');
          return a.x < 0 || a.y < 0 || b.x > frame.clientWidth || b.y > frame.clientHeight;
        }).map(n => n.label)"""
    )
    assert outside == []


def test_labels_do_not_cover_each_other(graph_content: GraphContent, opened) -> None:
    """The boxes of nodes with their labels are apart."""
    page = opened(graph_page(graph_content, lang="fr")).page
    page.wait_for_timeout(300)
    covered = page.evaluate(
        """() => {
          const boxes = NODES.map(n => ({...network.getBoundingBox(n.id), label: n.label}));
          return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
            a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom
          ).map(b => [a.label, b.label]));
        }"""
    )
    assert covered == []


def test_a_node_tells_its_name_and_class_on_hover(graph_content: GraphContent, opened) -> None:
    """The tooltip of a node appears beside the mouse."""
    page = opened(graph_page(graph_content, lang="fr")).page
    page.mouse.move(*place(page, "Viralys"))
    page.locator("div.vis-tooltip").wait_for(state="visible")
    said = page.locator("div.vis-tooltip").inner_text()
    assert "Viralys" in said
    assert "façonnier" in said


def test_a_link_tells_its_evidence_on_hover_and_click(graph_content: GraphContent, opened) -> None:
    """The sentence, its source and date show; a click keeps them with a link to follow."""
    page = opened(graph_page(graph_content, lang="fr")).page
    page.wait_for_timeout(300)
    at = middle(page, 0)
    page.mouse.move(*at)
    page.locator("div.vis-tooltip").wait_for(state="visible")
    said = page.locator("div.vis-tooltip").inner_text()
    assert "La société livre" in said
    assert "8 novembre 2024" in said
    page.mouse.click(*at)
    panel = page.locator("#panel")
    assert "La société livre" in panel.inner_text()
    assert panel.locator("a").get_attribute("href") == "https://exemple.test/annonce"


def test_the_legend_hides_a_class(graph_content: GraphContent, opened, colours) -> None:
    """A box of the legend takes its class off the canvas and brings it back."""
    page = opened(graph_page(graph_content, lang="en")).page
    page.wait_for_timeout(300)
    canvas, box = page.locator("#network canvas"), page.locator("input[data-kind='CDMO']")
    colour = page.evaluate("NODES.find(n => n.group_key === 'CDMO').color")
    rgb = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    counts = []
    for _ in range(3):
        counts.append(colours(canvas.screenshot())[rgb])
        box.click()
        page.wait_for_timeout(200)
    assert counts[0] == counts[2] > 100
    assert counts[1] == 0


def test_the_legend_draws_the_shapes_and_colours_of_the_canvas(
    graph_content: GraphContent, opened
) -> None:
    """Each class of the drawing has its line in the legend, with its number of nodes."""
    page = opened(graph_page(graph_content, lang="en")).page
    lines = page.evaluate(
        """() => [...document.querySelectorAll('aside li')].map(line => [
          line.querySelector('path').getAttribute('fill'), +line.querySelector('.n').textContent,
          line.querySelector('path').getBoundingClientRect().width])"""
    )
    drawn = Counter(page.evaluate("NODES.map(n => n.color)"))
    assert {colour: count for colour, count, _ in lines} == dict(drawn)
    assert all(width > 8 for *_, width in lines)


def test_a_name_can_be_found(graph_content: GraphContent, opened) -> None:
    """Choosing a name selects its node and shows it."""
    page = opened(graph_page(graph_content, lang="fr")).page
    page.locator("#find").fill("Nantavec")
    page.locator("#find").press("Enter")
    page.locator("#find").dispatch_event("change")
    assert page.evaluate("network.getSelectedNodes()") == ["Nantavec"]
    assert "Nantavec" in page.locator("#panel").inner_text()


def test_hostile_names_are_shown_not_run(graph_content: GraphContent, opened) -> None:
    """Markup in a name is text in the tooltip, the panel, the legend and the table."""
    bad = Text(fr=HOSTILE, en=HOSTILE)
    first, *others = graph_content.nodes
    edge = Edge(source=first.id, target=others[0].id, label=bad)
    hostile = replace(
        graph_content,
        nodes=(replace(first, label=bad, notes=(bad,)), *others),
        edges=(edge, *graph_content.edges),
        labels={"CDMO": bad},
    )
    shown = opened(graph_page(hostile, lang="fr"))
    page = shown.page
    page.wait_for_timeout(300)
    page.mouse.move(*place(page, first.id))
    page.locator("div.vis-tooltip").wait_for(state="visible")
    assert "<script>alert(1)</script>" in page.locator("div.vis-tooltip").inner_text()
    page.mouse.click(*place(page, first.id))
    assert "<img src=x" in page.locator("#panel").inner_text()
    assert shown.complaints == []
    assert page.title() == graph_content.title.fr
    assert page.locator("img").count() == 0


def test_a_network_of_the_largest_size_is_drawn(opened, colours) -> None:
    """300 nodes without layers get places, fit on the canvas and show."""
    label = Text(fr="Réseau", en="Network")
    content = GraphContent(
        title=label,
        files=label,
        nodes=tuple(
            Node(id=str(n), label=Text(fr=f"n{n}", en=f"n{n}"), kind=("CDMO", "Startup")[n % 2])
            for n in range(300)
        ),
        edges=tuple(Edge(source=str(n), target=str(n // 2), label=label) for n in range(1, 260)),
    )
    shown = opened(graph_page(content, lang="fr"))
    shown.page.wait_for_timeout(500)
    seen = colours(shown.page.locator("#network canvas").screenshot())
    assert seen[(11, 79, 108)] > 300
    assert seen[(168, 56, 11)] > 300
    assert shown.complaints == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_in_the_frame_of_a_notebook_is_drawn(
    graph_content: GraphContent, opened, colours, lang
) -> None:
    """The frame has no outside address, nothing to complain of, and opens sources beside it."""
    drawn = Drawn(title="<Réseau>", text=graph_page(graph_content, lang=lang))
    cell = f"<!doctype html><html lang='{lang}'><meta charset='utf-8'><title>x</title>"
    shown = opened(cell + drawn._repr_html_())
    frame = shown.page.frame_locator("iframe")
    canvas = frame.locator("#network canvas")
    canvas.scroll_into_view_if_needed()
    shown.page.wait_for_timeout(500)
    assert colours(canvas.screenshot())[11, 79, 108] > 100
    link = frame.locator("#table a").first
    assert link.get_attribute("target") == "_blank"
    assert shown.complaints == []
    assert shown.outside == []
    assert shown.page.locator("iframe").get_attribute("title") == "<Réseau>"


def test_the_evidence_of_triples_is_in_their_tooltip(opened) -> None:
    """The answer to a query shows the sentence behind a link, accents and all."""
    text = "CONSTRUCT { ?s ?p ?o } { GRAPH graph:asserted { ?s ?p ?o } } "
    found = content(over(tiny(TINY)), text + "VALUES ?p { bg:subsidiaryOf }")
    shown = opened(graph_page(found, lang="fr"))
    shown.page.wait_for_timeout(300)
    shown.page.mouse.move(*middle(shown.page, 0))
    tip = shown.page.locator("div.vis-tooltip")
    tip.wait_for(state="visible")
    assert found.edges[0].evidence[0].quote in tip.inner_text()
    assert "Liste d'acteurs" in tip.inner_text()
    assert shown.complaints == []
