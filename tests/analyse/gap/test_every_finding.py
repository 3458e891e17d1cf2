"""What holds of every finding on capacity, places, skills, prerequisites, money and white space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.capacity import capacity
from biograph.analyse.gap.funding import funding
from biograph.analyse.gap.leakage import leakage
from biograph.analyse.gap.prerequisites import prerequisites
from biograph.analyse.gap.skills import skills
from biograph.analyse.gap.whitespace import whitespace
from biograph.analyse.known import Known
from biograph.ask import Ask, library, over
from biograph.model import Finding, Presence
from biograph.store import open_store
from biograph.terms import DATA
from tests.analyse.gap.facts import actor, state
from tests.tiny import TINY, opened

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore

ANALYSES = (capacity, funding, leakage, prerequisites, skills, whitespace)


def everything(ask: Ask, **scope: str) -> list[Finding]:
    """What all six analyses find."""
    known = Known(ask=ask, scope=Scope(**scope))
    return [finding for analysis in ANALYSES for finding in analysis(known)]


@pytest.fixture
def rich(store: EmbeddedStore) -> EmbeddedStore:
    """The tiny graph with enough firms, money and holders for each kind of finding."""
    for n in range(8):
        maker = actor(store, f"vec{n}", "Company", town="69123")
        state(store, maker, "manufactures", "class/aav")
        state(store, actor(store, f"dev{n}", "Company"), "develops", "class/aav")
        supplier = actor(store, f"plas{n}", "Company")
        state(store, supplier, "suppliesInput", "input/plasmid-gmp")
        state(store, supplier, "raised", f"money/{n}", amount=f"{n + 1} M€")
        state(store, "org/caisse", "funds", supplier, source="ilab", row=f"ilab.csv#{n}")
    return store


def test_every_kind_is_there(rich: EmbeddedStore) -> None:
    """The graph that the tests below look at shows all six analyses at work."""
    kinds = {finding.kind for finding in everything(over(rich))}
    assert {
        *("capacity-ratio", "capacity-unknown", "leakage", "lock-in-unknown", "skills-region"),
        *("skills-posts", "prerequisite-unknown", "funding-stage", "funding-unknown"),
        *("funding-profile", "white-space", "white-space-sum"),
    } <= kinds


def test_findings_are_whole(rich: EmbeddedStore) -> None:
    """Two languages, evidence, unit, command, coverage, rank, and what would overturn each."""
    for finding in everything(over(rich)):
        assert finding.sentence.fr != finding.sentence.en
        assert finding.sentence.fr.endswith(".")
        assert finding.sentence.en.endswith(".")
        assert not re.search(r"\d\.\d", finding.sentence.fr)
        assert finding.evidence
        assert all(iri.startswith(DATA) for iri in finding.evidence)
        assert finding.unit.fr
        assert finding.command.startswith("biograph ")
        assert finding.overturned_by.fr
        assert finding.overturned_by.en
        assert finding.coverage is not None
        assert 0 <= finding.coverage <= 1
        assert 0 <= finding.rank <= 1


def test_the_number_stands_in_the_sentence(rich: EmbeddedStore) -> None:
    """The value of a finding can be read in both languages, as a number or a percentage."""
    for finding in everything(over(rich)):
        if finding.value is None:
            continue
        ways = (form.grouped(finding.value), form.decimal(finding.value, 1))
        shown = [*ways, form.percent(finding.value)] if finding.value <= 1 else [*ways]
        assert any(way.fr in finding.sentence.fr for way in shown), finding
        assert any(way.en in finding.sentence.en for way in shown), finding


def test_values_lie_within_their_ends(rich: EmbeddedStore) -> None:
    """Where a finding has an interval its value is in it."""
    for finding in everything(over(rich)):
        if finding.low is not None:
            assert finding.high is not None
            assert finding.value is not None
            assert finding.low <= finding.value <= finding.high


def test_ignorance_is_told_as_such(rich: EmbeddedStore) -> None:
    """An unknown finding names biograph and its coverage, and never speaks of absence."""
    unknown = [f for f in everything(over(rich)) if f.presence is Presence.UNKNOWN]
    assert unknown
    for finding in unknown:
        assert "biograph" in finding.sentence.fr
        assert "biograph" in finding.sentence.en
        assert "couverture" in finding.sentence.fr
        assert "coverage" in finding.sentence.en
        assert "absen" not in finding.sentence.fr.lower()
        assert form.NOT_SUPPLY in finding.caveats


def test_nothing_is_absent_without_a_statement(rich: EmbeddedStore) -> None:
    """No source of this graph is complete for any of this: no finding is a gap by absence."""
    assert not [f for f in everything(over(rich)) if form.is_gap(f)]


def test_ids_are_unique_and_stable(rich: EmbeddedStore) -> None:
    """Two runs give the same findings, each with an id of its own."""
    found = everything(over(rich))
    assert found == everything(over(rich))
    ids = [finding.id for finding in found]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z-]+-[a-z0-9]{8}", one) for one in ids)


def test_commands_name_a_question(rich: EmbeddedStore) -> None:
    """A command is one of the findings, or a question of the library with its parameters."""
    ask = over(rich)
    for finding in everything(ask):
        words = finding.command.split()
        assert words[1] in {"gaps", "ask"}
        if words[1] == "ask":
            given = dict(words[n + 1].split("=") for n, w in enumerate(words) if w == "--param")
            assert words[2] in library()
            assert len(ask(words[2], **given))


def test_only_families_in_scope_are_subjects(rich: EmbeddedStore) -> None:
    """Narrowed to one family no other is told."""
    found = everything(over(rich), family="autologous_car_t")
    told = {s for finding in found for s in finding.subjects if "/family/" in s}
    assert told == {DATA + "family/autologous_car_t"}


@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_poorer_graph_raises_no_error(analysis: object) -> None:
    """On the tiny graph alone each analysis says what it can, on an empty one nothing."""
    assert callable(analysis)
    for finding in analysis(Known(ask=over(opened(TINY)))):
        assert finding.evidence
    assert not list(analysis(Known(ask=over(open_store()))))
