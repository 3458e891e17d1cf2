"""Real clients on the endpoint: SPARQLWrapper, rdflib, curl and our own."""

import csv
import io
import shutil
import subprocess

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from biograph.ask import answer, answer_at, load
from biograph.errors import QueryError
from biograph.store import open_endpoint
from biograph.terms import bg
from tests.queries.test_answers import EXPECTED, NAMES
from tests.queries.test_endpoints import chosen, texts
from tests.tiny import TINY, WIDE, opened

FUNDED = "SELECT ?who ?what WHERE { ?who bg:funds ?what } ORDER BY ?who ?what"
CONSTRUCT = "CONSTRUCT { ?who bg:funds ?what } WHERE { ?who bg:funds ?what }"


@pytest.fixture(scope="module")
def embedded():
    """The graph of the endpoint, asked in this process."""
    return opened(TINY, WIDE)


@pytest.fixture(scope="module")
def funded(embedded):
    """The rows that every client has to give."""
    asserted = FUNDED.replace("WHERE {", "WHERE { GRAPH graph:asserted {").replace("} O", "} } O")
    rows = embedded.select(asserted).rows
    assert len(rows) > 1
    return list(rows)


@pytest.mark.parametrize(
    ("method", "sent"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
def test_sparqlwrapper_gets_rows(method, sent, endpoint, funded):
    """By GET and by POST of both kinds, the rows are those of the graph."""
    wrapper = Wrapper(endpoint.url + "/sparql", returnFormat=JSON)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(sent)
    wrapper.setQuery(FUNDED)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [(row["who"]["value"], row["what"]["value"]) for row in rows] == funded


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_gets_every_format(form, endpoint, funded):
    """XML, CSV and TSV come as they are asked for."""
    wrapper = Wrapper(endpoint.url + "/sparql", returnFormat=form)
    wrapper.setQuery(FUNDED)
    found = wrapper.queryAndConvert()
    if form == XML:
        uris = [node.firstChild.data for node in found.getElementsByTagName("uri")]
    else:
        reader = csv.reader(io.StringIO(found.decode()), delimiter="\t" if form == TSV else ",")
        uris = [cell.strip("<>") for row in list(reader)[1:] for cell in row]
    assert uris == [iri for row in funded for iri in row]


@pytest.mark.parametrize("form", [TURTLE, RDFXML])
def test_sparqlwrapper_gets_triples(form, endpoint, funded):
    """CONSTRUCT is answered in both formats that the client asks for."""
    wrapper = Wrapper(endpoint.url + "/sparql", returnFormat=form)
    wrapper.setQuery(CONSTRUCT)
    found = wrapper.query()
    kind = found.info()["content-type"].partition(";")[0]
    graph = Graph().parse(data=found.response.read(), format=kind)
    assert {(str(s), str(o)) for s, o in graph.subject_objects()} == set(funded)


@pytest.mark.parametrize(
    "text", ["SELECT * WHERE { ?s ?p }", "SELECT * { SERVICE <http://e/> {} }"]
)
def test_sparqlwrapper_learns_what_is_wrong(text, endpoint):
    """A query that is no query, or is refused, raises its error for that, with our words."""
    wrapper = Wrapper(endpoint.url + "/sparql", returnFormat=JSON)
    wrapper.queryString, wrapper.queryType = text, "SELECT"
    with pytest.raises(QueryBadFormed, match=r"does not parse|is refused"):
        wrapper.query()


def test_rdflib_reads(endpoint, funded):
    """The store of rdflib asks, iterates and looks single triples up."""
    store = SPARQLStore(endpoint.url + "/sparql")
    graph = Graph(store)
    prefixes = {"bg": URIRef(bg(""))}
    rows = graph.query(FUNDED, initNs=prefixes)
    assert [(str(who), str(what)) for who, what in rows] == funded
    pairs = {(str(s), str(o)) for s, o in graph.subject_objects(URIRef(bg("funds")))}
    assert pairs == set(funded)
    assert (URIRef(funded[0][0]), URIRef(bg("funds")), URIRef(funded[0][1])) in graph
    assert graph.query("ASK { ?s a ?kind }").askAnswer


def test_rdflib_cannot_write(endpoint):
    """An update is refused in a sentence and changes nothing."""
    store = SPARQLUpdateStore(endpoint.url + "/sparql", endpoint.url + "/sparql")
    before = len(list(store.triples((None, RDF.type, None))))
    with pytest.raises(Exception, match="403"):
        store.add((URIRef("http://e/s"), URIRef("http://e/p"), URIRef("http://e/o")))
    assert len(list(store.triples((None, RDF.type, None)))) == before


def curl(*words):
    """The output of curl, which is not told of any proxy."""
    binary = shutil.which("curl")
    if binary is None:
        pytest.skip("curl is not installed")
    command = [binary, "--silent", "--show-error", "--noproxy", "*", *words]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_curl_gets_a_table(endpoint, funded):
    """The query as a parameter, a format by header, and CSV comes."""
    words = ("--get", "--data-urlencode", f"query={FUNDED}", "-H", "Accept: text/csv")
    rows = list(csv.reader(io.StringIO(curl(endpoint.url + "/sparql", *words))))
    assert rows == [["who", "what"], *map(list, funded)]


def test_curl_sends_a_file(endpoint, funded, tmp_path):
    """The query as the body, a format in the address, and the cut is in the headers."""
    file = tmp_path / "query.rq"
    file.write_text(FUNDED)
    kind = ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}")
    out = curl(f"{endpoint.url}/sparql?format=tsv", "--include", *kind)
    head, _, body = out.partition("\r\n\r\n" if "\r\n\r\n" in out else "\n\n")
    assert "truncated" not in head.lower().replace("x-biograph-truncated, x-sparql", "")
    assert len(body.strip().splitlines()) == 1 + len(funded)


def test_curl_sees_a_cut(narrow):
    """Also where the body cannot tell, the headers do."""
    words = ("--include", "--get", "--data-urlencode", "query=SELECT ?s { ?s a ?k }")
    out = curl(narrow.url + "/sparql", *words, "-H", "Accept: text/csv")
    assert "x-biograph-truncated: rows=3; limit=rows" in out.lower()
    assert "x-sparql-maxrows: 3" in out.lower()


@pytest.fixture(scope="module")
def remote(endpoint):
    """The endpoint as one of the servers that biograph itself asks."""
    return open_endpoint(endpoint.url + "/sparql")


@pytest.mark.parametrize("name", NAMES)
def test_each_question_gives_the_rows_of_the_embedded_store(name, remote, embedded):
    """Same rows in the same order, with and without parameters, and the ones pinned by hand."""
    pinned = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert answer(remote, load(name), texts(name)).to_csv() == pinned
    for values in chosen(name, embedded):
        expected = answer(embedded, load(name), values)
        found = answer(remote, load(name), values)
        assert (found.columns, found.rows) == (expected.columns, expected.rows), values


def test_our_own_client_is_told_of_a_cut(narrow):
    """A table that the endpoint cut says so; who wants all of it, and triples, get an error."""
    url = narrow.url + "/sparql"
    table = answer_at(url, load("SELECT ?s WHERE { ?s a ?kind }"), timeout=60)
    assert (len(table), table.truncated) == (3, True)
    store = open_endpoint(url)
    with pytest.raises(QueryError, match="no more than 3 rows"):
        store.select("SELECT ?s WHERE { ?s a ?kind }")
    with pytest.raises(QueryError, match="no more than 3 triples"):
        store.construct("CONSTRUCT { ?s a ?kind } WHERE { ?s a ?kind }")
