"""What was measured to go wrong with SPARQL engines and servers, each as the endpoint has it."""

import socket

import pytest

from biograph.serve.sparql.answer import DEFAULT_GRAPHS
from biograph.serve.sparql.description import GRAPHS
from biograph.store import open_store
from biograph.store.written import Wanted


def rows(endpoint, query):
    """The plain values of an answer, None where a cell is unbound."""
    response = endpoint.ask(query)
    assert response.status_code == 200, response.text
    content = response.json()
    names = content["head"]["vars"]
    return [
        tuple(row.get(name, {}).get("value") for name in names)
        for row in content["results"]["bindings"]
    ]


def test_no_triple_of_the_default_graph_counts_twice(endpoint):
    """A union of graphs counts a triple once for each: so those of the default graph share none."""
    every = rows(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    distinct = rows(endpoint, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert every == distinct
    assert int(every[0][0]) > 0


def test_no_triple_counts_twice_in_a_graph_that_a_run_made(finished):
    """The same holds for what a run writes and infers."""
    store = open_store(finished[0] / "graph", read_only=True)
    counts = set()
    for inner in ("?s ?p ?o", "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }"):
        wanted = Wanted(
            text=f"SELECT (COUNT(*) AS ?n) {{ {{ {inner} }} }}",
            base="http://e/",
            formats={"table": "text/csv"},
            rows=1,
            size=1_000,
            default=DEFAULT_GRAPHS,
        )
        counts.add(store.write(wanted).content)
    assert len(counts) == 1


def test_the_default_graph_is_what_is_said(endpoint):
    """Without FROM a query sees the graphs that the description names, and GRAPH sees all."""
    union = " UNION ".join(f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" for graph in DEFAULT_GRAPHS)
    triples = "SELECT ?s ?p ?o WHERE { %s } ORDER BY STR(?s) STR(?p) STR(?o)"
    assert rows(endpoint, triples % "?s ?p ?o") == rows(endpoint, triples % union)
    graphs = {row[0] for row in rows(endpoint, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs > set(DEFAULT_GRAPHS[:3])
    assert set(DEFAULT_GRAPHS) < set(GRAPHS)


@pytest.mark.parametrize(
    ("clause", "graphs"),
    [
        ("FROM graph:asserted", 1),
        ("FROM graph:asserted FROM graph:reference", 2),
        ("# FROM graph:asserted\n", None),
        ("FROM NAMED graph:asserted", 0),
    ],
)
def test_from_wins_over_the_default_graph(clause, graphs, endpoint):
    """FROM is read where it is a word of the query, and only there."""
    names = DEFAULT_GRAPHS if graphs is None else DEFAULT_GRAPHS[:graphs]
    parts = [f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}" for name in names]
    union = " UNION ".join(parts or ["{ ?s bg:nothing ?o }"])
    found = rows(endpoint, f"SELECT (COUNT(*) AS ?n) {clause} WHERE {{ ?s ?p ?o }}")
    assert found == rows(endpoint, f"SELECT (COUNT(*) AS ?n) WHERE {{ {union} }}")


def test_the_dataset_beside_a_query_wins_over_its_from(endpoint):
    """As the protocol wants it; a graph that nobody holds is an error, not an empty answer."""
    query = "SELECT (COUNT(*) AS ?n) FROM graph:asserted WHERE { ?s ?p ?o }"
    name = DEFAULT_GRAPHS[1]
    words = {"query": query, "default-graph-uri": name}
    found = endpoint.http.get("/sparql", params=words).json()["results"]["bindings"][0]["n"]
    expected = rows(endpoint, query.replace("graph:asserted", f"<{name}>"))
    assert found["value"] == expected[0][0]
    for graph in ("https://w3id.org/biograph/graph/typo", "file:///etc/passwd", "no iri"):
        response = endpoint.http.get("/sparql", params=words | {"named-graph-uri": graph})
        assert response.status_code == 400
        assert "names a graph outside" in response.text


def test_group_concat_wants_texts(endpoint):
    """Over IRIs and numbers it is unbound, with STR() it is not: the examples all use STR()."""
    values = "VALUES ?x { bg:CDMO 1 }"
    assert rows(endpoint, f"SELECT (GROUP_CONCAT(?x) AS ?all) {{ {values} }}") == [(None,)]
    (found,) = rows(endpoint, f"SELECT (GROUP_CONCAT(STR(?x)) AS ?all) {{ {values} }}")
    assert found[0].split()[1] == "1"


@pytest.mark.parametrize(
    ("written", "read"),
    [('"01"^^xsd:integer', "1"), ('"1.50"^^xsd:decimal', "1.5"), ('"01"', "01")],
)
def test_numbers_are_values_and_texts_are_kept(written, read, endpoint):
    """What is a number loses its leading zeros: identifiers are texts."""
    assert rows(endpoint, f"SELECT ({written} AS ?x) {{}}") == [(read,)]


def test_languages_are_in_small_letters(endpoint):
    """A language tag is the same in any case."""
    assert rows(endpoint, "SELECT (LANG('x'@fr-FR) AS ?lang) {}") == [("fr-fr",)]


def test_an_unknown_function_is_an_error(endpoint):
    """It does not leave a cell empty without a word."""
    response = endpoint.ask("SELECT (<http://e/f>(1) AS ?x) {}")
    assert response.status_code == 400
    assert "http://e/f" in response.text


def test_an_ungrouped_variable_is_an_error(endpoint):
    """Beside an aggregate there is no row that it could be right in."""
    assert endpoint.ask("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }").status_code == 400


def test_a_sum_beyond_64_bits_is_empty(endpoint):
    """Integers have 64 bits; what is larger is no number, never a wrong one."""
    big = "VALUES ?x { 9223372036854775807 1 }"
    assert rows(endpoint, f"SELECT (SUM(?x) AS ?all) {{ {big} }}") == [(None,)]


def test_days_and_moments_are_not_compared(endpoint):
    """A day is neither before nor after a moment: one property has one type in the graph."""
    later = 'FILTER(?x < "2027-01-01T00:00:00Z"^^xsd:dateTime)'
    assert rows(endpoint, f'SELECT ?x {{ VALUES ?x {{ "2026-01-01"^^xsd:date }} {later} }}') == []
    of_time = "FILTER(DATATYPE(?o) IN (xsd:date, xsd:dateTime))"
    mixed = "GROUP BY ?p HAVING (COUNT(DISTINCT DATATYPE(?o)) > 1)"
    assert rows(endpoint, f"SELECT ?p {{ GRAPH ?g {{ ?s ?p ?o }} {of_time} }} {mixed}") == []


def test_a_path_of_no_steps_wants_a_node_of_the_graph(endpoint):
    """Of a thing that is in no triple not even itself is reached."""
    assert rows(endpoint, "SELECT ?x { <http://e/absent> bg:supplies* ?x }") == []


@pytest.mark.parametrize("iri", ["http://e/a b", "http://e/{x}"])
def test_a_bad_iri_is_an_error(iri, endpoint):
    """No space and no brace in an IRI."""
    assert endpoint.ask(f"SELECT * {{ <{iri}> ?p ?o }}").status_code == 400


def test_rdf_1_2_is_understood(endpoint):
    """What other libraries cannot parse the endpoint answers; the graph itself needs none of it."""
    query = "VERSION '1.2' SELECT * { BIND(<<( bg:a bg:b bg:c )>> AS ?t) FILTER isTRIPLE(?t) }"
    response = endpoint.ask(query)
    assert response.json()["results"]["bindings"][0]["t"]["type"] == "triple"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{url}> AS ?to) SERVICE ?to {{ ?s ?p ?o }} }}",
        "PREFIX e: <{url}> SELECT * {{ SERVICE#\n e:x {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "BASE <{url}> SELECT * FROM <x> {{ ?s ?p ?o }}",
        "LOAD <{url}>",
        "LOAD <{url}> INTO GRAPH <https://w3id.org/biograph/graph/asserted>",
    ],
)
def test_no_query_makes_the_server_ask_another(query, endpoint):
    """SERVICE, FROM and LOAD of an internal address get 400, and nobody connects to it."""
    with socket.create_server(("127.0.0.1", 0)) as inner:
        inner.settimeout(0.2)
        response = endpoint.ask(query.format(url=f"http://127.0.0.1:{inner.getsockname()[1]}/"))
        assert response.status_code == 400
        with pytest.raises(TimeoutError):
            inner.accept()


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 1 } }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CLEAR ALL",
        "DROP GRAPH <https://w3id.org/biograph/graph/asserted>",
        "SELECT * {} ; DROP ALL",
    ],
)
def test_an_update_sent_as_a_query_is_none(update, endpoint):
    """It does not parse as a query, and the graph stays as it was."""
    before = rows(endpoint, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert endpoint.ask(update).status_code == 400
    assert rows(endpoint, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == before
