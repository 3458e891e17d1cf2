"""OWL 2 RL closure: facts, kinds and ontology in, the inferred graph out.

The rules are those of OWL 2 RL (W3C, OWL 2 Profiles, section 4.3), run by the library `reasonable`,
which leaves out the one on property chains (prp-spo2): that one is added here.
What follows stands in its own graph, rebuilt as a whole, and is never mixed with what a source
says: an inferred statement holds exactly as long as its premises do.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from rdflib import URIRef

from biograph import __version__
from biograph.model import Statement
from biograph.store import statements
from biograph.store.sweep import versions
from biograph.terms import (
    ASSERTED,
    DATA,
    INFERRED,
    META,
    ONTOLOGY,
    ONTOLOGY_GRAPH,
    OWL,
    RDF,
    RDFS,
    REFERENCE,
    SKOS,
    bg,
    digest,
)
from biograph.vocabulary import predicates
from biograph.vocabulary.owl import rdf_lists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from biograph.store import GraphStore

Triple = tuple[str, str, str]

#: What is worth writing down beside the kinds of things: membership that queries ask for.
_KEPT = (bg("inClass"), bg("makesClass"), bg("offers"), SKOS + "broaderTransitive")
_TYPE = RDF + "type"
_BELOW_ALL = (RDFS + "subPropertyOf", bg("relation"))  # true of every fact and of no use
_ACTIVE = (OWL + "SymmetricProperty", OWL + "TransitiveProperty")
_TBOX = (
    "rdf:type rdf:first rdf:rest rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range "
    "owl:equivalentClass owl:equivalentProperty owl:inverseOf owl:intersectionOf owl:onProperty "
    "owl:hasValue owl:propertyChainAxiom skos:broader bg:inClass"
)


def close(triples: Iterable[Triple]) -> set[Triple]:
    """Everything that follows from triples of IRIs by the rules of OWL 2 RL, with the triples."""
    import reasonable  # noqa: PLC0415 - a compiled library that only this step needs

    reasoner = reasonable.PyReasoner()
    new = set(triples)
    while True:
        reasoner.from_graph([(URIRef(s), URIRef(p), URIRef(o)) for s, p, o in new])
        found = {(str(s), str(p), str(o)) for s, p, o in reasoner.reason()}
        new = set(_chained(found)) - found
        if not new:
            return found


def _chained(triples: Collection[Triple]) -> Iterator[Triple]:
    """What property chains give in one application of their rule."""
    for whole, parts in _chains(triples):
        paths = {(s, o) for s, p, o in triples if p == parts[0]}
        for part in parts[1:]:
            step: dict[str, list[str]] = {}
            for s, p, o in triples:
                if p == part:
                    step.setdefault(s, []).append(o)
            paths = {(start, end) for start, middle in paths for end in step.get(middle, ())}
        yield from ((start, whole, end) for start, end in paths)


def _chains(triples: Collection[Triple]) -> list[tuple[str, tuple[str, ...]]]:
    """Each property with the parts of a chain that implies it."""
    lists = rdf_lists(triples)
    heads = sorted((s, o) for s, p, o in triples if p == OWL + "propertyChainAxiom")
    return [(whole, lists[head]) for whole, head in heads]


def infer(stated: Iterable[Triple]) -> tuple[Statement, ...]:
    """What follows from the stated triples and is worth keeping, sorted, without the triples.

    Kept are kinds of our own ontology and the properties that queries ask for, of data nodes.
    """
    known = set(stated)
    return tuple(
        sorted(
            Statement(s, p, o, INFERRED)
            for s, p, o in close(known) - known
            if s.startswith(DATA) and s != o and _kept(p, o)
        )
    )


def infer_quads(store: GraphStore) -> int:
    """Bring the inferred graph of a store up to date; the number of statements written.

    Where neither the premises nor what draws conclusions has changed, nothing is written: a mark
    made of them stands beside the graph and is written last.
    """
    stated = _stated(store)
    made_by = (__version__, version("reasonable"), *_KEPT)
    mark = statements.processed(INFERRED, digest(*made_by, *map("\t".join, sorted(stated))))
    if versions(store).get(INFERRED) == getattr(mark.object, "value", ""):
        return 0
    store.forget(META, {INFERRED})
    store.clear(INFERRED)
    made = infer(stated)
    store.add_many(made)
    store.add([mark])
    store.flush()
    return len(made)


def _kept(predicate: str, value: str) -> bool:
    if predicate == _TYPE:
        return value.startswith(ONTOLOGY)
    return predicate in _KEPT


def _stated(store: GraphStore) -> set[Triple]:
    """The ontology, the kinds of things, and the facts of which the ontology says what follows."""
    ontology = f"GRAPH <{ONTOLOGY_GRAPH}> {{ VALUES ?p {{ {_TBOX} }} ?s ?p ?o FILTER(ISIRI(?o)) }}"
    kinds = f"GRAPH <{REFERENCE}> {{ VALUES ?p {{ rdf:type }} ?s ?p ?o }}"
    found = {t for t in _select(store, ontology) if t[1:] != _BELOW_ALL} | _select(store, kinds)
    named = {iri for s, p, o in found if p != _TYPE or o in _ACTIVE for iri in (s, o)}
    active = " ".join(f"<{iri}>" for iri in sorted(named & set(map(bg, predicates()))))
    return found | _select(store, f"GRAPH <{ASSERTED}> {{ VALUES ?p {{ {active} }} ?s ?p ?o }}")


def _select(store: GraphStore, pattern: str) -> set[Triple]:
    rows = store.select(f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }}").rows
    return {(str(s), str(p), str(o)) for s, p, o in rows}
