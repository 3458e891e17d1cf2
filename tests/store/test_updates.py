"""Updates as quads in the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from biograph.journal import AskedQuery, Change, ChangeKind, SetAside, Update
from biograph.model import Literal, Text
from biograph.store import open_store
from biograph.store.updates import log_update, update, update_iri
from biograph.terms import DATA, DCTERMS, LOG, PROV, RDF, XSD, bg
from biograph.validate import check_graph

if TYPE_CHECKING:
    from pathlib import Path

BEGAN = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
LOST = Change(
    kind=ChangeKind.FACT_LOST,
    iri=DATA + "rel/1",
    sentence=Text(fr="A fournit B", en="A supplies B"),
    quote="A fournit B.",
    version=DATA + "doc/1/v/1",
    title="Communiqué",
    url="https://example.org/1",
)


def updated(**more: object) -> Update:
    """An update with one of everything."""
    told: dict[str, object] = {
        "started": BEGAN,
        "ended": BEGAN + timedelta(minutes=4, seconds=12),
        "digest": "0123456789abcdef" * 4,
        "received": 1200,
        "new": 31,
        "flagged": 3,
        "counts": {ChangeKind.FACT_LOST: 7},
        "changes": (LOST,),
        "queries": (
            AskedQuery(source="hal", query="therapies", received=1200, new=31, flagged=2),
            AskedQuery(source="ctis", query="fr", failure="no answer", mend="try again"),
        ),
        "set_aside": (SetAside(reason="unsure", count=3, example="hal#1: unsure"),),
    }
    return Update(**(told | more))  # type: ignore[arg-type]


def said_of(done: Update, kind: str) -> list[dict[str, object]]:
    """What is stated of each node of a kind, by predicate."""
    quads = list(update(done))
    nodes = [q.subject for q in quads if (q.predicate, q.object) == (RDF + "type", bg(kind))]
    return [{q.predicate: q.object for q in quads if q.subject == node} for node in nodes]


def number(count: int) -> Literal:
    """A whole number as a literal."""
    return Literal(str(count), XSD + "integer")


def test_an_update_says_when_it_was_and_what_it_counted() -> None:
    """Start, end, digest and all numbers are stated; what did not happen is counted as 0."""
    (said,) = said_of(updated(), "Update")
    assert said[PROV + "startedAtTime"] == Literal("2026-11-27T02:30:00Z", XSD + "dateTime")
    assert said[PROV + "endedAtTime"] == Literal("2026-11-27T02:34:12Z", XSD + "dateTime")
    assert said[bg("graphDigest")] == Literal("0123456789abcdef" * 4)
    counted = {"receivedCount": 1200, "newCount": 31, "flaggedCount": 3, "factsLost": 7}
    nothing = ("factsGained", "actorsGained", "actorsLost")
    found = ("findingsGained", "findingsLost", "findingsMoved")
    for name, count in (counted | dict.fromkeys((*nothing, *found), 0)).items():
        assert said[bg(name)] == number(count)


def test_each_query_says_what_came_of_it() -> None:
    """One that was answered has its numbers, one that failed why and what to do."""
    answered, failed = said_of(updated(), "AskedQuery")
    assert answered[bg("fromSource")] == DATA + "source/hal"
    assert (answered[bg("receivedCount")], answered[bg("newCount")]) == (number(1200), number(31))
    assert bg("failure") not in answered
    assert failed[bg("queryId")] == Literal("fr")
    assert (failed[bg("failure")], failed[bg("mend")]) == (
        Literal("no answer"),
        Literal("try again"),
    )


def test_a_change_keeps_the_words_of_that_day() -> None:
    """Sentence, quotation and document stay readable when the graph says nothing of it any more."""
    (said,) = said_of(updated(), "Change")
    assert said[bg("changeKind")] == Literal("fact-lost")
    assert said[bg("changedThing")] == LOST.iri
    assert said[bg("statedThen")] == Literal("A fournit B.")
    assert said[PROV + "wasDerivedFrom"] == LOST.version
    assert said[DCTERMS + "source"] == Literal("https://example.org/1")
    sentences = {q.object for q in update(updated()) if q.predicate == DCTERMS + "description"}
    assert sentences == {Literal("A fournit B", lang="fr"), Literal("A supplies B", lang="en")}


def test_what_is_not_known_is_not_stated() -> None:
    """No empty text stands in the log: no digest where none was made, no words where none were."""
    bare = Change(kind=ChangeKind.ACTOR_LOST, iri=DATA + "org/1", sentence=Text(fr="A", en="A"))
    quads = list(update(updated(digest="", changes=(bare,))))
    assert not [q for q in quads if isinstance(q.object, Literal) and not q.object.value]
    assert bg("graphDigest") not in {q.predicate for q in quads}


def test_every_part_belongs_to_the_update() -> None:
    """From the update all that it did can be reached."""
    quads = list(update(updated()))
    parts = {q.subject for q in quads} - {update_iri(BEGAN)}
    assert {q.subject for q in quads if q.predicate == bg("ofUpdate")} == parts
    assert {q.object for q in quads if q.predicate == bg("ofUpdate")} == {update_iri(BEGAN)}
    assert len(parts) == 4


def test_the_name_of_an_update_is_its_moment_wherever_the_clock_stands() -> None:
    """The same moment in another time zone is the same update, another moment another one."""
    there = BEGAN.astimezone(timezone(timedelta(hours=2)))
    assert update_iri(there) == update_iri(BEGAN)
    assert [*update(updated(started=there))] == [*update(updated())]
    assert update_iri(BEGAN + timedelta(microseconds=1)) != update_iri(BEGAN)


def test_the_log_conforms_to_its_shapes() -> None:
    """What is written is what the shapes of updates allow."""
    assert check_graph(update(updated())).violations == ()


@given(
    st.builds(
        Change,
        kind=st.sampled_from(ChangeKind),
        iri=st.sampled_from([DATA + "rel/1", DATA + "org/é"]),
        sentence=st.builds(Text, fr=st.text(), en=st.text()),
        quote=st.text(),
    ),
    st.text(),
)
def test_nothing_outside_the_log_is_touched(change: Change, words: str) -> None:
    """Whatever an update was told, its quads stand in the log and are all kept."""
    done = updated(
        changes=(change,), set_aside=(SetAside(reason="malformed", count=1, example=words),)
    )
    assert {quad.graph for quad in update(done)} == {LOG}
    store = open_store()
    log_update(store, done)
    assert set(store.quads()) == set(update(done))


def test_updates_are_added_to_those_before(tmp_path: Path) -> None:
    """The log grows, logging the same again adds nothing, and the dump stays as it was."""
    store = open_store()
    digest = store.export(tmp_path / "empty.nq")
    log_update(store, updated())
    once = store.count()
    log_update(store, updated())
    assert store.count() == once
    log_update(store, updated(started=BEGAN - timedelta(days=1), ended=BEGAN))
    assert store.count() == 2 * once
    assert store.export(tmp_path / "logged.nq") == digest
