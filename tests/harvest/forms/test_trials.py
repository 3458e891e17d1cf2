"""What trials declare: names of sites and products, hospitals, persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.forms import trials


@pytest.mark.parametrize(
    "name",
    [
        "CHU de Nantes",
        "AP-HM - Hôpital de la Timone",
        "Hopital Saint Louis",
        "University Hospital, Toulouse",
        "Hospices Civils de Lyon",
        "Assistance Publique - Hôpitaux de Paris",
        "Clinique Pasteur",
        "Polyclinique Bordeaux Nord",
        "Centre Hospitalier Lyon Sud",
    ],
)
def test_hospitals_are_known_by_their_names(name):
    """In French and in English."""
    assert trials.in_hospital(name)


@pytest.mark.parametrize("name", ["Inserm", "University of Valencia", "Sanofi", "CHUGAI Pharma"])
def test_other_organisations_are_no_hospitals(name):
    """Also where their names begin like one."""
    assert not trials.in_hospital(name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("CHU de Nantes", True),
        ("Gustave Roussy", True),
        ("Institut Paoli-Calmettes", True),
        ("Centre Léon Bérard", True),
        ("Local Institution - 0012", False),
        ("Investigational Site Number 2500001", False),
        ("GSK Investigational Site", False),
        ("Investigative Center 12", False),
        ("Research Site", False),
        ("Cabinet médical", False),
        ("CHU de Lille - Pr Durand", False),
        ("Clinique du Docteur Durand", False),
        ("Hopital Nord, Dr. Jeanne Martin", False),
        ("Madame Martin, Hôpital Nord", False),
    ],
)
def test_sites_are_hospitals_that_bear_no_persons_name(name, kept):
    """A place holder is no site, a doctor no hospital."""
    found = trials.site(name, "44093 NANTES CEDEX 1", "44093", "RECRUITING")
    assert found == ([f"{name}~Nantes~44093~RECRUITING"] if kept else [])


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("Dectova 10 mg/mL solution for infusion", "Dectova~"),
        ("BNT162b2 30 µg", "BNT162b2~"),
        ("CAR-T 19 cells", "CAR-T 19 cells~"),
        ("131I-omburtamab", "131I-omburtamab~"),
        ("Placebo of BIO-1", ""),
        ("normal saline", ""),
        ("Blood sample", ""),
        ("blood tests", ""),
        ("Prélèvement sanguin", ""),
        ("Skin biopsy", ""),
        ("", ""),
    ],
)
def test_products_are_named_without_strength_and_samples_are_none(name, product):
    """The numbers of names stay."""
    assert trials.products((name, "")) == product


@given(names=st.lists(st.text()))
def test_any_name_of_a_product_can_be_read_again(names):
    """Each cell has a name and a number, whatever signs the name has."""
    cells = trials.products(*((name, "EMEA/H/C/000610") for name in names))
    assert all(len(one) == 2 for one in trials.apart(cells))
