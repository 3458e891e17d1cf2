"""When a host may be asked again: what it publishes, and what its answers say."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from biograph.errors import QuotaSpent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Seconds between two requests, for hosts that say so in their documentation and not in answers.
PUBLISHED: Mapping[str, float] = {
    "api.crossref.org": 0.2,  # 5 a second in the public pool; its headers say it anew each time
    "api.insee.fr": 2.0,  # 30 a minute with the free subscription: portail-api.insee.fr
    "api.openalex.org": 0.1,  # 100 a second; the daily allowance is in its headers
    "api.ror.org": 6.0,  # 50 in 5 minutes without a client id: ror.readme.io/docs/rest-api
    "clinicaltrials.gov": 1.0,  # Crawl-delay of its robots.txt; nothing for the API
    "eutils.ncbi.nlm.nih.gov": 0.34,  # 3 a second without key: ncbi.nlm.nih.gov/books/NBK25497
    "euclinicaltrials.eu": 2.0,  # undocumented, so few requests
    "query.wikidata.org": 1.0,  # 60 s of work a minute: mediawiki.org, Query Service manual
    "recherche-entreprises.api.gouv.fr": 0.15,  # 7 a second: recherche-entreprises.api.gouv.fr/docs
}
#: Seconds between two requests to a host that publishes nothing.
UNPUBLISHED = 1.0
_LONGEST = 366 * 86_400.0  # seconds; a host that asks for more means the same
_EPOCH = 1e9  # a number above it is a date in Unix seconds, below a number of seconds
_SPELLINGS = ("x-ratelimit-", "x-rate-limit-", "ratelimit-")
_INTERVAL = re.compile(r"(\d+)\s*s?")
_LEFT_AND_RESET = re.compile(r"\br=(\d+)\b.*?\bt=(\d+)\b")  # one policy of the RateLimit header


class Pace:
    """The turns of all hosts.

    ``pauses`` are the seconds between two requests by host, ``usual`` those of the others. A host
    that wants a wait beyond ``patience`` (seconds) has spent what it grants. ``clock`` tells Unix
    seconds, ``pause`` waits.
    """

    def __init__(
        self,
        *,
        pauses: Mapping[str, float],
        usual: float,
        patience: float,
        clock: Callable[[], float],
        pause: Callable[[float], object],
    ) -> None:
        self._pauses = dict(pauses)
        self._usual = usual
        self._patience = patience
        self._clock = clock
        self._pause = pause
        self._free: dict[str, float] = {}  # when a host may be asked again

    def wait(self, host: str) -> None:
        """Let the time pass until the host's turn, and take it. Raises QuotaSpent."""
        self.check(host)
        left = self._free.get(host, 0.0) - self._clock()
        if left > 0:
            self._pause(left)
        self._free[host] = self._clock() + self._pauses.get(host, self._usual)

    def check(self, host: str) -> None:
        """Raises QuotaSpent where the turn of the host is further away than patience goes."""
        free = self._free.get(host, 0.0)
        if free - self._clock() > self._patience:
            until = datetime.fromtimestamp(free, UTC).isoformat(timespec="seconds")
            raise QuotaSpent(
                f"{host} gives nothing more before {until}",
                until=until,
                hint="ask again then: what was received is kept",
            )

    def slow(self, host: str, seconds: float) -> None:
        """Leave at least so many seconds between two requests to the host."""
        self._pauses[host] = max(self._pauses.get(host, self._usual), seconds)

    def heard(self, host: str, headers: Mapping[str, str], content: bytes = b"") -> None:
        """Take account of an answer: its headers (lower case), and the body where it refuses."""
        now = self._clock()
        told = max(wait_told(headers, now), reset_told(content, now))
        if told:
            self._free[host] = max(self._free.get(host, 0.0), now + told)
        between = pause_told(headers)
        if between:
            self._pauses[host] = between


def wait_told(headers: Mapping[str, str], now: float) -> float:
    """The seconds to wait before the next request that the headers of an answer ask for; or 0."""
    waits = [seconds(headers.get("retry-after", ""), now)]
    for spelling in _SPELLINGS:
        left = _number(headers.get(f"{spelling}remaining", ""))
        cost = _number(headers.get(f"{spelling}credits-required", "1"))  # as OpenAlex counts
        if left is not None and left < (1.0 if cost is None else cost):
            waits.append(seconds(headers.get(f"{spelling}reset", ""), now))
    for policy in headers.get("ratelimit", "").split(","):
        found = _LEFT_AND_RESET.search(policy)
        if found and not int(found[1]):
            waits.append(seconds(found[2], now))
    return max(waits)


def pause_told(headers: Mapping[str, str]) -> float:
    """The seconds between two requests that a limit and its interval mean, as in Crossref; or 0."""
    for spelling in _SPELLINGS:
        limit = _number(headers.get(f"{spelling}limit", ""))
        interval = _INTERVAL.fullmatch(headers.get(f"{spelling}interval", "").strip())
        if limit and interval:
            return min(float(interval[1]) / limit, _LONGEST)
    return 0.0


def reset_told(content: bytes, now: float) -> float:
    """The seconds to the ``reset_time`` in the body of a refusal, as Opendatasoft says it; or 0."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return 0.0
    return seconds(str(found.get("reset_time", "")), now) if isinstance(found, dict) else 0.0


def seconds(told: str, now: float) -> float:
    """How long from ``now`` (Unix seconds) a header means, from 0 to a year; 0 where unreadable.

    It may be a number of seconds, a date in Unix seconds, an HTTP date or an ISO date.
    """
    number = _number(told)
    if number is None:
        number = _date(told.strip()) - now
    elif number > _EPOCH:
        number -= now
    return min(max(number, 0.0), _LONGEST)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _date(text: str) -> float:
    """Unix seconds; 0 where it is no date. A date without a zone is in UTC."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return 0.0
