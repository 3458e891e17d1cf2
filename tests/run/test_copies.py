"""A release that several sites print is one source, however its copies come into the graph."""

import pytest

from biograph.analyse.support import support
from biograph.ask import over
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.model import Literal, Statement
from biograph.run.copies import mark_copies
from biograph.run.gather import Gathered
from biograph.run.given import GivenReader
from biograph.run.linking import linker_of
from biograph.run.load import add
from biograph.run.track import silent
from biograph.store import open_store
from biograph.terms import COPIES, DCTERMS
from tests.link.test_copies import FOOT, HEAD, OTHER, RELEASE

LINKER = linker_of(())
# of the statement, and as sure as it and a link to a name that no register knows are together
STATED, SURE = 0.8, 0.64


class NotAsked:
    """Stands where no text may be read: every document of these tests is annotated."""

    version = "1"


def release(key, sentence, rest):
    """A document that says in one sentence of its own who was bought."""
    text = f"{sentence} {rest}"
    names = [("Alphatestco", sentence.index("Alpha")), ("Betamab", sentence.index("Beta"))]
    entities = tuple(Entity(text=t, start=at, end=at + len(t), type="Company") for t, at in names)
    bought = Relation(
        subject="Alphatestco",
        predicate="acquired",
        object="Betamab",
        start=0,
        end=len(sentence),
        confidence=STATED,
    )
    return Annotated(id=key, lang="fr", text=text, entities=entities, relations=(bought,))


FIRST = release("first", "Alphatestco rachète Betamab.", RELEASE)
COPY = release("copy", "Lyon. Alphatestco rachète Betamab.", f"{HEAD} {RELEASE} {FOOT}")
APART = release("apart", "Betamab est acquis par Alphatestco.", OTHER)


def taken_in(store, *items, numbers=()):
    """Add the documents; all of them bear the numbers."""
    reader, gathered = GivenReader(NotAsked(), items), Gathered()
    for document in reader.documents():
        gathered.unit(document.version, document.source).document = document
    add(store, gathered, LINKER, reader=reader, track=silent)
    for version in gathered.units:
        told = (Statement(version, DCTERMS + "identifier", Literal(n), version) for n in numbers)
        store.add(told)
    return list(gathered.units)


def sureness(store):
    """The confidence of the one fact, and how many sources it rests on."""
    (found,) = support(over(store), predicate="acquired").values()
    return pytest.approx(found.p), len(found.groups)


def test_a_copied_release_gives_the_confidence_of_one():
    """The copy keeps its own quotation, but only another text makes the fact surer."""
    store = open_store()
    taken_in(store, FIRST, COPY)
    mark_copies(store)
    assert sureness(store) == (SURE, 1)
    assert len(over(store)("quality/quotations")) == 2
    taken_in(store, APART)
    mark_copies(store)
    assert sureness(store) == (1 - (1 - SURE) ** 2, 2)


def test_before_its_mark_a_copy_would_count_twice():
    """What the marks do, and nothing else: the two sentences have other words."""
    store = open_store()
    taken_in(store, FIRST, COPY)
    assert sureness(store) == (1 - (1 - SURE) ** 2, 2)


def test_one_publication_in_two_libraries_counts_once():
    """Texts that share no word are one source where both bear one DOI."""
    store = open_store()
    taken_in(store, FIRST, APART, numbers=["doi:10.1/a"])
    mark_copies(store)
    assert sureness(store) == (SURE, 1)
    assert over(store)("quality/copies").column("reason") == ("doi:10.1/a",)


def test_documents_added_one_by_one_have_the_copies_of_all_at_once():
    """In any order; a second look writes nothing."""
    whole, parts = open_store(), open_store()
    taken_in(whole, FIRST, COPY, APART)
    for item in (APART, COPY, FIRST):
        taken_in(parts, item)
        mark_copies(parts)
    assert mark_copies(whole) == mark_copies(parts) == 1
    assert set(whole.quads(COPIES)) == set(parts.quads(COPIES))
    assert len(set(whole.quads(COPIES))) == 2


def test_a_document_taken_back_is_nobodys_copy():
    """Its sketch goes with it, and so does the mark."""
    store = open_store()
    gone, _ = taken_in(store, FIRST, COPY)
    mark_copies(store)
    store.retract(gone)
    assert mark_copies(store) == 0
    assert not set(store.quads(COPIES))
