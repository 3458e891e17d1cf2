"""A reader's way through the pages, in Chromium, with nothing but loopback in reach."""

import re

import pytest

from tests.serve.walk import addresses, barriers, overflow, watched

pytestmark = pytest.mark.browser
NAMES = (
    *("home", "search", "chain", "findings", "unknown finding", "finding", "what-if", "plan"),
    *("browse", "entity", "fact", "map", "access", "graph", "questions", "question", "chart"),
    *("sparql", "data", "updates", "pairs", "error"),
)
#: Each language once on a desk and once on a telephone would be four times the time.
SEATS = (("fr", 1280), ("en", 360))


@pytest.fixture(scope="module")
def places(site):
    """The addresses of all sorts of pages."""
    return addresses(site)


def test_every_sort_of_page_is_walked_through(places):
    """A new one wants its name here."""
    assert set(NAMES) == set(places)


@pytest.mark.parametrize(("lang", "width"), SEATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_quiet_whole_and_open_to_all(browser, served, places, name, lang, width):  # noqa: PLR0917
    """No console error, nothing from elsewhere, no barrier (WCAG AA), nothing cut at its side."""
    with watched(browser, width=width, lang=lang) as (page, wrong):
        page.goto(f"{served}/{lang}{places[name]}", wait_until="networkidle")
        assert page.locator("h1").count() == 1
        assert barriers(page) == []
        assert overflow(page) <= 0
        assert wrong == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_reader_finds_an_actor_and_the_sentence_behind_a_fact(browser, served, lang):
    """By keyboard: search, choose a suggestion, open the evidence."""
    with watched(browser, lang=lang) as (page, wrong):
        page.goto(served)
        assert page.url == f"{served}/{lang}/"
        page.keyboard.press("Tab")
        page.locator("form.search.large input").focus()
        page.keyboard.type("sartor")
        page.locator(".suggestions li").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(rf"/{lang}/entity/org/"))
        assert "Sartorius" in page.locator("h1").inner_text()
        assert page.locator("blockquote").first.inner_text().strip()
        assert wrong == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_reader_removes_a_supplier_and_sees_what_falls(browser, served, places, lang):
    """The page names what stops; its address can be passed on."""
    with watched(browser, lang=lang) as (page, wrong):
        page.goto(f"{served}/{lang}{places['what-if']}", wait_until="networkidle")
        told = page.locator("main").inner_text()
        assert "Sartorius" in told
        again = page.context.new_page()
        again.goto(page.url, wait_until="networkidle")
        assert again.locator("main").inner_text() == told
        assert wrong == []


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_reader_takes_what_the_filter_shows(browser, served, suffix):
    """The export has the rows of the page, all of them."""
    with watched(browser, lang="en") as (page, wrong):
        page.goto(f"{served}/en/browse?kind=CDMO", wait_until="networkidle")
        href = page.locator(f'link[rel=alternate][href*=".{suffix}"]').get_attribute("href")
        answer = page.context.request.get(served + href)
        assert answer.ok
        assert "kind=CDMO" in href
        assert wrong == []


def test_a_reader_changes_the_language_and_stays_where_they_are(browser, served):
    """With the same state of the page."""
    with watched(browser) as (page, wrong):
        page.goto(f"{served}/fr/browse?kind=CDMO&q=a")
        page.locator(".mast a[hreflang=en]").click()
        page.wait_for_url(f"{served}/en/browse?kind=CDMO&q=a")
        assert page.locator("html").get_attribute("lang") == "en"
        assert wrong == []


def test_pages_print_without_their_controls(browser, served, places):
    """Paper has no buttons."""
    with watched(browser) as (page, _):
        page.goto(served + "/fr" + places["finding"])
        page.emulate_media(media="print")
        assert not page.locator(".bar-nav").is_visible()
        assert not page.locator("form.search").first.is_visible()
        assert page.locator("h1").is_visible()
