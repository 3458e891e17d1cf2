"""What came and went in the graph, told in words that outlive it."""

from __future__ import annotations

from dataclasses import replace

from biograph.model import Document, Entity, Modality
from biograph.run.changes import Told, changes, parting, said_in
from biograph.store import EmbeddedStore, open_store, statements
from biograph.store.sweep import sweep
from biograph.terms import bg
from tests.store.test_statements import OTHER, QUOTE, VERSION, A, B, claim

PAPER = Document(
    iri="https://w3id.org/biograph/id/doc/d1",
    version=VERSION,
    source="corpus",
    key="d1",
    lang="fr",
    title="Communiqué",
    text=QUOTE,
    url="https://example.org/d1",
)
STRANGER = replace(A, entity=replace(A.entity, provisional=True))


def stored(*versions: str, modality: Modality = Modality.ASSERTED) -> EmbeddedStore:
    """A graph in which these versions state that Polyplus, whom no register knows, supplies."""
    store = open_store()
    store.add(statements.document(PAPER))
    store.add(statements.entity(Entity(iri=B.entity.iri, kinds=("Company",), name="Yposkesi")))
    for version in versions:
        store.add(statements.provisional(STRANGER.entity, version))
        store.add(statements.fact(claim(document=version, modality=modality), STRANGER, B))
    sweep(store)
    return store


def retracted(store: EmbeddedStore, version: str) -> tuple[Told, ...]:
    """What is told of that which goes with a version."""
    before = parting(store, [version])
    store.retract(version)
    sweep(store)
    found = changes(store, before, said_in(store, ()), ())
    assert set(found.told) == {*found.facts_lost, *found.actors_lost}
    return tuple(found.told[one] for one in (*found.facts_lost, *found.actors_lost))


def test_what_goes_is_told_in_the_words_of_its_document() -> None:
    """A lost fact keeps the names, the quotation and the document; lost actors their names."""
    fact, *actors = retracted(stored(VERSION), VERSION)
    assert fact == Told(
        subject="Polyplus",
        predicate=bg("supplies"),
        object="Yposkesi",
        quote=QUOTE,
        version=VERSION,
        title="Communiqué",
        url="https://example.org/d1",
    )
    assert Told(subject="Polyplus") in actors


def test_a_plan_that_goes_is_told_as_a_plan() -> None:
    """What was announced is not told as if it had been done."""
    fact, *_ = retracted(stored(VERSION, modality=Modality.PLANNED), VERSION)
    assert fact.planned


def test_what_another_document_still_says_is_not_lost() -> None:
    """A fact with a second witness stays, and nothing is told of it."""
    assert retracted(stored(VERSION, OTHER), VERSION) == ()


def test_what_a_killed_run_left_half_written_can_go() -> None:
    """Evidence whose fact is not there is told as far as it goes, without an error."""
    store = open_store()
    whole = list(statements.fact(claim(), A, B))
    store.add(quad for quad in whole if quad.graph == VERSION)
    (told,) = parting(store, [VERSION]).told.values()
    assert (told.subject, told.predicate, told.quote) == ("Polyplus", "", QUOTE)
