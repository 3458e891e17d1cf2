"""The files of a workspace that anybody may have, by name; no other, and no listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from biograph.run.pages import FOLDER
from biograph.run.plan import DUMP
from biograph.serve.drawings import CUT_OFF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request

_MEDIA_TYPES = {".nq": "application/n-quads", ".html": "text/html; charset=utf-8"}


def dump(request: Request) -> FileResponse:
    """The dump, or a page of the report and its graphs; 404 for anything else.

    These pages say themselves which scripts and styles are theirs, and are cut off from the site.
    """
    name, workspace = request.path_params["name"], request.app.state.graph.workspace
    if name not in _offered(workspace):
        raise HTTPException(404)
    path = workspace / name
    media_type = _MEDIA_TYPES[path.suffix]
    return FileResponse(path, media_type=media_type, headers={"content-security-policy": CUT_OFF})


def _offered(workspace: Path) -> Iterator[str]:
    """The names of the files that may be had, below the workspace."""
    for path in (workspace / DUMP, *(workspace / FOLDER).glob("*.html")):
        if path.is_file():
            yield path.relative_to(workspace).as_posix()
