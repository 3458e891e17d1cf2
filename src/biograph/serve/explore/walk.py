"""Which nodes are drawn and where: a whole network and a start in, growing parts of it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from biograph.serve.explore.whole import LAYER_NAMES
from biograph.view.positions import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from biograph.serve.explore.wanted import Step, Wanted
    from biograph.serve.explore.whole import Numbers, Whole

    Keep = Callable[[Hashable, Callable[[], "Part"]], "Part"]

#: Nodes drawn at first, and more by each expansion.
FIRST, MORE = 300, 120
#: A node with more links is reached but not passed, unless it is the start or expanded.
HUB = 100


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """The nodes that a walk has reached, in the order in which they came, and their places.

    ``links`` are those that may be drawn: all between the nodes that are walked at all. ``first``
    counts the nodes before any expansion, ``left`` those of the start that are not drawn yet.
    """

    nodes: Numbers
    places: NDArray[np.float64]
    links: Numbers
    first: int
    left: int


def walked(whole: Whole, want: Wanted, starts: Numbers, keep: Keep) -> Part:
    """The part of the network that a start and expansions give; every stage of it is kept.

    Nodes come hop by hop, those with the most links to what is there first. What was drawn before
    an expansion stays where it was. ``keep`` is that of a site.
    """
    reach = want.hops if want.focus else 0
    key = (starts.tobytes(), want.everything, reach, want.layers, want.predicates)
    return keep(("walked", key, want.steps), partial(_walked, whole, want, starts, keep))


def _walked(whole: Whole, want: Wanted, starts: Numbers, keep: Keep) -> Part:
    order = _order(whole, _open(whole, want), want, starts)
    if want.steps:
        before = walked(whole, replace(want, steps=want.steps[:-1]), starts, keep)
        return _grown(whole, want, before, order)
    nodes = order if want.everything else order[:FIRST]
    links = _between(whole, _open(whole, want), nodes)
    places = placed(_pairs(whole, links, nodes), len(nodes))
    left = len(order) - len(nodes)
    return Part(nodes=nodes, places=places, links=links, first=len(nodes), left=left)


def _grown(whole: Whole, want: Wanted, before: Part, order: Numbers) -> Part:
    """A part with the neighbours that the last step brings, and all links that steps opened."""
    step = want.steps[-1]
    new = neighbours(whole, step) if step.node else order
    nodes = np.concatenate([before.nodes, new[~np.isin(new, before.nodes)][:MORE]])
    open_ = _open(whole, want)
    for one in want.steps:
        open_[_links(whole, one)] = True
    links = _between(whole, open_, nodes)
    return Part(
        nodes=nodes,
        places=placed(_pairs(whole, links, nodes), len(nodes), fixed=before.places),
        links=links,
        first=before.first,
        left=int((~np.isin(order, nodes)).sum()),
    )


def neighbours(whole: Whole, step: Step) -> Numbers:
    """All other ends of the links that an expansion follows, those with the most links first."""
    links = _links(whole, step)
    ends = np.concatenate([whole.source[links], whole.target[links]])
    return _by_count(ends[ends != whole.number.get(step.node, -1)])


def _links(whole: Whole, step: Step) -> Numbers:
    node = whole.number.get(step.node)
    if node is None:
        return np.array([], dtype=np.int64)
    links = whole.links_of(node)
    if step.predicate:
        links = links[whole.predicate[links] == step.predicate]
    ends = {"out": whole.source, "in": whole.target}
    return links[ends[step.side][links] == node] if step.side in ends else links


def _open(whole: Whole, want: Wanted) -> NDArray[np.bool_]:
    """Which links are walked."""
    open_ = np.ones(len(whole.relation), dtype=bool)
    if want.layers:
        open_ &= np.isin(whole.layer, [LAYER_NAMES.index(name) for name in want.layers])
    if want.predicates:
        open_ &= np.isin(whole.predicate, want.predicates)
    return open_


def _order(whole: Whole, open_: NDArray[np.bool_], want: Wanted, starts: Numbers) -> Numbers:
    """All nodes that a start leads to, in the order in which they are drawn."""
    if want.everything:
        return np.unique(np.concatenate([whole.source[open_], whole.target[open_]]))
    source, target = whole.source[open_], whole.target[open_]
    degree = np.bincount(np.concatenate([source, target]), minlength=len(whole.ids))
    found, edge = starts, np.isin(np.arange(len(whole.ids)), starts)
    inside = edge.copy()
    for hop in range(want.hops if want.focus else 0):
        if hop:
            edge &= degree <= HUB
        ends = np.concatenate([target[edge[source]], source[edge[target]]])
        new = _by_count(ends[~inside[ends]])
        found = np.concatenate([found, new])
        edge = np.zeros_like(inside)
        edge[new] = True
        inside |= edge
    return found


def _by_count(ends: Numbers) -> Numbers:
    """The nodes in these ends, the most frequent first, equal ones by number."""
    nodes, counts = np.unique(ends, return_counts=True)
    return nodes[np.lexsort((nodes, -counts))]


def _between(whole: Whole, open_: NDArray[np.bool_], nodes: Numbers) -> Numbers:
    inside = np.zeros(len(whole.ids), dtype=bool)
    inside[nodes] = True
    return np.flatnonzero(open_ & inside[whole.source] & inside[whole.target])


def _pairs(whole: Whole, links: Numbers, nodes: Numbers) -> NDArray[np.int64]:
    """The links between nodes as pairs of places in ``nodes``."""
    place = np.zeros(len(whole.ids), dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    return np.column_stack([place[whole.source[links]], place[whole.target[links]]])


def numbers(whole: Whole, iris: Iterable[str]) -> Numbers:
    """The numbers of those things that can be drawn, each once, in their order."""
    found = dict.fromkeys(whole.number[iri] for iri in iris if iri in whole.number)
    return np.fromiter(found, np.int64, len(found))


def ends(whole: Whole, relations: Sequence[str]) -> Numbers:
    """The nodes that facts or recipe lines join."""
    wanted = set(relations)
    links = [at for at, relation in enumerate(whole.relation) if relation in wanted]
    return np.unique(np.concatenate([whole.source[links], whole.target[links]]))
