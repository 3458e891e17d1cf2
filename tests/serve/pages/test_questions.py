"""Questions as pages: all of them answer, in both languages, and as the library answers."""

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import ask
from biograph.api import GRAPH_FOLDER
from biograph.errors import UsageError
from biograph.serve.page import Asked, NotFound
from biograph.serve.pages.question import VIEWS, graph, places, question
from biograph.serve.pages.questions import THEMES, gallery, suggestions
from biograph.serve.questions.answered import MOST_ROWS
from biograph.serve.questions.fields import things
from biograph.serve.respond import content
from biograph.serve.site import Site
from biograph.table import Table
from tests.serve.walk import watched
from tests.tiny import TINY, WIDE

LIBRARY = ask.library()


def asked(name, *, lang="fr", suffix="html", **query):
    """What a reader asks of a question."""
    theme, _, last = name.partition("/")
    words = {word: (given,) if isinstance(given, str) else given for word, given in query.items()}
    return Asked(
        lang=lang,
        suffix=suffix,
        path={"theme": theme, "name": last},
        query=words,
        origin="http://example.test",
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The site of the tiny graph, on which every question is quick."""
    workspace = tmp_path_factory.mktemp("small")
    store = ox.Store(str(workspace / GRAPH_FOLDER))
    for path in (TINY, WIDE):
        store.load(path=str(path))
    del store
    return Site(workspace, version="small")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", LIBRARY)
def test_every_question_has_its_page_with_the_rows_that_the_library_gives(small, name, lang):
    """In both languages, and as JSON."""
    wanted = asked(name, lang=lang)
    answer = question(small, wanted)
    whole = small.ask(name)
    assert (answer.table.columns, answer.table.rows) == (whole.columns, whole.rows)
    assert answer.status == 200
    text = content(small, wanted, f"/questions/{name}", answer).decode()
    assert f'<html lang="{lang}">' in text
    assert 'class="answer"' in text
    data = json.loads(content(small, asked(name, suffix="json"), "", answer))
    assert data["rows"] == list(whole.records())


def test_a_page_holds_a_number_of_rows_and_says_where_that_is_not_all(site):
    """The CSV beside it holds the same rows."""
    table = question(site, asked("quality/support")).table
    assert (len(table), table.truncated) == (MOST_ROWS, True)
    wanted = asked("quality/support")
    text = content(site, wanted, "/", question(site, wanted)).decode()
    assert "La réponse est coupée" in text


@pytest.mark.parametrize("name", ["supply/single-source", "actors/of-class"])
def test_csv_and_json_have_the_rows_that_the_library_gives(client, site, name):
    """Over HTTP, with a parameter."""
    values = {"class": "Company"} if name == "actors/of-class" else {}
    whole = site.ask(name, **values)
    got = client.get(f"/fr/questions/{name}.json", params=values).json()
    assert got["rows"] == list(whole.records())
    assert got["columns"] == list(whole.columns)
    text = client.get(f"/en/questions/{name}.csv", params=values).text
    assert list(csv.reader(io.StringIO(text))) == list(csv.reader(io.StringIO(whole.to_csv())))


def test_turtle_has_the_facts_that_an_answer_names(client, site):
    """As plain triples; other answers have no facts to give."""
    text = client.get("/fr/questions/actors/located.ttl").content
    found = {str(t) for t in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    relations = set(site.ask("actors/located").column("relation")) - {None}
    assert len(found) == len(relations) > 0
    assert client.get("/fr/questions/supply/single-source.ttl").status_code == 404


def test_questions_are_found_by_words_of_either_language_and_by_tag(site):
    """Accents and case do not matter."""

    def names(**query):
        return {q["name"] for q in gallery(site, Asked(query=query)).data}

    assert names() == set(LIBRARY)
    assert "care/car-t-centres" in names(q=("CENTRES car t",))
    assert names(q=("unité qui n'existe pas",)) == set()
    tagged = names(tag=("supply",))
    assert tagged == {name for name, q in LIBRARY.items() if "supply" in q.tags}


def test_every_theme_of_the_library_has_a_name():
    """And none is named that there is not."""
    assert {name.partition("/")[0] for name in LIBRARY} == set(THEMES)


@pytest.mark.parametrize("name", [n for n, q in LIBRARY.items() if q.view != "table"])
def test_a_question_opens_in_the_view_of_its_header(small, name):
    """Where its answer on this graph has one."""
    values = question(small, asked(name)).values
    assert values["view"] in {LIBRARY[name].view, "table"}
    if LIBRARY[name].view in values["views"]:
        assert values["view"] == LIBRARY[name].view


@pytest.mark.parametrize("name", LIBRARY)
def test_every_view_of_every_question_can_be_made(small, name):
    """Those that are offered."""
    offered = question(small, asked(name)).values["views"]
    assert offered[0] == "table"
    for view in offered[1:]:
        wanted = asked(name, view=view)
        answer = question(small, wanted)
        assert answer.values["view"] == view
        assert content(small, wanted, f"/questions/{name}", answer)


def test_a_view_that_there_is_not_is_refused(site):
    """With those that there are; one that the answer has not is its table."""
    with pytest.raises(UsageError, match="no view"):
        question(site, asked("supply/single-source", view="pie"))
    assert question(site, asked("supply/single-source", view="map")).values["view"] == "table"
    assert set(VIEWS) >= set(question(site, asked("actors/located")).values["views"])


def test_rows_are_sorted_by_a_column_with_the_unknown_last(site):
    """Numbers as numbers, things by their names."""
    name = "actors/sites-by-region"
    for sort in ("sites", "-sites", "region"):
        shown = question(site, asked(name, view="table", sort=sort)).values["shown"]
        at = [column.name for column in shown.columns].index(sort.removeprefix("-"))
        texts = [row[at].text for row in shown.rows]
        known = [text for text in texts if text]
        assert texts == known + [""] * (len(texts) - len(known))
        if "sites" in sort:
            numbers = [int(re.sub(r"\D", "", text)) for text in known]
            assert numbers == sorted(numbers, reverse=sort.startswith("-"))
    with pytest.raises(UsageError, match="cannot be sorted"):
        question(site, asked(name, view="table", sort="colour"))


def test_things_lead_to_their_pages_and_facts_to_theirs(client):
    """With names beside, not IRIs."""
    page = client.get("/fr/questions/actors/of-class", params={"class": "Company", "view": "table"})
    assert re.search(r'<a href="/fr/entity/org/[^"]+" title="id:org/[^"]+">[^<]+</a>', page.text)
    located = client.get("/en/questions/actors/located?view=table").text
    assert re.search(r'<a href="/en/fact/[0-9a-f]+">the fact</a>', located)
    findings = client.get("/en/questions/quality/findings").text
    path = re.search(r'<a href="(/en/findings/[^"]+)"', findings)[1]
    assert client.get(path).status_code == 200


def test_fields_are_typed_and_hold_the_default(site):
    """Things of few are listed by name; of many they are completed."""
    form = question(site, asked("actors/of-class")).values["form"]
    assert [field.given for field in form] == [("CDMO",), ("",)]
    assert "CDMO" in {option.value for option in form[0].options}
    actor = question(site, asked("actors/roles")).values["form"][0]
    assert actor.completed is (len(things(site, "Organization")) > 250)
    assert not question(site, asked("words/find")).values["form"][0].completed


def test_a_thing_is_completed_and_taken_by_its_name(site):
    """Every thing that is called so."""
    name = site.ask("actors/companies").column("actor_label")[0]
    words = Asked(lang="fr", query={"kind": ("Organization",), "q": (name[:6],)})
    assert name in {row["name"] for row in suggestions(site, words).data["rows"]}
    found = question(site, asked("actors/roles", actor=name)).table
    assert set(found.column("actor_label")) <= {name}


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("actors/roles", {"actor": "nobody is called so"}, ("Rien ne porte", "Nothing is called")),
        ("words/find", {"word": "x\0"}, ("signes visibles", "visible characters")),
        ("words/find", {"word": "x" * 501}, ("signes visibles", "visible characters")),
    ],
)
def test_a_wrong_value_is_said_beside_its_field_in_both_languages(client, name, query, said):
    """The question is not asked; data are refused with the same words."""
    for lang, words in zip(("fr", "en"), said, strict=True):
        page = client.get(f"/{lang}/questions/{name}", params=query)
        assert page.status_code == 400
        assert words in page.text
        assert 'aria-invalid="true"' in page.text
        data = client.get(f"/{lang}/questions/{name}.csv", params=query)
        assert data.status_code == 400
        assert words in data.json()["hint"]


def test_a_parameter_that_there_is_not_is_refused(site):
    """It would give other rows than its reader thinks."""
    with pytest.raises(UsageError, match="no parameter 'contry'"):
        question(site, asked("actors/of-class", contry="FR"))
    with pytest.raises(NotFound):
        question(site, asked("actors/none"))


@given(st.text(max_size=40))
def test_no_text_becomes_a_part_of_a_query(small, word):
    """It is looked for as it is, or refused; never a syntax error, never other rows."""
    got = question(small, asked("words/find", word=word))
    if got.status == 400:
        assert got.table is None
        return
    every = question(small, asked("words/find")).table.records()
    column = "label"
    assert {row[column] for row in got.table.records()} == {
        row[column] for row in every if word.strip().lower() in (row[column] or "").lower()
    } or len(got.table) == MOST_ROWS


@given(st.text(max_size=40))
def test_no_text_becomes_another_thing(small, value):
    """Rows are about the thing of that key or IRI, and there are none for what is none."""
    got = question(small, asked("actors/of-class", **{"class": value}))
    assert got.status == 400 or isinstance(got.table, Table)
    if got.status == 200 and value.strip() and len(got.table):
        assert got.table.rows == small.ask("actors/of-class", **{"class": value.strip()}).rows


@pytest.mark.parametrize(
    "attack",
    [
        '" } } SELECT * { ?s ?p ?o } #',
        "x> } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #",
        "\\u0022 } SELECT",
        "<script>alert(1)</script>",
        "UNDEF",
    ],
)
def test_attacks_are_values_like_others(client, attack):
    """Escaped in the query and on the page."""
    for name, parameter in [("words/find", "word"), ("actors/of-class", "country")]:
        answer = client.get(f"/en/questions/{name}", params={parameter: attack})
        assert answer.status_code in {200, 400}
        assert "<script>alert" not in answer.text
        if answer.status_code == 200:
            assert (
                client.get(f"/en/questions/{name}.json", params={parameter: attack}).json()["rows"]
                == []
            )


def test_the_map_of_an_answer_has_its_things_with_a_place_and_counts_the_others(site):
    """A mark for each, at the position that the graph knows."""
    table = question(site, asked("actors/located")).table
    data = places(site, asked("actors/located", suffix="json")).data
    marked = {feature["properties"]["name"] for feature in data["features"]}
    known = {row["actor_label"] for row in table.records() if row["lat"] is not None}
    assert marked == known
    shown = question(site, asked("actors/located", view="map")).values["shown"]
    assert shown.unplaced == sum(row["lat"] is None for row in table.records())


def test_regions_are_coloured_by_their_counts(site):
    """Each département of a region alike, from the lowest level to the highest."""
    name = "actors/sites-by-region"
    data = places(site, asked(name, suffix="json")).data
    levels = {row["code"]: (row["value"], row["level"]) for row in data["rows"]}
    counts = {row["region"]: row["sites"] for row in site.ask(name).records() if row["region"]}
    assert {value for value, _ in levels.values()} <= set(counts.values())
    ordered = sorted(set(levels.values()))
    assert [level for _, level in ordered] == sorted(level for _, level in ordered)
    assert ordered[0][1] == 0


def test_the_graph_of_an_answer_stands_alone_under_its_own_policy(site, client):
    """It runs no script but those that it names by their digests, in a sandbox."""
    answer = graph(site, asked("supply/customers-and-distributors"))
    assert "sandbox allow-scripts" in answer.policy
    assert "'sha256-" in answer.policy
    assert "http://" not in answer.document.partition("<body")[0]
    got = client.get("/fr/questions/supply/customers-and-distributors/graph")
    assert got.headers["content-security-policy"] == answer.policy
    shown = question(site, asked("supply/customers-and-distributors", view="graph"))
    assert shown.values["view"] == "graph"


def test_too_large_a_graph_is_not_drawn(site):
    """The page says so, and what draws it is refused."""
    wanted = asked("actors/network-edges", view="graph")
    text = content(site, wanted, "/questions/actors/network-edges", question(site, wanted)).decode()
    assert "<iframe class" not in text
    assert 'href="/fr/graph?question=actors%2Fnetwork-edges"' in text
    with pytest.raises(UsageError, match="too many things"):
        graph(site, asked("actors/network-edges"))


def test_code_and_embedding_have_the_address_of_the_request(site):
    """Escaped as each language wants it."""
    values = question(site, asked("words/find", word='a"b')).values
    assert "http://example.test/sparql" in values["code"]["curl"]
    assert values["embedding"].startswith(
        '<iframe src="http://example.test/fr/questions/words/find?'
    )
    assert "word=a%22b&amp;embed=1" in values["embedding"]
    assert '\\"b' in values["sparql"]


@pytest.mark.browser
def test_a_reader_changes_the_view_passes_it_on_and_edits_the_query(browser, served):
    """From the table to the chart, to another window, to the editor and its answer."""
    with watched(browser, lang="en") as (page, wrong):
        page.goto(f"{served}/en/questions/actors/of-class")
        page.select_option("select[name=class]", "Company")
        page.get_by_role("button", name="Ask the question").click()
        page.locator("nav.views").get_by_text("Chart").click()
        page.locator(".vega[data-drawn]").wait_for()
        assert page.locator(".vega svg .mark-rect path").count() > 1
        other = page.context.new_page()
        other.goto(page.url)
        other.locator(".vega[data-drawn]").wait_for()
        other.locator("details", has_text="The SPARQL text").locator("summary").click()
        other.get_by_text("Open in the editor").click()
        other.locator(".yasr table.dataTable").wait_for()
        other.evaluate("void yasgui.getTab().setQuery('SELECT (1+1 AS ?two) {}')")
        other.locator(".yasqe_queryButton:visible").click()
        other.locator(".yasr table.dataTable", has_text="two").wait_for()
        assert "2" in other.locator(".yasr table.dataTable").inner_text()
        assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["actors/located", "supply/customers-and-distributors", "market/authorised-therapies"]
)
def test_pictures_are_drawn_without_complaint(browser, served, name):
    """Map, graph and timeline, each in its own way."""
    with watched(browser) as (page, wrong):
        page.goto(f"{served}/fr/questions/{name}", wait_until="networkidle")
        page.locator(".map[data-drawn], iframe.graph, .vega[data-drawn]").first.wait_for()
        assert wrong == []
