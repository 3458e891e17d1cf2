"""An update takes in what is new, all of it and once, and leaves alone what is not."""

import shutil
from dataclasses import replace

import pytest

from biograph.api import GRAPH_FOLDER, open_workspace
from biograph.errors import Locked, UsageError
from biograph.harvest.raw import RawStore
from biograph.harvest.sweep import Bounds
from biograph.run.entities import remembered
from biograph.run.fetch import RAW_FOLDER, fetch_into
from biograph.run.lock import writing
from biograph.run.standing import Base, Standing
from biograph.run.update import update
from biograph.store import open_store
from biograph.store.sweep import versions
from biograph.terms import DATA

from .conftest import SMALL
from .library import TEXTS, Library, ready

BOUNDS = Bounds(until="2026-11-27")


@pytest.fixture
def workspace(grounded, tmp_path):
    """A copy of a workspace with a small graph."""
    return shutil.copytree(grounded, tmp_path / "workspace")


@pytest.fixture
def library(workspace, replay):
    """A library that this workspace asks, and the address of the server that plays it."""
    found = Library()
    found.base = ready(workspace, found, replay)
    return found


def taken_in(workspace, library):
    return update(workspace, BOUNDS, gateway=library.base, findings=False)


def dump(workspace):
    """The canonical graph, line by line."""
    store = open_store(workspace / GRAPH_FOLDER, read_only=True)
    store.export(workspace / "dump.nq")
    return set((workspace / "dump.nq").read_bytes().splitlines())


def quotes(workspace):
    """The words of publications on which facts rest."""
    query = "SELECT ?quote { GRAPH ?v { ?e bg:quote ?quote . ?v bg:fromSource ?source } }"
    told = open_workspace(workspace).ask(query.replace("?source", f"<{DATA}source/europepmc>"))
    return set(told.column("quote"))


def test_a_new_publication_brings_its_fact_with_its_sentence(workspace, library):
    """The report names the new fact, and the graph leads to the words that state it."""
    report = taken_in(workspace, library)
    assert report.taken
    assert report.changes.facts_gained
    assert TEXTS[0] in quotes(workspace)
    assert [step.step for step in report.steps][:2] == ["receive", "harvest"]


def test_nothing_new_changes_nothing(workspace, library):
    """The second update writes no byte of the graph."""
    taken_in(workspace, library)
    before = dump(workspace)
    second = taken_in(workspace, library)
    assert not second.taken
    assert second.fetched.new == 0
    assert dump(workspace) == before


def test_documents_added_one_by_one_make_the_graph_of_all_at_once(workspace, library, tmp_path):
    """Whatever the order and the number of updates."""
    other = shutil.copytree(workspace, tmp_path / "other")
    for count in (1, 3, 7):
        library.count = count
        taken_in(workspace, library)
    taken_in(other, library)
    assert dump(workspace) == dump(other)


def test_an_update_makes_the_graph_that_a_whole_run_makes(workspace, library):
    """Adding documents is a short cut and nothing else."""
    library.count = 7
    taken_in(workspace, library)
    added = dump(workspace)
    forget_marks(workspace)
    report = taken_in(workspace, library)
    assert {step.step: step.received for step in report.steps}["harvest"] > 1_000
    assert dump(workspace) == added


def forget_marks(workspace):
    """Have the next update build everything again, as new code or data would."""
    standing = Standing.of(workspace)
    replace(standing, stamp="old").write(workspace)
    store = open_store(workspace / GRAPH_FOLDER)
    for version in versions(store):
        store.update(f"DELETE WHERE {{ GRAPH graph:meta {{ <{version}> bg:processedWith ?d }} }}")


def test_a_changed_publication_takes_the_place_of_its_old_version(workspace, library):
    """Its old facts go, as far as nothing else states them."""
    taken_in(workspace, library)
    library.texts[0] = TEXTS[1]
    report = taken_in(workspace, library)
    assert report.changes.facts_gained
    assert report.changes.facts_lost
    assert TEXTS[0] not in quotes(workspace)
    assert TEXTS[1] in quotes(workspace)


def test_a_retracted_publication_takes_its_facts_back_and_is_named(workspace, library):
    """Its facts are gone; that it was withdrawn, and why, is in the graph."""
    before = dump(workspace)
    taken_in(workspace, library)
    library.retracted.add(0)
    report = taken_in(workspace, library)
    assert report.changes.facts_lost
    assert not quotes(workspace)
    query = (
        "SELECT ?why { GRAPH graph:meta { ?doc bg:withdrawnOn ?day ; bg:withdrawnBecause ?why } }"
    )
    assert open_workspace(workspace).ask(query).column("why") == ("retracted publication",)
    left = {line.split(b" ")[0] for line in dump(workspace) - before}
    assert len(left) == 1


def test_a_publication_given_again_after_its_retraction_counts_again(workspace, library):
    """The graph is the one before the retraction."""
    taken_in(workspace, library)
    before = dump(workspace)
    library.retracted.add(0)
    taken_in(workspace, library)
    library.retracted.clear()
    taken_in(workspace, library)
    assert dump(workspace) == before


def test_findings_left_for_later_are_made_by_the_next_update(workspace, library):
    """Though nothing is new then; and the one after has nothing to do."""
    taken_in(workspace, library)
    report = update(workspace, BOUNDS, gateway=library.base)
    assert report.run is not None
    assert report.run.findings
    assert not update(workspace, BOUNDS, gateway=library.base).taken


def test_a_source_that_fails_is_told_and_touches_nothing(workspace, library, replay):
    """Nobody answers: the graph stays as it was, and the report says who and why."""
    before = dump(workspace)
    replay.hosts.clear()
    report = taken_in(workspace, library)
    assert not report.taken
    (failure,) = report.fetched.failures
    assert (failure.source, failure.query) == ("europepmc", "vectors")
    assert failure.message
    assert failure.hint
    assert dump(workspace) == before


def test_what_was_fetched_but_not_taken_in_waits_for_no_source(workspace, library, replay):
    """A harvest, or an update that was killed after it: the next update needs nobody to answer."""
    fetch_into(workspace, BOUNDS, gateway=library.base)
    replay.hosts.clear()
    report = taken_in(workspace, library)
    assert report.fetched.failures
    assert report.taken
    assert TEXTS[0] in quotes(workspace)


def test_a_build_that_was_killed_is_ended_though_nobody_answers(workspace, library, replay):
    """A half-built graph does not wait for the network."""
    Standing.of(workspace).begun().write(workspace)
    replay.hosts.clear()
    assert taken_in(workspace, library).taken
    assert not Standing.of(workspace).unfinished


def test_new_code_or_data_is_brought_in_though_a_source_fails(workspace, library):
    """It is enough that one answers: with many sources there is always one that does not."""
    taken_in(workspace, library)
    replace(Standing.of(workspace), stamp="old").write(workspace)
    feeds = workspace / "feeds.tsv"
    other = 'hal\tx\t\t{"query": "x"}\tx\tx\ttests\n'
    feeds.write_text(feeds.read_text(encoding="utf-8") + other, encoding="utf-8")
    report = taken_in(workspace, library)
    assert report.fetched.failures
    assert report.fetched.new == 0
    assert report.taken


def test_a_source_that_is_down_does_not_keep_the_others_out(workspace, library, replay):
    """One fails, the other's publication is taken in."""
    feeds = workspace / "feeds.tsv"
    other = 'hal\tx\t\t{"query": "x"}\tx\tx\ttests\n'
    feeds.write_text(feeds.read_text(encoding="utf-8") + other, encoding="utf-8")
    report = taken_in(workspace, library)
    assert [failure.source for failure in report.fetched.failures] == ["hal"]
    assert report.taken
    assert TEXTS[0] in quotes(workspace)


def test_an_unknown_source_is_refused_before_anything_is_asked(workspace, library, replay):
    """The hint lists the live ones."""
    with pytest.raises(UsageError, match="nowhere cannot be fetched") as caught:
        update(workspace, replace(BOUNDS, sources=("nowhere",)), gateway=library.base)
    assert "europepmc" in caught.value.hint
    assert not replay.seen


def test_two_updates_at_once_are_one_update(workspace, library, replay):
    """The second says that another works there, and asks nobody."""
    with writing(workspace), pytest.raises(Locked):
        taken_in(workspace, library)
    assert not replay.seen


def test_what_was_fetched_can_be_read_from_a_snapshot(workspace, library, tmp_path):
    """The raw folder of one workspace is the snapshot of another."""
    from biograph.run.gather import gather
    from biograph.run.track import silent

    library.count = 3
    taken_in(workspace, library)
    gathered = gather(["europepmc"], snapshot=workspace / RAW_FOLDER, track=silent)
    texts = {unit.document.text for unit in gathered.units.values() if unit.document}
    assert texts == set(TEXTS[:3])


def test_the_entities_that_an_update_links_to_are_those_of_the_run(workspace, library):
    """They come back from the disk as they were, and a spoiled file counts as none."""
    taken_in(workspace, library)
    entities = remembered(workspace)
    assert len(entities) > 1_000
    (workspace / "entities.msgpack").write_bytes(b"spoiled")
    assert remembered(workspace) is None
    library.count = 2
    assert taken_in(workspace, library).taken
    assert TEXTS[1] in quotes(workspace)
    assert remembered(workspace) == entities


def test_a_workspace_knows_what_it_was_built_of(workspace, library):
    """The base of the run is the base of the updates after it."""
    assert Standing.of(workspace).base == Base(sources=SMALL)
    taken_in(workspace, library)
    assert Standing.of(workspace).base == Base(sources=SMALL)
    with RawStore(workspace / RAW_FOLDER) as raw:
        assert Standing.of(workspace).taken == raw.last()
