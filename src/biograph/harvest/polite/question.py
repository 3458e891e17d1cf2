"""A request as data: what is sent where, also after a redirect."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from biograph.errors import InputError, Unreachable
from biograph.harvest.polite.addresses import keys_in, without_keys
from biograph.harvest.polite.outcome import CHECK_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME_METHOD = frozenset({307, 308})
_SENDABLE = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request; ``url`` is normal and ASCII, ``keys`` are the headers of the caller.

    ``conditions`` are headers for the address ``aim`` alone, as their validators are its own. It is
    worth an answer ``until`` (Unix seconds).
    """

    method: str
    url: str
    headers: Mapping[str, str]
    keys: Mapping[str, str]
    aim: str = ""
    conditions: Mapping[str, str] = field(default_factory=dict)
    sent: bytes | None = None
    crawled: bool = False
    until: float = math.inf

    @property
    def shown(self) -> str:
        """The address without keys."""
        return without_keys(self.url)

    @property
    def netloc(self) -> str:
        """Host and port as they stand in the address."""
        return urlsplit(self.url).netloc

    @property
    def conditional(self) -> bool:
        """Whether the answer may be that nothing has changed."""
        return bool(self.conditions) and self.aim == self.shown

    def all_headers(self) -> dict[str, str]:
        """The headers to send."""
        conditions = self.conditions if self.conditional else {}
        return {"Host": self.netloc, **self.headers, **conditions, **self.keys}


def conditions(known: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask for what has changed, from those of the last answer."""
    told = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
    return {name: known[of] for name, of in told.items() if known.get(of)}


def sendable(headers: Mapping[str, str] | None) -> dict[str, str]:
    """The headers. Raises InputError for one that HTTP cannot carry; its value stays unsaid."""
    for name, value in (headers or {}).items():
        if not _SENDABLE.fullmatch(value):
            raise InputError(
                f"the header {name} is empty or holds characters that cannot be sent",
                hint="look for blank lines and accents in the key in the environment",
            )
    return dict(headers or {})


def moved(question: Question, status: int, target: str) -> Question:
    """The question that a redirect to ``target`` leads to.

    Keys stay with their host and with https. Raises Unreachable where following would give them or
    the body of a POST to another.
    """
    here, there = urlsplit(question.url), urlsplit(target)
    away = here.netloc != there.netloc or (here.scheme, there.scheme) == ("https", "http")
    same = status in _SAME_METHOD
    told = any(key in target for key in keys_in(question.url))
    if away and (told or (same and question.sent is not None)):
        raise Unreachable(
            f"{question.shown} sends the request with its key or body on to {there.hostname}",
            hint=CHECK_PAGE,
        )
    left = {} if away else question.keys
    if same or question.method == "GET":
        return replace(question, url=target, keys=left)
    headers = {name: value for name, value in question.headers.items() if name != "Content-Type"}
    return replace(question, method="GET", url=target, headers=headers, keys=left, sent=None)
