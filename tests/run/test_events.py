"""What a text tells as one event is one node in the graph, with the evidence of who took part."""

from biograph.ask import over
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.store import open_store
from tests.run.test_copies import taken_in

TEXT = "Alphatestco lève 20 M€ auprès de Betafonds et de Gammafonds. Alphatestco est à Lyon."
NAMES = {"Alphatestco": "Company", "20 M€": "Money", "Betafonds": "Funder", "Gammafonds": "Funder"}


def told(*relations):
    """The document with these relations of its first sentence."""
    entities = tuple(
        Entity(text=name, start=TEXT.index(name), end=TEXT.index(name) + len(name), type=kind)
        for name, kind in NAMES.items()
    )
    end = TEXT.index(" Alphatestco est")
    made = tuple(
        Relation(subject=s, predicate=p, object=o, start=0, end=end, **more)
        for s, p, o, more in relations
    )
    return Annotated(id="round", lang="fr", text=TEXT, entities=entities, relations=made)


RAISED = ("Alphatestco", "raised", "20 M€", {"date": "2026", "amount": "20 M€"})
FIRST = ("Betafonds", "investedIn", "Alphatestco", {"date": "2026-03"})
SECOND = ("Gammafonds", "investedIn", "Alphatestco", {})
UNSURE = ("Gammafonds", "investedIn", "Alphatestco", {"confidence": 0.2})


def events(*relations):
    """The rows of the question about events, for a graph of this document."""
    store = open_store()
    taken_in(store, told(*relations))
    return list(over(store)("funding/events").records())


def test_a_round_is_one_node_with_its_investors():
    """One date and one sum for all three facts."""
    rows = events(RAISED, FIRST, SECOND)
    assert len({row["event"] for row in rows}) == 1
    assert {(row["date"], row["amount"]) for row in rows} == {("2026-03", "20 M€")}
    assert {row["actor_label"] for row in rows} == {"Alphatestco", "Betafonds", "Gammafonds"}
    assert len({row["relation"] for row in rows}) == 3


def test_who_is_not_surely_read_takes_no_part():
    """What does not become a fact fills no slot of an event."""
    rows = events(RAISED, UNSURE)
    assert {row["actor_label"] for row in rows} == {"Alphatestco"}


def test_an_event_goes_with_its_document():
    """Nothing of it is left."""
    store = open_store()
    (version,) = taken_in(store, told(RAISED, FIRST))
    assert len(over(store)("funding/events"))
    store.retract(version)
    assert not len(over(store)("funding/events"))
    assert not list(store.quads(version))
