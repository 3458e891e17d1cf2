"""What every answer says to browsers, and how large a request may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: No script but our own files; styles in attributes place things (bars, positions).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; font-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors *"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_LONGEST_ADDRESS, _LARGEST_BODY = 8_000, 1_000_000  # bytes


class Safety:
    """Puts safe headers on each answer and refuses requests that are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if refused := _too_large(scope):
            await refused(scope, receive, safely)
        else:
            await self.app(scope, receive, safely)


def _too_large(scope: Scope) -> PlainTextResponse | None:
    if len(scope["raw_path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
        return PlainTextResponse("the address is too long: use POST /sparql\n", 414)
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isdecimal() or int(length) > _LARGEST_BODY:
        return PlainTextResponse(f"a body holds at most {_LARGEST_BODY} bytes\n", 413)
    return None
