"""The polite client against a real server."""

from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

import pytest

from biograph.errors import Unreachable
from biograph.harvest.http import USER_AGENT, Client

from .conftest import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Server

pytestmark = pytest.mark.usefixtures("no_backoff")


def in_turn(*answers: Answer) -> Callable[[str], Answer]:
    """Each request takes the next answer, the last one for good."""
    left = list(answers)
    return lambda _path: left.pop(0) if len(left) > 1 else left[0]


def test_an_answer_is_its_bytes_and_media_type(server: Server) -> None:
    """The client says who it is and what it would like."""
    server.respond = in_turn(
        Answer(b"[1]", headers={"Content-Type": "application/json; charset=utf-8"})
    )
    with Client() as client:
        answer = client.get(server.base + "/a?b=c", accept="application/json")
    assert answer.content == b"[1]"
    assert answer.media_type == "application/json"
    path, headers = server.seen[0]
    assert path == "/a?b=c"
    assert headers["User-Agent"] == USER_AGENT
    assert headers["Accept"] == "application/json"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(server: Server, status: int) -> None:
    """One failure, then success."""
    server.respond = in_turn(Answer(status=status), Answer(b"ok"))
    with Client() as client:
        assert client.get(server.base).content == b"ok"
    assert len(server.seen) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_will_not_pass_is_not_tried_again(server: Server, status: int) -> None:
    """A page that does not exist is asked for once."""
    server.respond = in_turn(Answer(status=status))
    with Client() as client, pytest.raises(Unreachable) as caught:
        client.get(server.base)
    assert len(server.seen) == 1
    assert str(status) in caught.value.message
    assert caught.value.hint


def test_a_server_that_stays_down_is_given_up_after_the_attempts(server: Server) -> None:
    """The error names the address and how often it was tried."""
    server.respond = in_turn(Answer(status=503))
    with Client(attempts=3) as client, pytest.raises(Unreachable, match="failed 3 times"):
        client.get(server.base)
    assert len(server.seen) == 3


def test_retry_after_is_waited_for(server: Server) -> None:
    """The seconds that the server asks for are the seconds of the pause."""
    pauses: list[float] = []
    server.respond = in_turn(Answer(status=429, headers={"Retry-After": "7"}), Answer(b"ok"))
    with Client(pause=pauses.append) as client:
        client.get(server.base)
    assert pauses == [7.0]


def test_retry_after_may_be_a_date(server: Server) -> None:
    """A date in the past asks for no pause."""
    pauses: list[float] = []
    past = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    server.respond = in_turn(Answer(status=503, headers=past), Answer(b"ok"))
    with Client(pause=pauses.append) as client:
        assert client.get(server.base).content == b"ok"
    assert pauses == []


def test_a_wait_beyond_patience_is_refused(server: Server) -> None:
    """A daily allowance that is spent is no reason to hang until tomorrow."""
    pauses: list[float] = []
    server.respond = in_turn(Answer(status=429, headers={"Retry-After": "86400"}))
    with Client(pause=pauses.append) as client, pytest.raises(Unreachable, match="86400 s"):
        client.get(server.base)
    assert pauses == []


def test_nonsense_in_retry_after_is_no_error(server: Server) -> None:
    """Headers are input too."""
    server.respond = in_turn(Answer(status=503, headers={"Retry-After": "soon"}), Answer(b"ok"))
    with Client() as client:
        assert client.get(server.base).content == b"ok"


def test_redirects_are_followed_and_told(server: Server) -> None:
    """The address of the answer is the last one."""
    moved = Answer(status=302, headers={"Location": "/there"})
    server.respond = lambda path: Answer(b"ok") if path == "/there" else moved
    with Client() as client:
        assert client.get(server.base + "/here").url == server.base + "/there"


def test_redirects_in_a_circle_end(server: Server) -> None:
    """A cycle is an error, soon."""
    server.respond = in_turn(Answer(status=302, headers={"Location": "/"}))
    with Client() as client, pytest.raises(Unreachable):
        client.get(server.base)
    assert len(server.seen) <= 7


def test_an_answer_over_the_limit_is_given_up(server: Server) -> None:
    """The limit is on bytes as they come."""
    server.respond = in_turn(Answer(b"x" * 100_000))
    with Client(largest=50_000) as client, pytest.raises(Unreachable, match="50000 bytes"):
        client.get(server.base)


def test_a_zip_bomb_is_given_up(server: Server) -> None:
    """The limit holds for the bytes after decompression."""
    bomb = gzip.compress(b"\0" * 20_000_000)
    server.respond = in_turn(Answer(bomb, headers={"Content-Encoding": "gzip"}))
    with Client(largest=1_000_000) as client, pytest.raises(Unreachable, match="1000000 bytes"):
        client.get(server.base)


def test_a_port_nobody_listens_on_is_unreachable() -> None:
    """Connection errors are tried again, then told."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with Client(attempts=2) as client, pytest.raises(Unreachable, match="failed 2 times"):
            client.get(url)


def test_a_server_that_says_nothing_is_unreachable() -> None:
    """The time-out bounds the wait."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with Client(timeout=0.2, attempts=1) as client, pytest.raises(Unreachable):
            client.get(url)


@pytest.mark.parametrize("url", ["", "no address", "ftp://example.org/", "http://[::1"])
def test_what_is_no_address_is_an_error_of_ours(url: str) -> None:
    """No exception of the library beneath comes out."""
    with Client() as client, pytest.raises(Unreachable):
        client.get(url)
