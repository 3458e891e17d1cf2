"""What a query may not do."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.ask import answer, check, library, load, names_dataset
from biograph.errors import QueryError
from biograph.terms import PREFIXES

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore

REFUSED = [
    "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE # a comment\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE#\n#\nSILENT#\n?where { ?s ?p ?o } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * WHERE { SERVICE e:x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * WHERE { SERVICE :x { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER(1<?o)SERVICE?s#>\n{ ?a ?b ?c } }",
    "SELECT * WHERE { ?s <http://a(b)#> 1 } # \n VALUES ?x { 1 } SELECT { SERVICE<http://e/>{} }",
    "SELECT * WHERE { ?s ?p 'it#s' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { \\U00000053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    "SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX graph: <http://127.0.0.1:9/> SELECT * FROM graph:asserted WHERE { ?s ?p ?o }",
    (
        "PREFIX graph: <https://w3id.org/biograph/graph/> PREFIX graph: <http://e/> "
        "SELECT * FROM graph:x WHERE { ?s ?p ?o }"
    ),
    "BASE <http://127.0.0.1:9/> SELECT * FROM <x> WHERE { ?s ?p ?o }",
    "SELECT * FROM unknown:x WHERE { ?s ?p ?o }",
]
ALLOWED = [
    "SELECT * WHERE { GRAPH graph:asserted { ?s ?p ?o } }",
    "SELECT * FROM <https://w3id.org/biograph/graph/asserted> WHERE { ?s ?p ?o }",
    "SELECT * FROM graph:asserted FROM NAMED graph:reference WHERE { ?s ?p ?o }",
    "SELECT * WHERE { GRAPH graph:ontology { ?service a bg:Service . bg:Service ?p ?from } }",
    "SELECT * WHERE { VALUES ?k { bg:Service bg:Skill } GRAPH graph:ontology { ?x a ?k } }",
    "SELECT * WHERE { GRAPH graph:reference { ?s rdfs:label 'service des urgences' } }",
    "ASK { GRAPH graph:reference { ?s rdfs:label 'caf\\u00e9' } }",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_query_that_reaches_out_is_refused(text: str) -> None:
    """Every spelling of SERVICE and of a foreign FROM is refused with a reason and a way out."""
    with pytest.raises(QueryError, match="is refused") as error:
        check(text)
    assert error.value.hint


@pytest.mark.parametrize("text", ALLOWED)
def test_an_innocent_query_passes(text: str, store: EmbeddedStore) -> None:
    """Names that contain the words service or from, and graphs of our own, are no offence."""
    check(text)
    answer(store, load(text))


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/> INTO GRAPH <http://x/> #{",
        "INSERT DATA { GRAPH graph:asserted { <http://a> <http://b> <http://c> } }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CLEAR ALL #{",
        "DROP GRAPH graph:asserted #{",
        "SELECT * WHERE { ?s ?p }",
    ],
)
def test_an_update_is_no_query(text: str, store: EmbeddedStore) -> None:
    """An update does not parse as a query and leaves the graph as it was."""
    before = store.count()
    with pytest.raises(QueryError, match="does not parse"):
        answer(store, load(text))
    assert store.count() == before


def test_no_connection_is_opened(store: EmbeddedStore) -> None:
    """A refused SERVICE never reaches the server that it names."""
    reached = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        port = server.getsockname()[1]
        query = f"SELECT * WHERE {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError):
            answer(store, load(query))
        try:
            server.accept()[0].close()
            reached.set()
        except TimeoutError:
            pass
    assert not reached.is_set()


def test_the_library_passes_its_own_gate() -> None:
    """No question that we ship is refused."""
    for question in library().values():
        check(question.text)


_SPACES = st.lists(
    st.sampled_from([" ", "\n", "\t", "\r\n", "# SERVICE\n", "#<>'\"{}\n", "#\r"]), max_size=5
).map("".join)
_WORD = st.sampled_from(["SERVICE", "service", "SeRvIcE"])
_TARGET = st.sampled_from(["<http://e/>", "?x", "$x", "e:x", ":x", "e:"])


@given(
    before=st.sampled_from(["{", "}", ".", ")", " ", "1", "true"]),
    word=_WORD,
    gap=_SPACES,
    silent=st.sampled_from(["", "SILENT", "silent"]),
    target=_TARGET,
)
def test_no_spacing_hides_a_service(
    before: str, word: str, gap: str, silent: str, target: str
) -> None:
    """Whatever stands between SERVICE and its target, the gate sees it."""
    middle = f"{gap} {silent}{gap} "
    with pytest.raises(QueryError, match="another server"):
        check(f"SELECT * WHERE {{ {before}{word}{middle}{target} {{}} }}")


def test_only_known_graphs_may_be_named() -> None:
    """Who says which graphs there are decides about FROM, whatever they are called."""
    text = "SELECT * FROM <http://e/1> FROM NAMED <http://e/2> WHERE { ?s ?p ?o }"
    check(text, known={"http://e/1", "http://e/2"}.__contains__)
    with pytest.raises(QueryError, match="names a graph outside"):
        check(text, known={"http://e/1"}.__contains__)


WITH_DATASET = [
    "SELECT * FROM graph:asserted WHERE { ?s ?p ?o }",
    "SELECT (1 AS ?x)FROM<http://e/1>{ ?s ?p ?o }",
    "ASK from named <http://e/1> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p 'a' } # none\nFROM # here\n<http://e/1> WHERE { ?s ?p ?o }",
    "PREFIX : <http://e/#> SELECT * FROM :x { ?s ?p '# FROM' }",
    "SELECT ('a\\'b' AS ?x) FROM <http://e/1> {}",
    'SELECT ("""a"b""" AS ?x) FROM <http://e/1> {}',
    "SELECT * FROM NAMED<http://e/1> { ?s ?p 1 FILTER(?p<?s&&?s>?p) }",
]
WITHOUT_DATASET = [
    "SELECT * WHERE { ?s ?p ?o }",
    "# FROM <http://e/1>\nSELECT * WHERE { ?s ?p ?o }",
    "#+ question.en: Who buys from <x>?\nASK { ?s ?p ?o }",
    "SELECT ?from WHERE { ?from bg:from 'from <http://e/1>' }",
    'SELECT * WHERE { ?s <http://e/from> """from\n<http://e/1>""" }',
    "PREFIX from: <http://e/> SELECT * WHERE { ?s from:x bg:x-from }",
    "SELECT * WHERE { ?s ?p '''it's from ''' }",
]


@pytest.mark.parametrize("text", WITH_DATASET)
def test_a_dataset_is_seen(text: str) -> None:
    """FROM as a word of the query names its dataset, however it is spaced."""
    ox.Store().query(text, prefixes=dict(PREFIXES))  # it is a query
    assert names_dataset(text)


@pytest.mark.parametrize("text", WITHOUT_DATASET)
def test_a_dataset_is_not_imagined(text: str) -> None:
    """In a comment, a text, an IRI or a name, from is no word of the query."""
    ox.Store().query(text, prefixes=dict(PREFIXES))
    assert not names_dataset(text)
