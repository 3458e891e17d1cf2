"""The files of a workspace that anybody may have, by name; no other, and no listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from biograph.serve.pages.data import DUMPS

if TYPE_CHECKING:
    from starlette.requests import Request

_MEDIA_TYPES = {"nq": "application/n-quads", "html": "text/html; charset=utf-8"}
#: Reports carry their own styles and, in their graphs, scripts with their digests in the page.
_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def dump(request: Request) -> FileResponse:
    """One of the files that the page of data lists; 404 for anything else."""
    name = request.path_params["name"]
    path = request.app.state.graph.workspace / name
    if name not in DUMPS or not path.is_file():
        raise HTTPException(404)
    media_type = _MEDIA_TYPES[path.suffix.removeprefix(".")]
    return FileResponse(
        path, media_type=media_type, headers={"content-security-policy": _REPORT_POLICY}
    )
