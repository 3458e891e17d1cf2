"""Every way in which a source can fail, and what comes of it."""

import gzip
import socket
import time

import pytest

from biograph.errors import QuotaSpent, Refused, Unreachable
from biograph.harvest.forms.answers import json_of
from biograph.harvest.http import Client
from tests.replay import Answer, Clock, in_turn, sample

HOST = "api.example.org"
URL = f"https://{HOST}/records"
OK = Answer(body=b"ok")


def recovers(replay, fault, **changed):
    """Whether one such fault is followed by another try, and its answer given."""
    replay.hosts[HOST] = in_turn(fault, OK)
    with replay.client(**{"attempts": 3, **changed}) as polite:
        return polite.get(URL).content == b"ok" and len(replay.seen) == 2


def failure(replay, fault, **changed):
    """The error of a host that never does anything else."""
    replay.hosts[HOST] = in_turn(fault)
    with (
        replay.client(**{"attempts": 3, **changed}) as polite,
        pytest.raises(Unreachable) as caught,
    ):
        polite.get(URL)
    assert caught.value.hint
    assert caught.value.exit_code == 4
    return caught.value


# slow down, or come back another day


@pytest.mark.parametrize("status", [202, 408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(replay, status):
    """One failure, then success."""
    assert recovers(replay, Answer(status=status))


def test_a_server_that_stays_down_is_given_up_after_the_attempts(replay):
    """The error names the address, the status and how often it was tried."""
    error = failure(replay, Answer(status=500))
    assert error.message == f"{URL} failed 3 times: HTTP 500"
    assert len(replay.seen) == 3


def test_429_with_retry_after_is_waited_for(replay):
    """The seconds that the server asks for are the seconds of the pause."""
    replay.hosts[HOST] = in_turn(Answer(status=429, headers={"Retry-After": "7"}), OK)
    with replay.client() as polite:
        assert polite.get(URL).content == b"ok"
        assert replay.clock.pauses == [7.0]


def test_503_until_a_date_is_waited_for(replay):
    """Retry-After may be a date: it is ten seconds ahead here."""
    later = {"Retry-After": "Fri, 15 Jan 2027 08:00:10 GMT"}
    replay.hosts[HOST] = in_turn(Answer(status=503, headers=later), OK)
    with replay.client() as polite:
        assert polite.get(URL).content == b"ok"
        assert replay.clock.pauses == [10.0]


@pytest.mark.parametrize("told", ["Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-1"])
def test_429_without_a_wait_that_can_be_read_is_tried_again(replay, told):
    """With the growing pauses between tries only."""
    replay.hosts[HOST] = in_turn(Answer(status=429, headers={"Retry-After": told}), OK)
    with replay.client() as polite:
        assert polite.get(URL).content == b"ok"
        assert replay.clock.pauses == []


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("attempts", [1, 3])
def test_a_wait_until_tomorrow_is_a_spent_quota(replay, status, attempts):
    """It is asked once, nothing waits, and the error says until when."""
    fault = Answer(status=status, headers={"Retry-After": "86400"})
    error = failure(replay, fault, attempts=attempts)
    assert isinstance(error, QuotaSpent)
    assert error.until == "2027-01-16T08:00:00+00:00"
    assert len(replay.seen) == 1


def test_a_spent_host_is_not_asked_again_but_others_are(replay):
    """The same client knows it until the time has come."""
    replay.hosts[HOST] = in_turn(Answer(status=429, headers={"Retry-After": "86400"}), OK)
    replay.hosts["other.example.org"] = in_turn(OK)
    with replay.client() as polite:
        for _ in range(2):
            with pytest.raises(QuotaSpent):
                polite.get(URL)
        assert polite.get("https://other.example.org/").content == b"ok"
        replay.clock.now += 86_400
        assert polite.get(URL).content == b"ok"
    assert len(replay.seen) == 3


def test_the_daily_quota_of_opendatasoft_is_read_in_its_body(replay):
    """Its documented refusal has the time in no header."""
    body = b"""{"errorcode": 10002, "reset_time": "2027-01-16T00:00:00Z",
        "limit_time_unit": "day", "call_limit": 10000, "error": "Too many requests"}"""
    error = failure(replay, Answer(status=429, body=body))
    assert isinstance(error, QuotaSpent)
    assert error.until == "2027-01-16T00:00:00+00:00"


def test_the_daily_allowance_of_openalex_is_read_in_its_headers(replay):
    """Its credits are counted, and its reset is in seconds."""
    headers = {
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "4",
        "X-RateLimit-Credits-Required": "10",
        "X-RateLimit-Reset": "11987",
        "Retry-After": "1",
    }
    body = b'{"error": "Rate limit exceeded"}'
    error = failure(replay, Answer(status=429, headers=headers, body=body))
    assert isinstance(error, QuotaSpent)
    assert error.until == "2027-01-15T11:19:47+00:00"


def test_the_last_request_of_an_allowance_is_good(replay):
    """It is the one after it that is not sent."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "40000"}
    replay.hosts[HOST] = in_turn(Answer(body=b"ok", headers=headers))
    with replay.client() as polite:
        assert polite.get(URL).content == b"ok"
        with pytest.raises(QuotaSpent):
            polite.get(URL)
    assert len(replay.seen) == 1


# bodies that are not what they should be


def test_a_page_in_place_of_json_under_503_is_an_outage(replay, shared):
    """It is tried again, then told; nobody parses it."""
    page = sample("_errors/html_503_instead_of_json.html")
    html = {"Content-Type": "text/html"}
    assert recovers(replay, Answer(status=503, headers=html, body=page))
    assert "HTTP 503" in failure(replay, Answer(status=503, headers=html, body=page)).message


def test_a_page_in_place_of_json_under_200_is_an_outage(replay, shared):
    """The status lies: what reads JSON says what it found instead."""
    page = sample("_errors/html_503_instead_of_json.html")
    replay.hosts[HOST] = in_turn(Answer(body=page))
    with replay.client() as polite, pytest.raises(Unreachable, match="no JSON object"):
        json_of(polite.get(URL))


def test_a_body_that_ends_too_early_is_tried_again(replay):
    """Content-Length promises more than comes."""
    assert recovers(replay, Answer(body=b"[1, 2", announced=100))
    assert "without sending complete" in failure(replay, Answer(body=b"[", announced=100)).message


@pytest.mark.parametrize("size", [10, 200_000])
def test_a_body_that_goes_on_too_long_is_tried_again(replay, size):
    """A Content-Length that is too short would cut it in silence."""
    assert recovers(replay, Answer(body=b"x" * size, announced=size // 2))
    message = failure(replay, Answer(body=b"x" * size, announced=size // 2)).message
    assert f"longer than the {size // 2} bytes announced" in message


def test_a_surplus_is_not_taken_for_the_next_answer(replay):
    """On a connection that stays open it would be."""
    evil = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    fault = Answer(body=b"ok" + evil, announced=2, kept_open=True)
    replay.hosts[HOST] = in_turn(fault, OK)
    with replay.client() as polite:
        assert polite.get(URL).content == b"ok"
        assert polite.get(URL).content == b"ok"
    assert len(replay.seen) == 3


def test_a_body_without_a_length_ends_with_the_connection(replay):
    """Nothing is wrong with that."""
    replay.hosts[HOST] = in_turn(Answer(body=b"all of it", announced=-1))
    with replay.client() as polite:
        assert polite.get(URL).content == b"all of it"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_that_is_not_in_its_coding_is_tried_again(replay, coding):
    """Nor one whose compressed bytes are cut off."""
    headers = {"Content-Encoding": coding}
    assert recovers(replay, Answer(body=b"\x00plain", headers=headers))
    half = gzip.compress(b"all of it")[:-4]
    assert (
        "cut off"
        in failure(replay, Answer(body=half, headers={"Content-Encoding": "gzip"})).message
    )


def test_a_coding_that_was_not_asked_for_is_told(replay):
    """It cannot be read, now or later."""
    error = failure(replay, Answer(body=b"x", headers={"Content-Encoding": "br"}))
    assert "coding br" in error.message
    assert len(replay.seen) == 1


def test_an_answer_in_gzip_is_read(replay):
    """What was asked for."""
    body = gzip.compress(b"all of it")
    replay.hosts[HOST] = in_turn(Answer(body=body, headers={"Content-Encoding": "gzip"}))
    with replay.client() as polite:
        assert polite.get(URL).content == b"all of it"


def test_a_gzip_bomb_is_given_up(replay):
    """The limit holds for the bytes after decompression."""
    bomb = Answer(body=gzip.compress(b"\0" * 20_000_000), headers={"Content-Encoding": "gzip"})
    assert "more than 1000000 bytes" in failure(replay, bomb, largest=1_000_000).message
    assert len(replay.seen) == 1


@pytest.mark.parametrize("announced", [None, -1])
def test_an_answer_over_the_limit_is_given_up(replay, announced):
    """Whether it says its length or not."""
    fault = Answer(body=b"x" * 300_000, announced=announced)
    assert "more than 50000 bytes" in failure(replay, fault, largest=50_000).message
    assert len(replay.seen) == 1


def test_huge_headers_are_given_up(replay):
    """They are no body, but they are bytes as well."""
    fault = Answer(headers={f"X-{number}": "x" * 60_000 for number in range(5)})
    assert "failed 3 times" in failure(replay, fault).message


def test_a_client_error_with_a_broken_body_is_tried_again(replay):
    """What it says cannot be known yet."""
    replay.hosts[HOST] = in_turn(
        Answer(status=400, body=b"{", announced=9), Answer(status=400, body=b"{}")
    )
    with replay.client() as polite, pytest.raises(Refused) as caught:
        polite.get(URL)
    assert caught.value.content == b"{}"


# redirects


def test_redirects_in_a_circle_end(replay):
    """At the first address that comes again."""
    replay.hosts[HOST] = lambda request: Answer(
        status=302, headers={"Location": "/b" if request.path == "/records" else "/records"}
    )
    with replay.client() as polite, pytest.raises(Unreachable, match="redirects without end"):
        polite.get(URL)
    assert len(replay.seen) == 2


def test_redirects_without_end_end(replay):
    """Also where no address comes twice."""
    replay.hosts[HOST] = lambda request: Answer(
        status=302, headers={"Location": f"{request.path}/on"}
    )
    with replay.client() as polite, pytest.raises(Unreachable, match="redirects without end"):
        polite.get(URL)
    assert len(replay.seen) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "//127.0.0.1:8080/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://224.0.0.1/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://１２７.0.0.1/",
    ],
)
def test_a_redirect_into_a_private_network_is_not_followed(replay, location):
    """In whatever spelling."""
    fault = Answer(status=302, headers={"Location": location.encode().decode("latin-1")})
    error = failure(replay, fault)
    assert "open internet" in error.message or "no address" in error.message
    assert len(replay.seen) == 1


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://example.org/", "data:text/plain,a", "https://a:b@c.fr/"],
)
def test_a_redirect_to_what_is_no_web_address_is_not_followed(replay, location):
    """Only http and https, and no credentials that somebody else chose."""
    error = failure(replay, Answer(status=302, headers={"Location": location}))
    assert "no http or https address" in error.message
    assert len(replay.seen) == 1


def test_a_redirect_to_nowhere_is_told(replay):
    """A status of redirection without a Location is no answer."""
    assert "HTTP 302" in failure(replay, Answer(status=302)).message


@pytest.mark.parametrize("url", ["", "no address", "ftp://example.org/", "http://[::1", "http://"])
def test_what_is_no_address_is_an_error_of_ours(url):
    """No exception of the libraries beneath comes out."""
    with Client() as polite, pytest.raises(Unreachable) as caught:
        polite.get(url)
    assert caught.value.hint


# the network


@pytest.mark.parametrize("head", [False, True])
def test_a_slow_drip_is_given_up_at_the_deadline(replay, head):
    """Each byte comes in time, in the head or the body; all of them would take ten minutes."""
    body, headers = (b"", {"X": "x" * 30_000}) if head else (b"x" * 30_000, {})
    drip = Answer(body=body, headers=headers, drip=0.02, drip_head=head)
    changed = {"deadline": 0.4, "clock": time.time}
    assert "did not end within 0.4 s" in failure(replay, drip, **changed).message
    assert len(replay.seen) == 1


def test_a_fetch_ends_at_its_deadline_whatever_it_waits_for(replay):
    """Pauses that the host asks for count, too."""
    asking = Answer(status=429, headers={"Retry-After": "60"})
    assert "did not end within 50 s" in failure(replay, asking, deadline=50.0).message
    assert replay.clock.pauses == [60.0]


def test_the_deadline_bounds_each_wait_for_the_network():
    """A server that says nothing cannot hold a fetch for its whole time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        gateway = f"http://127.0.0.1:{silent.getsockname()[1]}"
        polite = Client(gateway=gateway, timeout=3_600.0, deadline=0.3)
        with polite, pytest.raises(Unreachable, match=r"did not end within 0\.3 s"):
            polite.get(URL)


@pytest.fixture
def port():
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.usefixtures("no_backoff")
def test_a_port_nobody_listens_on_is_unreachable(port):
    """Connection errors are tried again, then told."""
    polite = Client(gateway=f"http://127.0.0.1:{port}", attempts=2)
    with polite, pytest.raises(Unreachable, match=r"failed 2 times: .*refused"):
        polite.get(URL)


@pytest.mark.usefixtures("no_backoff")
def test_a_name_that_does_not_resolve_is_unreachable(monkeypatch):
    """As on a machine that is offline."""

    def offline(*_args, **_options):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    monkeypatch.setenv("no_proxy", "*")
    clock = Clock()
    polite = Client(attempts=2, clock=clock, pause=clock.pause)
    with polite, pytest.raises(Unreachable, match="name resolution"):
        polite.get(URL)


@pytest.mark.usefixtures("no_backoff")
def test_a_server_that_says_nothing_is_unreachable():
    """The time-out bounds the wait."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        gateway = f"http://127.0.0.1:{silent.getsockname()[1]}"
        polite = Client(gateway=gateway, timeout=0.2, attempts=2)
        with polite, pytest.raises(Unreachable, match="timed out"):
            polite.get(URL)


def test_a_connection_that_is_closed_without_a_word_is_tried_again(replay):
    """A server that restarts does so."""
    assert recovers(replay, Answer(status=0))


@pytest.mark.usefixtures("no_backoff")
def test_a_machine_that_reaches_nobody_is_not_tried_out_on_each_address(port):
    """After some connections in vain each address is tried once, and each is told."""
    with Client(gateway=f"http://127.0.0.1:{port}") as polite:
        tried = []
        for number in range(5):
            with pytest.raises(Unreachable) as caught:
                polite.get(f"https://host{number}.example.org/")
            tried.append("like those before" in caught.value.message)
    assert tried == [False, False, True, True, True]


def test_an_answer_ends_the_suspicion_that_the_machine_is_offline(replay):
    """The next address that does not answer is tried as often as ever."""
    answers = [Answer(status=0)] * 2 + [Answer(body=b"ok")] + [Answer(status=0)] * 4
    replay.hosts["api.example.org"] = in_turn(*answers)
    with replay.client() as polite:
        assert polite.get("https://api.example.org/a").content == b"ok"
        with pytest.raises(Unreachable, match="failed 4 times"):
            polite.get("https://api.example.org/b")
