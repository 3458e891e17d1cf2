"""Proofs: every leaf is a quoted source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse import Proof, bottlenecks, explain, gaps
from biograph.ask import over
from biograph.errors import QueryError
from biograph.model import Finding, Text
from biograph.terms import DATA, local_name
from biograph.vocabulary.figures import figures
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.ask import Ask


def nodes(proof: Proof) -> Iterator[Proof]:
    """The proof and all below it."""
    yield proof
    for child in proof.children:
        yield from nodes(child)


def finding(ask: Ask, kind: str, subject: str) -> Finding:
    """The finding of a kind whose first subject has this key."""
    found = (*gaps(ask), *bottlenecks(ask))
    return next(f for f in found if f.kind == kind and local_name(f.subjects[0]) == subject)


def resting_on(*evidence: str) -> Finding:
    """A finding with this evidence."""
    text = Text(fr="constat", en="finding")
    return Finding(id="f", kind="x", sentence=text, value=1.0, unit=text, evidence=evidence)


def test_a_single_point_is_proved_by_lines_and_quotes(ask: Ask) -> None:
    """Requirement, then the supply fact, then the row and the sentence that state it."""
    proof = explain(ask, finding(ask, "single-point", "sacmaker"))
    first, second = proof.children
    assert (first.kind, second.kind) == ("requirement", "requirement")
    assert first.label.fr.endswith("requiert « poches à usage unique »")
    (fact,) = first.children
    assert fact.label.fr == "Sacmaker suppliesInput poches à usage unique"
    assert [e.kind for e in fact.children] == ["row", "quotation"]
    quotation = fact.children[1]
    assert quotation.quote == "les poches de Sacmaker"
    assert (quotation.source, quotation.date) == ("press", "2021-04")
    assert quotation.url == "https://example.org/press2"
    assert quotation.confidence == pytest.approx(0.7)
    assert fact.confidence == 1


def test_a_proof_says_by_which_nested_recipe_a_family_stops() -> None:
    """Car-T needs the first stages of the AAV recipe: the lines of those say so."""
    store = opened(TINY, WIDE)
    store.update(
        "DELETE { GRAPH ?g { ?line bg:criticality ?any } } "
        'INSERT { GRAPH ?g { ?line bg:criticality "essential" } } '
        "WHERE { GRAPH ?g { ?line bg:expandsInto ?family ; bg:criticality ?any } }"
    )
    found = {node.iri: node.label.fr for node in _proved(over(store), "plasmidis", "sacmaker")}
    line = DATA + "requirement/aav_gene_therapy/"
    assert found[line + "bags"].endswith("imbriquée s'arrête aussi : CAR-T autologues")
    assert "imbriquée" not in found[line + "sterility"]  # release is not a part of it


def _proved(ask: Ask, *owners: str) -> Iterator[Proof]:
    """The nodes of the proofs of some single points."""
    for owner in owners:
        yield from nodes(explain(ask, finding(ask, "single-point", owner)))


def test_a_fact_is_shown_once(ask: Ask) -> None:
    """Two families require the same input: its facts stand under the first."""
    proof = explain(ask, finding(ask, "single-point", "sacmaker"))
    facts = [node.iri for node in nodes(proof) if node.kind == "fact"]
    assert len(facts) == len(set(facts)) == 1


def test_every_fact_ends_in_a_source(ask: Ask) -> None:
    """Of all findings: no fact without quotation or row, and each names source and date."""
    for found in (*gaps(ask), *bottlenecks(ask)):
        for node in nodes(explain(ask, found)):
            if node.kind == "fact":
                assert node.children
            if node.kind in {"row", "quotation"}:
                assert node.quote
                assert node.source
                assert node.date


def test_all_evidence_is_in_the_proof(ask: Ask) -> None:
    """Each evidence IRI of a finding stands in its tree."""
    for found in (*gaps(ask), *bottlenecks(ask)):
        shown = {node.iri for node in nodes(explain(ask, found))}
        assert set(found.evidence) <= shown


def test_a_closure_names_its_register(ask: Ask) -> None:
    """A gap by closure is proved by the statement that a source is complete."""
    proof = explain(ask, finding(ask, "stage-gap", "aav_gene_therapy"))
    (statement,) = proof.children
    assert statement.kind == "statement"
    assert (statement.source, statement.date) == ("press", "2026-01")
    assert "est déclarée complète" in statement.label.fr


def test_one_fact_alone(ask: Ask) -> None:
    """A fact is explained by its IRI: contradictory amounts both stand, the surest first."""
    proof = explain(ask, DATA + "rel/asso-funds-genlab")
    assert proof.label.en == "Asso Myo funds GenLab"
    assert [child.confidence for child in proof.children] == [0.8, 0.7]
    assert {child.title for child in proof.children} == {
        "Vectoria et GenLab s'allient",
        "Asso Myo soutient GenLab",
    }


def test_a_planned_fact_says_so(ask: Ask) -> None:
    """What is announced is not shown as done."""
    proof = explain(ask, DATA + "rel/vectoria-operatesSite-69123")
    assert proof.label.fr.endswith("(annoncé)")
    assert proof.label.en.endswith("(planned)")


def test_an_unknown_fact_is_told(ask: Ask) -> None:
    """A fact that is not in the graph is an error that says how to find one."""
    with pytest.raises(QueryError, match="holds no fact") as error:
        explain(ask, DATA + "rel/nowhere")
    assert "actors/profile" in error.value.hint


def test_a_stated_figure_names_who_states_it(ask: Ask) -> None:
    """Its label with value, unit and scope, its source, date and address, in both languages."""
    iri = DATA + "figure/import-share-biologics-state"
    (figure,) = explain(ask, resting_on(iri, iri)).children
    stated = figures()["import-share-biologics-state"]
    assert (figure.kind, figure.iri, figure.quote) == ("figure", iri, "")
    assert (figure.source, figure.date, figure.url) == (stated.source, stated.as_of, stated.url)
    assert figure.label.en.startswith("Imported biomedicines, as the State says: 95% (")
    assert "95 %" in figure.label.fr
    assert stated.scope.fr in figure.label.fr


def test_an_assumed_figure_says_that_it_is_assumed(ask: Ask) -> None:
    """What nobody publishes is never shown as published."""
    assumed = next(f for f in figures().values() if f.basis == "assumption")
    (figure,) = explain(ask, resting_on(f"{DATA}figure/{assumed.id}")).children
    assert f"(assumption: {assumed.note.en})" in figure.label.en
    assert f"(hypothèse : {assumed.note.fr})" in figure.label.fr


def test_documents_actors_and_terms_are_told_by_their_names(ask: Ask) -> None:
    """Evidence that is no fact stands in the proof as what it is."""
    document, actor = DATA + "doc/press1/v/1", DATA + "org/sacmaker"
    proof = explain(ask, resting_on(document, actor, DATA + "stage/administration"))
    assert [node.kind for node in proof.children] == ["thing"] * 3
    assert [node.label.en for node in proof.children] == [
        "Vectoria et GenLab s'allient",
        "Sacmaker",
        "Administration",
    ]
    told = proof.children[0]
    assert (told.source, told.date, told.url) == (
        "press",
        "2021-03-08",
        "https://example.org/press1",
    )


@pytest.mark.parametrize(
    "odd",
    [
        DATA + "figure/none-such",
        DATA + "rel/none-such",
        DATA + "rel/> } DROP ALL {",
        "no IRI at all",
        'https://example.org/"<>',
        "",
    ],
)
def test_evidence_that_nobody_knows_is_named_and_breaks_nothing(ask: Ask, odd: str) -> None:
    """An IRI that the graph does not hold is shown as it is."""
    (node,) = explain(ask, resting_on(odd)).children
    assert (node.kind, node.iri) == ("thing", odd)
