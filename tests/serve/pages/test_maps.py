"""The maps: the same rows as marks, table, GeoJSON and CSV; and what a reader sees of them."""

import csv
import html
import io
import re

import pytest

from biograph.errors import UsageError
from biograph.serve.page import Asked
from biograph.serve.pages.access import MEASURES, reached
from biograph.serve.pages.maps import BOXES, sites
from biograph.terms import DATA

LANGS = ("fr", "en")


def asked(suffix="json", lang="fr", **query):
    """What a reader asks a page."""
    return Asked(lang=lang, suffix=suffix, query={name: (value,) for name, value in query.items()})


def test_the_page_says_the_same_in_every_format(client):
    """Marks, CSV and table have the same actors at the same places in the same order."""
    query = "kind=CDMO"
    features = client.get(f"/fr/map.json?{query}").json()["features"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/fr/map.csv?{query}").text)))
    page = client.get(f"/fr/map?{query}").text
    shown = re.findall(r'<th scope="row"><a href="/fr(/entity/[^"]+)"', page)
    assert len(rows) == len(features) > 3
    assert [f["properties"]["iri"] for f in features] == [row["iri"] for row in rows]
    assert [f["properties"]["page"] for f in features[:100]] == shown
    for feature, row in zip(features, rows, strict=True):
        assert feature["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]


def test_a_long_answer_is_shown_in_parts_that_make_the_whole(client):
    """The table turns pages; no row is lost between them."""
    total = len(client.get("/en/map.json").json()["features"])
    assert total > 100
    seen = [
        len(re.findall(r'<th scope="row">', client.get(f"/en/map?page={number}").text))
        for number in range(1, -(-total // 100) + 1)
    ]
    assert sum(seen) == total


def test_filters_stay_in_the_address_and_in_the_form(client):
    """A reader who is sent the address sees what was chosen, also in the other language."""
    page = client.get("/fr/map?kind=Hospital&region=84").text
    assert re.search(r'<option value="Hospital" selected>', page)
    assert re.search(r'<option value="84" selected>', page)
    assert 'href="/en/map?kind=Hospital&amp;region=84"' in page
    assert 'data-source="/fr/map.json?kind=Hospital&amp;region=84"' in page


def test_a_filter_leaves_only_what_it_names(site):
    """Every row is in the region that was asked for."""
    found = sites(site, asked(region="84")).data["features"]
    assert found
    assert {f["properties"]["region"] for f in found} == {site.name(f"{DATA}region/84").fr}


def test_an_unknown_value_is_refused_with_those_that_there_are(client):
    """A misspelt kind is an error, not an empty map of France."""
    answer = client.get("/en/map.json?kind=Dragon")
    assert answer.status_code == 400
    assert "Dragon" in answer.json()["error"]
    assert "CDMO" in answer.json()["hint"]


def test_no_known_actor_is_said_to_be_just_that(client, site):
    """An empty map says that biograph knows none, not that there is none."""
    kinds = sites(site, asked(region="974")).values["options"]["kind"]
    empty = next(option.value for option in kinds if not option.count)
    page = client.get(f"/en/map?region=974&kind={empty}").text
    assert "that biograph does not know" in html.unescape(page)
    assert "<tbody>" not in page


def test_the_unknown_have_their_place_in_the_filters(site):
    """Actors of which nobody says the stage can be looked at, as the last choice."""
    options = sites(site, asked(lang="en")).values["options"]["stage"]
    assert options[-1].value == "?"
    assert options[-1].name.en == "unknown"
    assert options[-1].count > 0


@pytest.mark.parametrize("lang", LANGS)
def test_access_is_told_by_departement(client, lang):
    """The rows of the table are those of the data, and what is unknown is a question mark."""
    rows = client.get(f"/{lang}/map/access.json").json()["rows"]
    page = client.get(f"/{lang}/map/access").text
    assert len(rows) == 101
    for row in rows:
        (line,) = re.findall(rf'<tr id="d{row["code"]}">(.*?)</tr>', page)
        unknown = [n for n in ("people", "centres", "hospitals", "half", "far") if row[n] is None]
        assert line.count(">?</abbr>") == len(unknown)
        assert row["name"] in html.unescape(line)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_level_grows_with_its_measure(site, measure):
    """Colours are in the order of the values, and the unknown has none."""
    rows = reached(site, asked(measure=measure)).data["rows"]
    for row in rows:
        assert (row["level"] is None) == (row[measure] is None)
    known = sorted((row[measure], row["level"]) for row in rows if row["level"] is not None)
    assert [level for _, level in known] == sorted(level for _, level in known)
    assert all(0 <= level <= len(MEASURES[measure]) for _, level in known)


def test_an_unknown_measure_is_refused(site):
    """The error lists those that there are."""
    with pytest.raises(UsageError) as error:
        reached(site, asked(measure="hope"))
    assert "half" in error.value.hint


def test_the_boxes_of_the_buttons_hold_the_marks(site):
    """Every mark lies in metropolitan France or in an overseas département that a button shows."""
    for feature in sites(site, asked()).data["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert any(
            west <= lon <= east and south <= lat <= north
            for west, south, east, north in BOXES.values()
        )


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture
def shown(browser, served):
    """Opens an address, waits for its map; what it complained of and asked for outside."""
    pages = []

    def show(address, **size):
        page = browser.new_page(viewport={"width": 1280, "height": 900, **size})
        pages.append(page)
        page.complaints, page.outside = [], []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((served, "data:")) or page.outside.append(request.url)
            ),
        )
        page.goto(served + address)
        page.locator(".map[data-drawn]").wait_for()
        return page

    yield show
    for page in pages:
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/fr/map", "/en/map/access", "/fr/map/access?measure=centres"])
def test_a_map_draws_every_departement_and_asks_nobody_outside(shown, address):
    """101 outlines and some marks are there; the console is silent, no request leaves."""
    page = shown(address)
    assert page.locator(".map path.outline").count() == 101
    assert page.locator(".map .leaflet-marker-icon").count() > 0
    assert page.complaints == []
    assert page.outside == []


@pytest.mark.browser
def test_as_many_actors_stand_on_the_map_as_in_the_table(shown):
    """The numbers in the circles and the single marks add up to the rows."""
    page = shown("/en/map?kind=CDMO")
    near = page.locator(".map .near").all_inner_texts()
    single = page.locator(".map .leaflet-marker-icon.mark").count()
    rows = page.locator("tbody tr").count()
    assert sum(int(number.replace(",", "")) for number in near) + single == rows


@pytest.mark.browser
def test_a_mark_leads_to_the_page_of_its_actor(shown, served):
    """Reached by keyboard, its popup names the actor as text and links to it."""
    page = shown("/fr/map?kind=CDMO&region=84")
    mark = page.locator(".map .leaflet-marker-icon.mark").first
    name = mark.get_attribute("title")
    mark.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    assert popup.locator("strong").inner_text() == name
    row = page.locator("tbody th a", has_text=name).first
    assert popup.locator("a").get_attribute("href") == row.get_attribute("href")
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "Fermer"


@pytest.mark.browser
def test_what_is_looked_at_is_in_the_address(shown, served):
    """Overseas is a button away, and the address then leads others there."""
    page = shown("/fr/map/access")
    page.get_by_role("button", name="Réunion").click()
    page.wait_for_url(re.compile(r"#map=[\d.]+/-2[01]\.\d+/55\.\d+"))
    again = shown(page.url.removeprefix(served))
    assert page.url == again.url


@pytest.mark.browser
def test_the_unknown_is_hatched_not_pale(shown, client):
    """A département without a known centre has the hatch of the legend, no colour of a value."""
    rows = client.get("/en/map/access.json?measure=centres").json()["rows"]
    page = shown("/en/map/access?measure=centres")
    hatched = page.locator('.map path[fill="url(#hatch)"]').count()
    assert hatched == sum(row["level"] is None for row in rows) > 50


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/fr/map", "/fr/map/access"])
def test_a_narrow_screen_needs_no_scrolling_aside(shown, address):
    """At 360 px nothing of the page lies outside; the table keeps its head."""
    page = shown(address, width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator("thead th").first.is_visible()


@pytest.mark.browser
def test_without_scripts_the_table_says_it_all(browser, served):
    """The rows are in the page itself, and a line says what the empty frame is."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/en/map?kind=CDMO")
    assert page.locator("tbody tr").count() > 3
    assert page.get_by_text("needs JavaScript").is_visible()
    assert not page.locator(".goto").is_visible()
    context.close()
