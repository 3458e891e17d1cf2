"""Limits over HTTP: what is cut says so, what is stopped is told, and the next is answered."""

import os
import threading
from functools import partial

import pytest

from tests.ask.test_pool import ENDLESS, HUNGRY, PATIENCE, held
from tests.serve.sparql.conftest import serving

ALL = "SELECT ?s ?k WHERE { ?s a ?k }"


def answers(endpoint):
    """Whether the endpoint answers; on a busy machine perhaps not at the first time."""
    return any(endpoint.ask("ASK {}").status_code == 200 for _ in range(30))


@pytest.fixture(scope="module")
def hasty(tiny_graph):
    """An endpoint where nothing may take longer than a second."""
    with serving(tiny_graph, seconds=1) as running:
        yield running


def test_rows_over_the_limit_are_cut_and_said_so(narrow):
    """The status stays 200, two headers and the head of the result tell the cut."""
    response = narrow.ask(ALL)
    assert response.status_code == 200
    assert response.headers["x-biograph-truncated"] == "rows=3; limit=rows"
    assert response.headers["x-sparql-maxrows"] == "3"
    content = response.json()
    assert len(content["results"]["bindings"]) == 3
    assert content["head"]["link"] == [f"{narrow.url}/sparql#cut-after-3-rows"]


def test_bytes_over_the_limit_are_cut_and_said_so(narrow):
    """One long text is too much: no row is given, and the cut is told."""
    text = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(12))
    response = narrow.ask(f"SELECT ?x12 WHERE {{ BIND('x' AS ?x0) {text} }}")
    assert response.headers["x-biograph-truncated"] == "rows=0; limit=size"
    assert response.json()["results"]["bindings"] == []


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "text/csv"])
def test_the_headers_tell_the_cut_in_every_format(accept, narrow):
    """Also where the body has no place for it."""
    query = ALL if accept == "text/csv" else "CONSTRUCT { ?s a ?k } WHERE { ?s a ?k }"
    response = narrow.ask(query, accept=accept)
    assert response.headers["x-biograph-truncated"] == "rows=3; limit=rows"


@pytest.mark.parametrize("query", [f"{ALL} LIMIT 3", "ASK { ?s a ?k }"])
def test_a_whole_answer_bears_no_mark(query, narrow):
    """What just fits, and yes or no, is not called cut."""
    response = narrow.ask(query)
    assert "x-biograph-truncated" not in response.headers
    assert "link" not in response.json()["head"]


def test_a_query_at_its_time_limit_is_no_answer(hasty):
    """It gets 504 and a sentence, never 200 with half of the rows; the next is answered."""
    response = hasty.ask(ENDLESS, accept="text/csv")
    assert response.status_code == 504
    assert "more than 1 s" in response.text
    assert answers(hasty)


def test_a_query_that_wants_all_memory_is_told(endpoint):
    """Its process dies, not the server: 500 and a sentence; the next is answered."""
    response = endpoint.ask(HUNGRY)
    assert response.status_code == 500
    assert "want of memory" in response.text
    assert answers(endpoint)


def test_a_full_queue_sends_away(tiny_graph, tmp_path):
    """With no place left, 503 comes at once and says when to come back; then all is well."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with serving(tiny_graph, waiting=0, seconds=PATIENCE) as full:
        job = partial(held, fifo=fifo)
        working = threading.Thread(target=lambda: full.pool.run(job, timeout=PATIENCE))
        working.start()
        assert fifo.read_text() == "under way"
        for _ in range(3):
            response = full.ask("ASK {}")
            assert response.status_code == 503
            assert int(response.headers["retry-after"]) > 0
            assert "too many queries" in response.text
        fifo.write_text("end")
        working.join()
        assert full.ask("ASK {}").status_code == 200


def test_many_at_once_get_their_own_answers(endpoint):
    """Queries from several threads do not mix."""
    found = {}

    def ask(number):
        query = f"SELECT ({number} AS ?n) (COUNT(*) AS ?all) {{ ?s a ?k }}"
        found[number] = endpoint.ask(query).json()["results"]["bindings"][0]["n"]["value"]

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert found == {number: str(number) for number in range(8)}


def test_the_server_is_free_while_a_query_runs(tiny_graph, tmp_path):
    """What needs no process is answered while all of them are at work."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with serving(tiny_graph, seconds=PATIENCE) as busy:
        job = partial(held, fifo=fifo)
        working = threading.Thread(target=lambda: busy.pool.run(job, timeout=PATIENCE))
        working.start()
        assert fifo.read_text() == "under way"
        assert busy.http.get("/sparql").status_code == 200
        assert busy.http.put("/sparql").status_code == 405
        fifo.write_text("end")
        working.join()
