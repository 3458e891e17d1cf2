"""Skills: regions with makers and no known training centre, posts without graduates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.skills import skills
from biograph.analyse.known import Known
from biograph.model import Finding, Literal, Presence, Statement
from biograph.terms import DATA, ONTOLOGY_GRAPH, RDF, REFERENCE, bg
from tests.analyse.gap.facts import actor, forget, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

PARIS, LYON = DATA + "region/11", DATA + "region/84"


def found(ask: Ask, **scope: str) -> dict[str, Finding]:
    """The findings by kind."""
    return {f.kind: f for f in skills(Known(ask=ask, scope=Scope(**scope)))}


def closed(store: EmbeddedStore, area: str, kind: str = "CoverageStatement") -> str:
    """State that who trains qualified persons there is known to the last."""
    said = DATA + "coverage/training"
    facts = {
        RDF + "type": bg(kind),
        bg("coversInput"): DATA + "input/qualified-person",
        bg("inArea"): area,
        bg("fromSource"): DATA + "source/press",
    }
    store.add(Statement(said, p, o, REFERENCE) for p, o in facts.items())
    return said


def test_a_region_with_makers_and_no_centre_is_unknown(ask: Ask) -> None:
    """Île-de-France has makers; the only known centre has no known region: nothing is decided."""
    region = found(ask)["skills-region"]
    assert region.subjects == (PARIS,)
    assert region.presence is Presence.UNKNOWN
    assert region.value == 1
    assert "Dans 1 région sur 1 à fabricants connus" in region.sentence.fr
    assert "Île-de-France (2 fabricants)" in region.sentence.fr
    assert form.NOT_SUPPLY in region.caveats


def test_unplaced_makers_and_centres_lower_the_coverage(store: EmbeddedStore, ask: Ask) -> None:
    """Two of the makers and none of the centres are placed; a place for the centre tells more."""
    before = found(ask)["skills-region"].coverage
    state(store, "org/ecole", "locatedIn", "place/69123")
    after = found(ask)["skills-region"].coverage
    assert before is not None
    assert after is not None
    assert after == pytest.approx(before + 1 / (round(2 / before)))


def test_a_centre_in_the_region_ends_it(store: EmbeddedStore, ask: Ask) -> None:
    """The school turns out to be in Évry: every region with makers has one."""
    state(store, "org/ecole", "locatedIn", "place/91228")
    assert "skills-region" not in found(ask)


def test_a_centre_elsewhere_does_not(store: EmbeddedStore, ask: Ask) -> None:
    """A school in Lyon leaves Île-de-France without one, and the caveat says that it may do."""
    state(store, "org/ecole", "locatedIn", "place/69123")
    region = found(ask)["skills-region"]
    assert region.subjects == (PARIS,)
    assert any("d'autres régions" in caveat.fr for caveat in region.caveats)


@pytest.mark.parametrize("area", [PARIS, DATA + "country/FR", DATA + "area/EU"])
def test_a_complete_register_makes_it_a_gap(store: EmbeddedStore, ask: Ask, area: str) -> None:
    """Where all who teach a required skill are known, the region without one lacks one."""
    said = closed(store, area)
    region = found(ask)["skills-region"]
    assert region.presence is Presence.ABSENT_CLOSURE
    assert form.is_gap(region)
    assert said in region.evidence
    assert "« press »" in region.sentence.fr
    assert form.NOT_SUPPLY not in region.caveats


def test_a_register_of_another_region_does_not(store: EmbeddedStore, ask: Ask) -> None:
    """What is known to the last in Lyon says nothing of Île-de-France."""
    closed(store, LYON)
    assert found(ask)["skills-region"].presence is Presence.UNKNOWN


def test_regions_by_their_statement(store: EmbeddedStore, ask: Ask) -> None:
    """Regions that a statement closes and those that none does are told apart."""
    closed(store, PARIS, "AbsenceStatement")
    state(store, actor(store, "maker", town="69123"), "manufactures", "class/aav")
    regions = [f for f in skills(Known(ask=ask)) if f.kind == "skills-region"]
    assert {f.subjects: f.presence for f in regions} == {
        (PARIS,): Presence.ABSENT_ASSERTED,
        (LYON,): Presence.UNKNOWN,
    }
    assert len({f.id for f in regions}) == 2


def test_posts_are_quoted_and_graduates_unknown(ask: Ask) -> None:
    """What is published of posts stands with its source; the number of graduates is missing."""
    posts = found(ask)["skills-posts"]
    assert posts.presence is Presence.UNKNOWN
    assert "8 463 emplois (LEEM" in posts.sentence.fr
    assert "8,463 jobs (LEEM" in posts.sentence.en
    assert "aucun nombre de diplômés (couverture 0 %)" in posts.sentence.fr
    assert DATA + "figure/jobs-bioproduction" in posts.evidence
    assert DATA + "requirement/autologous_car_t/qualified-person" in posts.evidence


def test_posts_about_a_required_skill(store: EmbeddedStore, ask: Ask) -> None:
    """Figures on trained operators come with a recipe that calls for them."""
    assert "10 000 à 15 000 postes" not in found(ask)["skills-posts"].sentence.fr
    line, skill = DATA + "requirement/autologous_car_t/operators", DATA + "input/trained-operators"
    store.add(
        [
            Statement(line, RDF + "type", bg("Requirement"), ONTOLOGY_GRAPH),
            Statement(line, bg("ofFamily"), DATA + "family/autologous_car_t", ONTOLOGY_GRAPH),
            Statement(line, bg("requires"), skill, ONTOLOGY_GRAPH),
            Statement(line, bg("atStage"), DATA + "stage/upstream", ONTOLOGY_GRAPH),
            Statement(line, bg("inGroup"), Literal("operators"), ONTOLOGY_GRAPH),
            Statement(line, bg("criticality"), Literal("important"), ONTOLOGY_GRAPH),
            Statement(skill, RDF + "type", bg("Skill"), ONTOLOGY_GRAPH),
        ]
    )
    posts = found(ask)["skills-posts"]
    assert "10 000 à 15 000 postes" in posts.sentence.fr
    assert posts.value == 3


def test_skills_of_one_family(ask: Ask) -> None:
    """The recipe of CAR-T cells calls for qualified persons, that of AAV for vector design."""
    narrow = found(ask, family="autologous_car_t")["skills-posts"]
    assert DATA + "input/qualified-person" in narrow.subjects
    assert narrow.id != found(ask)["skills-posts"].id


def test_no_recipe_no_finding(store: EmbeddedStore, ask: Ask) -> None:
    """Where no recipe calls for a skill nothing is said of skills."""
    store.update("DELETE WHERE { GRAPH graph:ontology { ?i a bg:Skill } }")
    assert not found(ask)


def test_no_maker_no_region(store: EmbeddedStore, ask: Ask) -> None:
    """Without known makers no region is said to lack a centre."""
    for predicate in ("manufactures", "manufacturesFor", "makesSubstanceOf"):
        forget(store, predicate)
    assert set(found(ask)) == {"skills-posts"}
