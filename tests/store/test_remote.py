"""A store on a server is a store like the embedded one, held against it on two real servers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biograph.errors import QueryError
from biograph.model import Entity, Literal, Statement
from biograph.reason import infer_quads
from biograph.store import open_store, statements
from biograph.store.sweep import sweep, versions
from biograph.terms import LOG, ONTOLOGY_GRAPH, RDF, RDFS, REFERENCE, XSD, bg
from tests.store.servers import an_oxigraph, running
from tests.store.test_statements import OTHER, VERSION, A, B, claim, facts

G = "https://w3id.org/biograph/graph/test"
H = "https://w3id.org/biograph/graph/test-2"
#: What servers are known to write otherwise, or to break on.
AWKWARD = [
    *(Literal(v) for v in ("", " ", "01", "true", "a\tb\nc\rd", '"\\"', "'''", "{}?$%&<>|^`")),
    *(Literal(v) for v in ("été œuvre €", "日本語 \U0001f600", "e\u0301", "\u0085\u2028\x7f\x01")),
    Literal("x" * 300_000),
    Literal("é" * 50_000, lang="fr"),
    *(Literal("a", lang=lang) for lang in ("fr", "fr-FR", "en-gb")),
    Literal("", lang="fr"),
    *(Literal(v, XSD + "boolean") for v in ("true", "false", "1", "0")),
    *(Literal(v, XSD + "decimal") for v in ("0", "0.75", "1.0", "1.50", "-0.000000001", "12345.6")),
    *(Literal(v, XSD + "integer") for v in ("0", "-3", "007", "1234567890123")),
    *(Literal(v, XSD + "date") for v in ("2021-03-08", "1999-12-31")),
    Literal("2026-11-27T10:11:12Z", XSD + "dateTime"),
    Literal("2021", XSD + "gYear"),
    Literal("2021-03", XSD + "gYearMonth"),
    Literal("https://e/x", XSD + "anyURI"),
    Literal("a", "https://e/own-datatype"),
    "https://e/a%20b?c=d&e=f#g",
    "https://e/é",
]


def quads(terms, graph=G):
    """Each term said of a subject of its own."""
    return [Statement(f"https://e/{n}", "https://e/p", term, graph) for n, term in enumerate(terms)]


def exported(store, folder):
    """The bytes of the dump of a store."""
    store.export(folder / "dump.nq")
    return (folder / "dump.nq").read_bytes()


def embedded(*said):
    """An embedded store that holds some quads."""
    store = open_store()
    store.add(said)
    return store


def test_awkward_terms_come_back_as_from_the_embedded_store(remote, tmp_path):
    """Empty and long texts, escapes, language tags, booleans, numbers, dates: the same bytes."""
    said = quads(AWKWARD)
    remote.add(said)
    assert exported(remote, tmp_path) == exported(embedded(*said), tmp_path)
    assert set(remote.quads(G)) == set(embedded(*said).quads(G))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_characters="\0")).map(Literal),
            st.text(st.characters(codec="utf-8", exclude_characters="\0")).map(
                lambda text: Literal(text, lang="en")
            ),
            st.integers(-(2**53), 2**53).map(lambda n: Literal(str(n), XSD + "integer")),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_comes_back_as_it_is(remote, tmp_path, terms):
    """No character of a text becomes part of the request, or gets lost."""
    remote.clear(G)
    remote.add(quads(terms))
    assert exported(remote, tmp_path) == exported(embedded(*quads(terms)), tmp_path)


def test_an_iri_cannot_leave_its_brackets(remote):
    """What is no IRI is refused before anything is sent."""
    bad = Statement("https://e/s> <p> <o> . } } ; DROP ALL #", "https://e/p", "https://e/o", G)
    with pytest.raises(ValueError, match="IRI"):
        remote.add([*quads(["https://e/o"]), bad])
    assert remote.count() == 0


def test_adding_twice_adds_nothing(remote):
    """Quads are a set."""
    for _ in range(2):
        remote.add(quads(["https://e/o", Literal("x")]))
    assert remote.count() == 2


def test_quads_can_be_had_by_graph_by_predicate_and_by_subject(remote):
    """What the run asks of a store gives the same as from the embedded one."""
    said = [
        *quads(["https://e/1", Literal("2")]),
        *quads([Literal("3")], H),
        Statement("https://e/0", "https://e/q", Literal("4"), G),
    ]
    other = embedded(*said)
    remote.add(said)
    for known in ((), (G,), (H,), (None, "https://e/q"), (G, "https://e/p"), ("https://e/none",)):
        assert set(remote.quads(*known)) == set(other.quads(*known))
    some = [f"https://e/{n}" for n in range(1200)]  # more than are named in one request
    for known in ((G,), (G, "https://e/q")):
        assert set(remote.about(some, *known)) == set(other.about(some, *known))
    assert remote.count() == other.count()


def test_a_graph_and_some_subjects_can_be_taken_out(remote):
    """Clearing takes one graph, forgetting what it says of some."""
    remote.add([*quads(map(Literal, "abc")), *quads(map(Literal, "abc"), H)])
    remote.forget(G, {"https://e/0", "https://e/2", "https://e/none"})
    assert {said.subject for said in remote.quads(G)} == {"https://e/1"}
    remote.clear(H)
    remote.clear("https://e/none")
    assert list(remote.quads()) == list(remote.quads(G))


def filled(store):
    """A store in which two documents state facts and name a provisional actor."""
    named = Entity(iri=A.entity.iri, kinds=("Company",), name="Alpha", provisional=True)
    for version in (VERSION, OTHER):
        store.add(statements.provisional(named, version))
        store.add(statements.fact(claim(document=version), A, B))
        store.add([statements.processed(version, "x")])
    store.add(statements.fact(claim("acquired"), A, B))
    store.add(statements.entity(Entity(iri="https://e/unused", kinds=("Company",), name="Un")))
    return store


@pytest.mark.parametrize("touched", [None, {A.entity.iri, *(f"https://e/{n}" for n in range(300))}])
def test_retracting_and_sweeping_leave_what_they_leave_embedded(remote, touched, tmp_path):
    """A fact with another witness stays, one without goes, and nobody is described for nothing."""
    other = open_store()
    for store in (remote, other):
        filled(store)
        sweep(store, touched)
        store.retract(VERSION)
        sweep(store, touched)
    assert exported(remote, tmp_path) == exported(other, tmp_path)
    assert facts(remote) == 1
    assert versions(remote) == {OTHER: "x"}


def test_what_follows_is_inferred_as_from_the_embedded_store(remote, tmp_path):
    """The closure reads and writes a server like any store, and writes nothing the second time."""
    said = [
        Statement(bg("CDMO"), RDFS + "subClassOf", bg("Company"), ONTOLOGY_GRAPH),
        Statement(A.entity.iri, RDF + "type", bg("CDMO"), REFERENCE),
    ]
    other = open_store()
    for store in (remote, other):
        store.add(said)
        assert infer_quads(store) == 1
        assert infer_quads(store) == 0
    assert exported(remote, tmp_path) == exported(other, tmp_path)


def test_the_log_is_no_part_of_the_dump(remote, tmp_path):
    """Graphs with the same facts give the same bytes whenever they came by them."""
    remote.add([*quads([Literal("a")]), *quads([Literal("b")], LOG)])
    assert exported(remote, tmp_path) == exported(embedded(*quads([Literal("a")])), tmp_path)


def test_a_cut_answer_is_declared(remote):
    """A limit sets the mark; an answer that just fits is not marked."""
    remote.add(quads(map(Literal, "abc")))
    query = f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    assert remote.select(query, limit=2).truncated
    assert len(remote.select(query, limit=2)) == 2
    assert not remote.select(query, limit=3).truncated
    assert len(remote.select(query)) == 3


def test_yes_no_and_triples(remote):
    """ASK and CONSTRUCT answer as from the embedded store; own prefixes win over ours."""
    remote.add(quads([Literal("é", lang="fr"), Literal("1", XSD + "boolean")]))
    assert remote.ask(f"ASK {{ GRAPH <{G}> {{ ?s ?p 'é'@fr }} }}")
    assert not remote.ask(f"PREFIX bg: <https://e/> ASK {{ GRAPH <{G}> {{ ?s bg:none ?o }} }}")
    query = f"CONSTRUCT {{ ?s bg:said ?o }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    assert set(remote.construct(query)) == {
        Statement("https://e/0", bg("said"), Literal("é", lang="fr"), ""),
        Statement("https://e/1", bg("said"), Literal("true", XSD + "boolean"), ""),
    }


@pytest.mark.parametrize("query", ["SELECT ?x WHERE {", "SELEKT", "SELECT ?x { ?x no:prefix 1 }"])
def test_a_query_that_does_not_parse_is_refused(remote, query):
    """The message names the endpoint and says what it said."""
    with pytest.raises(QueryError, match="refuses"):
        remote.select(query)


def test_an_update_that_is_wrong_is_refused_with_the_words_of_the_server(remote):
    """The message names the endpoint and says what it said."""
    with pytest.raises(QueryError, match="refuses"):
        remote.update("INSERT DATA { GRAPH <https://e/g> { <https://e/s> ")


# --- what servers cut --------------------------------------------------------------------------


def test_ten_thousand_rows_are_not_taken_for_all(virtuoso, tmp_path):
    """Virtuoso gives 10,000 rows and no more: told, refused where all are wanted, or paged."""
    store = virtuoso.store()
    store.clear(G)
    said = quads(map(Literal, map(str, range(10_500))))
    store.add_many(said)
    query = f"SELECT ?s {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    cut = store.select(query, limit=20_000)
    assert (len(cut), cut.truncated) == (10_000, True)
    with pytest.raises(QueryError, match="ResultSetMaxRows"):
        store.select(query)
    with pytest.raises(QueryError, match="ResultSetMaxRows"):
        store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")
    assert {one.subject for one in store.quads(G)} == {one.subject for one in said}
    store.clear(G)


#: Every pair of pairs of 300 quads: more than a server looks at in a second.
ENDLESS = f"""
  GRAPH <{G}> {{ ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }}
  FILTER(CONCAT(?b, ?d, ?f, ?h) = "none")
"""


@pytest.mark.parametrize("sought", ["*", "(COUNT(*) AS ?n)"])
def test_what_the_time_limit_of_a_server_cuts_is_an_error(sought, tmp_path):
    """Oxigraph says 200, begins to answer and stops in the middle."""
    with running(an_oxigraph(tmp_path, "--timeout-s", "1")) as server:
        store = server.store()
        store.add(quads(map(Literal, map(str, range(300)))))
        with pytest.raises(QueryError, match=r"middle: .*cancelled"):
            store.select(f"SELECT {sought} {{ {ENDLESS} }}")


def test_the_time_limit_of_a_query_holds_on_each_server(server):
    """A query that takes longer is an error, and no partial count."""
    server.store().add(quads(map(Literal, map(str, range(300)))))
    with pytest.raises(QueryError, match="more than 1 s"):
        server.store(timeout=1).select(f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}")
