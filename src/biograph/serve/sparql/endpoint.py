"""The SPARQL endpoint over HTTP: requests in, answers of the pool or why there are none out."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.responses import Response
from starlette.routing import Route

from biograph.serve.accept import media_type
from biograph.serve.sparql import protocol
from biograph.serve.sparql.answer import answered
from biograph.serve.sparql.description import service
from biograph.serve.sparql.examples import examples
from biograph.serve.sparql.inventory import inventory, words
from biograph.serve.sparql.replies import PREFLIGHT, answer, negotiated, not_acceptable, openly
from biograph.serve.sparql.void import dataset
from biograph.store.written import GRAPHS, TABLES, Wanted, serialized

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from starlette.requests import Request

    from biograph.ask import Pool
    from biograph.serve.sparql.inventory import Inventory
    from biograph.serve.sparql.protocol import Asked

    Handler = Callable[[Request], Awaitable[Response]]

_COUNTING = 120.0  # seconds to count the whole graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most an answer may have: ``rows`` or triples, ``size`` in bytes, and ``seconds``."""

    rows: int = 10_000
    size: int = 20_000_000
    seconds: float = 20.0


def routes(
    pool: Pool, *, version: Callable[[], str], limits: Limits, people: Handler | None = None
) -> list[Route]:
    """``/sparql``, its VoID and its words for completion, answered by a pool.

    ``version`` tells which state of the graph is to be asked; ``people`` answers browsers that come
    to ``/sparql`` without a query.
    """
    endpoint = _Endpoint(pool, version=version, limits=limits, people=people)
    every = [*protocol.METHODS, "PUT", "DELETE", "PATCH"]
    return [
        Route("/sparql", openly(endpoint.sparql), methods=every, name="sparql"),
        Route("/sparql/terms.json", openly(endpoint.terms)),
        Route("/.well-known/void", openly(endpoint.void), name="void"),
        Route("/void.ttl", openly(endpoint.void)),
    ]


class _Endpoint:
    def __init__(
        self,
        pool: Pool,
        *,
        version: Callable[[], str],
        limits: Limits,
        people: Handler | None,
    ) -> None:
        self._pool, self._version, self._limits, self._people = pool, version, limits, people
        # a few more threads than jobs: whom the pool has no place for is told so by one of them
        self._threads = CapacityLimiter(pool.places + 4)
        self._counting = threading.Lock()
        self._inventory = lru_cache(maxsize=1)(self._counted)
        self._described = lru_cache(maxsize=8)(self._describe)

    async def sparql(self, request: Request) -> Response:
        """Answer a query, or say what there is to be asked."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        asked = protocol.read(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            await _body(request) if request.method == "POST" else b"",
        )
        if asked is None:
            return await self._introduced(request)
        wanted = self._wanted(request, asked)
        job = partial(answered, wanted=wanted)
        found = await self._in_thread(
            lambda: self._pool.run(job, timeout=self._limits.seconds, version=self._version())
        )
        return answer(found)

    async def void(self, request: Request) -> Response:
        """The VoID of the graph, in the RDF format that the client likes best."""
        return await self._sent(request, "void")

    async def terms(self, request: Request) -> Response:
        """Prefixes, classes, properties and what links them, for editors that complete words."""
        return await self._made(request, "terms", "application/json")

    async def _introduced(self, request: Request) -> Response:
        offers = (*GRAPHS, "text/html") if self._people else tuple(GRAPHS)
        liked = media_type(request.headers.get("accept", ""), offers)
        if self._people and liked == "text/html":
            return await self._people(request)
        return await self._sent(request, "service")

    async def _sent(self, request: Request, what: str) -> Response:
        offers = tuple(GRAPHS)
        liked = negotiated(request, "", offers)
        if not liked:
            raise not_acceptable("a description", offers)
        return await self._made(request, what, liked)

    async def _made(self, request: Request, what: str, media_type: str) -> Response:
        origin = _origin(request)
        content = await self._in_thread(
            lambda: self._described(what, self._version(), origin, media_type)
        )
        return Response(content, media_type=media_type, headers={"vary": "Accept"})

    def _describe(self, what: str, version: str, origin: str, media_type: str) -> bytes:
        endpoint, void = f"{origin}/sparql", f"{origin}/.well-known/void"
        if what == "service":
            return serialized(service(endpoint, f"{void}#dataset", self._limits), media_type)
        with self._counting:  # whoever comes meanwhile waits for the one count
            held = self._inventory(version)
        if what == "terms":
            return words(held)
        return serialized(
            chain(dataset(void, endpoint, held), examples(void, endpoint)), media_type
        )

    def _counted(self, version: str) -> Inventory:
        return self._pool.run(inventory, timeout=_COUNTING, version=version)

    def _wanted(self, request: Request, asked: Asked) -> Wanted:
        tables, graphs = (negotiated(request, asked.form, tuple(m)) for m in (TABLES, GRAPHS))
        chosen = bool(asked.default or asked.named)
        return Wanted(
            text=asked.query,
            base=f"{_origin(request)}/sparql",
            formats={"table": tables, "truth": tables, "graph": graphs},
            rows=self._limits.rows,
            size=self._limits.size,
            default=asked.default if chosen else None,
            named=asked.named if chosen else None,
        )

    async def _in_thread(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the work gives
        return await to_thread.run_sync(work, limiter=self._threads)


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > 3 * protocol.LONGEST:  # as a form, a character may take three bytes
            raise protocol.too_long()
    return body
