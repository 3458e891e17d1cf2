"""A mention finds its entity, or honestly none."""

import pytest

from biograph.link import Linker, resolve
from biograph.model import Identifier, Mention
from tests.link.test_identity import annotation_type, entry

ENTRIES = [
    entry("actors", "1", "Yposkesi", kind="CDMO", ids=[("siren", "822798872")]),
    entry("actors", "2", "Établissement français du sang", kind="ResearchOrganization",
          aliases=["EFS"], city="Saint-Denis"),
    entry("finess", "3", "Hôpital Saint-Louis", kind="Hospital", city="Paris"),
    entry("finess", "4", "Hôpital Saint-Louis", kind="Hospital", city="La Rochelle"),
    entry("actors", "5", "Sartorius Stedim Biotech", city="Aubagne"),
    entry("actors", "6", "Laboratoire 12"),
    entry("ema", "7", "Kymriah", kind="Therapy", country=""),
]  # fmt: skip


@pytest.fixture(scope="module")
def linker():
    entities = resolve(ENTRIES, annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


def link(linker, text, kind="Company", **more):
    return linker.link(Mention(text=text, kind=kind, **more))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("YPOSKESI SAS", "Company", "Yposkesi"),
        (
            "Etablissement Francais du Sang",
            "ResearchOrganization",
            "Établissement français du sang",
        ),
        ("EFS", "ResearchOrganization", "Établissement français du sang"),
        ("KYMRIAH", "Therapy", "Kymriah"),
    ],
)
def test_a_name_is_found_whatever_its_case_accents_and_legal_form(linker, text, kind, name):
    """Spelling does not make a second node."""
    found = link(linker, text, kind)
    assert (found.entity.name, found.method, found.score) == (name, "name", 1.0)


def test_an_identifier_decides_against_any_name(linker):
    """A row that gives a SIREN is that company."""
    found = link(linker, "Ancien nom", identifiers=(Identifier("siren", "822798872"),))
    assert (found.entity.name, found.method) == ("Yposkesi", "identifier")
    assert "822798872" in found.reasons[0]


def test_another_siren_forbids_the_name(linker):
    """A homonym with another SIREN is not the company we know."""
    found = link(linker, "Yposkesi", identifiers=(Identifier("siren", "732829320"),))
    assert found.entity.provisional


def test_the_town_decides_between_homonyms(linker):
    """Where two hospitals share a name the place of the mention chooses."""
    assert link(linker, "hôpital Saint-Louis", "Hospital", place="Paris").entity.city == "Paris"


def test_without_the_town_no_homonym_is_guessed(linker):
    """An ambiguous name gives a provisional node, never the first of the list."""
    found = link(linker, "hôpital Saint-Louis", "Hospital")
    assert found.entity.provisional
    assert found.reasons == ("no single entry of that name",)


def test_a_near_name_is_linked_with_a_lower_score(linker):
    """A typing error does not make a new actor, and the score says that it was not exact."""
    found = link(linker, "Sartorius Stedim Biotec")
    assert (found.entity.name, found.method) == ("Sartorius Stedim Biotech", "near-name")
    assert found.score < 0.9


@pytest.mark.parametrize("text", ["Sartorius", "Laboratoire 13", "Stedim"])
def test_a_part_of_a_name_or_another_number_is_not_near(linker, text):
    """Parent and subsidiary, unit 12 and unit 13 are different actors."""
    assert link(linker, text).entity.provisional


def test_a_class_the_register_contradicts_lowers_the_score(linker):
    """A hospital name read as a company is linked, with a reason and less surely."""
    found = link(linker, "Yposkesi", "ResearchOrganization")
    assert found.entity.name == "Yposkesi"
    assert found.score < 1
    assert any("CDMO" in reason for reason in found.reasons)


def test_a_therapy_is_never_an_organisation(linker):
    """Kymriah read as a company is no product of that name."""
    assert link(linker, "Kymriah", "Company").entity.provisional


def test_every_mention_of_an_unknown_name_is_one_node(linker):
    """Two spellings of an unknown actor in two documents share their node."""
    first, second = link(linker, "Novabio Thérapie"), link(linker, "NOVABIO THERAPIE SAS", "Funder")
    assert first.entity.iri == second.entity.iri


def test_amounts_with_different_units_are_different_nodes(linker):
    """5 M€ is not 5 M$."""
    euro, dollar = link(linker, "5 M€", "Money"), link(linker, "5 M$", "Money")
    assert euro.entity.iri != dollar.entity.iri


def test_the_digest_tells_one_set_of_entities_from_another():
    """What was linked with other registers has to be linked again."""
    one, other = (
        Linker(
            resolve(rows, annotation_type=annotation_type).entities, annotation_type=annotation_type
        )
        for rows in (ENTRIES, ENTRIES[:-1])
    )
    again = Linker(
        reversed(resolve(ENTRIES, annotation_type=annotation_type).entities),
        annotation_type=annotation_type,
    )
    assert one.digest != other.digest
    assert one.digest == again.digest
