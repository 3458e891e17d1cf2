"""A graph on a server is brought up to date as one in the workspace is."""

import pytest

from biograph.errors import Unreachable
from biograph.run.gather import Gathered
from biograph.run.given import GivenReader
from biograph.run.load import load
from biograph.run.plan import opened
from biograph.run.standing import Base, Standing
from biograph.run.track import silent
from biograph.store import open_store
from tests.run.test_given import BOUGHT, PLANNED, NotAsked, item
from tests.store.servers import Killing, empty


def loaded(store, *relations):
    """What loading one annotated document did."""
    reader = GivenReader(NotAsked(), [item(*relations)])
    gathered = Gathered()
    for document in reader.documents():
        gathered.unit(document.version, document.source).document = document
    return load(store, gathered, (), reader=reader, track=silent)


def test_loading_on_a_server_makes_the_same_graph(oxigraph, tmp_path):
    """A document, the same again, another version of it: each time the bytes are the same."""
    here, there = open_store(), oxigraph.store()
    empty(there)
    for relations in ((BOUGHT,), (BOUGHT,), (BOUGHT, PLANNED)):
        first, second = loaded(here, *relations), loaded(there, *relations)
        assert (first.versions, first.retracted) == (second.versions, second.retracted)
        assert first.changes == second.changes
        assert here.export(tmp_path / "here") == there.export(tmp_path / "there")


def test_a_load_whose_server_was_killed_is_ended_by_the_next(oxigraph, tmp_path):
    """What was acknowledged is there; loading again ends in the graph of an undisturbed load."""
    empty(oxigraph.store())
    with pytest.raises(Unreachable):
        loaded(Killing(oxigraph, before=100), BOUGHT)
    oxigraph.start()
    assert oxigraph.store().count()
    here, there = open_store(), oxigraph.store()
    loaded(here, BOUGHT)
    loaded(there, BOUGHT)
    assert here.export(tmp_path / "here") == there.export(tmp_path / "there")


def test_the_graph_stays_where_it_was_built(oxigraph, tmp_path):
    """An update finds the server again; another server means that all is built anew."""
    base = Base(sources=("countries",), endpoint=oxigraph.url)
    standing = Standing.now(tmp_path, base)
    standing.write(tmp_path)
    assert Standing.of(tmp_path).base == base
    elsewhere = Standing.now(tmp_path, Base(sources=("countries",)))
    assert elsewhere.stamp != standing.stamp
    store = opened(tmp_path, Standing.of(tmp_path).base)
    assert store.count() == oxigraph.store().count()
    assert not (tmp_path / "graph").exists()
