"""The structure page: how the layers of the network hang together, as views of their shape.

Popular or central is not the same as needed: the page says so, and leads to what is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.method.bowtie import Part
from biograph.analyse.method.structure import structure
from biograph.view.pages import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import networkx as nx

    from biograph.analyse.method.structure import Standing, Structure
    from biograph.view.say import Lang

#: Layers in the order of telling, by the names that ``biograph.analyse.network`` gives them.
LAYERS = ("supply", "ownership", "partnership", "funding", "research", "market", "care")
#: Nodes named in each list.
_MOST = 10
#: Communities named, and members of each.
_GROUPS, _MEMBERS = 6, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A count with its share of all nodes, in percent."""

    name: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerShape:
    """What is told of one layer; names are those of nodes.

    ``parts`` is empty where no two nodes reach each other. ``cores`` counts nodes by coreness.
    """

    layer: str
    nodes: int
    links: int
    bridges: int
    articulation: int
    sampled: bool
    parts: tuple[Share, ...]
    cores: tuple[Share, ...]
    between: tuple[tuple[str, float], ...]
    joints: tuple[tuple[str, int], ...]
    groups: tuple[tuple[int, tuple[str, ...]], ...]


def structure_page(networks: Mapping[str, nx.MultiDiGraph], *, lang: Lang) -> str:
    """The page in one language, of networks by layer; layers without links are left out."""
    shapes = tuple(
        shape_of(layer, networks[layer])
        for layer in LAYERS
        if layer in networks and networks[layer].number_of_edges()
    )
    return render("structure.html.j2", lang=lang, shapes=shapes)


def shape_of(layer: str, network: nx.MultiDiGraph) -> LayerShape:
    """The views of one layer, whose nodes bear a ``label``."""
    found = structure(network)
    names = {node: network.nodes[node].get("label") or node for node in network}
    return LayerShape(
        layer=layer,
        nodes=len(found.nodes),
        links=network.number_of_edges(),
        bridges=len(found.bridges),
        articulation=sum(node.articulation for node in found.nodes),
        sampled=found.sampled,
        parts=_shares(found, lambda node: node.part, tuple(Part)),
        cores=_shares(found, lambda node: node.coreness, range(1, 1 + _deepest(found))),
        between=tuple(
            (names[n.node], n.betweenness) for n in _first(found, lambda n: n.betweenness)
        ),
        joints=tuple(
            (names[n.node], n.coreness)
            for n in _first(found, lambda n: n.pagerank if n.articulation else 0.0)
        ),
        groups=tuple(_groups(found, names)),
    )


def _deepest(found: Structure) -> int:
    return max((node.coreness for node in found.nodes), default=0)


def _shares(
    found: Structure, value: Callable[[Standing], object], values: Iterable[object]
) -> tuple[Share, ...]:
    """How many nodes have each value, those that none has being left out."""
    counts = Counter(map(value, found.nodes))
    total = len(found.nodes)
    return tuple(
        Share(name=str(v), count=counts[v], share=100 * counts[v] / total)
        for v in values
        if counts[v]
    )


def _first(found: Structure, value: Callable[[Standing], float]) -> Sequence[Standing]:
    """The nodes with the highest values above 0."""
    ordered = sorted(found.nodes, key=lambda node: (-value(node), node.node))
    return [node for node in ordered[:_MOST] if value(node) > 0]


def _groups(found: Structure, names: Mapping[str, str]) -> Iterable[tuple[int, tuple[str, ...]]]:
    """The largest communities: how many nodes, and the best connected of them."""
    members: dict[int, list[Standing]] = {}
    for node in found.nodes:
        members.setdefault(node.community, []).append(node)
    for number in sorted(members)[:_GROUPS]:
        same = sorted(members[number], key=lambda node: (-node.pagerank, node.node))
        yield len(same), tuple(names[node.node] for node in same[:_MEMBERS])
