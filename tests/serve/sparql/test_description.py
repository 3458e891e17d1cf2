"""What the endpoint tells of its graph: VoID, examples, and words for editors."""

import pytest
from rdflib import RDF, RDFS, SH, VOID, Graph, Namespace, URIRef

from biograph.ask import library
from biograph.serve.sparql.answer import DEFAULT_GRAPHS
from biograph.serve.sparql.inventory import inventory
from biograph.store.written import GRAPHS
from biograph.terms import ASSERTED, PREFIXES, REFERENCE, bg
from tests.tiny import TINY, WIDE, opened

VOID_EXT = Namespace("http://ldf.fi/void-ext#")
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def store():
    """The graph of the endpoint, in this process."""
    return opened(TINY, WIDE)


@pytest.fixture(scope="module")
def void(endpoint):
    """The VoID as the endpoint gives it."""
    response = endpoint.http.get("/.well-known/void", headers={"accept": "text/turtle"})
    assert response.headers["access-control-allow-origin"] == "*"
    return Graph().parse(data=response.text, format="turtle")


def asked(store, pattern):
    """A count, asked of the store itself."""
    graphs = " ".join(f"FROM <{graph}>" for graph in DEFAULT_GRAPHS)
    (n,) = store.select(f"SELECT (COUNT(*) AS ?n) {graphs} WHERE {{ {pattern} }}").column("n")
    return n


@pytest.mark.parametrize("path", ["/.well-known/void", "/void.ttl"])
def test_void_is_at_its_places_in_every_format(path, endpoint):
    """At both addresses, in each format of RDF."""
    for kind in GRAPHS:
        response = endpoint.http.get(path, headers={"accept": kind})
        assert response.headers["content-type"].partition(";")[0] == kind
    assert endpoint.http.get(path, headers={"accept": "image/png"}).status_code == 406


def test_void_counts_what_a_query_counts(void, store, endpoint):
    """Size, graphs, classes and properties are those that SPARQL gives."""
    dataset = URIRef(f"{endpoint.url}/.well-known/void#dataset")
    assert void.value(dataset, VOID.triples).toPython() == store.count()
    assert void.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{endpoint.url}/sparql")
    for graph in (ASSERTED, REFERENCE):
        part = URIRef(f"{endpoint.url}/.well-known/void#graph-{graph.rpartition('/')[2]}")
        (n,) = store.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").column(
            "n"
        )
        assert (dataset, VOID.subset, part) in void
        assert void.value(part, VOID.triples).toPython() == n
    default = URIRef(f"{endpoint.url}/.well-known/void#default")
    assert void.value(default, VOID.triples).toPython() == asked(store, "?s ?p ?o")


def parts(void, endpoint, kind):
    """The parts of the default graph by what they are of."""
    default = URIRef(f"{endpoint.url}/.well-known/void#default")
    of = {VOID.classPartition: VOID["class"], VOID.propertyPartition: VOID.property}[kind]
    return {str(void.value(part, of)): part for part in void.objects(default, kind)}


def test_every_class_and_property_is_a_part(void, store, endpoint):
    """Each has its count, and none is left out."""
    classes = parts(void, endpoint, VOID.classPartition)
    for iri, part in classes.items():
        n = store.select(
            f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a <{iri}> }} "
            "FILTER(?g IN (graph:asserted, graph:reference, graph:ontology, graph:inferred)) }"
        ).column("n")[0]
        assert void.value(part, VOID.entities).toPython() == n, iri
    properties = parts(void, endpoint, VOID.propertyPartition)
    total = sum(void.value(part, VOID.triples).toPython() for part in properties.values())
    assert total == asked(store, "?s ?p ?o")
    assert bg("Company") in classes
    assert bg("suppliesInput") in properties


#: The query by which the editor of the SIB finds out what may follow a class.
COMPLETION = """
SELECT DISTINCT ?subject ?property ?class ?datatype WHERE {
  ?part void:class ?subject ; void:propertyPartition ?of .
  ?of void:property ?property .
  OPTIONAL {
    { ?of void:classPartition [ void:class ?class ] }
    UNION { ?of void-ext:datatypePartition [ void-ext:datatype ?datatype ] }
  }
}
"""


def test_editors_find_what_may_follow_a_class(void, store):
    """Class, property and class or datatype, as editors ask for them, are those of the graph."""
    rows = void.query(COMPLETION, initNs={"void": VOID, "void-ext": VOID_EXT})
    found = {
        (str(row.subject), str(row.property), str(row["class"] or row.datatype))
        for row in rows
        if row["class"] or row.datatype
    }
    assert found == set(inventory(store).links)
    assert any(link[:2] == (bg("Company"), bg("suppliesInput")) for link in found)


def test_every_question_is_an_example(void, endpoint):
    """With its text in both languages, its query without our header, and all its prefixes."""
    found = set(void.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(found) == len(library())
    for example in found:
        assert {text.language for text in void.objects(example, RDFS.comment)} == {"fr", "en"}
        assert void.value(example, SCHEMA.target) == URIRef(f"{endpoint.url}/sparql")
        (query,) = (
            str(text)
            for form in (SH.select, SH.ask, SH.construct)
            for text in void.objects(example, form)
        )
        assert not query.startswith("#+")
        declared = void.objects(void.value(example, SH.prefixes), SH.declare)
        prefixes = {
            str(void.value(d, SH.prefix)): str(void.value(d, SH.namespace)) for d in declared
        }
        assert prefixes == PREFIXES


def test_an_example_runs_as_it_is(void, endpoint):
    """The queries of the examples are answered by the endpoint that they name."""
    for query in list(void.objects(predicate=SH.select))[:5]:
        assert endpoint.ask(str(query)).status_code == 200


def test_words_for_editors(endpoint, store):
    """Prefixes, classes and properties with their names in both languages and their counts."""
    words = endpoint.http.get("/sparql/terms.json").json()
    held = inventory(store)
    assert words["prefixes"] == PREFIXES
    assert {word["iri"]: word["count"] for word in words["classes"]} == dict(held.classes)
    assert {word["iri"]: word["count"] for word in words["properties"]} == dict(held.properties)
    assert {tuple(link[:3]): link[3] for link in words["links"]} == dict(held.links)
