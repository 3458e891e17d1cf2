"""The IRIs of entities as addresses: ``/id/org/x`` leads to its page or its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from biograph.serve.accept import language, media_type

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_FORMS = {
    "text/html": "",
    "application/xhtml+xml": "",
    "text/turtle": ".ttl",
    "application/json": ".json",
    "text/csv": ".csv",
}


def entity_document(request: Request) -> Response:
    """See other (303): the document about an entity in the format and language liked best."""
    liked = media_type(request.headers.get("accept", ""), tuple(_FORMS)) or "text/html"
    lang = language(request.headers.get("accept-language", ""), ("fr", "en"))
    parts = request.path_params
    address = f"/{lang}/entity/{parts['kind']}/{parts['key']}{_FORMS[liked]}"
    headers = {"vary": "Accept, Accept-Language"}
    return RedirectResponse(address, status_code=303, headers=headers)
