"""The M/M/c queue against closed forms and its laws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.queue import erlang_c, wait, wait_interval

if TYPE_CHECKING:
    from fractions import Fraction

SERVERS = st.integers(1, 60)
RATES = st.floats(0.01, 20)
SPANS = st.tuples(RATES, RATES).map(lambda ends: tuple(sorted(ends)))


def exact(servers: int, load: Fraction) -> Fraction:
    """Erlang C by its sum of factorials, without rounding."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)


@given(SERVERS, st.fractions(0, "0.999", max_denominator=1000))
def test_erlang_c_is_its_formula(servers: int, share: Fraction) -> None:
    """The probability of waiting is the sum of factorials at any load below the servers."""
    load = share * servers
    assert erlang_c(servers, float(load)) == pytest.approx(float(exact(servers, load)), rel=1e-9)


@pytest.mark.parametrize(("servers", "load"), [(1000, 990.0), (100_000, 99_900.0), (170, 1e-3)])
def test_many_servers_stay_exact(servers: int, load: float) -> None:
    """Where factorials overflow the result is that of the recursion over servers."""
    inverse = 1.0
    for number in range(1, servers + 1):
        inverse = 1 + inverse * number / load if inverse < 1e300 else math.inf
    blocked = 1 / inverse
    expected = blocked / (1 - load / servers * (1 - blocked))
    assert erlang_c(servers, load) == pytest.approx(expected, rel=1e-7, abs=1e-290)


@given(st.floats(0.01, 5), st.floats(0, 0.99))
def test_one_server_is_the_simple_queue(service: float, share: float) -> None:
    """With one server the mean wait is rho / (1 - rho) service times."""
    expected = share / (1 - share) * service
    assert wait(share / service, service, 1) == pytest.approx(expected, rel=1e-6)


@given(RATES, RATES, SERVERS)
def test_a_full_queue_never_ends(arrivals: float, service: float, servers: int) -> None:
    """The wait is infinite exactly where as much is asked for as there is, or more."""
    assert math.isinf(wait(arrivals, service, servers)) == (arrivals * service >= servers)
    assert erlang_c(servers, servers) == 1
    assert wait(servers, 1.0, servers) == math.inf


@given(RATES, RATES, SERVERS, st.floats(1, 3))
def test_the_wait_is_monotone(arrivals: float, service: float, servers: int, more: float) -> None:
    """More arrivals and longer services lengthen the wait, one more server shortens it."""
    before = wait(arrivals, service, servers) * (1 - 1e-9)
    assert wait(arrivals * more, service, servers) >= before
    assert wait(arrivals, service * more, servers) >= before
    assert wait(arrivals, service, servers + 1) * (1 - 1e-9) <= wait(arrivals, service, servers)


@given(SPANS, SPANS, st.tuples(SERVERS, SERVERS).map(lambda ends: tuple(sorted(ends))), st.data())
def test_an_interval_holds_every_wait_within(arrivals, service, servers, data) -> None:
    """Any values between the ends have their wait and load between the ends of the result."""
    found = wait_interval(arrivals=arrivals, service=service, servers=servers)
    often, long = (data.draw(st.floats(*span)) for span in (arrivals, service))
    number = data.draw(st.integers(*servers))
    within = wait(often, long, number)
    assert found.low * (1 - 1e-9) <= within
    assert within * (1 - 1e-9) <= found.high
    assert found.utilisation[0] <= often * long / number <= found.utilisation[1]


def test_an_interval_may_reach_from_idle_to_endless() -> None:
    """An uncertain demand may be served at once or never: both ends are told."""
    found = wait_interval(arrivals=(0, 12), service=(1, 1), servers=(4, 6))
    assert (found.low, found.high, found.utilisation) == (0, math.inf, (0, 3))


def test_impossible_queues_are_refused() -> None:
    """No server, negative numbers and ends out of order are errors."""
    for bad in ((1, 1, 0), (-1, 1, 2), (1, -1, 2), (-1, -1, 2), (math.nan, 1, 2)):
        with pytest.raises(ValueError, match=r"servers|arrivals"):
            wait(*bad)
    with pytest.raises(ValueError, match="interval"):
        wait_interval(arrivals=(2, 1), service=(1, 1), servers=(1, 1))
