"""Shapes and cross-graph rules, on the examples beside the shapes and on small planted faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SH, Literal

from biograph import model, resources
from biograph.errors import DataError
from biograph.model import Severity, Statement
from biograph.terms import ASSERTED, INFERRED, PROV, RDFS, REFERENCE, XSD, bg, compact, local_name
from biograph.terms import RDF as RDF_
from biograph.validate import check_graph
from biograph.validate.graph import shapes

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = resources.ontology() / "shapes"
EXAMPLES = SHAPES / "examples"
OK = sorted(EXAMPLES.glob("ok-*.ttl"))
KO = sorted(EXAMPLES.glob("ko-*.ttl"))
SPANNING = {"fact-without-evidence", "evidence-without-fact"}

DOC = "https://w3id.org/biograph/id/doc/d/v/1"
OTHER = "https://w3id.org/biograph/id/doc/e/v/1"
ORG = "https://w3id.org/biograph/id/org/a"
REL = "https://w3id.org/biograph/id/rel/1"
EV = "https://w3id.org/biograph/id/ev/1"


def expected(path: Path) -> set[str]:
    """The shapes that the first line of an example says it violates."""
    found = re.match(r"# violates (.+)", path.read_text(encoding="utf-8"))
    assert found, path.name
    return set(found[1].split()) - {"nothing"}


def broken(path: Path) -> set[str]:
    """The shapes an example violates; what spans graphs cannot be seen in one example."""
    return {v.check for v in check_graph(path).violations} - SPANNING


def fact(confidence: str = "0.5") -> list[Statement]:
    """A relation in the asserted graph and its evidence in that of a document."""
    return [
        Statement(REL, RDF_ + "type", bg("Relation"), ASSERTED),
        Statement(REL, RDF_ + "subject", ORG, ASSERTED),
        Statement(REL, RDF_ + "predicate", bg("supplies"), ASSERTED),
        Statement(REL, RDF_ + "object", ORG + "b", ASSERTED),
        Statement(REL, bg("modality"), bg("asserted"), ASSERTED),
        Statement(EV, RDF_ + "type", bg("RegisterRow"), DOC),
        Statement(EV, bg("supports"), REL, DOC),
        Statement(EV, PROV + "wasDerivedFrom", DOC, DOC),
        Statement(EV, bg("quote"), model.Literal("A fournit B", lang="fr"), DOC),
        Statement(EV, bg("row"), model.Literal("t#1"), DOC),
        Statement(EV, bg("confidence"), model.Literal(confidence, XSD + "decimal"), DOC),
    ]


@pytest.mark.parametrize("path", OK, ids=lambda p: p.stem)
def test_accepts_good_example(path: Path) -> None:
    """An ok example violates no shape."""
    assert not broken(path)


@pytest.mark.parametrize("path", KO, ids=lambda p: p.stem)
def test_refuses_bad_example(path: Path) -> None:
    """A ko example violates exactly the shapes its first line names."""
    assert broken(path) == expected(path)


def test_every_shape_has_a_counterexample() -> None:
    """No shape is there that no example can trip."""
    tripped = set[str]().union(*map(expected, KO))
    rules = shapes(SHAPES)
    speaking = {local_name(str(s)) for s in rules.subjects(SH.message, None)}
    assert speaking == tripped


def test_every_shape_speaks_french_and_english() -> None:
    """Each shape with a message has exactly one in each language, and every property shape has."""
    rules = shapes(SHAPES)
    for shape in rules.subjects(RDF.type, SH.PropertyShape):
        spoken = sorted(
            o.language or "" for o in rules.objects(shape, SH.message) if isinstance(o, Literal)
        )
        assert spoken == ["en", "fr"], shape


def test_shapes_are_core_only() -> None:
    """No shape runs a query: that would cost seven times the time."""
    used = {local_name(str(p)) for p in shapes(SHAPES).predicates()}
    assert not used & {"sparql", "select", "ask", "js"}


def test_violation_speaks_both_languages() -> None:
    """The report carries the French and the English message, the path and the value."""
    (found,) = check_graph(fact("1.5")).violations
    assert found.message_fr == "une confiance est un nombre décimal de 0 à 1"
    assert found.message_en == "a confidence is a decimal from 0 to 1"
    assert found.path == bg("confidence")
    assert found.value == "1.5"
    assert found.severity is Severity.VIOLATION


def test_fault_in_evidence_names_its_document() -> None:
    """The document at fault is the graph in which the evidence stands."""
    assert [v.document for v in check_graph(fact("1.5")).violations] == [DOC]


def test_fault_in_relation_names_a_document_that_states_it() -> None:
    """A relation has no document of its own: one that supports it is named."""
    statements = [s for s in fact() if s.predicate != bg("modality")]
    assert [(v.check, v.document) for v in check_graph(statements).violations] == [
        ("Relation-modality", DOC)
    ]


def test_fault_in_entity_names_the_row_that_describes_it() -> None:
    """An ill-formed SIREN is traced to the register row that gave it."""
    statements = [
        Statement(ORG, RDF_ + "type", bg("Company"), REFERENCE),
        Statement(ORG, RDFS + "label", model.Literal("Alpha"), REFERENCE),
        Statement(ORG, bg("siren"), model.Literal("12"), REFERENCE),
        Statement(EV, bg("describes"), ORG, OTHER),
    ]
    assert [(v.check, v.document) for v in check_graph(statements).violations] == [
        ("Identifiers-siren", OTHER)
    ]


def test_number_as_identifier_is_refused() -> None:
    """An identifier typed as a number loses its leading zeros, so it has to be text."""
    statements = [
        Statement(ORG, RDF_ + "type", bg("Company"), REFERENCE),
        Statement(ORG, RDFS + "label", model.Literal("Alpha"), REFERENCE),
        Statement(ORG, bg("siren"), model.Literal("803512458", XSD + "integer"), REFERENCE),
    ]
    assert [v.check for v in check_graph(statements).violations] == ["Identifiers-siren"]


def test_fact_without_evidence_is_found() -> None:
    """A relation that nothing supports breaks the first promise."""
    statements = [s for s in fact() if s.graph == ASSERTED]
    assert [v.check for v in check_graph(statements).violations] == ["fact-without-evidence"]


def test_evidence_without_fact_is_found() -> None:
    """Evidence that points to a relation that is not there is reported with its document."""
    statements = [s for s in fact() if s.graph == DOC]
    assert [(v.check, v.document) for v in check_graph(statements).violations] == [
        ("evidence-without-fact", DOC)
    ]


def test_good_fact_conforms() -> None:
    """A relation with its evidence has nothing wrong and is counted."""
    report = check_graph(fact())
    assert report.conforms
    assert report.counts["Relation"] == 1
    assert report.counts["RegisterRow"] == 1
    assert report.counts["graphs"] == 2


def test_thing_of_two_excluding_kinds_is_found() -> None:
    """What two sources say is explained: the thing, both kinds, the axioms and a document."""
    statements = [
        *fact(),
        Statement(ORG, RDF_ + "type", bg("Company"), REFERENCE),
        Statement(ORG, RDFS + "label", model.Literal("Alpha"), REFERENCE),
        Statement(ORG, RDF_ + "type", bg("Disease"), REFERENCE),
        Statement(EV, bg("describes"), ORG, OTHER),
    ]
    (found,) = check_graph(statements).violations
    assert (found.check, found.focus, found.document) == ("inconsistent", ORG, OTHER)
    for axiom in (
        f"{compact(ORG)} rdf:type bg:Disease",
        "bg:Company rdfs:subClassOf bg:Organization",
        "bg:Organization owl:disjointWith bg:Disease",
    ):
        assert axiom in found.message_fr
        assert axiom in found.message_en


def test_inferred_kinds_count() -> None:
    """What chains gave stands in the inferred graph and can contradict what a source says."""
    statements = [
        *fact(),
        Statement(ORG, RDF_ + "type", bg("Company"), REFERENCE),
        Statement(ORG, RDFS + "label", model.Literal("Alpha"), REFERENCE),
        Statement(ORG, RDF_ + "type", bg("Therapy"), INFERRED),
    ]
    assert "inconsistent" in {v.check for v in check_graph(statements).violations}


def test_empty_graph_conforms() -> None:
    """Nothing at all is no violation."""
    report = check_graph([])
    assert report.conforms
    assert report.counts["graph statements"] == 0


@given(st.decimals(-2, 3, places=3, allow_nan=False))
def test_confidence_is_refused_exactly_outside_zero_to_one(value: object) -> None:
    """Whatever the number, the shape agrees with arithmetic."""
    inside = 0 <= float(str(value)) <= 1
    assert check_graph(fact(f"{value:f}")).conforms == inside


@given(st.text(alphabet="0123456789AB ", min_size=7, max_size=11))
def test_siren_is_refused_exactly_where_it_is_not_nine_digits(value: str) -> None:
    """Whatever the text, the shape agrees with the definition of a SIREN."""
    statements = [
        Statement(ORG, RDF_ + "type", bg("Company"), REFERENCE),
        Statement(ORG, RDFS + "label", model.Literal("Alpha"), REFERENCE),
        Statement(ORG, bg("siren"), model.Literal(value), REFERENCE),
    ]
    nine = len(value) == 9 and set(value) <= set("0123456789")
    assert check_graph(statements).conforms == nine


@pytest.mark.parametrize(("suffix", "kind"), [("nq", "N_QUADS"), ("trig", "TRIG")])
def test_dump_on_disk_is_read_with_its_graphs(tmp_path: Path, suffix: str, kind: str) -> None:
    """A dump gives the same report as the statements it was written from."""
    path = tmp_path / f"dump.{suffix}"
    quads = [
        pyoxigraph.Quad(
            pyoxigraph.NamedNode(s.subject),
            pyoxigraph.NamedNode(s.predicate),
            _term(s.object),
            pyoxigraph.NamedNode(s.graph),
        )
        for s in fact("1.5")
    ]
    pyoxigraph.serialize(quads, str(path), format=getattr(pyoxigraph.RdfFormat, kind))
    assert check_graph(path) == check_graph(fact("1.5"))


def _term(value: str | model.Literal) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if not isinstance(value, model.Literal):
        return pyoxigraph.NamedNode(value)
    if value.lang:
        return pyoxigraph.Literal(value.value, language=value.lang)
    datatype = pyoxigraph.NamedNode(value.datatype or XSD + "string")
    return pyoxigraph.Literal(value.value, datatype=datatype)


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.ttl", b"<a> <b> ."), ("latin.ttl", b'<urn:a> <urn:b> "\xe9" .'), ("odd.xyz", b"")],
)
def test_unreadable_dump_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    """A dump that is no RDF gives an error that names it and says what to give."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        check_graph(path)
    assert name in caught.value.message
    assert "N-Quads" in caught.value.hint


def test_missing_dump_is_named(tmp_path: Path) -> None:
    """A dump that is not there gives the same clear error."""
    with pytest.raises(DataError, match=r"gone\.nq"):
        check_graph(tmp_path / "gone.nq")
