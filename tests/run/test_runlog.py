"""The log of updates: what a report becomes as data, what is read back, and its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from biograph import ask
from biograph.harvest.feed import Query
from biograph.harvest.sweep import Swept
from biograph.journal import AskedQuery, Change, ChangeKind, SetAside, Update
from biograph.model import Changes, Finding, Flag, Reason, RunReport, Text
from biograph.run.changes import GraphChanges, Told
from biograph.run.fetch import Failure, Fetched
from biograph.run.logged import FILES, updates
from biograph.run.runlog import UpdateReport, logged, write_log
from biograph.run.wording import LISTED
from biograph.store.findings import finding_iri
from biograph.terms import DATA, LOG, bg
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.store import EmbeddedStore

BEGAN = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
RUNS = DATA + "rel/vectoria-operatesSite-evry"
PLANS = DATA + "rel/mystery-develops-car-t"
GONE = DATA + "rel/gone"
PRESS = DATA + "doc/press3/v/1"
HOSTILE = "<script>alert(1)</script>"


def finding(key: str, families: int) -> Finding:
    """A finding that counts families."""
    return Finding(
        id=key,
        kind="single-point",
        sentence=Text(fr=f"{key} : {families} familles", en=f"{key}: {families} families"),
        value=float(families),
        unit=Text(fr="familles", en="families"),
    )


def flag(number: int, reason: Reason = Reason.UNSURE) -> Flag:
    """Something that was set aside."""
    return Flag(reason=reason, where=f"hal#{number}", message="set aside", mend="look")


def swept(source: str, query: str, *flags: Flag, new: int = 0) -> Swept:
    """A query that was answered with ten items."""
    asked = Query(source=source, id=query, values={})
    return Swept(asked, pages=1, items=10, new=new, flags=[*flags])


def report(**more: object) -> UpdateReport:
    """An update in which a fact and two actors came, a fact went and the findings changed."""
    told: dict[str, object] = {
        "started": BEGAN,
        "ended": BEGAN + timedelta(seconds=252),
        "fetched": Fetched(
            swept=[swept("hal", "therapies", flag(1), new=3), swept("bdpm", "files")],
            failures=[
                Failure(source="ctis", query="fr", message="it does not answer", hint="try again")
            ],
        ),
        "flags": (flag(1), flag(2), flag(3, Reason.MALFORMED)),
        "taken": True,
        "changes": GraphChanges(
            facts_gained=(RUNS,),
            facts_lost=(GONE,),
            actors_gained=(DATA + "org/mystery", DATA + "org/vectoria"),
            told={
                GONE: Told(
                    subject="Vectoria",
                    predicate=bg("acquired"),
                    object=HOSTILE,
                    planned=True,
                    quote="Vectoria rachète.",
                    version=DATA + "doc/press4/v/1",
                    title="Communiqué 4",
                    url="javascript:alert(1)",
                )
            },
        ),
        "run": run(),
    }
    return UpdateReport(**(told | more))  # type: ignore[arg-type]


def run(*, repeated: bool = False) -> RunReport:
    """The run behind an update: one finding came, one went, one moved."""
    changes = Changes(
        since="2026-05-19",
        new=(finding("new", 1),),
        gone=(finding("gone", 2),),
        changed=((finding("moved", 3), finding("moved", 4)),),
        repeated=repeated,
    )
    return RunReport(
        steps=(),
        flags=(),
        documents=0,
        actors={},
        facts=0,
        facts_with_evidence=0,
        added=0,
        removed=0,
        findings=(),
        changes=changes,
        digest="0123456789abcdef" * 4,
    )


@pytest.fixture
def store() -> EmbeddedStore:
    """The tiny graph before its first update."""
    found = opened(TINY, WIDE)
    found.clear(LOG)
    return found


def told(store: EmbeddedStore, **more: object) -> Update:
    """The update as the log holds it."""
    return logged(ask.over(store), report(**more))


def of_kind(update: Update, kind: ChangeKind) -> list[Change]:
    """The changes of one kind."""
    return [change for change in update.changes if change.kind is kind]


def read(store: EmbeddedStore) -> tuple[Update, ...]:
    """All updates as they are read back from the graph."""
    question = ask.over(store)
    return updates(question, question("quality/updates").records())


def test_in_out_and_set_aside_are_counted(store: EmbeddedStore) -> None:
    """Items and new ones are summed over the queries; a flag told twice counts once."""
    update = told(store)
    assert (update.received, update.new, update.flagged) == (20, 3, 3)
    assert update.ended - update.started == timedelta(seconds=252)
    assert update.digest == run().digest


def test_every_query_is_told_with_its_failure(store: EmbeddedStore) -> None:
    """A source that failed is told beside those that answered, with what to do about it."""
    assert told(store).queries == (
        AskedQuery(source="hal", query="therapies", received=10, new=3, flagged=1),
        AskedQuery(source="bdpm", query="files", received=10),
        AskedQuery(source="ctis", query="fr", failure="it does not answer", mend="try again"),
    )


def test_flags_are_told_by_reason_with_an_example(store: EmbeddedStore) -> None:
    """The most frequent reason comes first; the first flag of each stands for the others."""
    assert told(store).set_aside == (
        SetAside(reason="unsure", count=2, example="hal#1: set aside", mend="look"),
        SetAside(reason="malformed", count=1, example="hal#3: set aside", mend="look"),
    )


def test_a_new_fact_is_told_with_the_words_that_state_it(store: EmbeddedStore) -> None:
    """It has a sentence, a quotation and the document to read it in."""
    (fact,) = of_kind(told(store), ChangeKind.FACT_GAINED)
    assert fact == Change(
        kind=ChangeKind.FACT_GAINED,
        iri=RUNS,
        sentence=Text(
            fr="Vectoria operatesSite Usine d'Évry", en="Vectoria operatesSite Usine d'Évry"
        ),
        quote="vectoria operatesSite evry",
        version=PRESS,
        title="Communiqué 3",
        url="https://example.org/press3",
    )


def test_a_lost_fact_is_told_as_it_was(store: EmbeddedStore) -> None:
    """The graph knows nothing of it any more; a plan is told as a plan."""
    (fact,) = of_kind(told(store), ChangeKind.FACT_LOST)
    assert fact.sentence.fr == f"Vectoria acquired {HOSTILE} (annoncé)"
    assert (fact.quote, fact.title) == ("Vectoria rachète.", "Communiqué 4")


def test_new_actors_are_told_with_what_names_them(store: EmbeddedStore) -> None:
    """A registered actor has the row that describes it, another the sentence that names it."""
    mystery, vectoria = of_kind(told(store), ChangeKind.ACTOR_GAINED)
    assert mystery.sentence == Text(fr="Mystery Bio", en="Mystery Bio")
    assert mystery.quote == "Mystery Bio travaille sur les CAR-T"
    assert (vectoria.sentence.fr, vectoria.quote) == ("Vectoria", "name: Vectoria")


def test_what_has_no_name_any_more_is_told_by_its_iri(store: EmbeddedStore) -> None:
    """A change is never left out for want of words."""
    changes = GraphChanges(actors_lost=(DATA + "org/nameless",))
    (lost,) = of_kind(told(store, changes=changes), ChangeKind.ACTOR_LOST)
    assert lost.sentence.en == "id:org/nameless"


def test_findings_that_came_went_and_moved_are_told(store: EmbeddedStore) -> None:
    """A finding that moved has its sentence of before beside that of now."""
    update = told(store)
    (moved,) = of_kind(update, ChangeKind.FINDING_MOVED)
    assert moved.iri == finding_iri("moved")
    assert (moved.sentence.en, moved.before.en) == ("moved: 4 families", "moved: 3 families")
    assert [c.iri for c in of_kind(update, ChangeKind.FINDING_GAINED)] == [finding_iri("new")]
    assert [c.iri for c in of_kind(update, ChangeKind.FINDING_LOST)] == [finding_iri("gone")]


def test_what_an_earlier_run_told_is_not_told_again(store: EmbeddedStore) -> None:
    """An update that finds what the last run found has changed no finding."""
    update = told(store, run=run(repeated=True))
    assert {kind for kind, count in update.counts.items() if count} == {
        ChangeKind.FACT_GAINED,
        ChangeKind.FACT_LOST,
        ChangeKind.ACTOR_GAINED,
    }
    assert not of_kind(update, ChangeKind.FINDING_MOVED)


def test_an_update_without_findings_has_neither_findings_nor_digest(store: EmbeddedStore) -> None:
    """Where findings are left to the next update, the facts are logged all the same."""
    write = told(store, run=None)
    assert (write.digest, write.counts[ChangeKind.FINDING_GAINED]) == ("", 0)
    assert write.counts[ChangeKind.FACT_GAINED] == 1


def test_many_changes_are_counted_and_the_first_listed(store: EmbeddedStore) -> None:
    """A night that brings thousands of facts does not fill the log with them."""
    lost = tuple(f"{DATA}rel/{number:04}" for number in range(LISTED + 50))
    update = told(store, changes=GraphChanges(facts_lost=lost))
    assert update.counts[ChangeKind.FACT_LOST] == LISTED + 50
    assert [c.iri for c in of_kind(update, ChangeKind.FACT_LOST)] == [*lost[:LISTED]]


def test_the_log_is_read_back_as_it_was_written(store: EmbeddedStore, tmp_path: Path) -> None:
    """Nothing that an update did is lost between the report and the graph; the newest is first."""
    later = report(started=BEGAN + timedelta(days=1), ended=BEGAN + timedelta(days=1, hours=2))
    wanted = [logged(ask.over(store), one) for one in (later, report())]
    write_log(tmp_path, store, report())
    write_log(tmp_path, store, later)

    def sorted_(update: Update) -> Update:
        return replace(
            update,
            changes=tuple(sorted(update.changes, key=lambda c: (c.kind, c.iri))),
            queries=tuple(sorted(update.queries, key=lambda q: q.source)),
        )

    assert [*map(sorted_, read(store))] == [*map(sorted_, wanted)]


def test_logging_changes_nothing_else(store: EmbeddedStore, tmp_path: Path) -> None:
    """All that is written stands in the log, and the dump of the graph stays the same."""
    digest = store.export(tmp_path / "before.nq")
    before = {quad for quad in store.quads() if quad.graph != LOG}
    write_log(tmp_path, store, report())
    assert {quad for quad in store.quads() if quad.graph != LOG} == before
    assert store.export(tmp_path / "after.nq") == digest
    assert list(store.quads(LOG))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_tells_the_update(store: EmbeddedStore, tmp_path: Path, lang: str) -> None:
    """Both pages stand beside the report, show what changed, what failed and what was withdrawn."""
    write_log(tmp_path, store, report())
    page = (tmp_path / "report" / getattr(FILES, lang)).read_text(encoding="utf-8")
    for said in ("vectoria operatesSite evry", "it does not answer", "Mystery Bio", "retracted"):
        assert said in page
    assert {"fr": "moved : 4 familles", "en": "moved: 4 families"}[lang] in page.replace(
        "\u202f", " "
    )
    assert HOSTILE not in page
    assert 'href="javascript' not in page
