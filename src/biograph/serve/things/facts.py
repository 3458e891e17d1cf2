"""The facts about one thing, or stated in one document: an IRI in, facts and their quads out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from biograph.ask import over
from biograph.model import Literal, Statement
from biograph.terms import ASSERTED, bg, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.serve.site import Site

#: Facts whose evidence is fetched at once for Turtle.
_BATCH = 200
_RELATIONS = """#+ params: thing=iri
SELECT DISTINCT ?relation {
  VALUES ?thing { UNDEF }
  GRAPH graph:asserted { { ?relation rdf:subject ?thing } UNION { ?relation rdf:object ?thing } }
}
"""
_VERSIONS = """#+ params: thing=iri
SELECT ?version {
  VALUES ?thing { UNDEF }
  GRAPH ?version { ?version dcterms:isVersionOf ?thing OPTIONAL { ?version dcterms:issued ?date } }
} ORDER BY DESC(?date) ?version
"""
_STATED = """#+ params: relation=iri
SELECT ?relation ?document ?confidence ?since ?until ?amount {
  VALUES ?relation { UNDEF }
  GRAPH ?document {
    ?evidence bg:supports ?relation .
    OPTIONAL { ?evidence bg:confidence ?confidence }
    OPTIONAL { ?evidence bg:statedDate ?since }
    OPTIONAL { ?evidence bg:statedUntil ?until }
    OPTIONAL { ?evidence bg:statedAmount ?amount }
  }
}
"""
_EVIDENCE = """#+ params: relation=iri
SELECT ?evidence ?predicate ?value ?document {
  VALUES ?relation { UNDEF }
  GRAPH ?document { ?evidence bg:supports ?relation ; ?predicate ?value }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A relation node with what its documents say together.

    ``versions`` are the document versions that state it. ``modality`` is ``asserted`` or
    ``planned``; ``current`` is False for what is announced or no longer holds. ``confidence`` in
    [0, 1] is the highest of its evidence. Dates are ISO as precise as the sources, amounts as they
    are written; empty where nobody says.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    modality: str
    current: bool
    versions: tuple[str, ...]
    confidence: float | None
    since: str = ""
    until: str = ""
    amount: str = ""

    @property
    def key(self) -> str:
        """What tells the fact from others: the end of its IRI."""
        return local_name(self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document version, and how many of certain facts it states."""

    iri: str
    title: str
    source: str
    date: str
    licence: str
    url: str
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts with one predicate in which one thing stands on the same side, or on none."""

    predicate: str
    incoming: bool | None
    facts: tuple[Fact, ...]

    @property
    def key(self) -> str:
        """The group in an address: ``in.supplies``, ``out.supplies``."""
        side = "all" if self.incoming is None else "in" if self.incoming else "out"
        return f"{side}.{local_name(self.predicate)}"

    def others(self, fact: Fact, thing: str) -> tuple[str, ...]:
        """The ends of a fact that the thing is not: one, or both of what a document states."""
        if self.incoming is None:
            return fact.subject, fact.object
        return (fact.subject if fact.object == thing else fact.object,)


def facts_about(site: Site, thing: str) -> tuple[Fact, ...]:
    """All facts that have the thing as an end, by predicate, the surest first."""
    return facts(site, over(site.kg.store)(_RELATIONS, thing=thing).column("relation"))


def facts_stated_in(site: Site, document: str) -> tuple[Fact, ...]:
    """All facts for which a document (or one version of it) is evidence, in the same order."""
    places = (document, *versions(site, document))
    told = {quad.object for at in places for quad in site.kg.store.quads(at, bg("supports"))}
    return facts(site, [iri for iri in told if isinstance(iri, str)])


def versions(site: Site, document: str) -> tuple[str, ...]:
    """The versions of a document, the newest first."""
    return over(site.kg.store)(_VERSIONS, thing=document).column("version")


def facts(site: Site, relations: Iterable[str]) -> tuple[Fact, ...]:
    """The facts of these relation nodes, without those that do not exist."""
    nodes: dict[str, dict[str, str]] = {}
    for found in site.kg.store.about(relations, ASSERTED):
        if isinstance(found.object, str):
            nodes.setdefault(found.subject, {})[local_name(found.predicate)] = found.object
    stated: dict[str, list[dict[str, Any]]] = {}
    if nodes:
        for row in over(site.kg.store)(_STATED, relation=tuple(nodes)).records():
            stated.setdefault(row["relation"], []).append(row)
    made = (_fact(site, iri, node, stated.get(iri, ())) for iri, node in nodes.items())
    return tuple(sorted(made, key=lambda f: (f.predicate, -(f.confidence or 0), f.iri)))


def grouped(facts: Iterable[Fact], thing: str) -> tuple[FactGroup, ...]:
    """Facts by predicate and side, what the thing does before what is done to it."""

    def order(fact: Fact) -> tuple[int, str]:
        return (fact.subject, fact.object, thing).index(thing), fact.predicate

    return tuple(
        FactGroup(predicate=predicate, incoming=(False, True, None)[side], facts=tuple(same))
        for (side, predicate), same in groupby(sorted(facts, key=order), key=order)
    )


def quads_of(site: Site, facts: Sequence[Fact]) -> Iterator[Statement]:
    """The relation nodes of facts with all their evidence and the documents that it is from."""
    store, relations = site.kg.store, [fact.iri for fact in facts]
    yield from store.about(relations, ASSERTED)
    for first in range(0, len(relations), _BATCH):
        batch = tuple(relations[first : first + _BATCH])
        for evidence, predicate, value, document in over(store)(_EVIDENCE, relation=batch).rows:
            if value is not None:
                yield Statement(str(evidence), str(predicate), value, str(document))
    for version in sorted({version for fact in facts for version in fact.versions}):
        yield from store.about([version], version)


def documents(site: Site, facts: Iterable[Fact]) -> tuple[Told, ...]:
    """The document versions in which facts are stated, the newest first."""
    counts = Counter(version for fact in facts for version in fact.versions)
    told = [_told(site, version, count) for version, count in counts.items()]
    return tuple(sorted(told, key=lambda one: (one.date, one.facts, one.iri), reverse=True))


def _told(site: Site, version: str, count: int) -> Told:
    said = {
        local_name(found.predicate): found.object
        for found in site.kg.store.about([version], version)
    }
    texts = {name: value.value for name, value in said.items() if isinstance(value, Literal)}
    return Told(
        iri=version,
        title=texts.get("title", ""),
        source=local_name(str(said.get("fromSource", ""))),
        date=texts.get("issued", ""),
        licence=texts.get("license", ""),
        url=texts.get("source", ""),
        facts=count,
    )


def _fact(site: Site, iri: str, node: dict[str, str], stated: Sequence[dict[str, Any]]) -> Fact:
    plain = site.kg.store.about([node["subject"]], ASSERTED, node["predicate"])
    return Fact(
        iri=iri,
        subject=node["subject"],
        predicate=node["predicate"],
        object=node["object"],
        modality=local_name(node["modality"]),
        current=any(triple.object == node["object"] for triple in plain),
        versions=tuple(sorted({row["document"] for row in stated})),
        confidence=max((row["confidence"] or 0.0 for row in stated), default=None),
        since=min((row["since"] for row in stated if row["since"]), default=""),
        until=max((row["until"] for row in stated if row["until"]), default=""),
        amount=" | ".join(sorted({row["amount"] for row in stated if row["amount"]})),
    )
