"""The page of one fact: what it says, and everything that states it."""

import csv
import io

import pytest
from rdflib import Graph

from biograph.serve.page import Asked, NotFound
from biograph.serve.pages.fact import fact
from biograph.terms import DATA


@pytest.fixture(scope="module")
def key(site):
    """The key of the fact with the most evidence."""
    rows = site.ask(
        "SELECT ?r (COUNT(?e) AS ?n) { GRAPH ?v { ?e bg:supports ?r } } GROUP BY ?r "
        "ORDER BY DESC(?n) ?r LIMIT 1"
    )
    return rows.column("r")[0].removeprefix(f"{DATA}rel/")


def test_a_fact_is_a_sentence_with_all_that_states_it(site, client, key):
    """Each quote with its source."""
    answer = fact(site, Asked(path={"key": key}))
    evidence = site.ask("quality/evidence", relation=f"{DATA}rel/{key}").column("evidence")
    assert [one.iri for one in answer.values["proof"].children] == list(evidence)
    assert site.name(answer.data["fact"].subject).fr in answer.title.fr
    page = client.get(f"/fr/fact/{key}").text
    assert page.count("<blockquote") == len(evidence)


def test_the_sentence_is_in_the_language_of_the_page(site, client):
    """A term is called in French on the French page."""
    rows = site.ask(
        "SELECT ?r { GRAPH graph:asserted { ?r rdf:predicate bg:hasTherapyClass ; "
        "rdf:object <https://w3id.org/biograph/id/class/mab> } } ORDER BY ?r LIMIT 1"
    )
    path = rows.column("r")[0].removeprefix(f"{DATA}rel/")
    title = fact(site, Asked(path={"key": path})).title
    assert title.fr.endswith("anticorps monoclonal")
    assert title.en.endswith("monoclonal antibody")


def test_the_iri_of_a_fact_leads_to_its_page(client, key):
    """Facts are things, too."""
    answer = client.get(f"/id/rel/{key}", headers={"accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    assert f"biograph explain {DATA}rel/{key}" in answer.text


def test_the_evidence_is_a_table_and_a_graph(client, key):
    """For those who count."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/fr/fact/{key}.csv").text)))
    told = Graph().parse(data=client.get(f"/fr/fact/{key}.ttl").text, format="turtle")
    quotes = {str(o) for _, p, o in told if p.endswith("/quote")}
    assert {row["quote"] for row in rows} == quotes


def test_an_unknown_fact_is_refused(site, client):
    """With a way on."""
    with pytest.raises(NotFound) as error:
        fact(site, Asked(path={"key": "0"}))
    assert error.value.hint
    assert client.get("/fr/fact/%3Cx%3E").status_code == 404
