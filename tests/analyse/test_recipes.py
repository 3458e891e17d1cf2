"""Recipes and supply as the analyses read them from the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.recipes import recipes, stage_order
from biograph.analyse.supply import EUROPE, FRANCE, actors_in, owners, supply
from biograph.errors import QueryError
from biograph.model import Literal, Statement, Text
from biograph.table import Table
from biograph.terms import DATA, ONTOLOGY_GRAPH, bg, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV = DATA + "family/aav_gene_therapy"
CART = DATA + "family/autologous_car_t"


def test_lines_are_read_whole(ask: Ask) -> None:
    """A line has its family, stage, input, group, criticality, kind and routes."""
    lines = {line.iri: line for line in recipes(ask).lines[AAV]}
    line = lines[DATA + "requirement/aav_gene_therapy/plasmid-gmp"]
    assert (local_name(line.stage), local_name(line.input)) == ("starting-material", "plasmid-gmp")
    assert (line.group, line.criticality) == ("gene_input", "essential")
    assert line.routes == {"route=hek"}
    assert line.kinds == {"InputMaterial"}
    assert line.bought
    assert not line.serviced


def test_lines_are_counted_once(store: EmbeddedStore, ask: Ask) -> None:
    """Second classes, routes and sources of a line make no second line."""
    line = DATA + "requirement/aav_gene_therapy/plasmid-gmp"
    store.add(
        [
            Statement(line, bg("onRoute"), Literal("route=bev"), ONTOLOGY_GRAPH),
            Statement(DATA + "input/plasmid-gmp", RDF_TYPE, bg("Consumable"), ONTOLOGY_GRAPH),
        ]
    )
    lines = recipes(ask).lines
    assert {family: len(same) for family, same in lines.items()} == {AAV: 9, CART: 7}
    (found,) = (one for one in lines[AAV] if one.iri == line)
    assert found.routes == {"route=hek", "route=bev"}
    assert found.kinds == {"InputMaterial", "Consumable"}


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def test_names_in_both_languages(ask: Ask) -> None:
    """Families, stages and inputs are called by their labels; others by their key."""
    known = recipes(ask)
    assert known.name(AAV) == Text(fr="thérapie génique par AAV", en="AAV gene therapy")
    assert known.name(DATA + "input/bags").fr == "poches à usage unique"
    assert known.name(DATA + "input/nowhere") == Text(fr="nowhere", en="nowhere")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (None, {AAV, CART}),
        ("aav_gene_therapy", {AAV}),
        (AAV, {AAV}),
        ("car-t", {CART}),
        (DATA + "class/aav", {AAV}),
    ],
)
def test_families_by_key_iri_or_class(ask: Ask, wanted: str | None, found: set[str]) -> None:
    """A family is named by its key or IRI or by those of its therapy class."""
    assert set(recipes(ask).families(wanted)) == found


def test_an_unknown_family_gets_a_near_one(ask: Ask) -> None:
    """A misspelt family is answered with the nearest, a strange one with all."""
    known = recipes(ask)
    with pytest.raises(QueryError, match="no therapy family") as error:
        known.families("autologous_cart")
    assert "autologous_car_t" in error.value.hint
    with pytest.raises(QueryError) as error:
        known.families("zzz")
    assert "aav_gene_therapy, autologous_car_t" in error.value.hint


def test_stages_stand_in_their_order(ask: Ask) -> None:
    """A stage comes after those that precede it."""
    assert [local_name(stage) for stage in stage_order(ask)] == [
        "discovery",
        "starting-material",
        "upstream",
        "fill-finish",
        "qc-release",
        "administration",
    ]


def test_a_circle_of_stages_ends(store: EmbeddedStore, ask: Ask) -> None:
    """Stages that precede each other in a circle are all listed once."""
    last, first = DATA + "stage/administration", DATA + "stage/discovery"
    store.add([Statement(last, bg("precedes"), first, ONTOLOGY_GRAPH)])
    assert len(stage_order(ask)) == len(set(stage_order(ask))) == 6


def nested(store: EmbeddedStore, *, stages: tuple[str, str] | None = None) -> None:
    """Let the plasmid of the CAR-T recipe come from the AAV recipe."""
    line = DATA + "requirement/autologous_car_t/bags"
    store.add([Statement(line, bg("expandsInto"), AAV, ONTOLOGY_GRAPH)])
    if stages:
        for name, stage in zip(("From", "To"), stages, strict=True):
            end = DATA + "stage/" + stage
            store.add([Statement(line, bg(f"expands{name}Stage"), end, ONTOLOGY_GRAPH)])


def test_nested_families(store: EmbeddedStore, ask: Ask) -> None:
    """A family reaches those whose recipe makes one of its inputs."""
    assert recipes(ask).nested([CART]) == (CART,)
    nested(store)
    assert recipes(ask).nested([CART]) == (AAV, CART)
    assert recipes(ask).nested([AAV]) == (AAV,)


def test_nested_stages(store: EmbeddedStore, ask: Ask) -> None:
    """An expansion from stage to stage names all stages between."""
    nested(store, stages=("starting-material", "fill-finish"))
    (line,) = (one for one in recipes(ask).lines[CART] if one.expands)
    assert {local_name(stage) for stage in line.expands_stages} == {
        "starting-material",
        "upstream",
        "fill-finish",
    }


def test_makers_with_country_owner_and_facts(ask: Ask) -> None:
    """A maker has its name, country, last owner and the facts that say what it makes."""
    (maker,) = supply(ask).of(DATA + "input/su-bioreactor")
    assert (maker.name, local_name(maker.country)) == ("Nordfilter", "DE")
    assert maker.owner == DATA + "org/bigcorp"
    assert maker.relations == (DATA + "rel/nordfilter-suppliesInput-su-bioreactor",)


def test_a_firm_with_two_facts_is_one_maker(ask: Ask) -> None:
    """Genoplas sells plasmid and GMP plasmid: one maker of plasmid, two facts."""
    makers = {maker.name: maker for maker in supply(ask).of(DATA + "input/plasmid")}
    assert set(makers) == {"Genoplas", "Plasmidis"}
    assert len(makers["Genoplas"].relations) == 2


def test_the_union_has_its_members(ask: Ask) -> None:
    """The 27 members and the Union itself, without Switzerland and the United States."""
    union = supply(ask).union
    assert len(union) == 28
    assert {FRANCE, DATA + "country/DE"} <= union
    assert not union & {DATA + "country/CH", DATA + "country/US", DATA + "country/GB"}
    assert EUROPE == DATA + "area/EU"


def test_the_share_with_a_known_maker(ask: Ask) -> None:
    """Three of four inputs have a known maker; of none there is no share."""
    keys = ("bags", "prodigy", "sterility", "stoppers")
    known = supply(ask)
    assert known.share_known(DATA + "input/" + key for key in keys) == 0.75
    assert known.share_known([]) is None


def ownership(*pairs: str) -> Table:
    """A table of ownership written ``child>parent``."""
    rows = tuple((c, "", p, "", "") for c, p in (pair.split(">") for pair in pairs))
    columns = ("organisation", "organisation_label", "owner", "owner_label", "relation")
    return Table(columns=columns, rows=rows)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {}),
        (["a>b", "b>c"], {"a": "c", "b": "c"}),
        (["a>b", "a>c"], {}),
        (["a>b", "b>c", "b>d"], {"a": "b"}),
        (["a>b", "b>a"], {"a": "a", "b": "a"}),
        (["x>a", "a>b", "b>a"], {"x": "a", "a": "a", "b": "a"}),
        (["a>a"], {"a": "a"}),
    ],
)
def test_last_owners(pairs: list[str], expected: dict[str, str]) -> None:
    """Ownership is followed to its end; joint ventures stay their own and circles end."""
    assert owners(ownership(*pairs)) == expected


@pytest.mark.parametrize(
    "region", ["84", DATA + "region/84", "Auvergne-Rhône-Alpes", "auvergne rhone alpes"]
)
def test_actors_of_a_region(ask: Ask, region: str) -> None:
    """A region is named by its code, IRI or name, accents and case aside."""
    found = actors_in(ask, region)
    assert found is not None
    assert {local_name(actor) for actor in found} == {"genlab", "chu", "plasmidis", "testlabo"}


def test_no_region_is_everywhere(ask: Ask) -> None:
    """Without a region nothing is narrowed; one without actors is an error that lists the rest."""
    assert actors_in(ask, None) is None
    with pytest.raises(QueryError, match="no actor is known in the region") as error:
        actors_in(ask, "53")
    assert "11 (Île-de-France)" in error.value.hint
