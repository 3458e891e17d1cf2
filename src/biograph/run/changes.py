"""What a change of documents changed in the graph: facts and actors that came, and that went."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.model import Literal
from biograph.terms import ASSERTED, DCTERMS, RDF, RDFS, REFERENCE, bg

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.model import Statement
    from biograph.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the graph said of a fact: the names as written, the words, their document.

    ``predicate`` is an IRI. Of an actor there is its name alone, as ``subject``.
    """

    subject: str
    predicate: str = ""
    object: str = ""
    planned: bool = False
    quote: str = ""
    version: str = ""
    title: str = ""
    url: str = ""


@dataclass(slots=True)
class Said:
    """The facts that document versions support and the actors they describe (IRIs)."""

    facts: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    provisional: set[str] = field(default_factory=set)
    #: What was said of them, where it is about to go.
    told: dict[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphChanges:
    """Facts (relation nodes) and actors (IRIs) that are new in the graph, or no longer in it.

    ``told`` is what the graph said of those that are not.
    """

    facts_gained: tuple[str, ...] = ()
    facts_lost: tuple[str, ...] = ()
    actors_gained: tuple[str, ...] = ()
    actors_lost: tuple[str, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)


def said_in(store: GraphStore, versions: Iterable[str]) -> Said:
    """What the graphs of these versions say."""
    said = Said()
    for version in versions:
        said.facts.update(str(s.object) for s in store.quads(version, bg("supports")))
        said.described.update(str(s.object) for s in store.quads(version, bg("describes")))
        said.provisional.update(s.subject for s in store.quads(version, bg("provisional")))
    return said


def parting(store: GraphStore, versions: Sequence[str]) -> Said:
    """What these versions say, with its words: for the graph is about to say it no more."""
    said = said_in(store, versions)
    for version in versions:
        document = _texts(store.about([version], version))
        for support in store.quads(version, bg("supports")):
            if str(support.object) not in said.told:
                said.told[str(support.object)] = _told(store, support, document)
    for name in store.about(said.described | said.provisional, REFERENCE, RDFS + "label"):
        said.told[name.subject] = Told(subject=_text(name))
    return said


def changes(store: GraphStore, before: Said, now: Said, written: Collection[str]) -> GraphChanges:
    """What came and went, where ``before`` was said by versions now gone, ``now`` by those written.

    What another version says as well neither came nor went.
    """
    facts = _only(store, now.facts - before.facts, written, "?ev bg:supports ?one")
    actors = _only(store, now.described - before.described, written, "?ev bg:describes ?one")
    actors |= _only(
        store, now.provisional - before.provisional, written, "?one bg:provisional true"
    )
    were = before.described | before.provisional
    facts_lost, actors_lost = _gone(store, before.facts, ASSERTED), _gone(store, were, REFERENCE)
    return GraphChanges(
        facts_gained=tuple(sorted(facts)),
        facts_lost=facts_lost,
        actors_gained=tuple(sorted(actors - were)),
        actors_lost=actors_lost,
        told={one: before.told[one] for one in (*facts_lost, *actors_lost) if one in before.told},
    )


def _only(
    store: GraphStore, those: Iterable[str], written: Collection[str], pattern: str
) -> set[str]:
    """Those that no other version than the written ones speaks of."""
    found = set()
    for one in those:
        said = pattern.replace("?one", f"<{one}>")
        elsewhere = store.select(f"SELECT DISTINCT ?v {{ GRAPH ?v {{ {said} }} }}").column("v")
        if {str(v) for v in elsewhere} <= {*written, REFERENCE}:
            found.add(one)
    return found


def _gone(store: GraphStore, those: Iterable[str], graph: str) -> tuple[str, ...]:
    return tuple(sorted(one for one in those if not any(store.about([one], graph))))


def _told(store: GraphStore, support: Statement, document: Mapping[str, str]) -> Told:
    """A fact as its evidence has it; of what a killed run left half written, the half."""
    words = defaultdict(str, _texts(store.about([support.subject], support.graph)))
    fact = defaultdict(str, _texts(store.about([str(support.object)], ASSERTED)))
    return Told(
        subject=words[bg("subjectText")],
        predicate=fact[RDF + "predicate"],
        object=words[bg("objectText")],
        planned=fact[bg("modality")] == bg("planned"),
        quote=words[bg("quote")],
        version=support.graph,
        title=document.get(DCTERMS + "title", ""),
        url=document.get(DCTERMS + "source", ""),
    )


def _texts(statements: Iterable[Statement]) -> dict[str, str]:
    return {statement.predicate: _text(statement) for statement in statements}


def _text(statement: Statement) -> str:
    value = statement.object
    return value.value if isinstance(value, Literal) else value
