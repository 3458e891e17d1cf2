"""The polite client against a real server: what it sends, what it hides, what it gives."""

import json
import logging
import socket
import ssl
import subprocess
from types import SimpleNamespace

import httpcore
import pytest

from biograph.errors import InputError, Refused, Unreachable
from biograph.harvest import http
from biograph.harvest.feed import Query, payload
from biograph.harvest.http import USER_AGENT, Client
from biograph.harvest.polite.pace import UNPUBLISHED
from biograph.harvest.raw import RawStore, State
from tests.replay import Answer, Clock, in_turn

HOST = "api.example.org"
URL = f"https://{HOST}/records"
PUBLIC = "193.51.24.1"
KEY = "s3cret-key"


def redirect(location, status=302):
    return Answer(status=status, headers={"Location": location})


def test_an_answer_is_its_bytes_and_media_type(replay):
    """With its headers in lower case, without cookies, at the time of the clock."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "ETag": '"1"',
        "Set-Cookie": "a=b",
    }
    replay.hosts[HOST] = in_turn(Answer(body=b"[1]", headers=headers))
    with replay.client() as polite:
        answer = polite.get(URL)
    assert answer.content == b"[1]"
    assert answer.media_type == "application/json"
    assert answer.headers["etag"] == '"1"'
    assert "set-cookie" not in answer.headers
    assert answer.fetched_at.timestamp() == Clock().now
    assert not answer.unchanged
    assert (answer.url, answer.final) == (URL, URL)


def test_the_client_says_who_it_is_and_what_it_would_like(replay):
    """With a page where its purpose is explained."""
    replay.hosts[HOST] = in_turn(Answer())
    with replay.client() as polite:
        polite.get(URL, accept="application/json", headers={"X-Thing": "a"})
    sent = replay.seen[0].headers
    assert sent["User-Agent"] == USER_AGENT
    assert "https://" in USER_AGENT
    assert sent["Accept"] == "application/json"
    assert sent["Accept-Encoding"] == "gzip, deflate"
    assert sent["X-Thing"] == "a"


def test_parameters_are_the_query_of_the_address(replay):
    """Accents and signs are escaped; a query that is there already is kept."""
    replay.hosts[HOST] = in_turn(Answer())
    with replay.client() as polite:
        answer = polite.get(f"{URL}?wt=json", params={"q": "thérapie & gène", "rows": "2"})
    assert replay.seen[0].query == {"wt": "json", "q": "thérapie & gène", "rows": "2"}
    assert answer.url == f"{URL}?wt=json&q=th%C3%A9rapie+%26+g%C3%A8ne&rows=2"


def test_a_question_is_posted_as_json(replay):
    """Once it arrives, it is the same value."""
    replay.hosts[HOST] = in_turn(Answer(body=b"{}"))
    asked = {"pagination": {"page": 1}, "text": "é"}
    with replay.client() as polite:
        answer = polite.post(URL, json=asked, accept="application/json")
    (request,) = replay.seen
    assert (request.method, json.loads(request.body)) == ("POST", asked)
    assert request.headers["Content-Type"] == "application/json"
    assert answer.url == URL


def test_a_question_is_posted_as_a_form(replay):
    """As SPARQL endpoints want it."""
    replay.hosts[HOST] = in_turn(Answer(body=b"{}"))
    with replay.client() as polite:
        polite.post(URL, data={"query": "SELECT * { ?a ?b ?c }"}, headers={"X-Key": KEY})
    (request,) = replay.seen
    assert request.body == b"query=SELECT+%2A+%7B+%3Fa+%3Fb+%3Fc+%7D"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["X-Key"] == KEY


def test_a_posted_question_is_asked_again_like_any_other(replay):
    """All of ours only read."""
    replay.hosts[HOST] = in_turn(Answer(status=503), Answer(body=b"{}"))
    with replay.client() as polite:
        assert polite.post(URL, json={"a": 1}).content == b"{}"
    assert [request.body for request in replay.seen] == [b'{"a": 1}'] * 2


@pytest.mark.parametrize("status", [200, 201, 203, 204])
def test_a_success_is_a_success(replay, status):
    """Some interfaces answer a search with 201."""
    body = b"" if status == 204 else b"x"
    replay.hosts[HOST] = in_turn(Answer(status=status, body=body))
    with replay.client() as polite:
        assert polite.get(URL).content == body


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 422, 451])
def test_a_client_error_is_told_with_its_answer_and_not_tried_again(replay, status):
    """What the source says about it is the caller's to read."""
    replay.hosts[HOST] = in_turn(Answer(status=status, body=b"Resource not found."))
    with replay.client() as polite, pytest.raises(Refused) as caught:
        polite.get(URL)
    assert len(replay.seen) == 1
    assert (caught.value.status, caught.value.content) == (status, b"Resource not found.")
    assert f"{URL} answers HTTP {status}" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("status", [206, 300, 304, 501, 505])
def test_any_other_answer_is_no_answer(replay, status):
    """Half a document, a choice, a 304 nobody asked for, what the server cannot do."""
    replay.hosts[HOST] = in_turn(Answer(status=status))
    with replay.client() as polite, pytest.raises(Unreachable, match=str(status)) as caught:
        polite.get(URL)
    assert not isinstance(caught.value, Refused)
    assert len(replay.seen) == 1


# what is known already


def conditional(body, tag):
    """A host that sends its bytes only where their tag is not known."""

    def host(request):
        if request.headers.get("If-None-Match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return Answer(body=body, headers={"ETag": tag})

    return host


def test_known_bytes_are_not_sent_again(replay, tmp_path):
    """What the store of payloads kept of the last answer is what the next request asks with."""
    replay.hosts[HOST] = conditional(b"one", '"1"')
    query = Query(source="s", id="q", values={})
    with RawStore(tmp_path) as store, replay.client(validators=store.validators) as polite:
        first = polite.get(URL, params={"page": "1", "api_key": KEY}, conditional=True)
        store.keep(payload(first, query), records={"k": "h"}, state=State())
        again = polite.get(URL, params={"page": "1", "api_key": KEY}, conditional=True)
        replay.hosts[HOST] = conditional(b"two", '"2"')
        changed = polite.get(URL, params={"page": "1", "api_key": KEY}, conditional=True)
        other = polite.get(URL, params={"page": "2"}, conditional=True)
    assert (first.content, first.unchanged) == (b"one", False)
    assert (again.content, again.unchanged, again.url) == (b"", True, first.url)
    assert (changed.content, changed.unchanged) == (b"two", False)
    assert (other.content, other.unchanged) == (b"two", False)
    assert "If-None-Match" not in replay.seen[3].headers


def test_a_page_of_a_list_is_asked_for_without_conditions(replay):
    """What follows stands in it, so that nobody can go on without its bytes."""
    replay.hosts[HOST] = conditional(b"one", '"1"')
    with replay.client(validators=lambda _url: {"etag": '"1"'}) as polite:
        assert polite.get(URL).content == b"one"
    assert "If-None-Match" not in replay.seen[0].headers


def test_a_date_of_change_is_asked_with_too(replay):
    """Some servers have no tags."""
    day = "Mon, 05 Jan 2026 10:00:00 GMT"
    replay.hosts[HOST] = in_turn(Answer(status=304))
    with replay.client(validators=lambda _url: {"last-modified": day}) as polite:
        assert polite.get(URL, conditional=True).unchanged
    assert replay.seen[0].headers["If-Modified-Since"] == day
    assert "If-None-Match" not in replay.seen[0].headers


def test_validators_belong_to_where_a_redirect_led(replay):
    """Another file may have the same tag: it is asked for without conditions."""
    files = {"/v1": conditional(b"one", '"1"'), "/v2": conditional(b"two", '"1"')}
    latest = ["/v1"]
    replay.hosts[HOST] = lambda request: (
        redirect(latest[0]) if request.path == "/records" else files[request.path](request)
    )
    known = {}
    with replay.client(validators=lambda url: known.get(url, {})) as polite:
        first = polite.get(URL, conditional=True)
        known[first.url] = first.headers
        again = polite.get(URL, conditional=True)
        latest[0] = "/v2"
        moved_on = polite.get(URL, conditional=True)
    assert (first.url, first.final) == (URL, f"https://{HOST}/v1")
    assert again.unchanged
    assert (moved_on.unchanged, moved_on.content) == (False, b"two")


# redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_told(replay, status):
    """The address asked for stays the name of the answer."""
    there = Answer(body=b"ok")
    replay.hosts[HOST] = lambda request: (
        there if request.path == "/there" else redirect("/there?api_key=x", status)
    )
    with replay.client() as polite:
        answer = polite.get(URL)
    assert (answer.content, answer.url, answer.final) == (b"ok", URL, f"https://{HOST}/there")


@pytest.mark.parametrize(("status", "method"), [(301, "GET"), (303, "GET"), (307, "POST")])
def test_a_redirect_says_whether_a_question_is_posted_again(replay, status, method):
    """On the same host it may be."""
    replay.hosts[HOST] = lambda request: (
        Answer(body=b"ok") if request.path == "/there" else redirect("/there", status)
    )
    with replay.client() as polite:
        polite.post(URL, json={"a": 1})
    last = replay.seen[-1]
    assert (last.method, last.body) == (method, b'{"a": 1}' if method == "POST" else b"")
    assert ("Content-Type" in last.headers) == (method == "POST")


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        (f"https://{HOST}/there", True),
        ("https://other.example.org/there", False),
        (f"https://{HOST}:8443/there", False),
        (f"http://{HOST}/there", False),
    ],
)
def test_keys_stay_with_their_host_and_with_https(replay, location, kept):
    """Another host, another port or plain http gets the request without them."""
    replay.hosts[HOST] = lambda request: (
        redirect(location) if request.path == "/records" else Answer(body=b"ok")
    )
    replay.hosts["other.example.org"] = in_turn(Answer(body=b"ok"))
    with replay.client() as polite:
        assert polite.get(URL, headers={"X-Key": KEY}).content == b"ok"
    assert replay.seen[0].headers["X-Key"] == KEY
    assert ("X-Key" in replay.seen[1].headers) == kept
    assert (KEY in str(replay.seen[1])) == kept


def test_keys_do_not_come_back_after_a_detour(replay):
    """What was sent away over another host is no longer trusted."""
    replay.hosts[HOST] = lambda request: (
        redirect("https://other.example.org/") if request.path == "/records" else Answer()
    )
    replay.hosts["other.example.org"] = in_turn(redirect(f"https://{HOST}/back"))
    with replay.client() as polite:
        polite.get(URL, headers={"X-Key": KEY})
    assert [KEY in str(request) for request in replay.seen] == [True, False, False]


@pytest.mark.parametrize("location", [f"http://{HOST}/?api_key={KEY}", f"https://o.example/{KEY}"])
def test_a_key_in_the_address_is_not_sent_on(replay, location):
    """Neither in the clear nor to another host."""
    replay.hosts[HOST] = in_turn(redirect(location))
    with replay.client() as polite, pytest.raises(Unreachable, match="key") as caught:
        polite.get(URL, params={"api_key": KEY})
    assert len(replay.seen) == 1
    assert KEY not in str(caught.value)


def test_the_body_of_a_question_is_not_sent_on_to_another_host(replay):
    """It may hold what is meant for the first."""
    replay.hosts[HOST] = in_turn(redirect("https://other.example.org/", 308))
    with replay.client() as polite, pytest.raises(Unreachable, match=r"other\.example\.org"):
        polite.post(URL, json={"a": 1})
    assert len(replay.seen) == 1


# keys


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=404, body=b"no"),
        Answer(status=503),
        Answer(status=501),
        Answer(status=429, headers={"Retry-After": "99999"}),
        Answer(body=b"x" * 200),
        Answer(headers={"Content-Encoding": "br"}, body=b"x"),
        redirect("/records?api_key=" + KEY),
        redirect("ftp://example.org/?token=" + KEY),
        redirect("http://127.0.0.1/?token=" + KEY),
        redirect(f"https://me:{KEY}@example.org/"),
        redirect(f"https://me:{KEY}@[::1?token={KEY}"),
    ],
    ids=lambda answer: f"{answer.status} {answer.headers}"[:60],
)
def test_keys_are_in_no_error(replay, answer, caplog):
    """Nor in what is logged on the way."""
    caplog.set_level(logging.DEBUG)
    replay.hosts[HOST] = in_turn(answer)
    with replay.client(largest=100, attempts=2) as polite, pytest.raises(Unreachable) as caught:
        polite.get(URL, params={"api_key": KEY, "email": KEY}, headers={"Authorization": KEY})
    assert replay.seen[0].query["api_key"] == KEY
    error = caught.value
    while error is not None:
        assert KEY not in f"{error!s} {error!r}"
        error = error.__cause__
    assert KEY not in caplog.text


def test_keys_are_in_no_response(replay, caplog):
    """What is kept can be shown."""
    caplog.set_level(logging.DEBUG)
    replay.hosts[HOST] = in_turn(Answer(body=b"ok"))
    with replay.client() as polite:
        answer = polite.get(URL, params={"q": "x", "api_key": KEY}, headers={"X-Key": KEY})
    assert answer.url == f"{URL}?q=x"
    assert KEY not in repr(answer)
    assert KEY not in caplog.text


@pytest.mark.parametrize("value", [f"{KEY}\n", f"é{KEY}", ""])
def test_a_key_that_cannot_be_sent_is_an_error_without_it(replay, value):
    """A line break from a file of keys is the usual mistake."""
    with replay.client() as polite, pytest.raises(InputError, match="X-Key") as caught:
        polite.get(URL, headers={"X-Key": value})
    assert KEY not in str(caught.value)
    assert replay.seen == []


# pace


def test_pages_of_a_host_are_fetched_at_its_pace(replay):
    """A published pause lies between two requests."""
    replay.hosts[HOST] = in_turn(Answer())
    with replay.client(pauses={HOST: 2.5}) as polite:
        for _ in range(3):
            polite.get(URL)
        assert replay.clock.pauses == [2.5, 2.5]


@pytest.mark.parametrize("status", [200, 302])
def test_retry_after_is_honoured_on_any_answer(replay, status):
    """Some servers send it with success."""
    there = Answer(body=b"ok")
    asking = Answer(status=status, headers={"Retry-After": "60", "Location": "/there"})
    replay.hosts[HOST] = in_turn(asking, there)
    with replay.client() as polite:
        polite.get(URL)
        polite.get(URL)
        assert replay.clock.pauses == [60.0]


# the real network: names are resolved, and connected to where they resolved to


@pytest.fixture
def direct(replay, monkeypatch):
    """A resolver and a network that are ours: ``addresses`` by name, ``reached`` in order."""
    net = SimpleNamespace(addresses={HOST: [PUBLIC]}, reached=[], asked=[])
    port = int(replay.base.rpartition(":")[2])
    connect = socket.create_connection

    def resolve(host, port, *_args, **_options):
        net.asked.append(host)
        if host not in net.addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(0, 0, 0, "", (address, port)) for address in net.addresses[host]]

    def reach(address, *args, **options):
        net.reached.append(address[0])
        monkeypatch.setattr(socket, "getaddrinfo", real)
        try:
            return connect(("127.0.0.1", port), *args, **options)
        finally:
            monkeypatch.setattr(socket, "getaddrinfo", resolve)

    real = socket.getaddrinfo
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", reach)
    return net


def test_a_name_is_connected_to_where_it_was_resolved_to(replay, direct):
    """Once, so that no second look can lead elsewhere."""
    replay.hosts[HOST] = in_turn(Answer(body=b"ok"))
    clock = Clock()
    with Client(clock=clock, pause=clock.pause) as polite:
        assert polite.get(f"http://{HOST}/a").content == b"ok"
        assert polite.get(f"http://{HOST}/b").content == b"ok"
    assert direct.asked == [HOST]
    assert direct.reached == [PUBLIC]
    assert clock.pauses == [UNPUBLISHED]


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.1.2.3"], ["::1"], ["fe80::1%eth0"], [PUBLIC, "169.254.169.254"]],
)
def test_a_name_that_leads_inside_is_not_connected_to(replay, direct, addresses):
    """One inner address among others is enough: the next try might take it."""
    direct.addresses[HOST] = addresses
    with Client() as polite, pytest.raises(Unreachable, match="open internet"):
        polite.get(f"http://{HOST}/")
    assert direct.reached == []
    assert replay.seen == []


def test_a_redirect_to_a_name_that_leads_inside_is_not_followed(replay, direct):
    """However public the name looks."""
    direct.addresses["metadata.example.org"] = ["169.254.169.254"]
    replay.hosts[HOST] = in_turn(redirect("http://metadata.example.org/"))
    with Client() as polite, pytest.raises(Unreachable, match=r"metadata\.example\.org"):
        polite.get(f"http://{HOST}/")
    assert direct.reached == [PUBLIC]


def test_the_next_address_of_a_name_is_tried(replay, direct, monkeypatch):
    """One of several machines may be down."""
    direct.addresses[HOST] = ["193.51.24.2", PUBLIC]
    replay.hosts[HOST] = in_turn(Answer(body=b"ok"))
    reach = socket.create_connection

    def broken(address, *args, **options):
        if address[0] != PUBLIC:
            raise ConnectionRefusedError
        return reach(address, *args, **options)

    monkeypatch.setattr(socket, "create_connection", broken)
    with Client() as polite:
        assert polite.get(f"http://{HOST}/").content == b"ok"


def test_the_proxy_of_the_environment_is_used(replay, direct, monkeypatch):
    """It resolves the names; what is seen to lead inside is refused all the same."""
    monkeypatch.setenv("http_proxy", replay.base)
    monkeypatch.setenv("no_proxy", "inside.example.org")
    direct.addresses["inside.example.org"] = ["10.0.0.1"]
    replay.hosts["far.example.org"] = in_turn(Answer(body=b"ok"))
    with Client() as polite:
        assert polite.get("http://far.example.org/a").content == b"ok"
        for url in ("http://10.0.0.1/", "http://inside.example.org/"):
            with pytest.raises(Unreachable, match="open internet"):
                polite.get(url)
    assert direct.asked == ["inside.example.org"]
    assert replay.seen[0].path == "/a"


@pytest.fixture
def certified(tmp_path, direct, replay, monkeypatch):
    """The server speaks TLS as HOST, and its certificate is trusted."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    names = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run([*command, *names, *files], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl, which makes a certificate, is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    replay.secure(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    http._trusted.cache_clear()
    yield
    http._trusted.cache_clear()


def test_https_is_checked_against_the_name(certified, replay, direct):
    """The address is pinned, the certificate is still that of the host."""
    direct.addresses["other.example.org"] = [PUBLIC]
    replay.hosts[HOST] = in_turn(Answer(body=b"ok"))
    with Client(attempts=1) as polite:
        assert polite.get(f"https://{HOST}/a").content == b"ok"
        with pytest.raises(Unreachable, match=r"(?i)certificate"):
            polite.get("https://other.example.org/a")
    assert [request.host for request in replay.seen] == [HOST]


def test_a_connection_is_used_again(replay):
    """Pages of a host come over one socket, and it is given back at the end."""
    replay.hosts[HOST] = in_turn(Answer(body=b"ok"))
    with replay.client() as polite:
        polite.get(URL)
        polite.get(URL)
        (pool,) = polite._pools.values()
        assert len(pool.connections) == 1
    assert pool.connections == []
    assert isinstance(pool, httpcore.ConnectionPool)
