"""Facts, actors and places to lay on the tiny graph where an analysis needs more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Literal, Statement
from biograph.terms import ASSERTED, DATA, RDF, RDFS, REFERENCE, bg, digest

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore


def state(
    store: EmbeddedStore,
    subject: str,
    predicate: str,
    obj: str,
    *,
    source: str = "press",
    amount: str = "",
    row: str = "",
    quote: str = "",
    date: str = "",
) -> str:
    """A fact that one document tells; the IRI of its relation."""
    relation = f"{DATA}rel/{digest(subject, predicate, obj)}"
    told = digest(relation, source, row, quote, amount, date)
    version, evidence = f"{DATA}doc/{told}/v/1", f"{DATA}ev/{told}"
    store.add(
        [
            Statement(relation, RDF + "type", bg("Relation"), ASSERTED),
            Statement(relation, RDF + "subject", DATA + subject, ASSERTED),
            Statement(relation, RDF + "predicate", bg(predicate), ASSERTED),
            Statement(relation, RDF + "object", DATA + obj, ASSERTED),
            Statement(relation, bg("modality"), bg("asserted"), ASSERTED),
            Statement(DATA + subject, bg(predicate), DATA + obj, ASSERTED),
            Statement(version, RDF + "type", bg("DocumentVersion"), version),
            Statement(version, bg("fromSource"), f"{DATA}source/{source}", version),
            Statement(evidence, bg("supports"), relation, version),
            Statement(evidence, bg("quote"), Literal(quote or "said", lang="en"), version),
        ]
    )
    more = {"statedAmount": amount, "statedDate": date, "row": row}
    store.add(
        Statement(evidence, bg(name), Literal(value), version)
        for name, value in more.items()
        if value
    )
    return relation


def actor(store: EmbeddedStore, key: str, *kinds: str, country: str = "FR", town: str = "") -> str:
    """An actor of some classes in a country, and in a town where one is named; its path."""
    path = f"org/{key}"
    store.add(
        [
            Statement(DATA + path, RDFS + "label", Literal(key.title()), REFERENCE),
            Statement(DATA + path, bg("country"), f"{DATA}country/{country}", REFERENCE),
            *(Statement(DATA + path, RDF + "type", bg(kind), REFERENCE) for kind in kinds),
        ]
    )
    if town:
        state(store, path, "locatedIn", f"place/{town}")
    return path


def forget(store: EmbeddedStore, predicate: str) -> None:
    """Take all facts of one predicate away."""
    store.update(
        f"DELETE {{ GRAPH graph:asserted {{ ?r ?p ?o . ?s bg:{predicate} ?t }} }} "
        f"WHERE {{ GRAPH graph:asserted {{ ?r rdf:predicate bg:{predicate} ; rdf:subject ?s ; "
        "rdf:object ?t ; ?p ?o } }"
    )
