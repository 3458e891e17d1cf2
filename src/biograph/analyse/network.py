"""The network snapshot: facts in, arrays that nobody can write to out, and NetworkX above them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from biograph.analyse.supply import owners, ownership
from biograph.analyse.support import support
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.support import Support
    from biograph.ask import Ask

#: The layer of each predicate (local name); a predicate without one is in the layer ``other``.
LAYERS = {
    "supply": (
        *("suppliesInput", "supplies", "manufactures", "manufacturesFor", "distributes"),
        *("makesSubstanceOf", "releasesBatchesOf"),
    ),
    "ownership": ("subsidiaryOf", "acquired", "operatesSite", "spinOffOf", "hasSupervisor"),
    "partnership": ("partnersWith", "memberOf", "participatesIn", "relatedLaboratory"),
    "funding": ("funds", "raised", "investedIn"),
    "care": ("administers", "treats", "represents", "inShortage"),
    "market": ("holdsAuthorisation", "authorises", "onList"),
    "research": ("develops", "researches", "conductsTrial"),
}
LAYER_OF = {predicate: layer for layer, members in LAYERS.items() for predicate in members}
#: What is told of a node; several values of one node stand in one text, sorted, between blanks.
ATTRIBUTES = ("label", "kind", "country", "region", "owner", "stage", "class", "scale")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """``n`` nodes and ``m`` facts, in compressed rows by subject.

    ``start`` (n + 1) bounds the facts of each node, ``target`` (m) is the object of each. ``p`` (m)
    is the probability that a fact holds, ``date`` the latest that a source states (ISO, may be
    empty). ``attributes`` has one text a node for each of ATTRIBUTES. ``digest`` is the SHA-256 of
    all of it: equal graphs give equal digests.
    """

    ids: tuple[str, ...]
    start: NDArray[np.int64]
    target: NDArray[np.int32]
    relation: tuple[str, ...]
    predicate: tuple[str, ...]
    p: NDArray[np.float64]
    date: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]
    digest: str

    @property
    def layer(self) -> tuple[str, ...]:
        """The layer of each fact."""
        return tuple(LAYER_OF.get(predicate, "other") for predicate in self.predicate)

    @property
    def source(self) -> NDArray[np.int32]:
        """The subject of each fact."""
        return np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self.start))

    def to_networkx(self, *, predicate: str = "", layer: str = "") -> nx.MultiDiGraph:
        """The facts, or those of one predicate (local name) or layer, with the nodes they join.

        An edge has its relation IRI as key and the attributes ``predicate``, ``layer``, ``p`` and
        ``date``; a node has ATTRIBUTES.
        """
        graph = nx.MultiDiGraph(digest=self.digest)
        columns = zip(self.source, self.target, self.relation, self.predicate, strict=True)
        for number, (subject, target, relation, name) in enumerate(columns):
            of = LAYER_OF.get(name, "other")
            if predicate not in {"", name} or layer not in {"", of}:
                continue
            graph.add_edge(
                self.ids[subject],
                self.ids[target],
                key=relation,
                predicate=name,
                layer=of,
                p=float(self.p[number]),
                date=self.date[number],
            )
        for number, node in enumerate(self.ids):
            if node in graph:
                graph.nodes[node].update({a: self.attributes[a][number] for a in ATTRIBUTES})
        return graph


def snapshot(ask: Ask) -> Network:
    """All asserted facts of the graph as a network."""
    return build(
        list(ask("actors/network-edges").records()), support(ask), attributes=_attributes(ask)
    )


def build(
    edges: Sequence[Mapping[str, str]],
    supported: Mapping[str, Support],
    *,
    attributes: Mapping[str, Mapping[str, str]],
) -> Network:
    """A network from rows with ``relation``, ``subject``, ``predicate`` and ``object`` (IRIs).

    ``attributes`` are texts by node for some of ATTRIBUTES. A fact of which no support is known has
    the probability 1: it is then not for the network to doubt.
    """
    # Two stable sorts by plain texts are faster than one by pairs: rows come by relation mostly.
    rows = sorted(sorted(edges, key=itemgetter("relation")), key=itemgetter("subject"))
    ids = tuple(sorted({row[end] for row in rows for end in ("subject", "object")}))
    number = {node: position for position, node in enumerate(ids)}
    start = np.zeros(len(ids) + 1, dtype=np.int64)
    subjects = np.fromiter((number[row["subject"]] for row in rows), np.int64, len(rows))
    np.cumsum(np.bincount(subjects, minlength=len(ids)), out=start[1:])
    found = [supported.get(row["relation"]) for row in rows]
    target = np.fromiter((number[row["object"]] for row in rows), np.int32, len(rows))
    p = np.fromiter((s.p if s else 1.0 for s in found), np.float64, len(rows))
    for column in (start, target, p):
        column.setflags(write=False)
    told = {a: tuple(attributes.get(a, {}).get(i, "") for i in ids) for a in ATTRIBUTES}
    relation = tuple(row["relation"] for row in rows)
    names = {iri: local_name(iri) for iri in {row["predicate"] for row in rows}}
    predicate = tuple(names[row["predicate"]] for row in rows)
    date = tuple(s.date if s else "" for s in found)
    texts = (*ids, *relation, *predicate, *date, *(v for a in ATTRIBUTES for v in told[a]))
    return Network(
        ids=ids,
        start=start,
        target=target,
        relation=relation,
        predicate=predicate,
        p=p,
        date=date,
        attributes=told,
        digest=_digest(texts, (start, target, p)),
    )


def _digest(texts: Iterable[str], columns: Iterable[NDArray[Any]]) -> str:
    found = hashlib.sha256("\n".join(texts).encode())
    for column in columns:
        found.update(column.tobytes())
    return found.hexdigest()


def _attributes(ask: Ask) -> dict[str, dict[str, str]]:
    nodes = list(ask("actors/network-nodes").records())
    return {
        "label": {row["node"]: row["label"] for row in nodes},
        "country": {row["node"]: local_name(row["country"] or "") for row in nodes},
        "kind": _joined(nodes, "node", "class"),
        "region": _joined(ask("actors/regions").records(), "actor", "region"),
        "owner": owners(ownership(ask)),
        "stage": _joined(ask("gaps/stage-activity").records(), "actor", "stage"),
        "class": _joined(
            [*ask("supply/class-makers").records(), *ask("research/by-class").records()],
            "actor",
            "class",
        ),
        "scale": _joined(ask("supply/capabilities").records(), "holder", "scale"),
    }


def _joined(rows: Iterable[Mapping[str, Any]], node: str, value: str) -> dict[str, str]:
    """The local names of all values of each node, sorted, in one text."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row[value]:
            found.setdefault(row[node], set()).add(local_name(row[value]))
    return {node: " ".join(sorted(values)) for node, values in found.items()}
