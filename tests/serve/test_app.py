"""Addresses, languages, formats and errors over HTTP."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from biograph.serve.app import _routes, application
from biograph.serve.page import Page
from biograph.serve.pages import PAGES

PLAIN = [page.path for page in PAGES if "{" not in page.path]


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "fr"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.4,fr;q=0.3", "en"),
        ("fr-CA;q=0.8,en;q=0.8", "fr"),
        ("en;q=0", "fr"),
        ("ja", "fr"),
        ("en;q=nonsense", "fr"),
    ],
)
def test_the_first_page_is_in_the_language_of_the_browser(client, header, lang):
    """French where it likes neither."""
    answer = client.get("/", headers={"accept-language": header})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{lang}/")
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", PLAIN)
def test_every_page_without_parameters_answers_in_both_languages(client, path, lang):
    """And says its language, links to the other, and has one first heading."""
    answer = client.get(f"/{lang}{path}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    other = "en" if lang == "fr" else "fr"
    assert re.search(rf'href="/{other}{re.escape(path)}[^"]*"[^>]* hreflang="{other}"', answer.text)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", PLAIN)
def test_the_formats_that_a_page_offers_are_there(client, path):
    """Each alternate link leads to data of its type."""
    page = client.get(f"/fr{path}").text
    for media_type, href in re.findall(r'rel="alternate" type="([^"]+)" href="([^"]+)"', page):
        answer = client.get(href.replace("&amp;", "&"))
        assert answer.status_code == 200, href
        assert answer.headers["content-type"].startswith(media_type)
        if media_type == "application/json":
            json.loads(answer.content)


@pytest.mark.parametrize("path", PLAIN)
def test_an_embedded_page_has_neither_header_nor_footer(client, path):
    """And its links stay inside."""
    page = client.get(f"/fr{path}", params={"embed": "1"}).text
    assert "<footer" not in page
    assert 'class="mast"' not in page


@pytest.mark.parametrize("path", PLAIN)
def test_no_page_loads_anything_from_elsewhere_or_runs_a_script_in_line(client, path):
    """Works behind any firewall; data blocks are no scripts."""
    page = client.get(f"/fr{path}").text
    loaded = re.findall(r'<(?:script|img|iframe|link)[^>]* (?:src|href)="([^"]*)"', page)
    assert all(re.match(r"/(?!/)|data:", address) for address in loaded), loaded
    for tag in re.findall(r"<script[^>]*>", page):
        assert "src=" in tag or 'type="application/json"' in tag, tag
    assert not re.search(r'\son[a-z]+="', page)


def test_what_did_not_change_is_not_sent_again(client):
    """A browser that has the page is told so."""
    first = client.get("/fr/")
    again = client.get("/fr/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("path", "lang"), [("/fr/nowhere", "fr"), ("/en/nowhere", "en")])
def test_a_page_that_is_not_there_says_so_in_its_language(client, path, lang):
    """With the way back."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'<html lang="{lang}">' in answer.text
    assert f'href="/{lang}/"' in answer.text


def test_an_error_is_data_where_data_was_asked_for(client):
    """Programs read it too."""
    answer = client.get("/fr/search.json", params={"most": "no"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "hint"}
    assert "'most'" in answer.json()["error"]


def test_pages_are_read_and_nothing_else(client):
    """Writing goes to nobody."""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/fr/").status_code == 405


def broken(site, asked):
    """A page that fails."""
    raise RuntimeError("secret of the house")


async def got(app, path):
    """What an application answers, without a server between."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        return await http.get(path)


def test_a_page_that_fails_tells_the_reader_nothing_of_how(workspace, caplog):
    """The log does; the reader gets a page in the language asked for."""
    made = application(workspace)
    made.router.routes[:0] = list(_routes(Page(path="/broken", answer=broken)))
    with ThreadPoolExecutor() as other:  # a browser may have a loop running in this one
        answer = other.submit(asyncio.run, got(made, "/en/broken")).result()
    made.state.graph.close()
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "This page could not be made" in answer.text
    assert "secret of the house" in caplog.text
