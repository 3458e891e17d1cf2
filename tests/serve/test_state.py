"""The graph under a running server."""

import os
import shutil
import threading

import pytest

from biograph.errors import Locked, QueryError
from biograph.run.standing import FILE, Standing
from biograph.serve.state import State, version
from biograph.store import open_store
from biograph.store.statements import processed
from biograph.store.sweep import UNFINISHED


@pytest.fixture
def state(copied):
    """The state of one's own workspace."""
    made = State(copied)
    yield made
    made.close()


@pytest.fixture
def copied(workspace, tmp_path):
    """A workspace of one's own."""
    return shutil.copytree(workspace, tmp_path / "workspace")


def renew(workspace, *, found=True):
    """What a run leaves at its end."""
    standing = Standing.of(workspace)
    Standing(stamp=standing.stamp, taken=standing.taken + 1, found=found).write(workspace)


def test_a_site_is_kept_as_long_as_its_graph(state):
    """Nothing is derived twice of one graph."""
    assert state.site is state.site


def test_the_end_of_a_run_brings_a_new_site(state, copied):
    """Readers need not wait for anybody to start the server again."""
    before = state.site
    renew(copied)
    assert state.site is not before
    assert state.site.version != before.version


def test_while_a_run_builds_the_graph_before_it_is_shown(state, copied):
    """Nobody sees a half of anything."""
    before = state.site
    Standing.of(copied).begun().write(copied)
    renew(copied, found=False)
    assert state.site is before


def test_where_there_is_no_graph_it_is_said_with_the_command_that_makes_one(tmp_path):
    """Not an empty site, which would look like an empty France."""
    with pytest.raises(QueryError, match="biograph run"):
        State(tmp_path / "nowhere")


def test_what_cannot_be_derived_beforehand_keeps_nothing_else_from_it(copied, caplog):
    """The log tells of it, and so does its page."""
    done = threading.Event()

    def broken(site):
        raise RuntimeError("not derived")

    state = State(copied, warming=(broken, lambda _: done.set()))
    state.warm()
    assert done.wait(60)
    state.close()
    assert "not derived" in caplog.text


def test_a_graph_that_a_killed_run_left_is_not_shown(copied):
    """A half of it would look like the whole; the command that mends it is told."""
    open_store(copied / "graph").add([processed(UNFINISHED, "")])
    with pytest.raises(Locked, match="biograph update"):
        State(copied)


def test_two_runs_that_end_in_the_same_words_are_two_versions(copied):
    """The time of the file counts: a graph may have been rebuilt."""
    before = version(copied)
    os.utime(copied / FILE, ns=(1, 1))
    assert version(copied) not in {before, ""}
