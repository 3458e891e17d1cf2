"""The one door to the network: an address in, its bytes out, politely and within limits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

import httpx
import stamina

from biograph import __version__
from biograph.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

USER_AGENT = f"biograph/{__version__} (+https://w3id.org/biograph/; public open-data harvester)"
_MOST_REDIRECTS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # worth another try
_CHECK_NET = "check the address and the network, or read a recorded snapshot with --snapshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an address answered in the end: ``url`` is the one after redirects."""

    url: str
    content: bytes
    media_type: str


class _TryAgainError(Exception):
    """The answer may be another one a moment later."""


class Client:
    """Fetches one address at a time; sockets are kept open until ``close`` or the end of ``with``.

    ``timeout`` (seconds) bounds each wait for the network, ``largest`` (bytes) an answer after
    decompression, ``attempts`` the tries, ``patience`` (seconds) all of them together and the
    longest Retry-After that is waited for. ``pause`` waits; tests give their own.
    """

    def __init__(
        self,
        *,
        timeout: float = 30.0,
        largest: int = 200_000_000,
        attempts: int = 4,
        patience: float = 120.0,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._largest = largest
        self._attempts = attempts
        self._patience = patience
        self._pause = pause
        self._http = httpx.Client(
            headers={"User-Agent": USER_AGENT},
            timeout=timeout,
            follow_redirects=True,
            max_redirects=_MOST_REDIRECTS,
        )

    def get(self, url: str, *, accept: str = "*/*") -> Response:
        """The answer of ``url``.

        Raises Unreachable where it does not answer with success in time, is too large, redirects
        without end or is no address; what may pass (time-outs, 429, 5xx) is tried again first.
        """
        try:
            for attempt in stamina.retry_context(
                on=_TryAgainError, attempts=self._attempts, timeout=self._patience
            ):
                with attempt:
                    return self._once(url, accept)
        except _TryAgainError as error:
            message = f"{url} failed {self._attempts} times: {error}"
            raise Unreachable(message, hint="try again later, or use a snapshot") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(f"{url} cannot be fetched: {error}", hint=_CHECK_NET) from error
        raise AssertionError(url)  # pragma: no cover - the loop returns or raises

    def _once(self, url: str, accept: str) -> Response:
        try:
            with self._http.stream("GET", url, headers={"Accept": accept}) as answer:
                if answer.status_code in _PASSING:
                    self._wait_as_told(url, answer.headers.get("Retry-After", ""))
                    raise _TryAgainError(f"HTTP {answer.status_code}")
                answer.raise_for_status()
                content = self._body(url, answer)
        except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise _TryAgainError(str(error) or type(error).__name__) from error
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        return Response(url=str(answer.url), content=content, media_type=media_type)

    def _body(self, url: str, answer: httpx.Response) -> bytes:
        """The decoded bytes, given up as soon as they pass the limit (also for zip bombs)."""
        parts: list[bytes] = []
        size = 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > self._largest:
                raise Unreachable(
                    f"{url} sends more than {self._largest} bytes",
                    hint="look whether the address is right, or raise the limit",
                )
            parts.append(part)
        return b"".join(parts)

    def _wait_as_told(self, url: str, retry_after: str) -> None:
        seconds = _seconds(retry_after)
        if seconds > self._patience:
            raise Unreachable(
                f"{url} asks to wait {seconds:.0f} s, longer than {self._patience:.0f} s",
                hint="come back later: the daily allowance may be spent",
            )
        if seconds > 0:
            self._pause(seconds)

    def close(self) -> None:
        """Give the sockets back."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _seconds(retry_after: str) -> float:
    """The seconds a Retry-After header asks for, as a number or as a date; 0 where unreadable."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return parsedate_to_datetime(retry_after).timestamp() - time.time()
    except (TypeError, ValueError):
        return 0.0
