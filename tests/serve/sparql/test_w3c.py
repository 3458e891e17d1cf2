"""The W3C's own tests of the SPARQL 1.1 Protocol and of service descriptions, as they publish them.

The endpoint only reads: every query has to be answered as the manifest says, and whatever would
change the graph has to be refused in a sentence.
"""

import re
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from tests.conftest import SHARED
from tests.serve.sparql.conftest import serving

W3C = SHARED / "w3c-sparql"
DATA = "http://kasei.us/2009/09/sparql/data/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = "http://www.w3.org/ns/sparql-service-description#"
#: The media types that each format of the manifest may have.
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples"},
}


@dataclass(frozen=True)
class Request:
    """One request of a test, and what the manifest expects of its answer."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    boolean: bool | None
    format: str


def entries(name):
    """The tests of a manifest by their name."""
    path = W3C / name / "manifest.ttl"
    if not path.is_file():
        return {}
    graph = Graph().parse(path)
    manifest = graph.value(predicate=RDF.type, object=MF.Manifest)
    found = Collection(graph, graph.value(manifest, MF.entries))
    return {re.split(r"[#/]", entry)[-1]: (graph, entry) for entry in found}


def requests(graph, entry):
    """The requests of a test of the protocol, in their order."""
    action = graph.value(entry, MF.action)
    for request in Collection(graph, graph.value(action, HT.requests)):
        yield _request(graph, request)


def _request(graph, request):
    headers = graph.value(request, HT.headers)
    sent = Collection(graph, headers) if headers else ()
    body = graph.value(request, HT.body)
    expected = graph.value(request, HT.resp)
    boolean = graph.value(expected, MF.expectedBoolean)
    return Request(
        method=str(graph.value(request, HT.methodName)),
        target=str(graph.value(request, HT.absolutePath)).removeprefix("/sparql/"),
        headers={
            str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue))
            for one in sent
        },
        body=str(graph.value(body, CNT.chars)).encode(graph.value(body, CNT.characterEncoding))
        if body
        else b"",
        statuses=frozenset(status[-3] for status in graph.objects(expected, MF.expectedStatus)),
        boolean=None if boolean is None else boolean.toPython(),
        format=str(graph.value(expected, MF.expectedFormat) or ""),
    )


PROTOCOL = entries("protocol")
QUERIES = [name for name in PROTOCOL if not name.startswith("update_")]
UPDATES = [name for name in PROTOCOL if "update" in name]


@pytest.fixture(scope="module")
def w3c(shared, tmp_path_factory):
    """An endpoint over the graphs that the manifest names: data0 is there, and empty."""
    path = tmp_path_factory.mktemp("w3c") / "graph"
    store = ox.Store(str(path))
    store.add_graph(ox.NamedNode(DATA + "data0.rdf"))
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"{DATA}data{number}.rdf")
        store.load(path=str(shared / f"w3c-sparql/protocol/data{number}.nt"), to_graph=graph)
    store.flush()
    del store
    with serving(path) as endpoint:
        yield endpoint


def answered(w3c, request):
    """The response of the endpoint to a request of the manifest."""
    return w3c.http.request(
        request.method, "/sparql" + request.target, headers=request.headers, content=request.body
    )


def triples(w3c):
    """All that the endpoint holds."""
    return w3c.ask("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"]


def test_the_manifests_are_read():
    """Where the manifests are there, so are their tests."""
    if W3C.is_dir():
        assert (len(QUERIES), len(UPDATES)) == (27, 14)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_answered_as_expected(name, w3c):
    """Status, format and truth are those of the manifest."""
    for request in requests(*PROTOCOL[name]):
        response = answered(w3c, request)
        assert str(response.status_code)[0] in request.statuses, response.text
        if request.boolean is not None:
            assert response.json()["boolean"] is request.boolean
        if request.format:
            media_type = response.headers["content-type"].partition(";")[0]
            assert media_type in FORMATS[request.format]
        if response.is_error:
            assert "\n" in response.text
            assert "Traceback" not in response.text


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_refused_in_a_sentence(name, w3c):
    """No update is done, and each is told that, and why, without a server error."""
    before = triples(w3c)
    request = next(requests(*PROTOCOL[name]))
    response = answered(w3c, request)
    assert response.status_code in {400, 403, 415}
    if response.status_code == 403:
        assert "this endpoint only reads" in response.text
    assert triples(w3c) == before


def store_requests():
    """The requests that the tests of the Graph Store Protocol show in their descriptions."""
    for name, (graph, entry) in entries("http-rdf-update").items():
        text = " ".join(map(str, graph.objects(entry, RDFS.comment)))
        line = re.search(r"^ *(PUT|GET|POST|DELETE|HEAD) (\S+)", text, re.MULTILINE)
        kind = re.search(r"Content-Type: ([^\s;]+)", text[line.end() :].partition("####")[0])
        yield pytest.param(line[1], line[2], kind[1] if kind else "", id=name)


@pytest.mark.parametrize(("method", "target", "kind"), list(store_requests()))
def test_the_graph_store_protocol_is_refused(method, target, kind, w3c):
    """Graphs are not put, posted or deleted; nor are they given, but it is told how to ask."""
    before = triples(w3c)
    path = target.replace("$GRAPHSTORE$", "/sparql").replace("$HOST$", "127.0.0.1")
    headers = {"content-type": kind} if kind else {}
    response = w3c.http.request(method, path.replace("//", "/", 1), headers=headers)
    assert 400 <= response.status_code < 500
    if response.status_code == 405 and path.startswith("/sparql?"):
        assert "only reads" in response.text
        assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    if method == "GET" and path.startswith("/sparql?"):
        assert "CONSTRUCT" in response.text
    assert triples(w3c) == before


@pytest.fixture
def description(w3c):
    """What the endpoint tells of itself to who asks it nothing, as triples."""
    response = w3c.http.get("/sparql")
    assert response.headers["content-type"].startswith("text/turtle")
    return Graph().parse(data=response.text, format="turtle")


def test_returns_rdf(description):
    """GET on the endpoint returns RDF."""
    assert len(description) > 0


def test_has_endpoint_triple(description, w3c):
    """The service description has an sd:endpoint triple with the address of the endpoint."""
    endpoints = set(description.objects(predicate=URIRef(SD + "endpoint")))
    assert endpoints == {URIRef(w3c.url + "/sparql")}


#: Domain and range of the properties of the vocabulary, as far as the standard says; "" is any.
SCHEMA = {
    "endpoint": ("Service", ""),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "defaultSupportedEntailmentProfile": ("Service", "EntailmentProfile"),
    "supportedEntailmentProfile": ("NamedGraph", "EntailmentProfile"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "languageExtension": ("Service", "Feature"),
    "supportedLanguage": ("Service", "Language"),
    "propertyFeature": ("Service", "Feature"),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", ""),
    "inputFormat": ("Service", ""),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
}
KNOWN = {"Language": {SD + "SPARQL11Query"}}  # individuals that the vocabulary itself defines
BROADER = {"Dataset": {"GraphCollection"}}


def test_conforms_to_schema(description):
    """Every property is one of the vocabulary, and what it joins is of the classes it wants."""

    def kinds(node):
        of = {str(kind).removeprefix(SD) for kind in description.objects(node, RDF.type)}
        return of | {broader for kind in of for broader in BROADER.get(kind, ())}

    said = [(s, str(p), o) for s, p, o in description if str(p).startswith(SD)]
    assert {p.removeprefix(SD) for _, p, _ in said} >= {
        *("endpoint", "supportedLanguage", "resultFormat"),
        *("defaultDataset", "defaultGraph", "namedGraph", "name"),
    }
    for subject, name, value in said:
        domain, range_ = SCHEMA[name.removeprefix(SD)]
        assert domain in kinds(subject), name
        assert not range_ or range_ in kinds(value) or str(value) in KNOWN.get(range_, ()), name
    services = set(description.subjects(RDF.type, URIRef(SD + "Service")))
    assert len(services) == 1


def test_every_test_of_the_description_is_run():
    """The manifest has no test that stands not here under its name."""
    here = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    assert set(entries("service-description")) <= here
