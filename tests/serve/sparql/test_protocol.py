"""Requests as they come in: what is a query, and what is told to who sends none."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.serve.sparql.protocol import (
    FORM,
    LONGEST,
    METHODS,
    QUERY,
    UPDATE,
    Asked,
    Rejected,
    read,
)
from tests.serve.sparql.conftest import HTML

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_GRAPHS = st.lists(st.sampled_from(["http://e/1", "http://e/é?a=1&b=2"]), max_size=3)


def form(query, default=(), named=()):
    """The parameters of the protocol, encoded as browsers and clients do."""
    return urlencode(
        [
            ("query", query),
            *(("default-graph-uri", graph) for graph in default),
            *(("named-graph-uri", graph) for graph in named),
        ]
    ).encode()


@given(query=_TEXT, default=_GRAPHS, named=_GRAPHS)
def test_the_three_ways_say_the_same(query, default, named):
    """GET, POST as a form and POST of the query give the same query and dataset, for any text."""
    expected = Asked(query=query, default=tuple(default), named=tuple(named))
    pairs = form(query, default, named)
    beside = form("", default, named).partition(b"&")[2]
    assert read("GET", pairs, "", b"") == expected
    assert read("POST", b"", f"{FORM}; charset=UTF-8", pairs) == expected
    assert read("POST", beside, QUERY, query.encode()) == expected
    assert read("POST", beside, FORM, form(query)) == expected


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_asks_nothing_is_introduced(method):
    """A request without parameters is no error: it gets the description of the service."""
    assert read(method, b"", "", b"") is None


REJECTED = [
    ("PUT", b"query=ASK{}", "", b"", 405),
    ("DELETE", b"", "", b"", 405),
    ("GET", b"query=ASK{}&query=ASK{}", "", b"", 400),
    ("GET", b"format=csv", "", b"", 400),
    ("GET", b"graph=http://e/", "", b"", 400),
    ("GET", b"default", "", b"", 400),
    ("GET", b"query=%ff", "", b"", 400),
    ("GET", b"query=\xff", "", b"", 400),
    ("GET", b"update=CLEAR+ALL", "", b"", 403),
    ("POST", b"", FORM, b"update=CLEAR+ALL", 403),
    ("POST", b"", FORM, b"query=ASK{}&using-graph-uri=http://e/", 403),
    ("POST", b"", UPDATE, b"CLEAR ALL", 403),
    ("POST", b"", FORM, b"", 400),
    ("POST", b"query=ASK{}", QUERY, b"ASK{}", 400),
    ("POST", b"", QUERY, b"\xff", 400),
    ("POST", b"", "", b"ASK{}", 415),
    ("POST", b"", "text/plain", b"ASK{}", 415),
    ("POST", b"", "multipart/form-data; boundary=x", b"--x--", 415),
    ("POST", b"", f"{QUERY}; charset=utf-16", "ASK{}".encode("utf-16"), 415),
    ("POST", b"", QUERY, b"#" * (LONGEST + 1), 413),
    ("GET", b"&".join([b"a=b"] * 2_000), "", b"", 400),
]


@pytest.mark.parametrize(("method", "words", "kind", "body", "status"), REJECTED)
def test_what_breaks_the_protocol_is_told(method, words, kind, body, status):
    """Each has its status, and a text that says what is wrong."""
    with pytest.raises(Rejected) as error:
        read(method, words, kind, body)
    assert error.value.status == status
    assert error.value.message


@given(
    method=st.sampled_from(["GET", "POST"]),
    words=st.binary(max_size=60),
    kind=st.one_of(st.sampled_from([FORM, QUERY]), st.text(max_size=30)),
    body=st.binary(max_size=60),
)
def test_no_request_breaks_it(method, words, kind, body):
    """Any bytes are a query, or are rejected with a client error."""
    try:
        asked = read(method, words, kind, body)
    except Rejected as error:
        asked = error
    assert asked is None or isinstance(asked, Asked) or 400 <= asked.status < 500


def test_errors_are_short_texts_open_to_all(endpoint):
    """An error is plain text with its hint; scripts of every origin may read it."""
    response = endpoint.ask("SELECT * WHERE { ?s }")
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/plain")
    assert "does not parse" in response.text
    assert "->" in response.text
    assert response.headers["access-control-allow-origin"] == "*"
    assert len(response.text) < 600


def test_a_method_that_is_not_taken_names_those_that_are(endpoint):
    """405 comes with Allow, 415 with the types that may be posted."""
    response = endpoint.http.put("/sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.headers["allow"]) == (405, ", ".join(METHODS))
    response = endpoint.http.post("/sparql", content=b"ASK {}")
    assert response.status_code == 415
    assert QUERY in response.headers["accept-post"]


def test_a_page_of_another_origin_may_ask(endpoint):
    """The preflight of a browser is answered, and the answer lets scripts see a cut."""
    headers = {"origin": "http://e", "access-control-request-method": "POST"}
    response = endpoint.http.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert "POST" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-headers"] == "*"
    asked = endpoint.ask("ASK {}", origin="http://e")
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "X-Biograph-Truncated" in asked.headers["access-control-expose-headers"]


def test_a_body_without_end_is_not_read(endpoint):
    """A body in pieces of unknown length is given up when it is longer than any query."""

    def pieces():
        for _ in range(100):
            yield b"#" * 50_000

    headers = {"content-type": QUERY}
    response = endpoint.http.post("/sparql", content=pieces(), headers=headers)
    assert response.status_code == 413


def test_a_head_has_no_body(endpoint):
    """HEAD tells format and size of the answer to GET."""
    words = {"query": "SELECT ?s { ?s a ?kind } ORDER BY ?s"}
    head, got = (endpoint.http.request(m, "/sparql", params=words) for m in ("HEAD", "GET"))
    assert (head.content, head.status_code) == (b"", 200)
    assert head.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("host", ["a b", "<script>", "[", "e/\\x", '"'])
def test_a_host_that_is_none_is_not_repeated(host, endpoint):
    """A Host header that names no host does not become part of a description."""
    description = endpoint.http.get("/sparql", headers={"host": host}).text
    assert f"<{endpoint.url}/sparql>" in description


def test_browsers_get_the_page_for_people(endpoint):
    """Without a query HTML is for people and RDF for programs; with one a browser gets data."""
    assert endpoint.http.get("/sparql", headers={"accept": HTML}).text == "the page for people"
    for accept in ("text/turtle", "*/*", "application/ld+json"):
        response = endpoint.http.get("/sparql", headers={"accept": accept})
        assert response.status_code == 200
        assert "service-description#" in response.text
    assert endpoint.http.get("/sparql", headers={"accept": "image/png"}).status_code == 406
    asked = endpoint.ask("SELECT * {} ", accept=HTML)
    assert asked.headers["content-type"].startswith("application/xml")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_accents_come_through(method, endpoint):
    """A text in French is the same in the query and in the answer, however it is sent."""
    words = {"query": 'SELECT ("œuvre d\'été ☃" AS ?x) {}'}
    send = {"params": words} if method == "GET" else {"data": words}
    answer = endpoint.http.request(method, "/sparql", **send).json()
    assert answer["results"]["bindings"][0]["x"]["value"] == "œuvre d'été ☃"
