"""What an answer means: a response, another try, or an error that says how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from biograph.errors import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.harvest.polite.question import Question

#: The header that a Response gets where it was redirected: the address its validators belong to.
FINAL = "x-final-url"
MOVED = frozenset({301, 302, 303, 307, 308})
UNCHANGED = 304
BODILESS = frozenset({204, UNCHANGED})
TOO_MANY = 429
CHECK_NET = "check the address and the network, or read a recorded snapshot with --snapshot"
CHECK_PAGE = "look whether the address is still the right one"
_WHOLE = frozenset({200, 201, 203, 204})
_PASSING = frozenset({202, 408, 425, TOO_MANY, 500, 502, 503, 504})  # 202: not ready yet
_CHECK_KEY = "look whether the source wants a key, and whether the one in the environment is right"
_HINTS = {401: _CHECK_KEY, 403: _CHECK_KEY, 404: CHECK_PAGE, 410: CHECK_PAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an address answered in the end.

    ``url`` is the one that was asked for, with its parameters but without keys: its validators are
    kept under it. ``final`` is the one after redirects. ``headers`` have lower-case names and hold
    no cookies. ``unchanged``: the bytes are those whose validators the client was given, and were
    not sent again: there is no ``content``.
    """

    url: str
    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    unchanged: bool = False
    final: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it came ``at`` a time, its body decompressed."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    at: datetime

    @property
    def target(self) -> str:
        """Where a redirect leads to; empty where it is none."""
        return self.headers.get("location", "") if self.status in MOVED else ""

    @property
    def passing(self) -> bool:
        """Whether the answer may be another one a moment later."""
        return self.status in _PASSING


class TryAgainError(Exception):
    """What happened may pass."""


def response(asked: Question, last: Question, answer: Answer) -> Response:
    """The response to what was asked, from the answer to the last request that it led to.

    Raises TryAgainError, Refused for other client errors, Unreachable for all else without success.
    """
    status, headers = answer.status, dict(answer.headers)
    if answer.passing:
        raise TryAgainError(f"HTTP {status}")
    message = f"{last.shown} answers HTTP {status}"
    if status // 100 == 4 or (status in MOVED and not answer.target):
        hint = _HINTS.get(status, "compare the request with the documentation of the source")
        raise Refused(message, status=status, content=answer.content, hint=hint)
    unchanged = status == UNCHANGED and last.conditional
    if not unchanged and status not in _WHOLE:
        raise Unreachable(message, hint=CHECK_NET)
    if last.shown != asked.shown:
        headers[FINAL] = last.shown
    return Response(
        url=asked.shown,
        content=answer.content,
        media_type=headers.get("content-type", "").partition(";")[0].strip(),
        headers=headers,
        fetched_at=answer.at,
        unchanged=unchanged,
        final=last.shown,
    )


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Lower-case names; several of one name are one list, as HTTP has it. No cookies."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        if not key.startswith("set-cookie"):
            found[key] = f"{found[key]}, {text}" if key in found else text
    return found
