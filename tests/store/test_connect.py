"""The door to a server: what it is recognised by, and what happens when it does not answer well."""

import gc
import urllib.request

import pytest

from biograph.errors import InputError, QueryError, Unreachable, UsageError
from biograph.model import Literal
from biograph.store import open_endpoint
from biograph.store.profile import OXIGRAPH, STANDARD, VIRTUOSO, Profile, profile_of
from biograph.store.remote import PASSWORD, USER, Endpoint, connect
from biograph.store.served import RemoteStore
from tests.replay import Answer
from tests.store.servers import free_port
from tests.store.test_remote import quads

ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"a"}}]}}'


@pytest.fixture
def plays(replay):
    """A store on a host that says what a test gives, and the requests that it saw."""

    def play(answer, *, profile=STANDARD, timeout=None):
        replay.hosts["127.0.0.1"] = lambda _request: answer
        return RemoteStore(
            Endpoint(query=replay.base, update=replay.base, profile=profile, timeout=timeout)
        )

    return play


@pytest.mark.parametrize(
    ("server", "profile"),
    [
        ("Oxigraph/0.5.13", OXIGRAPH),
        ("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu", VIRTUOSO),
        ("virtuoso", VIRTUOSO),
        ("Apache-Coyote/1.1", STANDARD),
        ("", STANDARD),
    ],
)
def test_a_server_is_known_by_what_it_calls_itself(server, profile):
    """What is neither of the two is spoken to by the standard."""
    assert profile_of(server) is profile


@pytest.mark.parametrize(
    ("path", "server", "addresses"),
    [
        ("", "Oxigraph/0.5", ("/query", "/update")),
        ("/", "Virtuoso/07", ("/sparql", "/sparql-auth")),
        ("/graph/query", "Oxigraph/0.5", ("/graph/query", "/graph/update")),
        ("/sparql-auth", "Virtuoso/07", ("/sparql-auth", "/sparql-auth")),
        ("/dataset", "Other/1", ("/dataset", "/dataset")),
        ("/sparql#virtuoso", "Proxy/1", ("/sparql", "/sparql-auth")),
    ],
)
def test_the_addresses_follow_from_the_given_one(replay, monkeypatch, path, server, addresses):
    """A path is kept, without one the usual is taken; a fragment wins and is never sent."""
    monkeypatch.setattr("tests.replay._Handler.version_string", lambda _handler: server)
    found = connect(replay.base + path)
    assert (found.query, found.update) == tuple(replay.base + address for address in addresses)
    assert not any("#" in request.path for request in replay.seen)


@pytest.mark.parametrize("url", ["biograph-data", "ftp://e/x", "http://", "https:///sparql"])
def test_what_is_no_address_is_a_wrong_use(url):
    """A folder is no server."""
    with pytest.raises(UsageError, match="no address"):
        connect(url)


def test_a_password_does_not_belong_into_the_address():
    """It would stand in logs and in the list of processes; the message does not repeat it."""
    with pytest.raises(UsageError, match=PASSWORD) as caught:
        connect("http://dba:secret@127.0.0.1/sparql")
    assert "secret" not in str(caught.value)


def test_nobody_at_the_address_is_unreachable():
    """The message names the address."""
    port = free_port()
    with pytest.raises(Unreachable, match=str(port)):
        open_endpoint(f"http://127.0.0.1:{port}")
    store = RemoteStore(Endpoint(query=f"http://127.0.0.1:{port}/", update="", profile=STANDARD))
    with pytest.raises(Unreachable, match=str(port)):
        store.count()


@pytest.fixture
def own_opener():
    """Leave behind no opener of SPARQLWrapper, which counts failures for the whole process."""
    yield
    urllib.request.install_opener(urllib.request.build_opener())


# urllib leaves the answers open to which it tried the password again
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("own_opener")
def test_a_wrong_password_is_told_without_the_password(virtuoso, monkeypatch):
    """The hint names the variables of the environment."""
    monkeypatch.setenv(PASSWORD, "not-this-one")
    with pytest.raises(Unreachable, match=USER) as caught:
        virtuoso.store().add(quads([Literal("a")]))
    gc.collect()
    assert "not-this-one" not in str(caught.value)
    assert "not-this-one" not in repr(connect(virtuoso.url))


def test_without_a_name_a_server_may_be_read_but_not_written(virtuoso, monkeypatch):
    """Virtuoso lets everybody read."""
    monkeypatch.delenv(USER)
    monkeypatch.delenv(PASSWORD)
    store = virtuoso.store()
    assert store.count() >= 0
    with pytest.raises(Unreachable, match=USER):
        store.add(quads([Literal("a")]))


def test_the_name_is_sent_where_the_standard_asks_for_it(replay, monkeypatch):
    """A server that is neither of the two gets basic authentication."""
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    replay.hosts["127.0.0.1"] = lambda _request: Answer(body=ROWS)
    open_endpoint(f"{replay.base}/sparql").select("SELECT ?n { ?n ?p ?o }")
    assert replay.seen[-1].headers["Authorization"].startswith("Basic ")
    assert "Authorization" not in replay.seen[0].headers  # it was only asked what it is


def test_the_time_limit_goes_to_a_server_that_takes_one(plays, replay):
    """Virtuoso wants milliseconds; others are not sent what they do not know."""
    plays(Answer(body=ROWS), profile=VIRTUOSO, timeout=1.5).select("SELECT ?n { ?n ?p ?o }")
    plays(Answer(body=ROWS), timeout=1.5).select("SELECT ?n { ?n ?p ?o }")
    first, second = (request.body for request in replay.seen)
    assert b"timeout=1500" in first
    assert b"timeout" not in second


@pytest.mark.parametrize("kept", [0, 1, 40, len(ROWS) - 2])
@pytest.mark.parametrize("announced", [None, len(ROWS), -1])
def test_a_cut_body_under_http_200_is_an_error(plays, kept, announced):
    """Whether the length is right, too great or not told: an answer that is not whole is none."""
    store = plays(Answer(body=ROWS[:kept], announced=announced))
    with pytest.raises((QueryError, Unreachable)):
        store.select("SELECT ?n { ?n ?p ?o }")


@pytest.mark.parametrize("body", [b"<a> <b>", b"<https://e/a> <https://e/b> <https://e/c> .\n"])
def test_cut_triples_are_an_error(plays, body):
    """N-Triples end anywhere: what lacks bytes that were announced is cut."""
    store = plays(Answer(body=body, announced=len(body) + 40))
    with pytest.raises((QueryError, Unreachable)):
        store.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")


def test_partial_results_are_no_results(plays):
    """Virtuoso tells in a header that its time was up, and counts what it saw."""
    store = plays(Answer(body=ROWS, headers={"X-SQL-State": "S1TAT"}), profile=VIRTUOSO, timeout=9)
    with pytest.raises(QueryError, match="more than 9 s"):
        store.select("SELECT ?n { ?n ?p ?o }")


def test_a_server_that_drips_is_stopped_in_time(plays):
    """The limit is on the whole answer, not on the wait for each byte."""
    store = plays(Answer(body=ROWS, drip=0.05), timeout=0.3)
    with pytest.raises(QueryError, match=r"more than 0\.3 s"):
        store.select("SELECT ?n { ?n ?p ?o }")


@pytest.mark.parametrize(
    ("status", "error"),
    [*((s, QueryError) for s in (400, 500)), *((s, Unreachable) for s in (401, 403, 404, 503))],
)
def test_what_a_server_complains_of_is_told(plays, status, error):
    """Its words are shown without markup."""
    store = plays(Answer(status=status, body=b"<html><pre>no such thing</pre></html>"))
    with pytest.raises(error) as caught:
        store.select("SELECT ?n { ?n ?p ?o }")
    assert str(status) in caught.value.message
    assert "<pre>" not in caught.value.message


def test_a_batch_that_does_not_fit_one_request_is_refused(plays, replay):
    """All or none: what cannot be written at once is not begun."""
    store = plays(Answer(), profile=Profile(name="small", batch=2, largest=400))
    with pytest.raises(InputError, match="400 bytes"):
        store.add(quads(map(Literal, "abcdefgh")))
    assert not replay.seen
    store.add_many(quads(map(Literal, "abcdefgh")))
    assert len(replay.seen) > 1
    assert all(len(request.body) <= 400 + 1000 for request in replay.seen)  # and the prefixes


def test_two_pages_that_share_a_row_lack_another(plays):
    """What is read in pages is complete, or an error."""
    store = plays(Answer(body=ROWS, headers={"X-SPARQL-MaxRows": "1"}), profile=VIRTUOSO)
    with pytest.raises(Unreachable, match="two pages"):
        list(store._all("SELECT ?n { ?n ?p ?o }"))
