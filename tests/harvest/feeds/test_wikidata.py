"""Wikidata: keyset pages of organisations, asked of a real SPARQL engine where that tells more."""

import json
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from biograph.errors import Unreachable
from biograph.harvest.feed import Query
from biograph.harvest.feeds import wikidata
from biograph.model import Flag
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read
from tests.replay import Answer, sample

HOST = "query.wikidata.org"
PATTERN = '?item wdt:P17 wd:Q142 ; wdt:P31 wd:Q90298876 . BIND("Company" AS ?kind)'
QUERY = Query(source="wikidata", id="biotech", values={"pattern": PATTERN})
PREFIXES = {
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "schema": "http://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
COMPANIES = """
wd:Q90 rdfs:label "Paris"@fr , "Paris City"@en ; wdt:P374 "75056" .
wd:Q456 rdfs:label "Lyon"@fr ; wdt:P374 "69123" .
wd:Q1 rdfs:label "Bio Un"@fr , "Bio One"@en , "Bio Eins"@de ; skos:altLabel "BU"@fr , "B1"@en ;
  wdt:P17 wd:Q142 ; wdt:P31 wd:Q90298876 ;
  schema:dateModified "2025-01-10T08:00:00Z"^^xsd:dateTime ;
  wdt:P1616 "803512458" ; wdt:P6782 "02vjkv261" ; wdt:P159 wd:Q90 ;
  wdt:P856 <https://bio.example/> .
wd:Q2 rdfs:label "Bio Deux"@en ; wdt:P159 wd:Q90 , wd:Q456 ; wdt:P1616 "552032534" , "123456789" ;
  wdt:P17 wd:Q142 ; wdt:P31 wd:Q90298876 ;
  schema:dateModified "2025-02-10T08:00:00Z"^^xsd:dateTime .
wd:Q3 rdfs:label "Bio Trois"@fr ; wdt:P159 wd:Q456 ;
  wdt:P576 "2020-01-01T00:00:00Z"^^xsd:dateTime ;
  wdt:P17 wd:Q142 ; wdt:P31 wd:Q90298876 ;
  schema:dateModified "2025-01-31T23:00:00Z"^^xsd:dateTime .
wd:Q4 rdfs:label "Jeanne Martin"@fr ; wdt:P31 wd:Q90298876 , wd:Q5 ;
  wdt:P17 wd:Q142 ; schema:dateModified "2025-01-10T08:00:00Z"^^xsd:dateTime .
"""


def load(store, turtle):
    """Add some triples to an engine's."""
    heads = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    store.load((heads + turtle).encode(), format=ox.RdfFormat.TURTLE)


@pytest.fixture
def engine(replay):
    """An engine that answers like the service, over a few made-up companies and a person."""
    store = ox.Store()
    load(store, COMPANIES)

    def host(request):
        query = parse_qs(request.body.decode())["query"][0]
        results = store.query(query, prefixes=PREFIXES)
        return Answer(body=results.serialize(format=ox.QueryResultsFormat.JSON))

    replay.hosts[HOST] = host
    replay.store = store
    return replay


def bound(**values):
    """A row of SPARQL results."""
    return {name: {"type": "literal", "value": value} for name, value in values.items()}


def item(number, **values):
    """A row on a company."""
    return bound(
        item=f"http://www.wikidata.org/entity/{number}", kind="Company", label_fr="Bio", **values
    )


def results(*rows):
    """Rows in the JSON form of SPARQL results."""
    return json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}}).encode()


def of(engine, **piece):
    """The records that come for a slice, by key."""
    found = files.pages(wikidata, engine, QUERY, **piece)
    return read(wikidata, *(page.payload for page in found))[0]


def test_an_item_has_one_row_with_its_names_and_identifiers(engine):
    """French and English names, SIREN, ROR, seat and site; other languages stay outside."""
    (entry,) = wikidata.entries(of(engine)["Q1"])
    assert entry.name == "Bio Un"
    assert sorted(entry.aliases) == ["B1", "BU", "Bio One"]
    assert entry.identifiers == (
        ("wikidata", "Q1"),
        ("siren", "803512458"),
        ("ror", "02vjkv261"),
    )
    assert (entry.city, entry.url, entry.status) == ("Paris", "https://bio.example/", "")
    (seat,) = wikidata.claims(of(engine)["Q1"])
    assert (seat.predicate, seat.object.identifiers) == ("locatedIn", (("insee", "75056"),))


def test_people_are_never_asked_for(engine):
    """Whatever a pattern matches."""
    assert sorted(of(engine)) == ["Q1", "Q2", "Q3"]


def test_several_seats_are_none_and_a_wrong_number_is_flagged(engine):
    """Two towns tell no seat; the company has its right SIREN alone."""
    record = of(engine)["Q2"]
    told = list(wikidata.entries(record))
    assert [one.message for one in told if isinstance(one, Flag)] == [
        "'123456789' is no siren: its form or its check digits are wrong"
    ]
    entry = told[-1]
    assert (entry.name, entry.city) == ("Bio Deux", "")
    assert ("siren", "552032534") in entry.identifiers
    assert not list(wikidata.claims(record))


def test_what_was_dissolved_lies_nowhere(engine):
    """It stays known, with its status."""
    record = of(engine)["Q3"]
    (entry,) = wikidata.entries(record)
    assert entry.status == "dissolved"
    assert not list(wikidata.claims(record))


def test_the_slice_holds_both_its_days(engine):
    """By the last edit of the item."""
    assert sorted(of(engine, since="2025-01-10", until="2025-01-31")) == ["Q1", "Q3"]
    assert sorted(of(engine, since="2025-02-10")) == ["Q2"]
    assert sorted(of(engine, until="2025-01-30")) == ["Q1"]


def test_pages_go_on_after_the_last_item(engine):
    """More items than a page holds: none is missed, none comes twice, the last page is not full."""
    more = "".join(
        f'wd:Q9{n} wdt:P17 wd:Q142 ; wdt:P31 wd:Q90298876 ; rdfs:label "Bio {n}"@fr ;'
        f' schema:dateModified "2025-03-01T00:00:00Z"^^xsd:dateTime .\n'
        for n in range(1000, 1450)
    )
    load(engine.store, more)
    found = files.pages(wikidata, engine, QUERY)
    assert [page.size for page in found] == [200, 200, 53]
    assert found[-1].cursor == ""
    assert found[0].total is None
    assert len(read(wikidata, *(page.payload for page in found))[0]) == 453
    rest = files.pages(wikidata, engine, QUERY, cursor=found[0].cursor)
    assert [page.payload.content for page in rest] == [p.payload.content for p in found[1:]]


def test_nothing_found_is_one_empty_page(engine):
    """A slice without edits is no error."""
    found = files.pages(wikidata, engine, QUERY, since="2030-01-01")
    assert [(page.size, page.cursor) for page in found] == [(0, "")]


def test_the_query_is_posted_as_a_form(engine):
    """With the media type of the JSON results asked for."""
    files.pages(wikidata, engine, QUERY)
    (request,) = engine.seen
    assert request.method == "POST"
    assert request.path == "/sparql"
    assert request.headers["Accept"] == "application/sparql-results+json"


@pytest.mark.parametrize("status", [200, 500])
def test_a_query_that_took_too_long_is_no_answer(replay, status):
    """The service cuts the results under HTTP 200, or says so in plain text under 500."""
    body = results(item("Q1"), item("Q2"))[:-40] + b"java.util.concurrent.TimeoutException\n\tat x"
    replay.hosts[HOST] = lambda _request: Answer(status=status, body=body)
    with pytest.raises(Unreachable):
        files.pages(wikidata, replay, QUERY)


def test_what_is_no_organisation_with_a_name_is_flagged():
    """A blank node, another kind, no name; the others are kept."""
    found = results(
        item("Q1"),
        bound(item="t284055162", kind="Company", label_fr="Bio"),
        item("Q2") | bound(kind="Person"),
        item("Q3") | bound(label_fr=""),
        "no row",
    )
    records, _, flags = read(wikidata, found)
    assert list(records) == ["Q1"]
    assert len(flags) == 4


@pytest.mark.parametrize(
    "name",
    [
        "multi_vars_sparql_results",
        "no_datatype_sparql_results",
        "results_with_labels_descriptions_and_aliases",
        "single_var_sparql_results",
        "sparql_results_with_optional_values",
        "sparql_results_with_statements",
        "idref_result_with_idref_references",
    ],
)
def test_recorded_results_of_other_queries_are_no_organisations(shared, name):
    """Each row is flagged: none tells an item with a kind of ours."""
    content = sample(f"wikidata-sparql/{name}.json")
    records, _, flags = read(wikidata, content)
    assert not records
    assert len(flags) == len(json.loads(content)["results"]["bindings"])
