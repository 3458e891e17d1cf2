"""Circuits of single medicines: their own holder and sites, and the recipe of their family."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from biograph.analyse.bottleneck.by_medicine import by_medicine
from biograph.analyse.bottleneck.routes import (
    Medicine,
    _families,
    by_recipe,
    medicines_with_routes,
    single_points_of,
)
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.method.circuit import ALWAYS, Leaf, cut_sets, holds
from biograph.ask import over
from biograph.model import Presence
from biograph.terms import DATA, local_name
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.model import Finding

TWO = Medicine(
    iri="m",
    name="M",
    own={"held": {"h": "r1"}, "made": {"a": "r2", "b": "r3"}, "released": {"a": "r4"}},
    called={},
    families=("f", "g"),
)


@pytest.fixture(scope="module")
def wide() -> Ask:
    """The tiny graph with sites."""
    return over(opened(TINY, WIDE))


@pytest.fixture(scope="module")
def known(wide: Ask) -> Known:
    """What is known of it."""
    return Known(ask=wide)


@pytest.fixture(scope="module")
def points(known: Known) -> dict[str, Finding]:
    """The findings on owners by the key of the owner."""
    found = (f for f in by_medicine(known) if f.kind == "medicine-point")
    return {local_name(f.subjects[0]): f for f in found}


def test_a_medicine_needs_each_step_and_one_recipe() -> None:
    """Its holder and its only site of release end it; one of two makers or families does not."""
    circuit = TWO.circuit({"f": Leaf("s"), "g": Leaf("t")}, str)
    assert cut_sets(circuit, order=1) == {frozenset("h"), frozenset("a")}
    assert holds(circuit, {"b", "s"})
    assert not holds(circuit, {"s", "t"})
    assert TWO.lost_by("a", str) == ("released",)


def test_sites_of_one_owner_go_together() -> None:
    """With both plants of one group nobody is left to make it."""
    group = {"a": "owner", "b": "owner"}
    assert TWO.lost_by("owner", lambda actor: group.get(actor, actor)) == ("made", "released")


def test_what_is_not_known_is_no_cause() -> None:
    """A step without a known actor holds, as does a class without a recipe."""
    bare = Medicine(iri="m", name="M", own={"made": {"a": "r"}}, called={})
    assert cut_sets(bare.circuit({}, str)) == {frozenset("a")}
    assert cut_sets(TWO.circuit({"f": ALWAYS, "g": Leaf("t")}, str), order=1) == {
        frozenset("h"),
        frozenset("a"),
    }


def test_medicines_have_their_own_sites_and_the_recipe_of_their_class(known: Known) -> None:
    """Alpha is made at two places and is of the AAV family; plasma products have no recipe here."""
    found = {local_name(m.iri): m for m in medicines_with_routes(known)}
    assert {local_name(site) for site in found["alpha"].own["made"]} >= {"evry", "bale"}
    assert [local_name(f) for f in found["alpha"].families] == ["aav_gene_therapy"]
    assert found["delta"].families == ()


def test_one_way_to_make_a_class_is_not_the_medicines(known: Known) -> None:
    """A recombinant protein may come from cells of mammals: the microbial recipe is not its own."""
    microbial = DATA + "family/recombinant_protein_microbial"
    protein = DATA + "class/recombinant-protein"
    antibody = DATA + "family/monoclonal_antibody"
    recipes = replace(
        known.recipes,
        classes={microbial: frozenset({protein}), antibody: frozenset({protein})},
    )
    own = Known(ask=known.ask)
    vars(own)["recipes"] = recipes
    assert _families(own, {protein}) == (antibody,)


def test_an_owner_ends_medicines_by_its_sites(points: dict[str, Finding]) -> None:
    """The plant of Basel alone makes Delta; who supplies families ends no medicine by itself."""
    assert "Deltaplas" in points["bale"].sentence.fr
    assert "lieu de fabrication (1)" in points["bale"].sentence.fr
    assert points["bale"].sentence.en.startswith("Without Usine de Bâle, 1 medicine loses")
    assert "sacmaker" not in points


def test_suppliers_of_a_family_may_not_be_those_of_a_medicine(known: Known) -> None:
    """Sacmaker alone makes the bags of two families: told as that of the family, not as sure."""
    (found,) = (f for f in by_medicine(known) if f.kind == "medicine-inputs")
    assert "Sacmaker (2)" in found.sentence.fr
    assert "theirs may be another" in found.sentence.en
    assert found.presence is Presence.UNKNOWN
    assert any("n'est publié pour aucun" in caveat.fr for caveat in found.caveats)


def test_every_single_point_has_its_cause(known: Known) -> None:
    """What a medicine cannot do without ends a step of its own, or all families of its class."""
    group = known.supply.group
    found = single_points_of(known, medicines_with_routes(known), group)
    assert found
    for name, lost in found.items():
        for medicine in lost:
            assert medicine.lost_by(name, group) or by_recipe(known, medicine, name)


def test_the_share_of_medicines_with_a_place_is_told(known: Known) -> None:
    """Coverage is of all medicines that somebody holds; of one family nobody counts them."""
    first = next(iter(by_medicine(known)))
    assert first.kind == "medicine-sites"
    assert first.coverage is not None
    assert 0 < first.coverage <= 1
    some = Known(ask=known.ask, scope=Scope(family="aav_gene_therapy"))
    assert next(iter(by_medicine(some))).coverage is None
