"""One organisation that a register numbers twice, or puts in another country, stays one."""

import pytest

from biograph.link import resolve
from biograph.link.profile import of_entry
from biograph.link.twice import COUNTRY, waived
from tests.link.test_identity import annotation_type, entry, groups

LABORATORY = "Laboratoire de Biotechnologie de l'Environnement"


def row(key, name, *aliases, source="rnsr", city="Narbonne", ids=None, kind="Laboratory"):
    numbers = [(source, key)] if ids is None else ids
    return entry(source, key, name, kind=kind, city=city, aliases=aliases, ids=numbers)


@pytest.mark.parametrize("source", ["rnsr", "ror"])
def test_a_laboratory_that_one_register_numbers_twice_is_one(source):
    """The same whole name in the same town; capitals and blanks do not count."""
    one = row("1", LABORATORY, "LBE", source=source)
    other = row("2", "LABORATOIRE DE  BIOTECHNOLOGIE DE L'ENVIRONNEMENT", source=source)
    assert groups(one, other) == [["1", "2"]]


@pytest.mark.parametrize("scheme", ["siren", "finess", "pic", "actor"])
def test_other_numbers_than_those_of_research_registers_never_double(scheme):
    """A legal number is one actor's: two of them are two, whatever the names."""
    one = row("1", LABORATORY, "LBE", ids=[(scheme, "1")])
    other = row("2", LABORATORY, "LBE", ids=[(scheme, "2")])
    assert groups(one, other) == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("name", "city", "ids"),
    [
        (LABORATORY, "Montpellier", None),  # such names repeat from town to town
        (LABORATORY, "", None),
        ("Laboratoire de Biotechnologie de l'Alimentation", "Narbonne", None),
        ("LBE", "Narbonne", None),  # an acronym is no name
        (LABORATORY, "Narbonne", [("rnsr", "2"), ("ror", "2")]),  # both registers number two
        (LABORATORY, "Narbonne", [("rnsr", "2"), ("wikidata", "Q2")]),
    ],
)
def test_weak_evidence_leaves_two_numbers_two(name, city, ids):
    """A wrong merge is worse than a duplicate."""
    known = [("rnsr", "1"), ("ror", "1"), ("wikidata", "Q1")]
    one = row("1", LABORATORY, "LBE", ids=known)
    assert groups(one, row("2", name, "LBE", city=city, ids=ids)) == [["1"], ["2"]]


def test_a_word_said_twice_is_another_name():
    """The health of health and environment is not their environment."""
    health = row("1", "Pôle Santé Environnement - Direction Santé")
    environment = row("2", "Pôle Santé Environnement - Direction Environnement")
    assert groups(health, environment) == [["1"], ["2"]]


def test_two_unit_numbers_are_two_laboratories():
    """Successors keep the name and change the number."""
    one = row("1", LABORATORY, "UMR 1111")
    assert groups(one, row("2", LABORATORY, "UMR 2222")) == [["1"], ["2"]]


def test_one_unit_bears_a_slip_and_two_items_of_wikidata():
    """Its number says what the letters leave open."""
    one = row("1", "Propagation des Ondes et Simulation", "UMR 7231", source="ror",
              ids=[("ror", "1"), ("wikidata", "Q1")])  # fmt: skip
    other = row("2", "Propagation des Ondes et Simulationan", "UMR7231", source="ror", city="",
                ids=[("ror", "2"), ("wikidata", "Q2")])  # fmt: skip
    assert groups(one, other) == [["1", "2"]]


def test_a_part_that_every_hospital_has_is_not_one_by_its_town():
    """Two hospitals of Caen each have a delegation for clinical research."""
    one = row("1", "Délégation à la recherche clinique et à l'innovation", "DRCI", city="Caen")
    other = row("2", "Délégation à la Recherche Clinique et à l'Innovation", "DRCI", city="Caen")
    assert groups(one, other) == [["1"], ["2"]]


def test_a_third_row_does_not_bridge_what_both_registers_number_twice():
    """Each laboratory first finds its own row in the other register."""
    rows = [
        row(f"{source}{number}", LABORATORY, f"UMR {number}111", source=source)
        for source in ("rnsr", "ror")
        for number in (1, 2)
    ]
    assert groups(*rows) == [["rnsr1", "ror1"], ["rnsr2", "ror2"]]


def holder(name, country, **more):
    return entry("bdpm", f"titulaire/{name}", name, country=country, **more)


GROUP = entry("actors", "Samsung Bioepis", "Samsung Bioepis", country="KR", city="Incheon",
              aliases=["Samsung Bioepis NL B.V."], ids=[("actor", "Samsung Bioepis")])  # fmt: skip


def test_a_holder_in_another_country_is_the_actor_that_bears_its_name():
    """BDPM tells the country of the office that applied, the table of actors that of the group."""
    european = entry("ema", "mah", "Samsung Bioepis NL B.V.", country="")
    found = groups(GROUP, european, holder("SAMSUNG BIOEPIS NL", "NL"))
    assert found == [["Samsung Bioepis", "mah", "titulaire/SAMSUNG BIOEPIS NL"]]


@pytest.mark.parametrize(
    ("name", "country", "more"),
    [
        ("SAMSUNG BIOEPIS", "FR", {}),  # the firm of this country is another one
        ("SAMSUNG BIOEPIS UK", "GB", {}),
        ("SAMSUNG BIOEPIS NL", "NL", {"city": "Delft"}),
        ("SAMSUNG BIOEPIS NL", "NL", {"ids": [("wikidata", "Q1")]}),
        ("SAMSUNG BIOEPIS NL", "NL", {"kind": "Site"}),
    ],
)
def test_a_holder_that_is_told_otherwise_stays_apart(name, country, more):
    """Another name, a French firm, or a row that tells more than name and country."""
    assert len(groups(GROUP, holder(name, country, **more))) == 2


def test_what_is_waived_is_told_and_the_same_from_either_side():
    """The scheme of the register, or the country; nothing where nothing clashes."""
    one, other = (of_entry(row(str(n), LABORATORY), annotation_type) for n in (1, 2))
    assert waived(one, other) == waived(other, one) == {"rnsr"}
    assert waived(one, one) == frozenset()
    firm, office = (
        of_entry(e, annotation_type) for e in (GROUP, holder("SAMSUNG BIOEPIS NL", "NL"))
    )
    assert waived(firm, office) == waived(office, firm) == {COUNTRY}


def test_the_number_of_the_second_row_is_kept():
    """Who cites it finds the one organisation."""
    entities = resolve(
        [row("1", LABORATORY), row("2", LABORATORY)], annotation_type=annotation_type
    )
    (entity,) = entities.entities
    assert [identifier.value for identifier in entity.identifiers] == ["1", "2"]
