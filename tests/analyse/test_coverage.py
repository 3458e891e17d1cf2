"""Coverage: four values, and none of them made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.coverage import (
    Cell,
    InputCoverage,
    Statement,
    input_coverage,
    presence,
    stage_matrix,
    statements,
)
from biograph.analyse.recipes import recipes
from biograph.analyse.supply import supply
from biograph.model import Presence
from biograph.model import Statement as Quad
from biograph.terms import DATA, RDF, REFERENCE, bg, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV = DATA + "family/aav_gene_therapy"
CART = DATA + "family/autologous_car_t"
FRANCE = DATA + "country/FR"


def matrix(ask: Ask, *, region: str | None = None) -> dict[tuple[str, str], Cell]:
    """All cells of both families by short names."""
    cells = stage_matrix(ask, recipes(ask), families=(AAV, CART), region=region)
    return {(local_name(cell.family), local_name(cell.stage)): cell for cell in cells}


def inputs(ask: Ask) -> dict[str, InputCoverage]:
    """All required inputs by key."""
    known = recipes(ask)
    found = input_coverage(ask, known, supply(ask), families=(AAV, CART))
    return {local_name(item.input): item for item in found}


def say(store: EmbeddedStore, kind: str, **about: str) -> None:
    """Add a statement of completeness or absence."""
    node = DATA + "coverage/said"
    store.add([Quad(node, RDF + "type", bg(kind), REFERENCE)])
    for predicate, value in about.items():
        store.add([Quad(node, bg(predicate), value, REFERENCE)])


def test_each_stage_of_each_recipe_has_a_cell(ask: Ask) -> None:
    """The matrix has the stages that a recipe names, in order, and no others."""
    cells = list(matrix(ask))
    assert cells[:6] == [
        ("aav_gene_therapy", stage)
        for stage in (
            "discovery",
            "starting-material",
            "upstream",
            "fill-finish",
            "qc-release",
            "administration",
        )
    ]
    assert ("autologous_car_t", "fill-finish") not in cells


def test_present_cells_name_actors_and_facts(ask: Ask) -> None:
    """A maker of AAV vectors does the upstream stage, by the fact that says so."""
    cell = matrix(ask)["aav_gene_therapy", "upstream"]
    assert cell.presence is Presence.PRESENT
    assert cell.actors == (DATA + "org/vectoria",)
    assert cell.evidence == (DATA + "rel/vectoria-manufactures-aav",)


def test_a_service_of_the_recipe_is_work_at_its_stage(ask: Ask) -> None:
    """Who sells the sterility test of the recipe does quality control for the family."""
    assert matrix(ask)["aav_gene_therapy", "qc-release"].actors == (DATA + "org/testlabo",)


def test_what_a_product_needs_no_one_to_say(store: EmbeddedStore, ask: Ask) -> None:
    """Making a product of the class counts as making the class."""
    maker, product = DATA + "org/genlab", DATA + "product/beta"
    relation, graph = DATA + "rel/new", "https://w3id.org/biograph/graph/asserted"
    for predicate, value in (
        (RDF + "subject", maker),
        (RDF + "predicate", bg("manufactures")),
        (RDF + "object", product),
        (bg("modality"), bg("asserted")),
    ):
        store.add([Quad(relation, predicate, value, graph)])
    assert matrix(ask)["autologous_car_t", "upstream"].actors == (maker,)


def test_no_fact_is_unknown_not_absent(ask: Ask) -> None:
    """Where nobody is known and nothing is declared, the cell is unknown."""
    for family, stage in (
        ("aav_gene_therapy", "fill-finish"),
        ("aav_gene_therapy", "starting-material"),
        ("autologous_car_t", "qc-release"),
    ):
        cell = matrix(ask)[family, stage]
        assert (cell.presence, cell.actors, cell.statement) == (Presence.UNKNOWN, (), None)


def test_a_complete_register_closes_a_cell(ask: Ask) -> None:
    """An empty cell that a complete register covers is absent, by that statement."""
    cell = matrix(ask)["aav_gene_therapy", "administration"]
    assert cell.presence is Presence.ABSENT_CLOSURE
    assert cell.statement is not None
    assert cell.statement.source == DATA + "source/press"


def test_a_closure_of_one_family_says_nothing_of_another(ask: Ask) -> None:
    """The same stage of the other family keeps its own value."""
    assert matrix(ask)["autologous_car_t", "administration"].presence is Presence.PRESENT


def test_a_source_that_says_none_wins_over_a_closure(store: EmbeddedStore, ask: Ask) -> None:
    """Stated absence is the stronger value."""
    say(store, "AbsenceStatement", atStage=DATA + "stage/administration", inArea=FRANCE)
    cell = matrix(ask)["aav_gene_therapy", "administration"]
    assert cell.presence is Presence.ABSENT_ASSERTED


def test_a_fact_wins_over_every_statement(store: EmbeddedStore, ask: Ask) -> None:
    """Whoever is known to do it refutes a source that says nobody does."""
    say(store, "AbsenceStatement", atStage=DATA + "stage/upstream", inArea=FRANCE)
    assert matrix(ask)["aav_gene_therapy", "upstream"].presence is Presence.PRESENT


def test_a_statement_on_another_country_closes_nothing(store: EmbeddedStore, ask: Ask) -> None:
    """Completeness for Germany says nothing of France."""
    stage, germany = DATA + "stage/fill-finish", DATA + "country/DE"
    say(store, "CoverageStatement", atStage=stage, inArea=germany)
    assert matrix(ask)["aav_gene_therapy", "fill-finish"].presence is Presence.UNKNOWN


def test_a_region_has_fewer_actors(ask: Ask) -> None:
    """In a region only its own actors count; others leave the cell unknown."""
    cells = matrix(ask, region="84")
    assert cells["aav_gene_therapy", "discovery"].presence is Presence.PRESENT
    assert cells["aav_gene_therapy", "upstream"].presence is Presence.UNKNOWN


@pytest.mark.parametrize(
    ("key", "france", "europe", "world"),
    [
        ("plasmid-gmp", 1, 2, 2),
        ("su-bioreactor", 0, 1, 1),
        ("bags", 0, 0, 1),
        ("stoppers", 0, 0, 0),
        ("sterility", 1, 1, 1),
    ],
)
def test_makers_by_area(ask: Ask, key: str, france: int, europe: int, world: int) -> None:
    """France is part of the EU, the EU of the world; an empty area is unknown."""
    item = inputs(ask)[key]
    for origin, number in ((item.france, france), (item.europe, europe), (item.world, world)):
        assert len(origin.makers) == number
        assert origin.presence is (Presence.PRESENT if number else Presence.UNKNOWN)


def test_only_essential_lines_ask_for_inputs(ask: Ask) -> None:
    """The important plasmid of the CAR-T recipe adds no line to the input."""
    assert [local_name(line.family) for line in inputs(ask)["plasmid-gmp"].lines] == [
        "aav_gene_therapy"
    ]
    assert len(inputs(ask)["bags"].lines) == 2


def test_a_maker_of_unknown_country_is_in_the_world_only(store: EmbeddedStore, ask: Ask) -> None:
    """A maker without country counts for no area but the world."""
    store.update("DELETE WHERE { GRAPH graph:reference { id:org\\/nordfilter bg:country ?c } }")
    item = inputs(ask)["su-bioreactor"]
    assert (len(item.europe.makers), len(item.world.makers)) == (0, 1)


def test_closures_on_inputs_hold_inside_their_area(store: EmbeddedStore, ask: Ask) -> None:
    """A register complete for the EU closes France and the EU, and leaves the world open."""
    say(store, "CoverageStatement", coversInput=DATA + "input/bags", inArea=DATA + "area/EU")
    item = inputs(ask)["bags"]
    assert item.france.presence is Presence.ABSENT_CLOSURE
    assert item.europe.presence is Presence.ABSENT_CLOSURE
    assert item.world.presence is Presence.PRESENT


def test_statements_are_read(ask: Ask) -> None:
    """Each statement has what it covers, its source and date."""
    found = {local_name(s.iri): s for s in statements(ask)}
    assert found["bdpm"].predicate == bg("holdsAuthorisation")
    assert (found["centres"].family, found["centres"].date) == (AAV, "2026-01")
    assert not found["centres"].asserts_absence


CLOSED = Statement(iri="c", asserts_absence=False)
DENIED = Statement(iri="d", asserts_absence=True)


@pytest.mark.parametrize(
    ("found", "covering", "value"),
    [
        (True, [CLOSED, DENIED], Presence.PRESENT),
        (False, [CLOSED, DENIED], Presence.ABSENT_ASSERTED),
        (False, [CLOSED], Presence.ABSENT_CLOSURE),
        (False, [], Presence.UNKNOWN),
    ],
)
def test_the_four_values(found: bool, covering: list[Statement], value: Presence) -> None:  # noqa: FBT001 - a table of cases
    """A fact, then a denial, then a closure, else nothing is known."""
    assert presence(found, covering)[0] is value
