"""What an actor's row declares of its activities."""

import pytest

from biograph.harvest.activities import activities


def declared(kinds, *, modalities="", makes=""):
    fields = {"kinds": kinds, "modalities": modalities, "supplies_or_makes": makes}
    return {
        (activity.predicate, identifier.value)
        for activity in activities(fields)
        for identifier in activity.object.identifiers
    }


def test_a_cdmo_offers_the_services_its_row_names():
    """Fill-finish among the modalities of a contract maker is a service it sells."""
    assert ("suppliesInput", "fill-finish-service") in declared(
        "CDMO", modalities="mRNA|fill-finish"
    )


@pytest.mark.parametrize("made", ["viral vectors", "plasmids"])
def test_a_cdmo_supplies_vectors_and_plasmids_made_on_order(made):
    """These are both a product and an input of others' products."""
    assert any(predicate == "suppliesInput" for predicate, _ in declared("CDMO", makes=made))


def test_products_and_markets_of_a_cdmo_are_no_supply():
    """Making recombinant proteins for clients is not selling growth factors."""
    found = declared("CDMO", modalities="recombinant protein", makes="recombinant proteins")
    assert {predicate for predicate, _ in found} == {"manufactures"}


def test_a_plant_of_a_group_sells_no_service():
    """A group fills its own products: that is no offer to others."""
    found = declared("Site|PharmaCompany", modalities="vaccine|fill-finish")
    assert {predicate for predicate, _ in found} == {"manufactures"}


def test_a_doubtful_word_lowers_the_score():
    """A trailing question mark in the table means that no page was seen."""
    fields = {"kinds": "CDMO", "modalities": "fill-finish?", "supplies_or_makes": ""}
    (service,) = [a for a in activities(fields) if a.predicate == "suppliesInput"]
    assert service.score == 0.5
