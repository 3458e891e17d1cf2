"""The index of all things: search by words, and what each thing is counted under."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biograph.serve.index.entities import path_of
from biograph.serve.index.facets import members
from biograph.serve.index.traits import FOLDERS, telling
from biograph.terms import DATA, name_key

ORGANISATION = f"{DATA}org/"


@pytest.fixture(scope="module")
def entities(site):
    """The index over the graph of the run."""
    return site.entities


def found(entities, words, most=20):
    """The names that a search finds, in its order."""
    return [hit.name.fr for hit in entities.search(words, most=most)]


@pytest.mark.parametrize("words", ["yp", "YPOS", "ypôskesi", "yposkesi"])
def test_two_letters_without_case_or_accents_are_enough(entities, words):
    """The beginning of a name is one of it."""
    assert "Yposkesi" in found(entities, words)


@pytest.mark.parametrize(
    ("words", "name"),
    [("oeuf de poule", "œuf de poule embryonné"), ("Île de France", "Île-de-France")],
)
def test_ligatures_and_hyphens_are_written_as_one_likes(entities, words, name):
    """What people can type finds what is written right."""
    assert name in found(entities, words)


def test_what_is_called_exactly_so_comes_first(entities):
    """For every name of a hundred things, one that bears it leads the list."""
    for hit in entities.hits[:: max(1, len(entities.hits) // 100)]:
        first = entities.search(hit.name.fr, most=1)
        if name_key(hit.name.fr) and first:
            names = {name_key(first[0].name.fr), name_key(first[0].name.en)}
            assert first[0] == hit or name_key(hit.name.fr) in names | called(entities, first[0])


def called(entities, hit):
    """The keys of all names of a thing, as the index holds them."""
    number = entities.numbers[hit.iri]
    rows = entities._db.execute("SELECT key FROM called WHERE number = ?", (number,))
    return {key for (key,) in rows}


@settings(max_examples=200)
@given(st.text(max_size=40))
@example('" OR 1=1 --')
@example("NEAR(a b) AND NOT c*")
@example("\x00 \ud7ff ª _ ...")
def test_no_text_breaks_the_search(site, words):
    """It finds something or nothing, and the filter finds all that the search does."""
    hits = site.entities.search(words, most=50)
    assert len(hits) <= 50
    kept = members(site.entities.matching(words))
    assert {site.entities.numbers[hit.iri] for hit in hits} <= set(kept)


def test_every_word_has_to_be_found(entities):
    """Two words narrow down what one finds."""
    one, both = entities.matching("saint"), entities.matching("saint lo")
    assert both & one == both
    assert 0 < both.bit_count() < one.bit_count()


def test_without_words_the_filter_keeps_everything_and_the_search_finds_nothing(entities):
    """An empty field filters nothing."""
    assert entities.matching(" ,. ") == entities.facets.every
    assert entities.search(" ,. ") == ()


def test_a_class_holds_the_things_of_all_classes_below_it(site, graph):
    """'Organisation' finds all actors, as the graph counts them."""
    counts = site.entities.facets.counts({}, site.entities.facets.every)["kind"]
    told = {row["class"]: row for row in graph.ask("actors/count-by-class").records()}
    assert told
    actors = [hit for hit in site.entities.hits if hit.iri.startswith(ORGANISATION)]
    assert counts["Organization"] >= len(actors) * 0.9
    for below in ("Company", "CDMO", "Hospital"):
        assert 0 < counts[below] < counts["Organization"]


@pytest.mark.parametrize(
    ("facet", "question", "thing", "value"),
    [
        ("region", "actors/regions", "actor", "region"),
        ("stage", "gaps/stage-activity", "actor", "stage"),
        ("family", "gaps/stage-activity", "actor", "family"),
        ("input", "supply/offers", "actor", "input"),
    ],
)
def test_facets_hold_what_the_questions_of_the_library_say(site, facet, question, thing, value):
    """Every row of the question is in the facet of its thing."""
    values, numbers = site.entities.facets.values(facet), site.entities.numbers
    table = site.ask(question)
    folder = DATA + FOLDERS[facet]
    rows = {
        (numbers[iri], key.removeprefix(folder))
        for iri, key in zip(table.column(thing), table.column(value), strict=True)
        if iri in numbers and key.startswith(folder)
    }
    assert rows
    assert [row for row in rows if row[1] not in values[row[0]]] == []


def test_the_country_of_a_thing_is_that_of_the_graph(site):
    """As each entity bears it."""
    rows = site.ask(
        "SELECT ?thing ?country { GRAPH graph:reference { ?thing bg:country ?country } }"
    )
    values = site.entities.facets.values("country")
    pairs = list(zip(rows.column("thing"), rows.column("country"), strict=True))
    assert pairs
    for iri, country in pairs:
        if iri in site.entities.numbers:
            assert country.rpartition("/")[2] in values[site.entities.numbers[iri]]


def test_a_thing_counts_the_facts_that_it_is_an_end_of(site):
    """As many as the graph has relation nodes with it."""
    hit = max(site.entities.hits, key=lambda hit: hit.facts)
    query = (
        "#+ params: thing=iri\nSELECT (COUNT(DISTINCT ?r) AS ?n) { VALUES ?thing { UNDEF } "
        "GRAPH graph:asserted { { ?r rdf:subject ?thing } UNION { ?r rdf:object ?thing } } }"
    )
    assert site.ask(query, thing=hit.iri).column("n") == (hit.facts,)


def test_the_most_telling_class_is_one_with_none_below_it():
    """A maker to order is shown as one, not as a company."""
    above = {"CDMO": {"Company", "Entity"}, "Company": {"Entity"}, "Entity": set(), "Odd": set()}
    assert telling({"CDMO", "Company", "Entity"}, above) == "CDMO"
    assert telling({"Company", "Entity"}, above) == "Company"
    assert telling({"Entity"}, above) == "Entity"
    level = {"Funder": set(), "Hospital": set()}
    assert telling(set(level), level) == "Hospital"


def test_terms_no_longer_in_use_are_not_found(entities):
    """Their successors are."""
    assert f"{DATA}input/single-use-bag" not in entities.numbers
    assert f"{DATA}input/single-use-bags" in entities.numbers


def test_an_unknown_key_has_near_ones(entities):
    """By the key, or by the words in it."""
    iris = [hit.iri for hit in entities.near(f"{DATA}input/single-use-bagz", most=3)]
    assert f"{DATA}input/single-use-bags" in iris
    names = [hit.name.fr for hit in entities.near(f"{DATA}org/yposkesi", most=3)]
    assert "Yposkesi" in names


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{DATA}org/x", "/entity/org/x"),
        (f"{DATA}doc/a/v/b", "/entity/doc/a/v/b"),
        (f"{DATA}org", ""),
        ("https://elsewhere.test/id/org/x", ""),
    ],
)
def test_only_things_below_id_have_a_page(iri, path):
    """All else is a word of the ontology or of others."""
    assert path_of(iri) == path
