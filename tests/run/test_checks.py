"""What a run checks of a graph: all that it changed and nothing else."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from biograph.model import Literal, Reason, Statement
from biograph.run.checks import check_all, check_changed, sample
from biograph.store import open_store
from biograph.terms import ASSERTED, RDF, RDFS, REFERENCE, bg
from tests.validate.test_graph import DOC, EV, ORG, OTHER, REL, fact

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.store import EmbeddedStore

GOOD = [
    *fact(),
    Statement(ORG, RDF + "type", bg("Company"), REFERENCE),
    Statement(ORG, RDFS + "label", Literal("Alpha"), REFERENCE),
]


def stored(*statements: Statement) -> EmbeddedStore:
    """A store in memory."""
    store = open_store()
    store.add(statements)
    return store


def test_sound_document_has_nothing_flagged() -> None:
    """A fact, its evidence and the things it joins conform, taken by themselves."""
    assert check_changed(stored(*GOOD), [DOC]) == []


@pytest.mark.parametrize(
    ("slip", "check"),
    [
        (Statement(EV, bg("confidence"), Literal("2"), DOC), "Evidence-confidence"),
        (Statement(REL, RDF + "subject", ORG + "2", ASSERTED), "Relation-subject"),
        (Statement(ORG, bg("siren"), Literal("12"), REFERENCE), "Identifiers-siren"),
        (Statement(ORG, RDF + "type", bg("Disease"), REFERENCE), "inconsistent"),
    ],
    ids=["evidence", "fact", "thing", "kinds"],
)
def test_fault_is_flagged_with_its_document(slip: Statement, check: str) -> None:
    """A fault in the evidence, in the fact it supports or in a thing of that fact is flagged.

    The flag names the document that a reader has to look at.
    """
    flags = check_changed(stored(*GOOD, slip), [DOC])
    assert flags
    assert {flag.reason for flag in flags} == {Reason.VIOLATION}
    assert any(f": {check}" in flag.message for flag in flags)
    assert {flag.where for flag in flags} == {DOC}
    assert len(set(flags)) == len(flags)


def test_what_did_not_change_is_not_looked_at() -> None:
    """A fault in another document shows in the whole check only."""
    bad = Statement(EV + "2", RDF + "type", bg("RegisterRow"), OTHER)
    store = stored(*GOOD, bad)
    assert check_changed(store, [DOC]) == []
    assert {flag.where for flag in check_changed(store, [OTHER])} == {OTHER}


def test_the_collector_runs_again_after_a_check() -> None:
    """Also after an error the process collects garbage as before."""
    check_changed(stored(*GOOD), [DOC])
    assert gc.isenabled()
    with pytest.raises(TypeError):
        check_changed(stored(*GOOD), [7])  # type: ignore[list-item]
    assert gc.isenabled()


def test_sample_is_the_same_whatever_the_order() -> None:
    """Which things HermiT looks at depends on their names alone; relation nodes are none."""
    facts = [Statement(f"{ORG}{n}", RDF + "type", bg("Company"), REFERENCE) for n in range(50)]
    chosen = sample([*facts, *GOOD], 10)
    assert len(chosen) == 10
    assert set(sample([*GOOD, *reversed(facts)], 10)) == set(chosen)
    assert not [s for s in sample([*facts, *GOOD]) if s.subject == REL]


def test_without_a_graph_the_rest_is_checked(tmp_path: Path) -> None:
    """No graph is no error: what the package holds is checked and a note says so."""
    report = check_all(tmp_path / "nothing")
    assert report.conforms
    assert "no graph" in report.notes[0]
    assert report.counts["queries"] >= 80
