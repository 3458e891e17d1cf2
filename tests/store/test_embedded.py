"""The store keeps whole batches, takes versions back and dumps the same bytes every time."""

import os
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from biograph.errors import Locked, QueryError
from biograph.model import Document, Entity, Literal, Statement
from biograph.store import open_store, rdf, statements
from biograph.store.embedded import _told
from biograph.store.sweep import sweep, versions
from biograph.terms import LOG, REFERENCE, XSD
from tests.store.test_statements import OTHER, VERSION, A, B, claim, facts

G = "https://w3id.org/biograph/graph/test"


def quad(number: int) -> Statement:
    return Statement("https://e/s", "https://e/p", Literal(str(number)), G)


def test_the_dump_does_not_depend_on_the_order_of_writing(tmp_path):
    """The same quads give the same bytes and the same digest."""
    digests = set()
    for name, numbers in (("a", range(50)), ("b", reversed(range(50)))):
        store = open_store(tmp_path / name)
        store.add(quad(n) for n in numbers)
        digests.add(store.export(tmp_path / f"{name}.nq"))
    assert len(digests) == 1
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


def test_the_log_of_updates_is_in_no_dump(tmp_path):
    """The log tells of time: without it two histories with the same facts give the same bytes."""
    store = open_store()
    speaking = Statement("https://e/s", "https://e/p", Literal(f"x <{LOG}> .\n"), G)
    pointing = Statement("https://e/s", "https://e/p", LOG, G)
    store.add([quad(1), speaking, pointing])
    digest = store.export(tmp_path / "before.nq")
    store.add([quad(1)._replace(graph=LOG), speaking._replace(graph=LOG), quad(2)])
    assert store.export(tmp_path / "after.nq") != digest
    store.add([quad(3)._replace(graph=LOG)])
    store._store.remove(rdf.quad(quad(2)))
    assert store.export(tmp_path / "after.nq") == digest
    assert len((tmp_path / "after.nq").read_bytes().splitlines()) == 3
    assert len(list(store.quads(LOG))) == 3


def test_quads_can_be_narrowed_to_a_predicate():
    """Of a graph or of subjects, all is given or what is said with one predicate."""
    store = open_store()
    other = Statement("https://e/s", "https://e/q", Literal("2"), G)
    store.add([quad(1), other, quad(3)._replace(subject="https://e/t")])
    assert len(list(store.quads(G))) == 3
    assert list(store.quads(G, "https://e/q")) == [other]
    assert len(list(store.about(["https://e/s"], G))) == 2
    assert list(store.about(["https://e/s", "https://e/t"], G, "https://e/q")) == [other]


def test_what_was_written_is_there_after_reopening(tmp_path):
    """A store on disk outlives its process."""
    store = open_store(tmp_path / "g")
    store.add([quad(1)])
    store.flush()
    del store
    assert open_store(tmp_path / "g", read_only=True).count() == 1


def test_a_second_writer_is_refused_with_the_mend(tmp_path):
    """Two runs never write the same graph."""
    store = open_store(tmp_path / "g")
    with pytest.raises(Locked, match="--workspace"):
        open_store(tmp_path / "g")
    assert store.count() == 0


def test_reading_a_graph_that_is_not_there_says_how_to_make_one(tmp_path):
    """The hint names the command that builds a graph."""
    with pytest.raises(QueryError, match="biograph run"):
        open_store(tmp_path / "none", read_only=True)


def test_a_cut_answer_is_declared():
    """A limit sets the mark; an answer that just fits is not marked."""
    store = open_store()
    store.add(quad(n) for n in range(3))
    query = f"SELECT ?o {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"
    assert store.select(query, limit=2).truncated
    assert len(store.select(query, limit=2)) == 2
    assert not store.select(query, limit=3).truncated


@pytest.mark.parametrize("query", ["SELECT ?x WHERE {", "SELEKT", "ASK { ?s ?p ?o }"])
def test_a_query_that_does_not_give_a_table_is_refused(query):
    """A syntax error or another query form raises QueryError, not a Python error."""
    with pytest.raises(QueryError):
        open_store().select(query)


def test_terms_come_back_as_they_went_in():
    """Language, datatype and IRIs survive the store."""
    store = open_store()
    terms = [
        Literal("été", lang="fr"),
        Literal("1.5", XSD + "decimal"),
        Literal("01"),
        "https://e/o",
    ]
    store.add(Statement("https://e/s", "https://e/p", term, G) for term in terms)
    assert {s.object for s in store.quads(G)} == set(terms)


def test_retracting_a_version_takes_its_evidence_and_the_facts_that_rested_on_it_alone():
    """A fact with another witness stays; one without goes, plain triple included."""
    store = open_store()
    store.add(statements.fact(claim(), A, B))
    store.add(statements.fact(claim(document=OTHER), A, B))
    store.add(statements.fact(claim("acquired"), A, B))
    store.add([statements.processed(VERSION, "x"), statements.processed(OTHER, "x")])
    store.retract(VERSION)
    assert facts(store) == 1
    assert store.ask("ASK { GRAPH ?g { ?s bg:supplies ?o } }")
    assert not store.ask("ASK { GRAPH ?g { ?s bg:acquired ?o } }")
    assert not list(store.quads(VERSION))
    assert versions(store) == {OTHER: "x"}


def test_retracting_everything_leaves_nothing():
    """After the last version is taken back the asserted graph is empty."""
    store = open_store()
    store.add(statements.fact(claim(), A, B))
    store.retract(VERSION)
    assert store.count() == 0


def described(version: str, name: str) -> list[Statement]:
    entity = Entity(iri=A.entity.iri, kinds=("Company",), name=name, provisional=True)
    return list(statements.provisional(entity, version))


def test_a_provisional_actor_has_one_label_whatever_document_came_first():
    """The label is the first of the names in code-point order, in either order of writing."""
    labels = []
    for names in (("Alpha SAS", "Alpha"), ("Alpha", "Alpha SAS")):
        store = open_store()
        for version, name in zip((VERSION, OTHER), names, strict=True):
            store.add(described(version, name))
            store.add(statements.fact(claim(document=version), A, B))
        sweep(store)
        query = f"SELECT ?l {{ GRAPH <{REFERENCE}> {{ <{A.entity.iri}> rdfs:label ?l }} }}"
        labels.append(store.select(query).column("l"))
    assert labels == [("Alpha",), ("Alpha",)]


def test_sweeping_twice_changes_nothing(tmp_path):
    """The sweep is a function of the rest of the graph."""
    store = open_store()
    store.add(described(VERSION, "Alpha"))
    store.add(statements.fact(claim(), A, B))
    sweep(store)
    first = store.export(tmp_path / "1")
    sweep(store)
    assert store.export(tmp_path / "2") == first


def test_an_entity_that_nothing_speaks_of_is_dropped():
    """What no fact and no register row names leaves the reference graph."""
    store = open_store()
    used = Entity(iri=A.entity.iri, kinds=("Company",), name="Used")
    store.add(statements.entity(used))
    store.add(statements.entity(Entity(iri="https://e/unused", kinds=("Company",), name="Un")))
    store.add(statements.fact(claim(), A, B))
    sweep(store)
    assert {s.subject for s in store.quads(REFERENCE)} == {A.entity.iri}


def test_a_document_tells_its_address_language_and_licence():
    """Everything needed to cite the document stands in its graph."""
    doc = Document(
        iri="https://e/doc",
        version=VERSION,
        source="ilab",
        key="1",
        lang="fr",
        title="Titre",
        text="x",
        url="https://example.org/1",
        published="2021",
        licence="Licence Ouverte 2.0",
    )
    store = open_store()
    store.add(statements.document(doc))
    query = (
        "SELECT ?t ?u ?l ?d { GRAPH ?v { ?v dcterms:title ?t ; dcterms:source ?u ; "
        "dcterms:license ?l ; dcterms:issued ?d ; bg:fromSource ?s } }"
    )
    row = next(store.select(query).records())
    assert row == {
        "t": "Titre",
        "u": "https://example.org/1",
        "l": "Licence Ouverte 2.0",
        "d": "2021",
    }


KILLED = """
import os, signal, sys
from pathlib import Path
from biograph.model import Literal, Statement
from biograph.store import open_store

store = open_store(Path(sys.argv[1]))
for batch in range(1000):
    store.add(Statement(f"https://e/{batch}/{n}", "https://e/p", Literal("x"), "https://e/g")
              for n in range(100))
    print(batch, flush=True)
"""


def test_a_killed_writer_leaves_whole_batches_only(tmp_path):
    """After SIGKILL every acknowledged batch is there and no batch is there in part."""
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "g")],
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        last = 0
        for line in writer.stdout:
            last = int(line)
            if last == 20:
                os.kill(writer.pid, signal.SIGKILL)
                break
    store = open_store(tmp_path / "g")
    assert store.count() % 100 == 0
    assert store.count() >= (last + 1) * 100


def without_a_file(path):
    """A graph in a folder of which one file of data is gone: where it is, and where it belongs."""
    store = open_store(path)
    store.add(quad(n) for n in range(100))
    store.flush()
    del store
    data = next(path.glob("*.sst"))
    return data.rename(path.parent / data.name), data


def test_a_graph_is_opened_while_its_files_are_being_replaced(tmp_path):
    """The engine takes a file that is not there yet for a broken graph: it is asked again."""
    away, place = without_a_file(tmp_path / "g")
    back = threading.Timer(0.3, away.rename, [place])
    back.start()
    assert open_store(tmp_path / "g", read_only=True).count() == 100
    back.join()


def test_a_graph_that_lacks_a_file_is_refused_with_the_mend(tmp_path):
    """After some tries; nobody is shown the message of the engine alone."""
    without_a_file(tmp_path / "g")
    with pytest.raises(Locked, match="cannot be opened") as told:
        open_store(tmp_path / "g", read_only=True)
    assert told.value.hint


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (RuntimeError("Corruption: IO error: No such file or directory: 000013.sst"), Locked),
        (FileNotFoundError("IO error: No such file or directory: 000013.sst"), Locked),
        (RuntimeError("Unsupported function"), QueryError),
    ],
)
def test_a_file_that_goes_while_it_is_read_is_told_as_a_change(told, error):
    """As a change of the graph, also where the engine calls it corruption; nothing else is."""
    with pytest.raises(error), _told():
        raise told
