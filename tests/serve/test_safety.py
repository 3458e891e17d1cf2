"""What a browser is told with every answer, and what is too large."""

import pytest

PATHS = ("/fr/", "/en/search?q=a", "/fr/nothing", "/static/page.css", "/id/org/x", "/fr/home.json")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_scripts_of_others(client, path):
    """Pages, data, files, redirections and errors alike."""
    headers = client.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_server_does_not_tell_what_it_is(client):
    """A version is an invitation."""
    assert "server" not in client.get("/fr/").headers


def test_an_address_that_is_too_long_is_refused(client):
    """With a hint where long queries go."""
    answer = client.get("/fr/search?q=" + "a" * 9000)
    assert answer.status_code == 414
    assert "POST /sparql" in answer.text


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client):
    """The announced length is enough."""
    answer = client.post("/decide", content=b"a" * 1_000_001)
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "many", "1e3"])
def test_a_length_that_is_none_is_refused(served, length):
    """Whoever finds it first, the protocol or we."""
    import socket
    from urllib.parse import urlsplit

    host = urlsplit(served)
    with socket.create_connection((host.hostname, host.port), timeout=30) as wire:
        wire.sendall(
            f"POST /decide HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        assert wire.recv(100).split()[1] in {b"400", b"413"}


def test_a_page_of_many_kilobytes_travels_compressed(client):
    """On slow lines too."""
    answer = client.get("/static/page.css", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "path", ["/static/", "/static/site/", "/files/", "/files/report/", "/static/../pages.py"]
)
def test_folders_are_not_listed(client, path):
    """What may be had is linked from a page."""
    assert client.get(path).status_code == 404
