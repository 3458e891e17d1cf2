"""The checks of the questions find a planted fault of each kind and say what is not answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from biograph import ask, vocabulary
from biograph.errors import DataError
from biograph.model import Literal, Severity, Statement, Text
from biograph.run.questions import check_questions, unasked, unknown
from biograph.store import open_store
from biograph.terms import DATA, ONTOLOGY_GRAPH, RDF, REFERENCE, bg

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = ask.library()
STATEMENTS = tuple(vocabulary.statements())
CLAIM = next(claim for claim in ask.published() if claim.question)
OPEN = next(claim for claim in ask.published() if not claim.question)


def test_committed_questions_conform() -> None:
    """Each runs, each word of the ontology is asked for, each claim and indicator has its own."""
    report = check_questions()
    assert report.violations == ()
    assert report.counts["queries"] >= 80
    assert report.counts["published claims"] >= 20
    assert 0 < report.counts["claims with a question"] <= report.counts["published claims"]
    assert "answered" not in report.counts


def test_a_question_that_does_not_run_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in SPARQL or a forbidden word is a violation under the name of the question."""
    name = "supply/owners"
    broken = {
        name: replace(LIBRARY[name], text="SELEKT ?x { ?x ?y ?z }"),
        "x/update": replace(LIBRARY[name], name="x/update", text="DELETE WHERE { ?x ?y ?z }"),
    }
    monkeypatch.setattr(ask, "library", lambda: {**LIBRARY, **broken})
    found = [(v.check, v.focus) for v in check_questions(open_store()).violations]
    assert ("query-runs", name) in found
    assert ("query-runs", "x/update") in found


def test_a_question_with_its_own_limit_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A LIMIT in the text of a question does not break the check of the graph."""
    limited = replace(LIBRARY["supply/owners"], text="SELECT ?x { GRAPH ?g { ?x ?y ?z } }\nLIMIT 5")
    monkeypatch.setattr(ask, "library", lambda: {**LIBRARY, "supply/owners": limited})
    graph = open_store()
    graph.add_many(STATEMENTS)
    assert "supply/owners" not in check_questions(graph).notes[0]


def test_a_word_that_no_question_uses_is_a_warning() -> None:
    """Without the questions that ask for incubators, that they are never asked for is reported."""
    without = [q for q in LIBRARY.values() if "bg:Incubator" not in q.text]
    found = {v.focus: v for v in unasked(without, STATEMENTS)}
    assert bg("Incubator") in found
    assert {v.severity for v in found.values()} == {Severity.WARNING}
    assert bg("Document") not in found  # retired


def test_a_word_in_a_comment_is_not_asked_for() -> None:
    """Naming a word in a comment of a query does not count as using it."""
    comment = replace(LIBRARY["supply/owners"], text="SELECT ?x { ?x ?y ?z }\n# bg:Incubator")
    assert bg("Incubator") in {v.focus for v in unasked([comment], STATEMENTS)}


@pytest.mark.parametrize(
    "claim",
    [
        replace(CLAIM, question="supply/nobody"),
        replace(OPEN, note=Text(fr="", en="")),
    ],
    ids=["unknown question", "neither question nor reason"],
)
def test_a_claim_without_its_question_is_found(claim: ask.PublishedClaim) -> None:
    """A claim leads to a question of the library, or says why there is none."""
    assert [(v.check, v.focus) for v in unknown(LIBRARY, [claim], ())] == [
        ("claim-question", claim.id)
    ]


def test_an_indicator_without_its_question_is_found() -> None:
    """What an indicator is computed by is a question of the library."""
    slip = Statement(bg("X"), bg("computedBy"), Literal("strategy/nothing"), ONTOLOGY_GRAPH)
    found = list(unknown(LIBRARY, (), [*STATEMENTS, slip]))
    assert [(v.check, v.focus, v.value) for v in found] == [
        ("indicator-question", bg("X"), "strategy/nothing")
    ]


def test_what_a_graph_does_not_answer_is_a_note_and_no_fault() -> None:
    """Questions that find nothing are named; that is no statement about France."""
    graph = open_store()
    graph.add_many(STATEMENTS)
    report = check_questions(graph)
    assert report.conforms
    (note,) = report.notes
    assert "supply/owners" in note
    assert "recipes/families" not in note
    assert "quality/facts-without-evidence" not in note
    assert "actors/profile" not in note
    before = report.counts["answered"]
    site = f"{DATA}site/x"
    graph.add([Statement(site, RDF + "type", bg("ProductionSite"), REFERENCE)])
    assert check_questions(graph).counts["answered"] > before


def test_a_broken_table_of_claims_is_named(tmp_path: Path) -> None:
    """A table that is not of its form is an error with its line."""
    (tmp_path / "claims.tsv").write_text("id\tclaim\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"claims\.tsv:1"):
        ask.published(tmp_path)
