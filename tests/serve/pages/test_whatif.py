"""What falls without somebody: asked by address, by form, and in a browser."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from biograph.serve.chain.subjects import basis
from biograph.serve.page import Asked
from biograph.serve.pages.whatif import whatif
from biograph.terms import DATA, compact, local_name

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def point(site):
    """The single point of failure of most families."""
    single = [f for f in site.findings.values() if f.kind == "single-point"]
    return max(single, key=lambda f: f.value)


@pytest.fixture(scope="module")
def ambiguous(site):
    """A word that means several things of the graph."""
    called = basis(site).called
    return next(key for key, iris in sorted(called.called.items()) if len(iris) == 2)


def test_the_page_says_what_the_command_says(client, site, point):
    """As data it is the answer of the graph itself."""
    key = compact(point.subjects[0])
    told = client.get("/en/whatif.json", params={"without": key}).json()
    answer = site.kg.whatif(without=[key])
    assert told["sentence"]["en"] == answer.sentence.en
    assert told["after"]["families"] == list(answer.after.families)
    assert told["evidence"] == list(answer.evidence)
    assert len(told["after"]["families"]) == point.value


def test_each_family_that_stops_and_each_input_in_cause_can_be_read(client, site, point):
    """In lists, in the picture and in the CSV."""
    key = compact(point.subjects[0])
    answer = site.kg.whatif(without=[key])
    page = client.get("/en/whatif", params={"without": key}).text
    for family in answer.after.families:
        assert f'<li><a href="/en/chain/{local_name(family)}">' in page
    assert page.count('data-state="cause"') >= 2 * len(answer.after.families)
    rows = client.get("/en/whatif.csv", params={"without": key}).text
    causes = [one for one in answer.inputs if one.families]
    assert rows.count("family that stops,") == len(answer.after.families)
    assert rows.count("input in cause,") == len(causes)


def test_several_things_can_go_and_each_can_be_kept(client, site, point):
    """The address holds them all; each has a link that leaves it out."""
    keys = [compact(point.subjects[0]), "id:country/CH"]
    page = client.get("/fr/whatif", params={"without": keys}).text
    assert page.count('type="hidden" name="without"') == 2
    links = [
        parse_qs(urlsplit(address.replace("&amp;", "&")).query)["without"]
        for address in re.findall(r'class="off" href="([^"]+)"', page)
    ]
    assert sorted(links) == sorted([[keys[1]], [keys[0]]])


def test_a_name_of_several_things_offers_them(client, site, ambiguous):
    """As links that choose one; as data it is an error that names them."""
    page = client.get("/en/whatif", params={"without": [ambiguous, "CH"]}).text
    assert "Which one?" in page
    for iri in basis(site).called.called[ambiguous]:
        assert f"without=CH&amp;without=id%3A{iri.removeprefix(DATA).replace('/', '%2F')}" in page
    data = client.get("/en/whatif.json", params={"without": ambiguous})
    assert data.status_code == 400
    assert "name of 2 things" in data.json()["error"]


def test_a_name_of_nothing_says_so_and_offers_what_is_alike(client, point, site):
    """It is not taken for something that has no effect."""
    page = client.get("/en/whatif", params={"without": "zzqxv"}).text
    assert "nothing of this name" in page
    assert "/en/search?q=zzqxv" in page
    assert 'id="result"' not in page
    begun = site.name(point.subjects[0]).en[:-1]
    (near,) = whatif(site, Asked(query={"without": (begun,)})).values["choices"]
    assert point.subjects[0] in {thing.iri for thing in near.candidates}


def test_a_maker_may_come_by_the_fields_of_the_form(site, point):
    """Its name and what it makes are one addition; both can be read in the answer."""
    cause = next(i for i in site.kg.whatif(without=[point.subjects[0]]).inputs if i.families)
    query = {
        "without": (point.subjects[0],),
        "maker": ("Une usine",),
        "makes": (local_name(cause.input),),
    }
    answer = whatif(site, Asked(query=query)).data
    assert answer.come[0].name == "Une usine"
    assert cause.input not in {one.input for one in answer.inputs if one.families}
    assert whatif(site, Asked(query=query | {"maker": ("",)})).data.come == ()


def test_an_addition_of_another_form_is_refused_with_an_example(client):
    """What was meant can be mended."""
    answer = client.get("/en/whatif", params={"adding": "a factory"})
    assert answer.status_code == 400
    assert "NAME: INPUT" in answer.text


def test_nothing_asked_is_a_form_with_points_to_begin_with(client, site):
    """Each of them is a question that has an answer."""
    page = client.get("/fr/whatif").text
    assert '<form class="change"' in page
    starters = re.findall(r'class="button quiet" href="([^"]+)"', page)
    assert starters
    assert client.get(starters[0].replace("&amp;", "&")).status_code == 200
    assert client.get("/fr/whatif.json").status_code == 404


@pytest.mark.parametrize("field", ["without", "adding", "maker"])
def test_hostile_words_are_words(client, field):
    """They come back as text or not at all."""
    params = {field: f"{HOSTILE}: tff" if field == "adding" else HOSTILE, "makes": "tff"}
    assert HOSTILE not in client.get("/en/whatif", params=params).text


def test_the_command_of_the_page_is_safe_to_paste(site, point):
    """Words with quotes and blanks are one word to a shell."""
    import shlex

    query = {"without": (point.subjects[0],), "adding": ("L'usine (FR): tff",)}
    command = whatif(site, Asked(query=query)).values["command"]
    assert shlex.split(command)[-1] == "L'usine (FR): tff"
    assert shlex.split(command)[:2] == ["biograph", "whatif"]


@pytest.mark.browser
def test_a_reader_takes_a_supplier_away_and_opens_the_proof(browser, served, site, point):
    """By writing its name: what falls is shown at once, down to the words of a source."""
    name = site.name(point.subjects[0]).en
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    said, outside = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(served) else outside.append(r.url))
    page.goto(f"{served}/en/whatif")
    box = page.get_by_label("Take away an actor")
    box.press_sequentially(name)
    key = point.subjects[0].removeprefix(DATA)
    option = page.locator(f'datalist option[data-key="{key}"]').first
    option.wait_for(state="attached")
    with page.expect_navigation():
        box.fill(option.get_attribute("value"))
    assert parse_qs(urlsplit(page.url).query)["without"] == [f"id:{key}"]
    assert page.locator("#result .figure b").inner_text() == f"{point.value:.0f}"
    assert page.locator('svg.wide a[data-state="cause"]').first.is_visible()
    page.locator("#proof summary").click()
    assert page.locator("#proof blockquote").first.is_visible()
    page.get_by_role("link", name="do not take away").click()
    assert page.locator("#result").count() == 0
    assert (said, outside) == ([], [])
    page.close()


@pytest.mark.browser
def test_the_form_works_without_a_script(browser, served, site, point):
    """Words and a button are enough; so is a narrow screen."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(f"{served}/fr/whatif")
    page.locator('input[name="without"]').fill(point.subjects[0])
    page.get_by_role("button", name="Voir ce qui tombe").click()
    assert page.locator("#result .figure b").inner_text() == f"{point.value:.0f}"
    assert page.locator("svg.narrow").first.is_visible()
    assert not page.locator("svg.wide").first.is_visible()
    context.close()


def test_its_data_are_json(client, point):
    """Texts in both languages, intervals as numbers."""
    answer = client.get("/fr/whatif.json", params={"without": point.subjects[0]})
    told = json.loads(answer.text)
    assert set(told["sentence"]) == {"fr", "en"}
    assert told["after"]["naive"]["low"] <= told["after"]["naive"]["high"]
