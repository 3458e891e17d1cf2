"""The web application: addresses in, pages out; all that a page module need not know of HTTP."""

from __future__ import annotations

import hashlib
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from biograph.errors import BiographError
from biograph.model import Text
from biograph.serve.accept import language
from biograph.serve.kept import Kept
from biograph.serve.page import Answer, Asked
from biograph.serve.pages import PAGES
from biograph.serve.respond import MEDIA_TYPES, as_json, content, page
from biograph.serve.routes.decide import decide
from biograph.serve.routes.files import dump
from biograph.serve.routes.linked import entity_document
from biograph.serve.safety import Safety
from biograph.serve.sparql import Limits, routes
from biograph.serve.state import State
from biograph.serve.status import status_of
from biograph.view.pages import ASSETS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from starlette.requests import Request

    from biograph.serve.page import Page, Suffix
    from biograph.view.say import Lang

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
_SUFFIXES: tuple[Suffix, ...] = ("json", "csv", "ttl")
_KEPT_BYTES = 64_000_000  # of rendered pages
_LOG = logging.getLogger(__name__)
_UNEXPECTED = Text(
    fr="Cette page n'a pas pu être faite. L'erreur est au journal du serveur.",
    en="This page could not be made. The server's log has the error.",
)


def application(workspace: Path) -> Starlette:
    """The pages and the endpoint over the graph of a workspace. Raises QueryError for none."""
    state = State(workspace)
    made = Starlette(
        routes=[
            Route("/", _home, name="home"),
            *(route for shown in PAGES for route in _routes(shown)),
            *routes(
                state.pool, version=lambda: state.site.version, limits=Limits(), people=_editor
            ),
            Route("/id/{kind}/{key:path}", entity_document),
            Route("/decide", decide, methods=["POST"]),
            Route("/files/{name:path}", dump),
            Mount("/static", StaticFiles(directory=ASSETS)),
        ],
        middleware=[Middleware(Safety), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={404: _no_such_page, 405: _no_such_page},
        lifespan=_lifespan,
    )
    made.state.graph = state
    made.state.kept = Kept(_KEPT_BYTES)
    return made


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    app.state.graph.warm()
    yield
    app.state.graph.close()


def _home(request: Request) -> Response:
    return _in_language(request, "/")


async def _editor(request: Request) -> Response:
    return _in_language(request, "/sparql")


def _in_language(request: Request, path: str) -> Response:
    """Lead to a page in the language that the browser likes best."""
    lang = language(request.headers.get("accept-language", ""), LANGUAGES)
    headers = {"vary": "Accept, Accept-Language"}
    return RedirectResponse(f"/{lang}{path}", status_code=302, headers=headers)


def _routes(shown: Page) -> Iterator[Route]:
    for lang in LANGUAGES:
        for suffix in (*_SUFFIXES, *shown.files):
            path = f"/{lang}{shown.path if shown.path != '/' else '/home'}.{suffix}"
            yield Route(path, _endpoint(shown, lang, suffix))
        yield Route(f"/{lang}{shown.path}", _endpoint(shown, lang, "html"))


def _endpoint(shown: Page, lang: Lang, suffix: Suffix) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return _answered(request, shown, _asked(request, lang, suffix))

    return endpoint


def _asked(request: Request, lang: Lang, suffix: Suffix) -> Asked:
    words = request.query_params
    return Asked(
        lang=lang,
        path=dict(request.path_params),
        query={name: tuple(words.getlist(name)) for name in words if name != "embed"},
        suffix=suffix,
        embed=words.get("embed") == "1",
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


def _answered(request: Request, shown: Page, asked: Asked) -> Response:
    """The page, from those kept where it is there; errors of ours become pages of their own."""
    site = request.app.state.graph.site
    path = request.url.path.removeprefix(f"/{asked.lang}").removesuffix(f".{asked.suffix}")
    key = f"{site.version} {asked.origin}{request.url.path}?{request.url.query}"
    kept: Kept = request.app.state.kept
    body, status, policy = kept.get(key), 200, ""
    try:
        if body is None:
            answer = shown.answer(site, asked)
            body, status = content(site, asked, path, answer), answer.status
            policy = answer.policy if asked.suffix == "html" else ""
            if answer.kept and not policy and status == 200:
                kept.put(key, body)
    except BiographError as error:
        return failure(request, asked, error.message, error.hint, status=status_of(error))
    except Exception:  # noqa: BLE001 - a page that fails must tell no reader how
        _LOG.exception("the page %s could not be made", request.url.path)
        return failure(request, asked, getattr(_UNEXPECTED, asked.lang), "", status=500)
    return _sent(request, body, asked.suffix, status, policy)


def _sent(request: Request, body: bytes, suffix: Suffix, status: int, policy: str = "") -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag})
    headers = {"etag": tag, "cache-control": "no-cache"}
    if policy:
        headers["content-security-policy"] = policy
    return Response(body, status, headers, media_type=MEDIA_TYPES[suffix])


def failure(request: Request, asked: Asked, message: str, hint: str, *, status: int) -> Response:
    """An error as a page, or as JSON where data was asked for: what, and how to mend it."""
    if asked.suffix != "html":
        body = as_json({"error": message, "hint": hint})
        return Response(body, status, media_type=MEDIA_TYPES["json"])
    title = Text(fr=f"Erreur {status}", en=f"Error {status}")
    values = {"message": message, "hint": hint, "code": status}
    answer = Answer(template="site/error.html.j2", title=title, values=values, status=status)
    site = request.app.state.graph.site
    body = page(site, asked, "/", answer).encode()
    return Response(body, status, media_type=MEDIA_TYPES["html"])


def _no_such_page(request: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette's exception
    path = request.url.path
    told = language(request.headers.get("accept-language", ""), LANGUAGES)
    lang: Lang = "en" if path.startswith("/en/") or (told == "en" and path[:4] != "/fr/") else "fr"
    suffix: Suffix = next((s for s in _SUFFIXES if path.endswith(f".{s}")), "html")
    said = _NO_PAGE if error.status_code == 404 else _NO_METHOD
    asked = Asked(lang=lang, suffix=suffix)
    return failure(request, asked, getattr(said, lang), "", status=error.status_code)


_NO_PAGE = Text(fr="Cette page n'existe pas.", en="There is no such page.")
_NO_METHOD = Text(fr="Cette page se lit, rien de plus.", en="This page can be read, no more.")
