"""The one door to the network: an address in, its bytes out, politely and within limits.

Sockets are opened here and nowhere else. When a host may be asked stands in ``pace``, what it
forbids in ``robots``, where no request goes in ``addresses``, how bodies are read in ``decoding``.
"""

from __future__ import annotations

import json as jsonlib
import logging
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx
import stamina

from biograph import __version__
from biograph.errors import Unreachable
from biograph.harvest.polite import decoding
from biograph.harvest.polite.addresses import forbidden, is_public, without_keys
from biograph.harvest.polite.outcome import (
    BODILESS,
    CHECK_NET,
    CHECK_PAGE,
    FINAL,
    MOVED,
    TOO_MANY,
    Answer,
    Response,
    TryAgainError,
    headers_of,
    response,
)
from biograph.harvest.polite.pace import PUBLISHED, UNPUBLISHED, Pace
from biograph.harvest.polite.question import Question, conditions, moved, sendable
from biograph.harvest.polite.robots import NAME, Robots

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["USER_AGENT", "Client", "Response"]

logging.getLogger("httpcore").setLevel(logging.INFO)  # its debug log tells headers, thus keys

USER_AGENT = f"{NAME}/{__version__} (+https://w3id.org/biograph/; public open-data harvester)"
_MOST_REDIRECTS = 5
_LATER = "try again later, or use a snapshot"


#: Connections in a row that fail before each address is tried once only: the machine is offline.
_OFFLINE = 8

# stamina tells each try on stderr where nobody listens: what fails in the end is told by its error
logging.getLogger("stamina").addHandler(logging.NullHandler())


class Client:
    """Fetches one address at a time; sockets are kept open until ``close`` or the end of ``with``.

    ``timeout`` (seconds) bounds each wait for the network, ``deadline`` a fetch with all its tries,
    ``largest`` (bytes) an answer before and after decompression, ``attempts`` the tries,
    ``patience`` (seconds) a wait that a host asks for. ``clock`` tells Unix seconds and ``pause``
    waits; tests give their own. ``pauses`` are the seconds between two requests by host: those of
    ``pace`` where not given. ``validators`` gives the headers of the last answer of a Response.url.

    ``gateway`` (an address) takes all requests in place of their hosts, whose names stand in the
    ``Host`` header; no name is resolved then, and of all pauses only those are made that answers
    ask for. Without it the proxies of the environment are used.
    """

    def __init__(  # noqa: PLR0913 - each is a limit of its own
        self,
        *,
        timeout: float = 30.0,
        deadline: float = 900.0,
        largest: int = 200_000_000,
        attempts: int = 4,
        patience: float = 120.0,
        clock: Callable[[], float] = time.time,
        pause: Callable[[float], object] = time.sleep,
        pauses: Mapping[str, float] | None = None,
        gateway: str = "",
        validators: Callable[[str], Mapping[str, str]] = lambda _url: {},
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._largest = largest
        self._attempts = attempts
        self._clock = clock
        self._gateway = gateway
        self._validators = validators
        self._pace = Pace(
            pauses=pauses if pauses is not None else {} if gateway else PUBLISHED,
            usual=0.0 if gateway else UNPUBLISHED,
            patience=patience,
            clock=clock,
            pause=pause,
        )
        self._robots = Robots(lambda url: self.get(url).content)
        self._pools: dict[str, httpcore.ConnectionPool] = {}
        self._until = 0.0  # when the fetch under way is given up
        self._unheard = 0  # connections in a row that were not made

    def get(  # noqa: PLR0913 - each says one thing of the request
        self,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
        crawled: bool = False,
        conditional: bool = False,
    ) -> Response:
        """The answer of ``url`` with ``params`` as its query.

        ``headers`` and the parameters in ``addresses.KEYS`` may hold keys, which are neither kept
        nor shown. ``crawled`` pages are those for which robots.txt is asked first (documented
        interfaces are not). ``conditional``: bytes that are known by the ``validators`` are not
        sent again (``unchanged``, without content): for whole files, as no list can do without one
        of its pages.

        Raises Unreachable where it does not answer with success in time, is too large, redirects
        without end or is no address; Forbidden where robots.txt keeps programs from it; Refused for
        a client error; QuotaSpent where the host gives nothing more for long; InputError for a
        header that cannot be sent. What may pass
        (time-outs, broken bodies, 429, 5xx) is tried again first.
        """
        if params:
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}"
        address = _normal(url)
        shown = without_keys(address)
        known = self._validators(shown) if conditional else {}
        question = Question(
            method="GET",
            url=address,
            headers=_usual(accept),
            keys=sendable(headers),
            aim=known.get(FINAL, shown),
            conditions=conditions(known),
            crawled=crawled,
        )
        return self._fetch(question)

    def post(
        self,
        url: str,
        *,
        json: object = None,
        data: Mapping[str, str] | None = None,
        accept: str = "*/*",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The answer to a question that is sent as JSON, or as a form (``data``).

        It must only read: what may pass is tried again. Raises like ``get``.
        """
        if data is None:
            sort, sent = "application/json", jsonlib.dumps(json)
        else:
            sort, sent = "application/x-www-form-urlencoded", urlencode(data)
        return self._fetch(
            Question(
                method="POST",
                url=_normal(url),
                headers={**_usual(accept), "Content-Type": sort},
                keys=sendable(headers),
                sent=sent.encode(),
            )
        )

    def close(self) -> None:
        """Give the sockets back."""
        for pool in self._pools.values():
            pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _fetch(self, question: Question) -> Response:
        """The answer after all redirects and tries."""
        question = replace(question, until=self._clock() + self._deadline)
        attempts = self._attempts if self._unheard < _OFFLINE else 1
        try:
            for attempt in stamina.retry_context(
                on=TryAgainError,
                attempts=attempts,
                timeout=self._deadline,
                wait_initial=0.5,
                wait_max=30.0,
                wait_jitter=0.5,
            ):
                with attempt:
                    return self._followed(question)
        except TryAgainError as error:
            tried = f"{attempts} times" if attempts > 1 else "like those before"
            message = f"{question.shown} failed {tried}: {error}"
            raise Unreachable(message, hint=_LATER) from error
        raise AssertionError(question.shown)  # pragma: no cover - the loop returns or raises

    def _followed(self, first: Question) -> Response:
        question = first
        met: set[str] = set()
        for _ in range(_MOST_REDIRECTS + 1):
            self._admit(question)
            answer = self._answer(question)
            if not answer.target:
                return response(first, question, answer)
            met.add(question.url)
            target = _normal(answer.target, base=question.url)
            question = moved(question, answer.status, target)
            if question.url in met:
                break
        raise Unreachable(f"{first.shown} redirects without end", hint=CHECK_PAGE)

    def _admit(self, question: Question) -> None:
        """Raises Unreachable for an address where no request goes, Forbidden for a closed page."""
        url = httpx.URL(question.url)
        if url.scheme not in ("http", "https") or not url.host or url.userinfo:
            raise Unreachable(
                f"{question.shown} is no http or https address without credentials",
                hint=CHECK_PAGE,
            )
        if forbidden(url.raw_host.decode("ascii")):
            raise _private(url.host)
        if question.crawled:
            origin = f"{url.scheme}://{question.netloc}"
            self._pace.slow(url.host, self._robots.admit(origin, question.shown))

    def _answer(self, question: Question) -> Answer:
        """One answer with its body, decompressed. Raises TryAgainError, Unreachable."""
        host = httpx.URL(question.url).host
        self._pace.wait(host)
        self._until = question.until
        try:
            answer = self._exchange(question)
        except (
            httpcore.TimeoutException,
            httpcore.NetworkError,
            httpcore.RemoteProtocolError,
            decoding.BrokenError,
        ) as error:
            self._unheard += isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout)
            if self._clock() >= question.until:
                late = f"{question.shown} did not end within {self._deadline:g} s"
                raise Unreachable(late, hint=_LATER) from error
            raise TryAgainError(str(error) or type(error).__name__) from error
        except (httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise Unreachable(f"{question.shown} cannot be fetched", hint=CHECK_NET) from error
        self._unheard = 0
        self._pace.heard(host, answer.headers, answer.content if answer.status == TOO_MANY else b"")
        if answer.passing:
            self._pace.check(host)
        return answer

    def _exchange(self, question: Question) -> Answer:
        asked = httpx.URL(question.url)
        at = httpx.URL(self._gateway or question.url)
        target = httpcore.URL(
            scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=asked.raw_path
        )
        with self._pool(asked).stream(
            question.method,
            target,
            headers=list(question.all_headers().items()),
            content=question.sent,
            extensions={
                "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
            },
        ) as got:
            headers = headers_of(got.headers)
            # a redirect says all in its Location
            content = b"" if got.status in MOVED else self._body(question, got, headers)
            return Answer(
                status=got.status,
                headers=headers,
                content=content,
                at=datetime.fromtimestamp(self._clock(), UTC),
            )

    def _body(
        self, question: Question, got: httpcore.Response, headers: Mapping[str, str]
    ) -> bytes:
        try:
            found = decoding.decoded(
                got.iter_stream(), headers.get("content-encoding", ""), self._largest
            )
        except decoding.TooLargeError as error:
            raise Unreachable(
                f"{question.shown} sends more than {self._largest} bytes",
                hint="look whether the address is right, or raise the limit",
            ) from error
        except decoding.UnknownCodingError as error:
            raise Unreachable(
                f"{question.shown} is sent in the coding {error}, which was not asked for",
                hint="report it to the publisher",
            ) from error
        announced = headers.get("content-length", "")
        if announced and "transfer-encoding" not in headers and got.status not in BODILESS:
            got.extensions["network_stream"].check(int(announced))
        return found

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        """The connections on the way to an address: straight, by the gateway or by a proxy."""
        proxy = "" if self._gateway or proxy_bypass(url.host) else _proxy(url.scheme)
        if proxy not in self._pools:
            way = httpx.Proxy(proxy) if proxy else None
            self._pools[proxy] = httpcore.ConnectionPool(
                ssl_context=_trusted(),
                proxy=httpcore.Proxy(str(way.url), auth=way.raw_auth) if way else None,
                network_backend=_Sockets(
                    left=lambda: self._until - self._clock(),
                    guarded=not (self._gateway or proxy),
                ),
            )
        return self._pools[proxy]


class _Sockets(httpcore.SyncBackend):
    """Opens sockets, where ``guarded`` only into the open internet.

    A name is resolved once and connected to where it resolved to, so that it cannot mean another
    address a moment later. ``left`` tells the seconds until the fetch under way is given up.
    """

    def __init__(self, *, left: Callable[[], float], guarded: bool) -> None:
        super().__init__()
        self._left = left
        self._guarded = guarded

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in _public_addresses(host, port) if self._guarded else [host]:
            try:
                found = super().connect_tcp(address, port, timeout, local_address, socket_options)
                return _Stream(found, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _Stream(httpcore.NetworkStream):
    """A socket that reads no longer than the fetch may take, and counts the bytes of bodies."""

    def __init__(self, inner: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._inner = inner
        self._left = left
        self._framing = decoding.Framing()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._left()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        data = self._inner.read(max_bytes, left if timeout is None else min(left, timeout))
        self._framing.feed(data)
        return data

    def check(self, announced: int) -> None:
        """Raises BrokenError where more came than was announced, which no later answer may get."""
        if self._framing.body > announced:
            self.close()
            raise decoding.BrokenError(f"the body is longer than the {announced} bytes announced")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._framing = decoding.Framing()
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._left)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._inner.get_extra_info(info)


def _public_addresses(host: str, port: int) -> list[str]:
    """What a host resolves to, if all of it is of the open internet. Raises Unreachable if not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host}: {error}") from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not all(is_public(ip_address(one)) for one in addresses):
        raise _private(host)
    return addresses


def _private(host: str) -> Unreachable:
    return Unreachable(
        f"{host} is no address of the open internet, and is not asked",
        hint="look at what led there: an address in a query, or a redirect of a source",
    )


def _proxy(scheme: str) -> str:
    """The proxy that the environment names for a scheme; empty where it names none."""
    known = getproxies()
    found = known.get(scheme) or known.get("all", "")
    return found if not found or "://" in found else f"http://{found}"


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that connections are checked with; SSL_CERT_FILE may name others."""
    return httpx.create_ssl_context()


def _usual(accept: str) -> dict[str, str]:
    return {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": decoding.CODINGS}


def _normal(url: str, *, base: str = "") -> str:
    """The address in the spelling that is sent: ASCII, without fragment. Raises Unreachable."""
    try:
        return urlsplit(str(httpx.URL(urljoin(base, url))))._replace(fragment="").geturl()
    except (httpx.InvalidURL, ValueError) as error:
        start = url.partition("?")[0].rpartition("@")[2][:200]  # without keys
        raise Unreachable(f"{start!r} is no address", hint=CHECK_PAGE) from error
