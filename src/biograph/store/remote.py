"""The door to a SPARQL 1.1 server: a query or an update in, its answer out, through SPARQLWrapper.

Beside the client of the harvest, sockets are opened here and nowhere else.
"""

from __future__ import annotations

import ast
import math
import os
import re
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit

from SPARQLWrapper import INSERT, POST, POSTDIRECTLY, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from biograph import __version__
from biograph.errors import QueryError, Unreachable, UsageError
from biograph.store.profile import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

    from biograph.store.profile import Profile

USER, PASSWORD = "BIOGRAPH_ENDPOINT_USER", "BIOGRAPH_ENDPOINT_PASSWORD"
_AGENT = f"biograph/{__version__}"
_PIECE = 1 << 16  # bytes read at once
_WAIT = 600.0  # seconds to wait for a word of the server where no limit is given
_ROWS, _STATE = "X-SPARQL-MaxRows", "X-SQL-State"  # how Virtuoso tells that it cut an answer
_TAG = re.compile(r"</?[a-zA-Z!][^>:]*>")
_SAID = 300  # characters of a server's complaint that are told
_NARROW = "narrow the query, or raise the time limit of the command and of the server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The body of an answer as it comes in; ``cap`` is the number of rows it was cut at, or 0."""

    pieces: Iterator[bytes]
    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """The addresses of a server for queries and updates, how it is spoken to and as whom.

    ``timeout`` (seconds) limits each query.
    """

    query: str
    update: str
    profile: Profile
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float | None = None

    @contextmanager
    def asked(self, query: str, media_type: str) -> Iterator[Answer]:
        """The answer to a query. Raises QueryError, and Unreachable where no server answers."""
        started = time.monotonic()
        wrapper = self._wrapper(query, SELECT)
        wrapper.addCustomHttpHeader("Accept", media_type)
        if self.timeout and self.profile.timeout:
            wrapper.addParameter(self.profile.timeout, str(math.ceil(self.timeout * 1000)))
        with self._sent(wrapper) as response:
            if response.headers.get(_STATE):
                raise self._too_long()
            cap = int(response.headers.get(_ROWS, "0"))
            yield Answer(pieces=self._pieces(response, started), cap=cap)

    def change(self, request: str) -> None:
        """Run an update. Raises QueryError, and Unreachable where no server answers."""
        wrapper = self._wrapper(request, INSERT)
        wrapper.setRequestMethod(POSTDIRECTLY)
        with self._sent(wrapper) as response:
            response.read()

    def _wrapper(self, text: str, kind: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.query, self.update, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(onlyConneg=True)
        # setQuery would guess the kind of the query, and take a # in a text for a comment
        wrapper.queryString, wrapper.queryType = text, kind
        wrapper.timeout = math.ceil(self.timeout or _WAIT)
        if self.user:
            wrapper.setHTTPAuth(self.profile.auth)
            wrapper.setCredentials(self.user, self.password)
        return wrapper

    def _sent(self, wrapper: SPARQLWrapper) -> HTTPResponse:
        try:
            return wrapper.query().response
        except SPARQLWrapperException as error:
            raise self._refused(*_said(error)) from None
        except HTTPError as error:
            with error:
                raise self._refused(error.code, error.read()) from None
        except TimeoutError:
            raise self._too_long() from None
        except (OSError, HTTPException) as error:
            raise _unreachable(self.query, error) from error

    def _pieces(self, response: HTTPResponse, started: float) -> Iterator[bytes]:
        """The body, as long as there is time; a connection that breaks is no end of it."""
        try:
            while piece := response.read1(_PIECE):
                yield piece
                if self.timeout and time.monotonic() - started > self.timeout:
                    raise self._too_long()
        except TimeoutError:
            raise self._too_long() from None
        except (OSError, HTTPException) as error:
            raise _unreachable(self.query, error) from error
        if response.length:
            raise Unreachable(
                f"the answer of {self.query} lacks its last {response.length} bytes",
                hint="ask again; if it stays so, see the log of the server",
            )

    def _refused(self, status: int, body: bytes) -> QueryError | Unreachable:
        said = " ".join(_TAG.sub(" ", body.decode("utf-8", errors="replace")).split())[:_SAID]
        if status in {401, 403}:
            return Unreachable(
                f"{self.query} lets nobody in without the right name and password (HTTP {status})",
                hint=f"set the environment variables {USER} and {PASSWORD}",
            )
        if status in {400, 413, 500}:
            return QueryError(
                f"{self.query} refuses the query (HTTP {status}): {said}",
                hint="biograph check tells whether a query is right; a server may know less",
            )
        return Unreachable(
            f"{self.query} answers HTTP {status}: {said}", hint="see that the address is right"
        )

    def _too_long(self) -> QueryError:
        limit = f"{self.timeout:g} s" if self.timeout else "the server allows"
        return QueryError(f"the query took more than {limit} and was stopped", hint=_NARROW)


def _said(error: SPARQLWrapperException) -> tuple[int, bytes]:
    """Status and body of an answer: SPARQLWrapper read it, and writes the bytes as Python does."""
    answer = error.__context__
    assert isinstance(answer, HTTPError)
    answer.close()
    body = str(error).partition("Response:\n")[2]
    return answer.code, cast("bytes", ast.literal_eval(body)) if body else b""


def connect(url: str, *, timeout: float | None = None) -> Endpoint:
    """The server at an address.

    What sort of server it is tells the ``Server`` header of its answers, or the fragment of the
    address (``http://host/sparql#virtuoso``), which is never sent. An address without a path gets
    the paths usual for the sort. Name and password come from the environment; ``timeout`` (seconds)
    limits each query. Raises Unreachable where nobody answers and UsageError for an address that
    is none or holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"'{url}' is no address of a server", hint="write http://host:port/path")
    if "@" in parts.netloc:
        raise UsageError(
            "the address of the server holds a name or password",
            hint=f"put them into the environment variables {USER} and {PASSWORD}",
        )
    bare = parts._replace(fragment="")
    profile = profile_of(parts.fragment or _server(urlunsplit(bare)))
    path = parts.path if parts.path.strip("/") else profile.query
    usual = path.endswith(profile.query)
    changing = path.removesuffix(profile.query) + profile.update if usual else path
    return Endpoint(
        query=urlunsplit(bare._replace(path=path)),
        update=urlunsplit(bare._replace(path=changing)),
        profile=profile,
        user=os.environ.get(USER, ""),
        password=os.environ.get(PASSWORD, ""),
        timeout=timeout,
    )


def _server(url: str) -> str:
    """What a server calls itself, whatever it answers."""
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 - http(s)
    try:
        with urllib.request.urlopen(request, timeout=_WAIT) as answer:  # noqa: S310
            return str(answer.headers.get("Server", ""))
    except HTTPError as error:
        with error:
            return str(error.headers.get("Server", ""))
    except (OSError, HTTPException) as error:
        raise _unreachable(url, error) from error


def _unreachable(url: str, error: Exception) -> Unreachable:
    return Unreachable(
        f"no SPARQL server answers at {url}: {getattr(error, 'reason', '') or error}",
        hint="see that it runs and that the address is right",
    )
