"""robots.txt: asked once a host, obeyed, and not taken for granted where it cannot be had."""

import pytest

from biograph.errors import Forbidden, Refused, Unreachable
from biograph.harvest.http import Client
from tests.replay import Answer, Clock, in_turn, sample

HOST = "www.example.org"
PAGE = f"https://{HOST}/news/1"


def site(robots, page=None):
    """A host with a robots.txt and the same page everywhere."""
    page = page or Answer(body=b"page")
    return lambda request: robots if request.path == "/robots.txt" else page


def paths(replay):
    return [request.path for request in replay.seen]


def test_the_rules_are_asked_once_a_host_and_for_crawled_pages_only(replay):
    """Documented interfaces are meant for programs."""
    replay.hosts[HOST] = site(Answer(body=b"User-agent: *\nDisallow: /private/"))
    with Client(gateway=replay.base) as client:
        client.get(f"https://{HOST}/private/api")
        client.get(PAGE, crawled=True)
        client.get(f"https://{HOST}/news/2", crawled=True)
    assert paths(replay) == ["/private/api", "/robots.txt", "/news/1", "/news/2"]


@pytest.mark.parametrize("name", ["*", "biograph", "Biograph"])
def test_a_page_that_is_disallowed_is_not_asked_for(replay, name):
    """The error, which is one of its own, names the rule's host and the page."""
    replay.hosts[HOST] = site(Answer(body=f"User-agent: {name}\nDisallow: /news/".encode()))
    with (
        Client(gateway=replay.base) as client,
        pytest.raises(Forbidden, match=r"robots\.txt") as e,
    ):
        client.get(PAGE, crawled=True)
    assert paths(replay) == ["/robots.txt"]
    assert PAGE in e.value.message
    assert e.value.hint


def test_rules_for_others_are_not_ours(replay):
    """A group that names another crawler says nothing to us."""
    rules = b"User-agent: Googlebot\nDisallow: /\n\nUser-agent: *\nAllow: /"
    replay.hosts[HOST] = site(Answer(body=rules))
    with Client(gateway=replay.base) as client:
        assert client.get(PAGE, crawled=True).content == b"page"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_the_file_has_no_rules(replay, status):
    """As RFC 9309 reads a client error."""
    replay.hosts[HOST] = site(Answer(status=status))
    with Client(gateway=replay.base) as client:
        assert client.get(PAGE, crawled=True).content == b"page"


@pytest.mark.parametrize("status", [500, 503])
def test_a_host_that_cannot_say_its_rules_is_not_crawled_now(replay, status):
    """After the tries, and with a hint of its own; a later fetch asks again."""
    failing = [Answer(status=status)] * 2
    replay.hosts[HOST] = site(Answer())
    rules = in_turn(*failing, Answer(status=404))
    replay.hosts[HOST] = lambda request: (
        rules(request) if request.path == "/robots.txt" else Answer(body=b"page")
    )
    with Client(gateway=replay.base, attempts=2) as client:
        with pytest.raises(Unreachable, match=r"robots\.txt failed 2 times") as caught:
            client.get(PAGE, crawled=True)
        assert not isinstance(caught.value, Refused | Forbidden)
        assert "rules" in caught.value.hint
        assert client.get(PAGE, crawled=True).content == b"page"


@pytest.mark.parametrize("rule", ["Crawl-delay: 10", "Request-rate: 6/1m"])
def test_the_delay_of_a_host_is_kept(replay, rule):
    """It lies between any two pages."""
    clock = Clock()
    replay.hosts[HOST] = site(Answer(body=f"User-agent: *\n{rule}".encode()))
    with Client(gateway=replay.base, clock=clock, pause=clock.pause) as client:
        for number in range(3):
            client.get(f"https://{HOST}/news/{number}", crawled=True)
    assert clock.pauses == [10.0, 10.0]


def test_a_redirect_of_a_crawled_page_obeys_the_rules_of_where_it_leads(replay):
    """The other host has its own robots.txt."""
    there = "elsewhere.example.org"
    moved = Answer(status=302, headers={"Location": f"https://{there}/secret"})
    replay.hosts[HOST] = site(Answer(status=404), moved)
    replay.hosts[there] = site(Answer(body=b"User-agent: *\nDisallow: /"))
    with Client(gateway=replay.base) as client, pytest.raises(Unreachable, match=there):
        client.get(PAGE, crawled=True)
    assert paths(replay) == ["/robots.txt", "/news/1", "/robots.txt"]


@pytest.mark.parametrize("rules", [b"", b"\xef\xbb\xbfUser-agent: *\nAllow: /", b"<html>\xff\x00"])
def test_odd_files_forbid_nothing(replay, rules):
    """An empty one, a byte-order mark, a web page in its place."""
    replay.hosts[HOST] = site(Answer(body=rules))
    with Client(gateway=replay.base) as client:
        assert client.get(PAGE, crawled=True).content == b"page"


def test_real_files_are_read(replay, shared):
    """The European Commission closes parts of its site and leaves others open."""
    host = "ec.europa.eu"
    replay.hosts[host] = site(Answer(body=sample("robots-sitemap/robots_ec.europa.eu.txt")))
    with Client(gateway=replay.base) as client:
        assert client.get(f"https://{host}/health/", crawled=True).content == b"page"
        with pytest.raises(Unreachable, match="does not allow"):
            client.get(f"https://{host}/cgi-bin/x", crawled=True)
