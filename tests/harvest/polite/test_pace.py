"""When a host may be asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import QuotaSpent
from biograph.harvest.polite.pace import PUBLISHED, Pace, pause_told, reset_told, seconds, wait_told
from tests.replay import Clock

NOW = Clock().now
HOST = "api.example.org"


def pace(clock, **changed):
    given = {"pauses": {}, "usual": 0.0, "patience": 120.0}
    return Pace(**{**given, **changed}, clock=clock, pause=clock.pause)


@given(st.integers(0, 1_000_000))
def test_seconds_are_seconds(told):
    """A number is a number of seconds, with or without blanks."""
    assert seconds(f" {told} ", NOW) == told


@given(st.integers(-86_400, 86_400))
def test_a_date_is_the_time_until_it(ahead):
    """HTTP dates, ISO dates and Unix seconds mean the same; what is past means now."""
    moment = datetime.fromtimestamp(NOW, UTC) + timedelta(seconds=ahead)
    forms = [
        format_datetime(moment, usegmt=True),
        moment.isoformat(),
        moment.replace(tzinfo=None).isoformat(sep=" "),
        moment.isoformat().replace("+00:00", "Z"),
        str(int(moment.timestamp())),
    ]
    assert [seconds(form, NOW) for form in forms] == [max(ahead, 0)] * len(forms)


@given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+.*"))
def test_any_header_is_read_as_a_wait_of_a_year_at_most(told):
    """Nonsense asks for no wait, infinity for a long one, and nothing fails."""
    assert 0 <= seconds(told, NOW) <= 366 * 86_400


@pytest.mark.parametrize(
    "told", ["", "soon", "-5", "nan", "1e", "²", "Wed, 21 Oct 2015 07:28:00 GMT"]
)
def test_what_is_no_time_or_a_past_one_asks_for_nothing(told):
    """Headers are input too."""
    assert seconds(told, NOW) == 0


def test_a_host_is_left_its_pause_and_others_are_not_held_up():
    """The pause is between two requests to the same host."""
    clock = Clock()
    turns = pace(clock, pauses={HOST: 2.0}, usual=0.5)
    turns.wait(HOST)
    turns.wait("other.example.org")
    clock.now += 0.25
    turns.wait(HOST)
    turns.wait("other.example.org")
    assert clock.pauses == [1.75]
    turns.wait("other.example.org")
    assert clock.pauses == [1.75, 0.5]


def test_a_crawl_delay_makes_a_host_slower_but_never_faster():
    """The longest of all pauses counts."""
    clock = Clock()
    turns = pace(clock, pauses={HOST: 2.0})
    turns.slow(HOST, 5.0)
    turns.slow(HOST, 1.0)
    turns.wait(HOST)
    turns.wait(HOST)
    assert clock.pauses == [5.0]


@pytest.mark.parametrize("status", ["an answer", "a refusal"])
def test_retry_after_is_waited_for_once(status):
    """Whatever the status it comes with."""
    clock = Clock()
    turns = pace(clock)
    turns.heard(HOST, {"retry-after": "7"}, b"" if status == "an answer" else b"<html>")
    turns.wait(HOST)
    turns.wait(HOST)
    assert clock.pauses == [7.0]


def test_a_short_retry_after_makes_no_pause_shorter():
    """The published pause is left all the same."""
    clock = Clock()
    turns = pace(clock, pauses={HOST: 6.0})
    turns.wait(HOST)
    turns.heard(HOST, {"retry-after": "1"})
    turns.wait(HOST)
    assert clock.pauses == [6.0]


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "30"},
        {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(NOW) + 30)},
        {"ratelimit-limit": "60", "ratelimit-remaining": "0", "ratelimit-reset": "30"},
        {"ratelimit": '"burst";r=0;t=30, "day";r=900;t=40000'},
        {
            "x-ratelimit-remaining": "5",
            "x-ratelimit-credits-required": "10",
            "x-ratelimit-reset": "30",
        },
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "30", "retry-after": "10"},
    ],
)
def test_an_allowance_that_is_used_up_is_waited_for(headers):
    """In the spellings of the sources and of the IETF draft."""
    assert wait_told(headers, NOW) == 30


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-ratelimit-remaining": "3", "x-ratelimit-reset": "30"},
        {"x-ratelimit-remaining": "0"},
        {
            "x-ratelimit-remaining": "0",
            "x-ratelimit-credits-required": "0",
            "x-ratelimit-reset": "9",
        },
        {"x-ratelimit-remaining": "none", "x-ratelimit-reset": "30"},
        {"ratelimit": '"burst";r=12;t=30'},
    ],
)
def test_an_allowance_that_is_left_asks_for_no_wait(headers):
    """Nor does one whose end is not told."""
    assert wait_told(headers, NOW) == 0


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"}, 0.2),
        ({"x-ratelimit-limit": "50", "x-ratelimit-interval": "1s"}, 0.02),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 0),
        ({"x-rate-limit-limit": "5"}, 0),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "a day"}, 0),
    ],
)
def test_the_rate_that_crossref_announces_is_kept(headers, expected):
    """A limit without its interval says nothing about pace."""
    assert pause_told(headers) == expected
    clock = Clock()
    turns = pace(clock, pauses={HOST: 1.0})
    turns.heard(HOST, headers)
    turns.wait(HOST)
    turns.wait(HOST)
    assert clock.pauses == [pytest.approx(expected or 1.0)]


def test_a_wait_beyond_patience_is_a_spent_quota():
    """The error tells until when; nothing waits."""
    clock = Clock()
    turns = pace(clock, patience=60.0)
    turns.heard(HOST, {"retry-after": "86400"})
    with pytest.raises(QuotaSpent) as caught:
        turns.wait(HOST)
    assert caught.value.until == "2027-01-16T08:00:00+00:00"
    assert HOST in caught.value.message
    assert clock.pauses == []
    clock.now += 86_400
    turns.wait(HOST)


def test_the_end_of_a_quota_may_stand_in_the_body():
    """As Opendatasoft documents it."""
    body = b'{"errorcode": 10002, "reset_time": "2027-01-16T00:00:00Z", "call_limit": 10000}'
    assert reset_told(body, NOW) == 57_600


@given(st.binary(max_size=50) | st.sampled_from([b"[]", b"[" * 99_999, b'{"reset_time": null}']))
def test_any_body_can_be_a_refusal(body):
    """Mostly it tells no time."""
    assert reset_told(body, NOW) == 0


def test_no_published_pause_is_longer_than_patience():
    """A host that is in the table can be asked more than once."""
    assert all(0 < pause <= 10 for pause in PUBLISHED.values())
