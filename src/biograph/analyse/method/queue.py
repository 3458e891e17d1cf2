"""Waiting for care: how long patients wait for the slots of treatment centres.

The queue is M/M/c: patients arrive at random, one service takes a random (exponential) time, and
``servers`` slots serve one line, first come first served. Services of less varied length would make
the wait shorter, down to about half; lines of their own for each centre would make it longer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from biograph.analyse.method.interval import Interval, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A mean wait between two ends, in the unit of the service time, and the load of the slots.

    ``utilisation`` is the share of the slots' time that is asked for; from 1 on the line grows
    without end and the wait is infinite.
    """

    low: float
    high: float
    utilisation: Interval


def erlang_c(servers: int, load: float) -> float:
    """The probability that an arrival has to wait (Erlang 1917).

    ``load`` is the number of slots that would be busy if there were enough: arrivals times service
    time. From ``servers`` on everybody waits. Raises ValueError for less than one server or a
    negative load.
    """
    if servers < 1 or not load >= 0:
        raise ValueError(f"no queue has {servers} servers and the load {load}")
    if load >= servers:
        return 1.0
    from scipy.stats import poisson  # noqa: PLC0415 - takes half a second; few commands count

    # Erlang B as a ratio of Poisson probabilities: no factorial, so no overflow at many servers.
    blocked = float(poisson.pmf(servers, load) / poisson.cdf(servers, load))
    return blocked / (1 - load / servers * (1 - blocked))


def wait(arrivals: float, service_time: float, servers: int) -> float:
    """The mean wait before service, in the unit of ``service_time``; infinite from load 1 on.

    ``arrivals`` are a mean number in that unit of time. Raises ValueError for less than one server
    or negative values.
    """
    if min(arrivals, service_time) < 0:
        raise ValueError(f"arrivals ({arrivals}) and service time ({service_time}) are 0 or more")
    load = arrivals * service_time
    waiting = erlang_c(servers, load)
    return waiting * service_time / (servers - load) if load < servers else math.inf


def wait_interval(*, arrivals: Interval, service: Interval, servers: tuple[int, int]) -> Wait:
    """The mean wait where arrivals, service time and servers are known between two ends.

    Exact: the wait rises with arrivals and service time and falls with servers. Raises ValueError
    as :func:`wait` does, and where a lower end is above the upper one.
    """
    for interval in (arrivals, service, servers):
        checked(interval)
    (few, many), (short, long), (less, more) = arrivals, service, servers
    return Wait(
        low=wait(few, short, more),
        high=wait(many, long, less),
        utilisation=(few * short / more, many * long / less),
    )
