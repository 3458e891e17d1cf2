"""Answers as bytes: every format read back by another library, and what a limit does to each."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.query import Result

from biograph.errors import QueryError
from biograph.model import Literal, Statement
from biograph.store import open_store
from biograph.store.written import GRAPHS, TABLES, Wanted

BASE = "http://127.0.0.1/sparql"
ALL = "SELECT ?s ?o WHERE { GRAPH ?g { ?s <http://e/p> ?o } } ORDER BY STR(?o)"
WANTED = Wanted(
    text=ALL,
    base=BASE,
    formats={"table": "text/csv", "truth": "text/csv", "graph": "text/turtle"},
    rows=1_000,
    size=1_000_000,
)
VALUES = (
    Literal("a,\"b\"\n<c> & 'd'\t\\"),
    Literal("été ☃ 𝄞", lang="fr"),
    Literal("01"),
    Literal("1", "http://www.w3.org/2001/XMLSchema#integer"),
    "http://e/œ?a=1&b=2",
)
#: By what name rdflib knows the formats of tables; CSV is read by Python.
READERS = {"json": "json", "xml": "xml", "values": "tsv"}
#: rdflib's own reader of JSON-LD warns of itself: the engine reads that.
RDFLIB = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}


def objects(content, media_type):
    """The texts of the objects of triples, as read back."""
    if media_type in RDFLIB:
        return [
            str(o) for o in Graph().parse(io.BytesIO(content), format=RDFLIB[media_type]).objects()
        ]
    return [quad.object.value for quad in ox.parse(content, format=GRAPHS[media_type])]


@pytest.fixture(scope="module")
def store():
    """Five values that are not easily written."""
    store = open_store()
    store.add(Statement("http://e/s", "http://e/p", value, "http://e/g") for value in VALUES)
    return store


def written(store, **changes):
    return store.write(replace(WANTED, **changes))


def as_(media_type):
    return {"table": media_type, "truth": media_type, "graph": media_type}


@pytest.mark.parametrize("media_type", TABLES)
def test_a_table_says_the_same_in_every_format(media_type, store):
    """Quotes, line ends, accents, languages and numbers come through; nothing is cut."""
    found = written(store, formats=as_(media_type))
    assert (found.kind, found.media_type, found.rows, found.cut) == ("table", media_type, 5, "")
    if media_type == "text/csv":
        rows = list(csv.reader(io.StringIO(found.content.decode(), newline="")))
        assert rows[0] == ["s", "o"]
        assert {row[1] for row in rows[1:]} == {getattr(v, "value", v) for v in VALUES}
        return
    name = next(reader for end, reader in READERS.items() if media_type.endswith(end))
    expected = store.select(ALL)
    read = Result.parse(io.BytesIO(found.content), format=name)
    assert [str(row[1]) for row in read] == [getattr(o, "value", o) for _, o in expected]
    assert [getattr(row[1], "language", None) or "" for row in read] == [
        getattr(o, "lang", "") for _, o in expected
    ]


@pytest.mark.parametrize("media_type", TABLES)
def test_yes_and_no_in_every_format(media_type, store):
    """ASK is answered in each of the formats of tables."""
    text = f"ASK {{ GRAPH ?g {{ ?s ?p 1 }} }} # {media_type}"
    found = written(store, text=text, formats=as_(media_type))
    assert found.kind == "truth"
    assert b"true" in found.content
    assert b"false" in written(store, text="ASK { ?s ?p 2 }", formats=as_(media_type)).content


@pytest.mark.parametrize("media_type", GRAPHS)
def test_triples_say_the_same_in_every_format(media_type, store):
    """CONSTRUCT gives the triples of the graph, whichever format is read back."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    found = written(store, text=text, formats=as_(media_type))
    assert (found.kind, found.rows, found.cut) == ("graph", 5, "")
    expected = sorted(getattr(value, "value", value) for value in VALUES)
    assert sorted(objects(found.content, media_type)) == expected


@pytest.mark.parametrize(
    ("limits", "rows", "cut"), [({"rows": 2}, 2, "rows"), ({"size": 90}, 1, "size")]
)
@pytest.mark.parametrize("media_type", TABLES)
def test_a_cut_table_says_so_where_it_can(media_type, limits, rows, cut, store):
    """The link in the head of JSON and XML tells the cut; CSV and TSV only have fewer rows."""
    found = written(store, formats=as_(media_type), **limits)
    assert (found.rows, found.cut) == (rows, cut)
    link = f"{BASE}#cut-after-{rows}-rows"
    if media_type.endswith("json"):
        content = json.loads(found.content)
        assert content["head"]["link"] == [link]
        assert len(content["results"]["bindings"]) == rows
    elif media_type.endswith("xml"):
        root = ET.fromstring(found.content)
        names = [element.tag.partition("}")[2] for element in root[0]]
        assert names == ["variable", "variable", "link"]  # in the order of the standard
        assert root[0][-1].attrib == {"href": link}
        assert len(root[1]) == rows
    else:
        assert link.encode() not in found.content
        whole = written(store, formats=as_(media_type)).content
        assert whole.startswith(found.content)


@pytest.mark.parametrize("media_type", GRAPHS)
def test_cut_triples_say_so_where_they_can(media_type, store):
    """A comment tells the cut in every format that has comments, and the rest can be read."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    found = written(store, text=text, formats=as_(media_type), rows=2)
    assert (found.rows, found.cut) == (2, "rows")
    assert (b"cut after 2 triples" in found.content) == (not media_type.endswith("json"))
    assert len(objects(found.content, media_type)) == 2


def test_an_answer_that_just_fits_is_not_cut(store):
    """Five rows under a limit of five are the whole."""
    assert written(store, rows=5).cut == ""


def test_one_row_that_is_too_large_leaves_none(store):
    """A row longer than the limit is left out, and that is a cut."""
    found = written(store, text='SELECT ("12345678901" AS ?x) {}', size=10)
    assert (found.rows, found.cut) == (0, "size")


def test_a_format_that_is_not_wanted_is_not_written(store):
    """Where no format was wanted for the kind of the answer there is none, but its kind is told."""
    found = written(store, formats={"graph": "text/turtle"})
    assert (found.kind, found.media_type, found.content) == ("table", "", b"")


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("CONSTRUCT { <http://e/s> <http://e/1> 1 } WHERE {}", "application/rdf+xml"),
        ("CONSTRUCT { <http://e/s> <http://e/p> '\\u0001' } WHERE {}", "application/rdf+xml"),
        ("SELECT ('\\u0001' AS ?x) {}", "application/sparql-results+xml"),
        (
            "CONSTRUCT { <http://e/s> <http://e/p> <<( <http://e/s> <http://e/p> 1 )>> } WHERE {}",
            "application/ld+json",
        ),
    ],
)
def test_what_a_format_cannot_say_is_told(text, media_type, store):
    """A property or a character that XML does not know, and a triple in JSON-LD, are errors."""
    with pytest.raises(QueryError, match="query failed") as error:
        written(store, text=text, formats=as_(media_type))
    assert error.value.hint


def test_relative_iris_are_those_of_the_endpoint(store):
    """The base of a query is the address that it was sent to."""
    found = written(
        store, text="CONSTRUCT { <a> <b> <c> } WHERE {}", formats=as_("application/n-triples")
    )
    assert found.content == b"<http://127.0.0.1/a> <http://127.0.0.1/b> <http://127.0.0.1/c> .\n"


@pytest.mark.parametrize(
    ("default", "named", "seen"),
    [
        (None, None, (0, 5)),
        ((), (), (0, 0)),
        (("http://e/g",), (), (5, 0)),
        (("http://e/g",), ("http://e/g",), (5, 5)),
        (("http://e/g",), None, (5, 5)),
    ],
)
def test_the_dataset_is_the_one_named(default, named, seen, store):
    """Default and named graphs are those given, and none where none are given."""
    for pattern, rows in zip(("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"), seen, strict=True):
        found = written(store, text=f"SELECT * {{ {pattern} }}", default=default, named=named)
        assert found.rows == rows


def test_triple_terms_are_written(store):
    """What RDF 1.2 adds to results is written as its JSON format says."""
    text = "SELECT ?t WHERE { BIND(<<( <http://e/s> <http://e/p> 'x'@fr )>> AS ?t) }"
    content = json.loads(written(store, text=text, formats=as_("application/json")).content)
    assert content["results"]["bindings"][0]["t"] == {
        "type": "triple",
        "value": {
            "subject": {"type": "uri", "value": "http://e/s"},
            "predicate": {"type": "uri", "value": "http://e/p"},
            "object": {"type": "literal", "value": "x", "xml:lang": "fr"},
        },
    }


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=6))
def test_any_text_comes_through_as_json(texts):
    """What JSON tells is what the graph holds, for any text."""
    store = open_store()
    store.add(Statement("http://e/s", "http://e/p", Literal(text), "http://e/g") for text in texts)
    content = written(store, formats=as_("application/json")).content
    answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    assert {solution["o"].value for solution in answer} == set(texts)


@given(rows=st.integers(0, 7), size=st.integers(0, 1_500))
def test_a_cut_is_told_just_where_it_is(rows, size):
    """Whatever the limits, an answer is within them, and called cut where rows are missing."""
    store = open_store()
    store.add(Statement("http://e/s", "http://e/p", value, "http://e/g") for value in VALUES)
    found = written(store, rows=rows, size=size, formats=as_("application/json"))
    bindings = json.loads(found.content)["results"]["bindings"]
    assert len(bindings) == found.rows <= rows
    texts = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in bindings]
    assert sum(len(text.encode()) for text in texts) <= size
    assert bool(found.cut) == (found.rows < len(VALUES))
