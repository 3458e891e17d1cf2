"""A drawing as files: what is in sight in, a table, SVG, GEXF and GraphML out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from biograph.model import Literal
from biograph.serve.explore.columns import sizes
from biograph.serve.explore.whole import LAYER_NAMES
from biograph.table import Table
from biograph.terms import XSD, bg
from biograph.view.network import Mark, network_svg, sayable
from biograph.view.palette import GROUPS, STYLES
from biograph.view.say import pick
from biograph.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.model import Text
    from biograph.serve.explore.shown import Shown
    from biograph.serve.site import Site
    from biograph.view.say import Lang

COLUMNS = (
    *("source", "source_name", "predicate", "target", "target_name", "layer"),
    *("probability", "date", "relation"),
)


def table(drawn: Shown, site: Site, lang: Lang) -> Table:
    """The links in sight, one a row."""
    whole = drawn.whole

    def row(at: int) -> tuple[str | Literal, ...]:
        source, target = whole.ids[whole.source[at]], whole.ids[whole.target[at]]
        return (
            source,
            Literal(pick(site.name(source), lang)),
            bg(str(whole.predicate[at])),
            target,
            Literal(pick(site.name(target), lang)),
            Literal(LAYER_NAMES[whole.layer[at]]),
            Literal(f"{whole.p[at]:.4g}", XSD + "decimal"),
            Literal(str(whole.date[at])),
            whole.relation[at],
        )

    return Table(columns=COLUMNS, rows=tuple(map(row, drawn.links.tolist())), lang=lang)


def svg(drawn: Shown, site: Site, lang: Lang, *, title: str) -> bytes:
    """The picture of the page as SVG, with its legend."""
    whole, began = drawn.whole, set(drawn.starts.tolist())
    place = {node: at for at, node in enumerate(drawn.nodes.tolist())}
    marks = [
        Mark(
            x=x,
            y=y,
            size=size,
            style=int(whole.group[node]),
            name=pick(site.name(whole.ids[node]), lang),
            bold=node in began,
        )
        for (node, (x, y)), size in zip(_placed(drawn), sizes(drawn), strict=True)
    ]
    joined = np.stack([whole.source[drawn.links], whole.target[drawn.links]]).T.tolist()
    links = [(place[one], place[other]) for one, other in joined]
    shown = words(lang)
    legend = [(GROUPS.index(name), shown[f"explore_{name}"]) for name in drawn.groups]
    return network_svg(marks, links, legend, title=title, lang=lang).encode()


def gexf(drawn: Shown, site: Site, lang: Lang) -> bytes:
    """GEXF 1.2 with places, sizes and colours, as Gephi reads it."""
    graph = _networkx(drawn, site, lang)
    for (node, place), size in zip(_placed(drawn), sizes(drawn), strict=True):
        colour = STYLES[drawn.whole.group[node]][1]
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        graph.nodes[drawn.whole.ids[node]]["viz"] = {
            "position": {"x": place[0], "y": -place[1], "z": 0.0},
            "size": size,
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    made = io.BytesIO()
    nx.write_gexf(graph, made)
    return made.getvalue()


def graphml(drawn: Shown, site: Site, lang: Lang) -> bytes:
    """GraphML with places as the attributes ``x`` and ``y``."""
    graph = _networkx(drawn, site, lang)
    for node, (x, y) in _placed(drawn):
        graph.nodes[drawn.whole.ids[node]].update(x=x, y=y)
    made = io.BytesIO()
    nx.write_graphml_xml(graph, made)
    return made.getvalue()


def _placed(drawn: Shown) -> Iterator[tuple[int, list[float]]]:
    return zip(drawn.nodes.tolist(), drawn.places.tolist(), strict=True)


def _networkx(drawn: Shown, site: Site, lang: Lang) -> nx.MultiDiGraph:
    """What is in sight with the names of one language; links have their IRI as key."""
    whole, graph = drawn.whole, nx.MultiDiGraph()

    def said(text: Text) -> str:
        return sayable(pick(text, lang))

    for node in drawn.nodes.tolist():
        kind, group = whole.kind[node], GROUPS[whole.group[node]]
        graph.add_node(whole.ids[node], label=said(site.name(whole.ids[node])), kind=kind)
        graph.nodes[whole.ids[node]]["group"] = group
    for at in drawn.links.tolist():
        graph.add_edge(
            whole.ids[whole.source[at]],
            whole.ids[whole.target[at]],
            key=whole.relation[at],
            label=said(whole.verbs[str(whole.predicate[at])]),
            predicate=str(whole.predicate[at]),
            layer=LAYER_NAMES[whole.layer[at]],
            probability=float(whole.p[at]),
            date=str(whole.date[at]),
        )
    return graph
