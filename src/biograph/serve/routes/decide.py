"""Decisions of people on doubtful pairs: a form in, a line of the workspace's table out.

The only thing that can be written through the web. Who may write is on this machine, or has the
token; a page of another origin can make nobody's browser write.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse

from biograph.errors import BiographError, InputError
from biograph.run.deciding import decide_pair

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

#: Where it is set, decisions want this token, from this machine too (behind a proxy all come
#: from it).
TOKEN = "BIOGRAPH_TOKEN"  # noqa: S105 - the name of a variable
_LONGEST_REASON = 500


async def decide(request: Request) -> Response:
    """Keep one decision and lead back to the pairs. 403 for who may not, 400 for what is none."""
    form = _form(await request.body())
    if refusal := _refusal(request, form.get("token", "")):
        return PlainTextResponse(refusal + "\n", 403)
    workspace = request.app.state.graph.workspace
    try:
        await run_in_threadpool(_keep, workspace, form)
    except BiographError as error:
        return PlainTextResponse(f"{error}\n", 400)
    lang = "en" if form.get("lang") == "en" else "fr"
    page = form.get("page", "1")
    words = urlencode({"page": page if page.isdecimal() else "1", "kept": "1"})
    return RedirectResponse(f"/{lang}/pairs?{words}", status_code=303)


def _form(body: bytes) -> Mapping[str, str]:
    try:
        fields = parse_qs(body.decode("utf-8"), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[-1].strip() for name, values in fields.items()}


def _refusal(request: Request, token: str) -> str:
    """Why this request may not write; empty where it may."""
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    if origin is not None and urlsplit(origin).netloc != host:
        return "a page of another origin may not decide"
    if wanted := os.environ.get(TOKEN, ""):
        if hmac.compare_digest(token.encode(), wanted.encode()):
            return ""
        return f"decisions want the token that {TOKEN} holds on the server"
    forwarded = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers)
    client = request.client.host if request.client else ""
    if forwarded or not _loopback(client) or not _loopback(urlsplit(f"//{host}").hostname or ""):
        return f"decisions are taken on the server's own machine, or with a token: set {TOKEN}"
    return ""


def _loopback(host: str) -> bool:
    """Whether a name or address is this machine; other names may be anybody's (DNS rebinding)."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _keep(workspace: Path, form: Mapping[str, str]) -> None:
    """Keep the decision of a form. Raises InputError for what is none."""
    verdict, reason = form.get("verdict", ""), " ".join(form.get("reason", "").split())
    if verdict not in {"same", "different"} or not 3 <= len(reason) <= _LONGEST_REASON:
        raise InputError(
            "this is no decision",
            hint=f"choose same or different, and write why (3 to {_LONGEST_REASON} letters)",
        )
    pair = (form.get("left", ""), form.get("right", ""))
    today = datetime.now(UTC).date().isoformat()
    decide_pair(workspace, pair, same=verdict == "same", reason=reason, today=today)
