"""What a graph page shows: nodes and links with their evidence, from plain values or NetworkX."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from biograph.view.content import ProofNode

_NO_LABELS: Mapping[str, Text] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor, input, stage or family. ``kind`` is a local name of the ontology.

    ``layer`` (0 from the left) is given to all nodes of a proof graph or to none. ``notes`` are
    lines for the tooltip (country, city).
    """

    id: str
    label: Text
    kind: str
    layer: int | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A fact or requirement between two nodes, with the quotes that state it."""

    source: str
    target: str
    label: Text
    evidence: tuple[ProofNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphContent:
    """All that a graph page shows. ``files`` are the names of its two language versions.

    ``labels`` are the words for the kinds of nodes, ``note`` a sentence below the title.
    """

    title: Text
    files: Text
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    note: Text = Text(fr="", en="")
    labels: Mapping[str, Text] = field(default_factory=dict)


def from_network(
    graph: nx.MultiDiGraph,
    *,
    title: Text,
    files: Text,
    evidence: Mapping[str, tuple[ProofNode, ...]],
    labels: Mapping[str, Text] = _NO_LABELS,
) -> GraphContent:
    """The content of a network of facts as the analyses give it.

    Nodes have ``label``, ``kind`` (classes in one text, the first is shown) and ``country``; an
    edge has its relation IRI as key and ``predicate``. ``evidence`` is by relation IRI, ``labels``
    are words for kinds and predicates.
    """
    nodes = (
        Node(
            id=str(iri),
            label=_same(str(data.get("label") or iri)),
            kind=next(iter(str(data.get("kind") or "").split()), ""),
            notes=(_same(str(data["country"])),) if data.get("country") else (),
        )
        for iri, data in graph.nodes(data=True)
    )
    edges = (
        Edge(
            source=str(source),
            target=str(target),
            label=labels.get(str(data["predicate"]), _same(str(data["predicate"]))),
            evidence=evidence.get(str(relation), ()),
        )
        for source, target, relation, data in graph.edges(keys=True, data=True)
    )
    return GraphContent(
        title=title,
        files=files,
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        edges=tuple(sorted(edges, key=lambda e: (e.source, e.target, e.label.en))),
        labels=labels,
    )


def _same(name: str) -> Text:
    return Text(fr=name, en=name)
