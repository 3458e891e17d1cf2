"""What the endpoint says beside answers: errors as short text, and headers for every origin."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from biograph.errors import BiographError
from biograph.serve.accept import media_type
from biograph.serve.sparql import protocol
from biograph.serve.sparql.protocol import Rejected
from biograph.serve.status import status_of
from biograph.store.written import GRAPHS, TABLES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request

    from biograph.store.written import Written

    Handler = Callable[[Request], Awaitable[Response]]

_LOG = logging.getLogger(__name__)
_AGAIN = "5"  # seconds after which who was sent away may ask again
_ANYBODY = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "X-Biograph-Truncated, X-SPARQL-MaxRows, Retry-After",
}
PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
}
#: What ``format=`` may ask for.
FORMS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def openly(handler: Handler) -> Handler:
    """The handler, open to scripts of every origin; errors as short text, never with a trace."""

    @wraps(handler)
    async def told(request: Request) -> Response:
        try:
            response = await handler(request)
        except BiographError as error:
            response = _refusal(error)
        except Exception:  # noqa: BLE001 - the client must not learn how
            _LOG.exception("%s could not be answered", request.url.path)
            response = PlainTextResponse("the server failed; its log tells why\n", 500)
        response.headers.update(_ANYBODY)
        return response

    return told


def _refusal(error: BiographError) -> Response:
    status = error.status if isinstance(error, Rejected) else status_of(error)
    headers = {
        405: {"allow": ", ".join(protocol.METHODS)},
        415: {"accept-post": f"{protocol.QUERY}, {protocol.FORM}"},
        503: {"retry-after": _AGAIN},
    }
    return PlainTextResponse(f"{error}\n", status, headers.get(status))


def answer(found: Written) -> Response:
    """An answer of the pool; where it is cut two headers say so. Raises Rejected (406)."""
    if not found.media_type:
        offers = tuple(GRAPHS if found.kind == "graph" else TABLES)
        raise not_acceptable("an answer to this form of query", offers)
    headers = {"vary": "Accept", "cache-control": "no-cache"}
    if found.cut:
        headers["x-biograph-truncated"] = f"rows={found.rows}; limit={found.cut}"
        headers["x-sparql-maxrows"] = str(found.rows)
    return Response(found.content, media_type=found.media_type, headers=headers)


def not_acceptable(what: str, offers: Sequence[str]) -> Rejected:
    """The answer to who wants none of the formats."""
    return Rejected(
        f"the Accept header wants no format in which {what} is written",
        status=406,
        hint=f"accept one of: {', '.join(offers)}",
    )


def negotiated(request: Request, form: str, offers: Sequence[str]) -> str:
    """The format that is named beside the query, where it is an offer, or the one liked best."""
    named = FORMS.get(form, "")
    return named if named in offers else media_type(request.headers.get("accept", ""), offers)
