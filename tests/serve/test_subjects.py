"""What findings are about: families, cells of the chain and regions."""

import pytest

from biograph.analyse.coverage import stage_matrix
from biograph.model import Presence
from biograph.serve.chain.subjects import known, subjects
from biograph.terms import DATA


def of_kind(site, kind):
    """The findings of one kind with what they are about."""
    found = [f for f in site.findings.values() if f.kind == kind]
    assert found
    return [(f, subjects(site)[f.id]) for f in found]


def test_a_single_point_is_about_the_families_it_stops_and_the_stages_that_hang_on_it(site):
    """Its families are those it names; its cells those of the recipe lines it rests on."""
    lines = {x.iri: x for same in known(site).recipes.lines.values() for x in same}
    for finding, told in of_kind(site, "single-point"):
        named = {iri for iri in finding.subjects if "/id/family/" in iri}
        required = [lines[iri] for iri in finding.evidence if iri in lines]
        assert told.families == named
        assert told.cells == {(line.family, line.stage) for line in required}
        assert told.cells


def test_stages_without_a_known_actor_are_the_unknown_cells(site):
    """What biograph does not know of a family is told at exactly those stages."""
    recipes = known(site).recipes
    matrix = stage_matrix(site.ask, recipes, families=recipes.families())
    unknown = {(c.family, c.stage) for c in matrix if c.presence is Presence.UNKNOWN}
    told = [about.cells for _, about in of_kind(site, "stage-unknown")]
    assert frozenset().union(*told) == unknown


@pytest.mark.parametrize("kind", ["access", "group-shock"])
def test_regions_that_a_finding_names_are_its_own(site, kind):
    """So that it is found by them."""
    for finding, told in of_kind(site, kind):
        named = {iri for iri in finding.subjects if iri.startswith(f"{DATA}region/")}
        assert named <= told.regions


def test_a_finding_on_a_therapy_class_is_found_by_the_families_below_it(site):
    """Access to CAR-T centres is about both CAR-T families, whose classes are narrower."""
    for finding, told in of_kind(site, "access"):
        assert f"{DATA}class/car-t" in finding.subjects
        assert told.families == {
            f"{DATA}family/{key}" for key in ("autologous_car_t", "allogeneic_car_t")
        }
