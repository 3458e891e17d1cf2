"""Every question of the library on the tiny graph, and what it must not do."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib import Literal as RDFLiteral
from rdflib.plugins.sparql import prepareQuery

from biograph.ask import answer, bind, library, load
from biograph.model import Literal, Statement
from biograph.resources import queries
from biograph.terms import ASSERTED, DATA, RDF, XSD, bg, local_name
from tests.queries.conftest import TINY, WIDE

if TYPE_CHECKING:
    from rdflib.term import Node

    from biograph.ask import Ask
    from biograph.store import EmbeddedStore
    from biograph.table import Table, Term

EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(library())
ROOMS = {
    "actors", "care", "funding", "gaps", "market", "quality", "recipes", "research", "strategy",
    "supply", "words",
}  # fmt: skip
NUMERIC = {XSD + kind for kind in ("integer", "decimal", "double")}
#: What is asked where a question wants a text.
TEXTS = {"analysis": "B1", "name": "GenLab", "word": "cdmo", "year": "2022"}


def asked(store: EmbeddedStore, name: str) -> Table:
    """The answer with the defaults; questions that want a text get one that the graph has."""
    question = load(name)
    given = {p.name: TEXTS[p.name] for p in question.parameters if p.type == "text"}
    return answer(store, question, given)


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_pinned_one(name: str, store: EmbeddedStore) -> None:
    """Each question gives exactly the rows that were worked out by hand for the tiny graph."""
    pinned = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert asked(store, name).to_csv() == pinned


def test_every_pinned_answer_has_its_question() -> None:
    """No expected answer outlives its question, and every question has one."""
    pinned = {p.relative_to(EXPECTED).with_suffix("").as_posix() for p in EXPECTED.rglob("*.csv")}
    assert pinned == set(NAMES)


def test_questions_that_find_nothing_mean_it(store: EmbeddedStore) -> None:
    """Only the question whose answer must be empty is empty on the tiny graph."""
    assert {n for n in NAMES if not len(asked(store, n))} == {"quality/facts-without-evidence"}


def test_there_are_enough_in_every_room() -> None:
    """Every subject has its room, and there are at least 80 questions."""
    assert {name.split("/")[0] for name in NAMES} == ROOMS
    assert len(NAMES) >= 80


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_reads_it(name: str) -> None:
    """A question is plain SPARQL 1.1 with its own prefixes: rdflib parses the file as it is."""
    prepareQuery((queries() / f"{name}.rq").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_ask_the_union(name: str, store: EmbeddedStore) -> None:
    """With the union of graphs as default graph, where triples repeat, nothing changes."""
    text = bind(load(name), {})
    plain = store._store.query(text)
    union = store._store.query(text, use_default_graph_as_union=True)
    assert isinstance(plain, ox.QuerySolutions)
    assert isinstance(union, ox.QuerySolutions)
    assert [str(row) for row in plain] == [str(row) for row in union]


def repeated(store: EmbeddedStore) -> None:
    """State every fact once more, in a new document version of the same source."""
    version = DATA + "doc/again/v/1"
    relations = store.select(
        f"SELECT ?r WHERE {{ GRAPH <{ASSERTED}> {{ ?r a <{bg('Relation')}> }} }}"
    ).column("r")
    store.add([Statement(version, RDF + "type", bg("DocumentVersion"), version)])
    store.add([Statement(version, bg("fromSource"), DATA + "source/actors", version)])
    for relation in relations:
        node = f"{DATA}ev/again-{local_name(relation)}"
        store.add([Statement(node, bg("supports"), relation, version)])
        store.add([Statement(node, bg("quote"), Literal("again", lang="en"), version)])


#: These count or list what documents say, so that one more document shows.
OF_DOCUMENTS = {
    "actors/cdmos-by-modality",
    "actors/profile",
    "funding/deals",
    "funding/received",
    "quality/documents-by-source",
    "quality/evidence",
    "quality/planned-facts",
    "quality/suppliers-by-source",
    "quality/support",
}


@pytest.mark.parametrize("name", sorted(set(NAMES) - OF_DOCUMENTS))
def test_one_more_witness_counts_nothing_twice(name: str, store: EmbeddedStore) -> None:
    """Facts stated by one more document are the same facts: no row or count changes."""
    before = asked(store, name).rows
    repeated(store)
    assert asked(store, name).rows == before


def test_narrower_inputs_count_for_the_broader(ask: Ask) -> None:
    """Who makes a single-use bioreactor makes a bioreactor, and not the other way round."""
    broad = ask("supply/makers-of-input", input="bioreactor").column("maker_label")
    narrow = ask("supply/makers-of-input", input="su-bioreactor").column("maker_label")
    assert set(broad) == {"Bedmaker", "Nordfilter", "Spinco"}
    assert set(narrow) == {"Nordfilter"}


def test_planned_facts_are_not_facts(ask: Ask) -> None:
    """What is announced stands in its own question only."""
    assert ask("quality/planned-facts").column("object_label") == ("Lyon",)
    planned = ask("quality/planned-facts").column("relation")
    assert not {*planned} & {*ask("actors/network-edges").column("relation")}


def test_a_class_covers_the_narrower_ones(ask: Ask) -> None:
    """A hospital that gives CAR-T cells gives an advanced therapy, but no AAV vector."""
    question = "care/administering-hospitals"
    assert len(ask(question, **{"class": "advanced-therapy"})) == 1
    assert len(ask(question, **{"class": "aav"})) == 0


def test_parameters_narrow(ask: Ask) -> None:
    """A parameter keeps the rows that fit it."""
    there = {DATA + "org/vectoria", DATA + "site/evry"}
    assert set(ask("actors/regions", region="11").column("actor")) == there
    counts = ask("actors/count-by-class", country="DE").records()
    assert {local_name(row["class"]): row["actors"] for row in counts} == {
        "Company": 3,
        "EquipmentSupplier": 2,
        "RawMaterialSupplier": 1,
        "Regulator": 1,
    }


def test_the_french_record_may_be_another_node(store: EmbeddedStore, ask: Ask) -> None:
    """A French record of its own whose name begins with the EU name is a record, too."""
    name = RDF.replace("1999/02/22-rdf-syntax-ns#", "2000/01/rdf-schema#") + "label"
    node, graph = DATA + "product/french", "https://w3id.org/biograph/graph/reference"
    store.add([Statement(node, name, Literal("BETACEL, dispersion"), graph)])
    assert len(ask("market/without-french-record")) == 1
    store.add([Statement(node, bg("cis"), Literal("60000002"), graph)])
    assert len(ask("market/without-french-record")) == 0


def number(value: str) -> tuple[str, float]:
    """A number by its value: engines write the same one in several ways."""
    return ("number", round(float(value), 9))


def moment(value: str) -> tuple[str, datetime]:
    """A time by its instant: engines write the same one in several ways."""
    return ("moment", datetime.fromisoformat(value))


def ours(term: Term) -> object:
    """A cell of a table in a form that both engines share."""
    if not isinstance(term, Literal):
        return term
    if term.datatype == XSD + "dateTime":
        return moment(term.value)
    return number(term.value) if term.datatype in NUMERIC else (term.value, term.lang)


def theirs(node: Node | None) -> object:
    """A cell of rdflib's answer in a form that both engines share."""
    if not isinstance(node, RDFLiteral):
        return None if node is None else str(node)
    if str(node.datatype) == XSD + "dateTime":
        return moment(str(node))
    return number(str(node)) if str(node.datatype) in NUMERIC else (str(node), node.language or "")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The same graph in rdflib's own store."""
    found = Dataset()
    for path in (TINY, WIDE):
        found.parse(data=path.read_text(encoding="utf-8"), format="trig")
    return found


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib's
@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows(
    name: str, store: EmbeddedStore, dataset: Dataset
) -> None:
    """Each question has the same answer from rdflib's engine, row by row whatever their order."""
    question = load(name)
    given = {p.name: TEXTS[p.name] for p in question.parameters if p.type == "text"}
    text = bind(question, given)
    mine = Counter(tuple(map(ours, row)) for row in store.select(text).rows)
    assert Counter(tuple(map(theirs, row)) for row in dataset.query(text)) == mine
