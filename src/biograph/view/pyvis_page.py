"""The interactive graph page: up to 300 nodes with positions in, one self-contained page out.

pyvis 0.3.2 makes the nodes, links and options; the page around them is ours, since pyvis writes
tags of a content network even when told to write everything in line. Import this module late: it
pulls in pyvis and with it IPython.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import networkx as nx
from markupsafe import Markup
from pyvis.network import Network

from biograph.errors import UsageError
from biograph.view.graph import check_size
from biograph.view.layout import layered, spring
from biograph.view.pages import asset, render
from biograph.view.palette import STYLES
from biograph.view.say import day, percent, pick, web
from biograph.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.view.content import ProofNode
    from biograph.view.graph import Edge, GraphContent, Node
    from biograph.view.say import Lang

#: Quotes in the tooltip and panel of a link; the table below the graph holds all.
_QUOTES = 3

_LARGER = frozenset({"star", "diamond", "triangle", "triangleDown"})
_INK = "#1b2430"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of the legend."""

    kind: str
    label: str
    shape: str
    colour: str
    count: int


def graph_page(content: GraphContent, *, lang: Lang) -> str:
    """The page in one language, as text to be written in UTF-8.

    Raises UsageError for more than 300 nodes, for none, and for a link to a node that is not there.
    """
    _check(content)
    keys = _legend(content, lang)
    nodes, edges, options = _drawn(content, keys, lang)
    script = Markup(  # noqa: S704 - our own script and JSON in which < > & are escaped
        f"\nconst NODES = {_json(nodes)};\nconst EDGES = {_json(edges)};\n"
        f"const OPTIONS = {options};\n{asset('graph.js')}"
    )
    library = _vis_network()
    return render(
        "graph.html.j2",
        lang=lang,
        c=content,
        keys=keys,
        library=library,
        script=script,
        hashes=[_sha256(library), _sha256(script)],
        names={node.id: node.label for node in content.nodes},
    )


def _check(content: GraphContent) -> None:
    check_size(len(content.nodes), content.title)
    if not content.nodes:
        raise UsageError(
            f"the graph '{content.title.en}' has no nodes",
            hint="widen the question, or see with 'biograph ask actors/profile' what is known",
        )
    known = {node.id for node in content.nodes}
    for edge in content.edges:
        if missing := {edge.source, edge.target} - known:
            raise UsageError(
                f"the graph '{content.title.en}' links to {min(missing)}, not a node of it",
                hint="give every end of a link as a node",
            )


def _legend(content: GraphContent, lang: Lang) -> tuple[Key, ...]:
    counts: dict[str, int] = {}
    for node in content.nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return tuple(
        Key(
            kind=kind,
            label=pick(content.labels[kind], lang) if kind in content.labels else kind or "?",
            shape=STYLES[number % len(STYLES)][0],
            colour=STYLES[number % len(STYLES)][1],
            count=counts[kind],
        )
        for number, kind in enumerate(ordered)
    )


def _drawn(
    content: GraphContent, keys: Iterable[Key], lang: Lang
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    """What pyvis makes of the content: nodes, links (with an id each) and options as JSON."""
    network = Network(directed=True)
    names = {node.id: pick(node.label, lang) for node in content.nodes}
    styles = {key.kind: key for key in keys}
    places = _positions(content)
    for node in content.nodes:
        x, y = places[node.id]
        network.add_node(node.id, x=x, y=y, **_node(node, styles[node.kind], lang))
    for edge in content.edges:
        network.add_edge(edge.source, edge.target, **_edge(edge, names, lang))
    network.set_options(json.dumps(_options(layered_graph=_is_layered(content))))
    nodes, edges, *_, options = network.get_network_data()
    return nodes, [{"id": at, **edge} for at, edge in enumerate(edges)], _escaped(options)


def _positions(content: GraphContent) -> dict[Any, tuple[float, float]]:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(node.id for node in content.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in content.edges)
    if _is_layered(content):
        return layered(graph, {node.id: node.layer or 0 for node in content.nodes})
    return spring(graph)


def _is_layered(content: GraphContent) -> bool:
    return all(node.layer is not None for node in content.nodes)


def _node(node: Node, key: Key, lang: Lang) -> dict[str, Any]:
    label = pick(node.label, lang)
    return {
        "label": label if len(label) <= 30 else label[:29].rstrip() + "…",
        "shape": key.shape,
        "color": key.colour,
        "size": 16 if key.shape in _LARGER else 13,
        "group_key": node.kind,
        "title": label,
        "lines": [key.label, *(pick(note, lang) for note in node.notes)],
    }


def _edge(edge: Edge, names: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    return {
        "title": f"{names[edge.source]} → {names[edge.target]}",
        "lines": [pick(edge.label, lang)],
        "quotes": [_quote(node, lang) for node in edge.evidence[:_QUOTES]],
        "more": max(len(edge.evidence) - _QUOTES, 0),
        "color": "#7b828c" if edge.evidence else "#a8a192",
        "dashes": not edge.evidence,
    }


def _quote(node: ProofNode, lang: Lang) -> dict[str, str]:
    date = day(node.date, lang) if node.date else words(lang)["undated"]
    said = [part for part in (node.source, node.title, date) if part]
    if node.confidence is not None:
        said.append(f"{words(lang)['confidence']} {percent(node.confidence, lang)}")
    return {
        "text": node.quote or pick(node.label, lang),
        "cite": " · ".join(said),
        "url": web(node.url),
    }


def _options(*, layered_graph: bool) -> Mapping[str, Any]:
    smooth = {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
    return {
        "physics": {"enabled": False},
        "interaction": {"hover": True, "tooltipDelay": 120, "multiselect": False},
        "nodes": {
            "borderWidth": 1.5,
            "font": {"size": 17, "color": _INK, "strokeWidth": 4, "strokeColor": "#fffdf9"},
        },
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "width": 1.6,
            "hoverWidth": 1.5,
            "smooth": smooth if layered_graph else {"type": "dynamic", "enabled": False},
        },
    }


def _vis_network() -> Markup:
    """vis-network as pyvis bundles it, with its licence comment."""
    found = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return Markup(found.read_text(encoding="utf-8"))  # noqa: S704 - a library file, not data


def _json(value: object) -> str:
    return _escaped(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _escaped(text: str) -> str:
    """JSON that cannot end the script it stands in."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
