"""Hostile requests and hostile data: clean refusals, and nothing that runs."""

import re
import socket
from contextlib import suppress
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
BREAKS_OUT = '"><svg/onload=alert(1)>'
SPARQL = '" } UNION { GRAPH ?g { ?s ?p ?o } } #'
UPDATE = "> ; INSERT DATA { <a:a> <a:a> <a:a> } #"
SERVICE = "SELECT * { SERVICE <http://169.254.169.254/latest/meta-data> { ?s ?p ?o } }"
TEXTS = (
    SCRIPT,
    IMAGE,
    BREAKS_OUT,
    SPARQL,
    UPDATE,
    SERVICE,
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{7*7}}{% for x in y %}",
    "${7*7}#{7*7}",
    "'; DROP TABLE entity; --",
    'a" OR "*" NEAR/0 (',
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "%00",
    "\x00\x01\x02",
    "\u202egnp.exe",
    "𝕊" * 300,
    "a" * 5000,
    "\r\nSet-Cookie: x=1\r\n\r\n<html>",
    "=cmd|' /C calc'!A0",
    "-9223372036854775809",
    "1e999",
    "[]{}()*+?^$|",
)
#: Where a reader's words go: page, and the word of its query.
FIELDS = (
    ("/search", "q"),
    ("/search", "most"),
    ("/browse", "q"),
    ("/browse", "kind"),
    ("/browse", "page"),
    ("/findings", "q"),
    ("/findings", "analysis"),
    ("/chain", "family"),
    ("/whatif", "without"),
    ("/whatif", "adding"),
    ("/plan", "target"),
    ("/graph", "focus"),
    ("/graph", "hops"),
    ("/map", "kind"),
    ("/questions/actors/profile", "name"),
    ("/questions/quality/evidence", "relation"),
    ("/questions", "q"),
    ("/sparql", "query"),
    ("/pairs", "page"),
)
PLACES = (
    *("/entity/org/{}", "/entity/{}/x", "/fact/{}", "/findings/{}", "/questions/{}/x"),
    *("/chain/{}", "/browse/{}", "/{}", "/questions/actors/{}"),
)
REFUSED = {400, 404, 405, 413, 414, 422}


def harmless(answer, text):
    """A page or a refusal of ours in which the text is only text."""
    assert answer.status_code in {200, 303, *REFUSED}, (answer.status_code, text)
    assert "Traceback" not in answer.text
    assert ".py" not in answer.headers.get("location", "")
    assert "set-cookie" not in answer.headers
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert not list(running(answer.content))


def running(page):
    """What a browser would run in a page, as its own parser sees it."""
    for element in lxml.html.fromstring(page).iter():
        if element.tag == "script":
            is_data = element.get("type") == "application/json"
            if not is_data and not (element.get("src") or "").startswith("/static/"):
                yield "script", element.text
        for name, value in element.items():
            if name.startswith("on") or (
                name in {"href", "src", "action", "formaction", "data", "srcdoc"}
                and re.match(r"[\s\0]*(javascript|vbscript|data):", value, re.IGNORECASE)
            ):
                yield name, value


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize(("path", "name"), FIELDS)
def test_words_of_a_query_stay_words(client, path, name, text):
    """Whatever a reader writes into whatever field."""
    harmless(client.get(f"/en{path}", params={name: text}), text)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("place", PLACES)
def test_parts_of_an_address_stay_parts(client, place, text):
    """Whatever stands where a key belongs is a page that is not there, or one that is."""
    harmless(client.get("/fr" + place.format(quote(text, safe=""))), text)


@pytest.mark.parametrize("suffix", ["json", "csv", "ttl"])
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_data_of_a_hostile_question_is_data(client, text, suffix):
    """A browser that opens it shows text: the type says so, and may not be guessed."""
    answer = client.get(f"/fr/search.{suffix}", params={"q": text})
    assert answer.status_code in {200, *REFUSED}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "html" not in answer.headers["content-type"]


def exchange(served, request):
    """What the server answers to these bytes, where it does not just close the connection."""
    host = urlsplit(served)
    with socket.create_connection((host.hostname, host.port), timeout=300) as wire:
        with suppress(ConnectionError):  # it may refuse, and close, before it heard all
            wire.sendall(request)
        with suppress(OSError):
            wire.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            return wire.recv(65536)
    return b""


def get(target, *, method=b"GET", host=b"x", more=b""):
    """A request as bytes."""
    return b"%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n" % (
        *(method, target, host, more),
    )


def post(more):
    """The head of a request with a body, and what follows."""
    return b"POST /decide HTTP/1.1\r\nHost: x\r\n" + more


BROKEN = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no version": b"GET /fr/\r\n\r\n",
    "giant header": get(b"/fr/", more=b"X: " + b"a" * 200_000 + b"\r\n"),
    "many headers": get(b"/fr/", more=b"X: a\r\n" * 20_000),
    "two lengths": post(b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na"),
    "length and chunks": post(b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "endless chunk": post(b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n"),
    "null in the address": get(b"/fr/\x00"),
    "broken utf-8 in the address": get(b"/fr/search?q=%ff%fe%c0%af"),
    "raw bytes in the address": get(b"/fr/search?q=\xff\xfe"),
    "absolute address": get(b"http://169.254.169.254/"),
    "dots": get(b"/static/../../../../etc/passwd"),
    "coded dots": get(b"/static/%2e%2e/%2e%2e/etc/passwd"),
    "connect": get(b"example.org:443", method=b"CONNECT"),
    "trace": get(b"/fr/", method=b"TRACE"),
    "host with markup": get(b"/fr/questions", host=b"<script>alert(1)</script>"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_request_is_refused_and_the_next_is_answered(served, client, name):
    """No byte of it comes to anything, and the server goes on."""
    answer = exchange(served, BROKEN[name])
    assert not answer or re.match(rb"HTTP/1\.1 (200|30\d|4\d\d|501|505) ", answer), answer[:200]
    assert b"root:" not in answer
    assert b"<script>alert" not in answer
    assert client.get("/fr/").status_code == 200


def test_there_are_sixty_hostile_inputs_and_more():
    """So many were asked for."""
    assert len(TEXTS) + len(FIELDS) + len(PLACES) + len(BROKEN) >= 60
