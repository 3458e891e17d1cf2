"""The editor of SPARQL: with scripts an editor that asks nobody else, without them a form."""

import pytest

from biograph import ask
from biograph.errors import QueryError, UsageError
from biograph.serve.page import Asked
from biograph.serve.pages.sparql import answer, editor
from tests.serve.walk import until, watched

ORIGIN = "http://example.test"


def asked(**query):
    """What a reader asks of the page."""
    return Asked(lang="en", query={k: (v,) for k, v in query.items()}, origin=ORIGIN)


@pytest.mark.parametrize(
    ("text", "columns", "cell"),
    [
        ("SELECT (1 AS ?n) {}", ("n",), "1"),
        ("ASK { ?s ?p ?o }", ("answer",), "true"),
        (
            "CONSTRUCT { ?c a owl:Class } WHERE { ?c a owl:Class } LIMIT 1",
            ("subject", "predicate", "object"),
            "https://w3id.org/biograph/ontology/",
        ),
    ],
)
def test_every_form_of_query_has_its_table(site, text, columns, cell):
    """Rows, a yes or no, or triples."""
    table = answer(site, text, ORIGIN)
    assert table.columns == columns
    first = table.rows[0][0]
    assert getattr(first, "value", first).startswith(cell)


def test_a_query_without_graph_sees_what_the_endpoint_sees(client, site):
    """Facts, names and the ontology together."""
    text = "SELECT (COUNT(*) AS ?n) { ?actor a bg:Organization ; ?does ?what }"
    [[count]] = answer(site, text, ORIGIN).rows
    got = client.get("/sparql", params={"query": text, "format": "csv"}).text
    assert got.split() == ["n", count.value]
    assert int(count.value) > 0


def test_a_cut_answer_says_so_on_the_page(client):
    """In the words of the language."""
    page = client.get("/en/sparql", params={"query": "SELECT * { ?s ?p ?o }", "run": "1"})
    assert page.status_code == 200
    assert "cut at the limit" in page.text.partition('id="plain"')[2]
    whole = client.get("/en/sparql", params={"query": "SELECT * {}", "run": "1"})
    assert "cut at the limit" not in whole.text.partition('id="plain"')[2]


@pytest.mark.parametrize(
    "text",
    ["SELECT", "INSERT DATA { <a:a> <a:a> <a:a> }", "SELECT * { SERVICE <http://127.0.0.1/> {} }"],
)
def test_what_the_gate_refuses_is_told_above_an_unchanged_text(site, text):
    """As data it is an error."""
    page = editor(site, asked(query=text, run="1"))
    assert page.status == 400
    assert page.values["text"] == text
    assert page.values["error"]
    with pytest.raises(QueryError):
        answer(site, text, ORIGIN)


def test_nothing_runs_before_a_reader_wants_it(site):
    """An address with a query is a text in the editor."""
    page = editor(site, asked(query="ASK {}"))
    assert page.values["table"] is None
    assert page.values["text"] == "ASK {}"
    assert page.data == {"query": "ASK {}"}


@pytest.mark.parametrize("name", ask.library())
def test_every_question_is_an_example(site, name):
    """Its text without its header."""
    text = editor(site, asked(example=name)).values["text"]
    assert not text.startswith("#+")
    assert "SELECT" in text


def test_an_example_that_there_is_not_is_refused(site):
    """With the way to all of them."""
    with pytest.raises(UsageError, match="no example"):
        editor(site, asked(example="none/such"))


@pytest.mark.browser
def test_the_form_works_without_scripts(browser, served):
    """A text area, a button, a table."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/en/sparql")
    page.fill("textarea", "SELECT ?class { ?class a owl:Class } ORDER BY ?class LIMIT 3")
    page.get_by_role("button", name="Run").click()
    assert page.locator(".answer tbody tr").count() == 3
    context.close()


@pytest.mark.browser
def test_words_are_completed_by_the_kind_of_the_subject(browser, served):
    """Only properties that such things have; the prefix is written with them."""
    with watched(browser, lang="en") as (page, wrong):
        with page.expect_response("**/sparql/terms.json"):
            page.goto(f"{served}/en/sparql")
        until(page, "!!window.yasgui")
        write(page, "SELECT * { ?region a bg:Region ; bg:")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hint").first.wait_for()
        offered = page.locator(".CodeMirror-hint").all_inner_texts()
        assert not any(text.startswith("bg:suppliesInput") for text in offered)
        page.keyboard.press("Escape")
        write(page, "SELECT * { ?region a bg:Regio")
        page.keyboard.press("Control+Space")
        page.locator(".CodeMirror-hint", has_text="bg:Region").wait_for()
        page.keyboard.press("Enter")
        until(page, "yasgui.getTab().getQuery().startsWith('PREFIX bg:')")
        assert wrong == []


def write(page, text):
    """Put a text into the editor, with the cursor at its end."""
    page.evaluate(
        "text => { const editor = yasgui.getTab().getYasqe(); editor.setValue(text);"
        " editor.setCursor(0, text.length); editor.focus(); }",
        text,
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "cut"), [("SELECT ?s { ?s ?p ?o }", True), ("SELECT (1 AS ?n) {}", False)]
)
def test_a_shared_address_runs_and_tells_of_a_cut(browser, served, text, cut):
    """The name of the tab comes along."""
    with watched(browser, lang="fr") as (page, wrong):
        page.goto(f"{served}/fr/sparql")
        page.goto(
            f"{served}/fr/sparql?"
            + page.evaluate("t => new URLSearchParams({query: t, tab: 'Mien'}).toString()", text)
        )
        page.locator(".yasr table.dataTable").wait_for()
        assert page.locator("#cut").is_visible() is cut
        assert "Mien" in page.locator(".tabsList").inner_text()
        assert wrong == []


@pytest.mark.browser
def test_an_example_opens_in_a_tab_of_its_own(browser, served):
    """The tab before it stays."""
    with watched(browser, lang="en") as (page, wrong):
        page.goto(f"{served}/en/sparql")
        page.locator("#examples details").first.locator("summary").click()
        page.locator("#examples a[data-example]").first.click()
        until(page, "document.querySelectorAll('.tabsList .tab').length === 2")
        assert "SELECT" in page.evaluate("yasgui.getTab().getQuery()")
        assert wrong == []


@pytest.mark.browser
def test_the_keyboard_gets_out_of_the_editor(browser, served):
    """Tab indents there; Escape leads to the button that runs."""
    with watched(browser, lang="en") as (page, _):
        page.goto(f"{served}/en/sparql")
        until(page, "!!window.yasgui")
        page.evaluate("yasgui.getTab().getYasqe().focus()")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className").startswith("yasqe_queryButton")


@pytest.mark.browser
def test_things_in_an_answer_lead_to_their_pages_here(browser, served):
    """Their IRIs begin with an address elsewhere."""
    with watched(browser, lang="en") as (page, wrong):
        page.goto(f"{served}/en/sparql?query=SELECT+*+%7B+%3Fa+a+bg%3ACountry+%7D+LIMIT+1")
        link = page.locator(".yasr a.iri")
        link.hover()
        assert link.get_attribute("href").startswith("/id/country/")
        assert wrong == []
