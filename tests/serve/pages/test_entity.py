"""The page of a thing: every fact with its words, what rests on it, and its data."""

import csv
import io
import re

import pytest
from rdflib import RDF, Graph, URIRef

from biograph.serve.page import Asked, NotFound
from biograph.serve.pages.entity import entity
from biograph.terms import DATA, SKOS, bg


def asked(path, **query):
    """A question for the page of a thing."""
    kind, _, key = path.partition("/")
    words = {name: (value,) for name, value in query.items()}
    return Asked(path={"kind": kind, "key": key}, query=words)


def actor(site, name):
    """The path of the thing of this name."""
    return site.entities.search(name, most=1)[0].iri.removeprefix(DATA)


@pytest.fixture(scope="module")
def yposkesi(site):
    """The path of an actor that several texts tell of."""
    return actor(site, "Yposkesi")


@pytest.fixture(scope="module")
def curie(site):
    """The path of an actor of which registers tell what it does and what is done to it."""
    return actor(site, "Institut Curie")


@pytest.fixture(scope="module")
def crowded(site):
    """The thing with the most facts, which do not all fit on its page."""
    return max(site.entities.hits, key=lambda hit: hit.facts).iri.removeprefix(DATA)


@pytest.fixture(scope="module")
def whole(site, crowded):
    """The page of that thing."""
    return entity(site, asked(crowded))


def test_each_fact_on_the_page_has_its_words_source_and_date(site, client, yposkesi):
    """The first piece of evidence is in sight, and each fact leads to its own page."""
    answer = entity(site, asked(yposkesi))
    page = client.get(f"/fr/entity/{yposkesi}").text
    shown = [one for _, part in answer.values["groups"] for one in part]
    assert shown
    for one in shown:
        assert answer.values["proofs"][one.iri].children[0].quote
        assert f'href="/fr/fact/{one.key}"' in page
    assert page.count("<blockquote") >= len(shown)
    assert page.count('class="cite"') >= len(shown)


def test_facts_stand_in_both_directions_and_each_once(site, curie):
    """What it does and what is done to it, as the graph has it."""
    answer = entity(site, asked(curie))
    facts, iri = answer.data["facts"], DATA + curie
    assert len({one.iri for one in facts}) == len(facts) == site.entities.hit(iri).facts
    assert {one.subject == iri for one in facts} == {True, False}
    for group, part in answer.values["groups"]:
        ends = {one.object if group.incoming else one.subject for one in part}
        assert ends == {iri}


def test_a_page_shows_the_first_facts_of_a_group_and_the_others_page_by_page(site, crowded, whole):
    """At an address of the group's own they are all there, each once."""
    group, part = max(whole.values["groups"], key=lambda pair: len(pair[0].facts))
    assert len(part) == 25 < len(group.facts)
    last = -(-len(group.facts) // 100)
    for number in (1, last):
        rest = entity(site, asked(crowded, group=group.key, page=str(number)))
        ((_, shown),) = rest.values["groups"]
        assert shown == group.facts[100 * (number - 1) : 100 * number]
        assert rest.values["last"] == last


def test_the_page_of_a_crowded_thing_is_bounded(client, crowded):
    """However many facts there are, it can be loaded."""
    assert len(client.get(f"/fr/entity/{crowded}").content) < 400_000


def test_a_group_that_a_thing_does_not_have_is_refused_with_those_that_it_has(site, yposkesi):
    """The error helps on."""
    with pytest.raises(NotFound) as error:
        entity(site, asked(yposkesi, group="out.invented"))
    assert "out.locatedIn" in error.value.hint


def test_former_names_stand_apart_from_other_names_with_their_dates(site, client):
    """In both languages, the dates as their source states them."""
    path = actor(site, "Coave Therapeutics")
    answer = entity(site, asked(path))
    assert [row["name"] for row in answer.data["about"].former] == ["Horama"]
    assert "Horama" not in answer.data["thing"].aliases
    french, english = (client.get(f"/{lang}/entity/{path}").text for lang in ("fr", "en"))
    assert re.search(r"<dt>Anciens noms</dt><dd>.*?Horama \(jusqu.{1,5}à juillet 2021\)", french)
    assert re.search(r"<dt>Former names</dt><dd>.*?Horama \(until July 2021\)", english)


def test_identifiers_lead_to_their_registers_and_hand_on_nothing(site, client):
    """External links open without a way back to us."""
    rows = site.ask("SELECT ?a ?v { GRAPH graph:reference { ?a bg:cis ?v } } ORDER BY ?v LIMIT 1")
    ((iri, cis),) = rows.rows
    page = client.get(f"/fr/entity/{iri.removeprefix(DATA)}").text
    address = f"https://base-donnees-publique.medicaments.gouv.fr/medicament/{cis.value}/extrait"
    assert f'<a href="{address}" rel="noopener noreferrer">{cis.value}</a>' in page


def test_every_link_to_other_hosts_is_closed(client, yposkesi):
    """No page that we link to can reach ours."""
    for path in (yposkesi, "class/mab"):
        page = client.get(f"/en/entity/{path}").text
        outside = re.findall(r'<a [^>]*href="https?://[^>]*>', page)
        assert outside
        assert all("noopener" in link for link in outside)


def test_a_term_shows_what_it_means_in_one_language(client):
    """And what stands above and below it."""
    page = client.get("/fr/entity/class/mab").text
    assert "Anticorps thérapeutique dont toutes les molécules" in page
    assert "Therapeutic antibody whose molecules" not in page
    assert 'href="/fr/entity/class/antibody"' in page


def test_what_is_inferred_stands_apart(site, client):
    """No document says it, and the page says so."""
    answer = entity(site, asked("class/antibody"))
    inferred = {r.predicate for r in answer.values["related"] if r.inferred}
    assert f"{SKOS}broaderTransitive" in inferred
    page = client.get("/fr/entity/class/antibody").text
    assert page.index('id="facts"') < page.index('id="inferred"')


def test_findings_about_a_thing_are_listed(site):
    """All those of the last run that name it."""
    told = [f for f in site.findings.values() if any("/id/" in s for s in f.subjects)]
    subject = next(s for f in told for s in f.subjects if s.startswith(f"{DATA}input/"))
    answer = entity(site, asked(subject.removeprefix(DATA)))
    assert [f.id for f in answer.values["about"].findings] == [
        f.id for f in site.findings.values() if subject in (*f.subjects, *f.evidence)
    ]


def test_an_actor_tells_which_register_rows_were_found_to_be_one(site):
    """With the reason and the words of each row."""
    rows = site.ask("quality/identity-links").records()
    linked = next(row for row in rows if row["reason"])
    about = entity(site, asked(linked["entity"].removeprefix(DATA))).values["about"]
    assert linked["entry"] in [row["entry"] for row in about.identity]
    assert linked["reason"] in [row["reason"] for row in about.identity]
    assert all(row["quote"] for row in about.rows)


def test_an_actor_in_france_has_its_place_on_the_small_map(site, yposkesi):
    """At its coordinates, or those of its commune."""
    marks = entity(site, asked(yposkesi)).values["locator"].marks
    assert marks
    assert all(0 <= m.x <= 106 and 0 <= m.y <= 102 for m in marks)
    paris, marseille = (
        entity(site, asked(f"place/{code}")).values["locator"].marks[0]
        for code in ("75056", "13055")
    )
    assert paris.x < marseille.x
    assert paris.y < marseille.y


def test_a_country_abroad_has_no_map_of_france(site):
    """It would show nothing."""
    assert entity(site, asked("country/US")).values["locator"] is None


def test_neighbours_are_counted_by_relation_and_class(crowded, whole):
    """The counts of a group are those of the things at the other ends."""
    for group, kinds in whole.values["neighbours"]:
        others = {end for one in group.facts for end in group.others(one, DATA + crowded)}
        assert sum(count for _, count in kinds) == len(others)


def test_csv_has_all_facts_with_what_is_known_of_each(client, site, crowded):
    """The export is not cut as the page is."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/en/entity/{crowded}.csv").text)))
    assert len(rows) == site.entities.hit(DATA + crowded).facts
    assert all(row["predicate_label"] and int(row["documents"]) >= 1 for row in rows)


def test_turtle_has_the_facts_their_evidence_and_the_documents(client, yposkesi):
    """What one can check without us."""
    told = Graph().parse(data=client.get(f"/fr/entity/{yposkesi}.ttl").text, format="turtle")
    relations = set(told.subjects(RDF.type, URIRef(bg("Relation"))))
    assert relations
    for relation in relations:
        evidence = set(told.subjects(URIRef(bg("supports")), relation))
        assert evidence
        for one in evidence:
            assert told.value(one, URIRef(bg("quote")))
            version = told.value(one, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"))
            assert (version, RDF.type, URIRef(bg("DocumentVersion"))) in told


def test_a_document_tells_where_it_is_from_and_what_it_states(site, client):
    """Its title, source, date and licence, and each fact with its sentence."""
    (row, *_) = site.ask(
        "SELECT ?doc ?title { GRAPH ?v { ?e a bg:Quotation ; bg:supports ?r . "
        "?v dcterms:isVersionOf ?doc ; dcterms:title ?title } } ORDER BY ?doc LIMIT 1"
    ).rows
    path = row[0].removeprefix(DATA)
    answer = entity(site, asked(path))
    assert answer.title.fr == row[1].value
    assert answer.data["facts"]
    assert {group.incoming for group, _ in answer.values["groups"]} == {None}
    page = client.get(f"/en/entity/{path}").text
    assert "Licence" in page
    assert "Source" in page


def test_a_term_that_was_replaced_leads_to_its_successors(client):
    """Old links still help."""
    page = client.get("/fr/entity/family/tissue_engineered_skin_cartilage").text
    assert "n’est plus employé" in page
    assert 'href="/fr/entity/family/engineered_skin"' in page
    assert 'href="/fr/entity/family/engineered_cartilage"' in page


@pytest.mark.parametrize("path", ["class/mabs", "org/yposkesi", "input/single-use-bagz"])
def test_what_is_unknown_is_said_with_near_names(client, path):
    """A wrong key is a 404 that helps on."""
    page = client.get(f"/fr/entity/{path}")
    assert page.status_code == 404
    assert 'class="hits"' in page.text
    assert client.get(f"/fr/entity/{path}.json").json()["near"]


@pytest.mark.parametrize(
    "key", ["a%20b", "%3Cscript%3E", "x%22%7D", "%00", "v%5Cv", "a^b", "%F0%9F%A7%AC"]
)
def test_what_is_no_iri_names_nothing(client, key):
    """It never becomes part of a query, nor of the page as it is."""
    answer = client.get(f"/fr/entity/org/{key}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace("<script src", "")


@pytest.mark.parametrize("path", ["source/corpus", "stage/upstream", "country/FR", "region/11"])
def test_every_sort_of_thing_has_a_page_in_both_languages(client, path):
    """Also sources, stages and areas."""
    for lang in ("fr", "en"):
        answer = client.get(f"/{lang}/entity/{path}")
        assert answer.status_code == 200
        assert "<h1" in answer.text
