"""The graph of a finding as a page of its own: it carries its script, so it gets its own policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse

from biograph.errors import UsageError
from biograph.view.drawing import draw
from biograph.view.graph import check_size

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

#: The page itself allows no scripts but its two by their digests; here it is cut off from the site.
_POLICY = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


def finding_graph(request: Request) -> Response:
    """The graph of a finding, to look at or with ``?download=1`` to keep; 404 for no finding."""
    site, lang = request.app.state.graph.site, request.path_params["lang"]
    one = site.findings.get(request.path_params["id"])
    if one is None or lang not in {"fr", "en"}:
        raise HTTPException(404)
    headers = {"content-security-policy": _POLICY}
    if request.query_params.get("download") == "1":
        headers["content-disposition"] = f'attachment; filename="{one.id}.{lang}.html"'
    try:
        check_size(len(one.evidence), one.sentence)
        return HTMLResponse(draw(site.ask, one, lang=lang).text, headers=headers)
    except UsageError as error:
        return PlainTextResponse(f"{error.message}\n{error.hint}\n", status_code=400)
