"""Commands that speak to a SPARQL server: the same answers, words and exit codes."""

import json

import pytest

from biograph import open as opened
from biograph.api import GRAPH_FOLDER
from biograph.store import open_store
from tests.store.servers import empty, free_port
from tests.tiny import TINY, WIDE


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace whose graph is the tiny one."""
    folder = tmp_path_factory.mktemp("tiny")
    store = open_store(folder / GRAPH_FOLDER)
    for path in (TINY, WIDE):
        store._store.load(path=str(path))
    store.flush()
    return folder


@pytest.fixture
def endpoint(oxigraph):
    """The address of an empty server."""
    empty(oxigraph.store())
    return oxigraph.url


def test_what_was_exported_to_a_server_answers_as_the_workspace(command, workspace, endpoint):
    """The graphs are copied once; then the same question has the same rows in both places."""
    code, out, err = command("export", "--endpoint", endpoint, "-w", workspace)
    assert (code, out) == (0, "")
    assert " 0 removed, 0 equal" in err
    assert " 0 new, 0 changed" in command("export", "--endpoint", endpoint, "-w", workspace)[2]
    question = ("ask", "supply/single-source", "--format", "csv", "-w", workspace)
    here, there = command(*question), command(*question, "--endpoint", endpoint)
    assert here == there
    assert len(here[1].splitlines()) > 1


def test_findings_of_a_graph_on_a_server_are_those_of_the_workspace(command, workspace, endpoint):
    """Python opens an address like a folder."""
    command("export", "--endpoint", endpoint, "-w", workspace)
    here, there = opened(workspace), opened(endpoint)
    assert there.gaps() == here.gaps()
    assert there.bottlenecks() == here.bottlenecks()


def test_an_answer_that_was_cut_is_declared(command, workspace, endpoint):
    """The words go to stderr."""
    command("export", "--endpoint", endpoint, "-w", workspace)
    question = ("ask", "actors/identifiers", "--endpoint", endpoint, "--limit", "2", "--json")
    code, out, err = command(*question)
    assert code == 0
    assert json.loads(out)["truncated"]
    assert "raise --limit" in err


@pytest.mark.parametrize("words", [("ask", "supply/single-source"), ("export",)])
def test_a_server_that_does_not_answer_has_its_exit_code(command, workspace, words):
    """The error names the address."""
    address = f"http://127.0.0.1:{free_port()}"
    code, out, err = command(*words, "-w", workspace, "--endpoint", address)
    assert (code, out) == (4, "")
    assert address.removeprefix("http://") in err


def test_a_refused_question_is_sent_nowhere(command):
    """The gate stands before the network: nobody listens at this address."""
    text = "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"
    code, _, err = command("ask", text, "--endpoint", f"http://127.0.0.1:{free_port()}")
    assert code == 1
    assert "would call another server" in " ".join(err.split())
