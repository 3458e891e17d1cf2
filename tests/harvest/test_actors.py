"""The curated actors: what their row says becomes claims."""

from __future__ import annotations

import pytest

from biograph.harvest.activities import candidate
from biograph.harvest.sources import actors
from biograph.model import Claim, Entry, Identifier, Record


def actor(**cells: str) -> Record:
    """A row of the table of actors."""
    blank = dict.fromkeys((*actors.TABLE.key, *actors.TABLE.columns), "")
    fields = {**blank, "name": "Acteur", "kinds": "Startup", "country": "FR", **cells}
    return Record(source="actors", table="actors.tsv", key=fields["name"], fields=fields)


def claims(**cells: str) -> list[Claim]:
    """The claims of a row."""
    return [one for one in actors.claims(actor(**cells)) if isinstance(one, Claim)]


def said(**cells: str) -> set[tuple[str, str, str]]:
    """The claims of a row as triples, without its seat."""
    found = claims(**cells)
    return {
        (c.subject.text, c.predicate, c.object.text) for c in found if c.predicate != "locatedIn"
    }


def test_kinds_are_followed_by_their_organisation_types() -> None:
    """The most telling one first."""
    row = actor(kinds="CDMO|AcademicGMPPlatform", aliases="A|B?", former_names="C")
    (entry,) = (one for one in actors.entries(row) if isinstance(one, Entry))
    assert entry.kinds == ("CDMO", "AcademicGMPPlatform", "Company", "ResearchOrganization")
    assert entry.aliases == ("A",)
    assert entry.former_names == ("C",)


def test_only_checked_schemes_become_identifiers() -> None:
    """The laboratory a firm comes from is no identifier of the firm."""
    row = actor(identifiers="siren:803512458|spin-off:Inserm|tutelle:CNRS|ror:02feahw73?")
    (entry,) = (one for one in actors.entries(row) if isinstance(one, Entry))
    assert entry.identifiers == (
        Identifier("siren", "803512458"),
        Identifier("actor", "Acteur"),
    )


def test_claims_name_the_line_they_stand_on() -> None:
    """The subject is exact even where its name is another actor's alias."""
    (seat,) = claims(name="IRIS")
    assert Identifier("actor", "IRIS") in seat.subject.identifiers


def test_the_seat_is_the_town_or_else_the_country() -> None:
    """An unsure town has half the score."""
    (seat,) = claims(city="Paris?")
    assert (seat.predicate, seat.object.text, seat.score) == ("locatedIn", "Paris", 0.5)
    (seat,) = claims()
    assert seat.object.identifiers == (Identifier("country", "FR"),)
    (seat,) = claims(country="DE?")
    assert (seat.object.text, seat.score) == ("DE", 0.5)


def test_the_confidence_of_the_reading_bounds_the_score() -> None:
    """A row of low confidence gives claims of low score."""
    assert claims(city="Paris", confidence="low")[0].score == 0.5
    assert claims(city="Paris", confidence="high")[0].score == 0.95


@pytest.mark.parametrize(
    ("kinds", "predicate"),
    [
        ("CDMO", "manufactures"),
        ("CDMO|Startup", "manufactures"),
        ("Startup|CDMO", "manufactures"),
        ("Startup", "develops"),
        ("PharmaCompany", "develops"),
        ("ResearchOrganization", "researches"),
        ("Hospital|CARTCentre", "administers"),
    ],
)
def test_modalities_are_done_by_kind(kinds: str, predicate: str) -> None:
    """What an actor does with a class follows from what it is."""
    assert said(kinds=kinds, modalities="CAR-T|no class") == {("Acteur", predicate, "CAR-T")}


def test_suppliers_supply_each_of_their_wares() -> None:
    """A ware the ontology knows is exact; another keeps its words and the supplier's kind."""
    found = claims(kinds="EquipmentSupplier", supplies_or_makes="isolators|odd thing?")
    wares = [c for c in found if c.predicate == "suppliesInput"]
    assert [(c.object.text, c.score) for c in wares] == [("isolators", 1.0), ("odd thing", 0.5)]
    assert wares[1].object.kind == "Equipment"
    assert wares[1].object.identifiers == ()


def test_candidates_are_developed_and_treat() -> None:
    """A code is a therapy that treats; a description is a class and claims no disease."""
    assert said(supplies_or_makes="candidate:SENS-501 (OTOF-GT)/otoferlin deafness") == {
        ("Acteur", "develops", "SENS-501"),
        ("SENS-501", "treats", "otoferlin deafness"),
    }
    assert said(supplies_or_makes="candidate:allogeneic CAR-T cells/leukaemia") == {
        ("Acteur", "develops", "allogeneic CAR-T cells")
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ATA-100", "ATA-100"),
        ("glenzocimab", "glenzocimab"),
        ("lacutamab (IPH4102)", "lacutamab"),
        ("Viaskin Peanut", "Viaskin Peanut"),
        ("MailPan bioartificial pancreas", "MailPan"),
        ("EVOGEX (allogeneic extracellular vesicles)", "EVOGEX"),
        ("anti-CD45RC antibody", ""),
        ("COL2A1 gene therapy", ""),
        ("CAR-T", ""),
        ("3D neural microtissues", ""),
        ("therapeutic antibody", ""),
        ("Treg-blocking antibodies", ""),
    ],
)
def test_names_and_descriptions_of_candidates(text: str, name: str) -> None:
    """Codes, brands and INNs are names; words are not."""
    found = candidate(text)
    assert (found.text if found.kind == "Therapy" else "") == name


def test_patient_organisations_represent_diseases() -> None:
    """With or without paying for research."""
    assert said(
        kinds="PatientOrganization",
        supplies_or_makes="represents and funds: cystic fibrosis|information: rare diseases",
    ) == {("Acteur", "represents", "cystic fibrosis")}


def test_a_daughter_belongs_and_a_site_is_operated() -> None:
    """What is made at a site is made by its owner."""
    assert said(parent="Groupe|Fonds?") == {
        ("Acteur", "subsidiaryOf", "Groupe"),
        ("Acteur", "subsidiaryOf", "Fonds"),
    }
    assert said(kinds="Site|PharmaCompany", parent="Sanofi", modalities="vaccine") == {
        ("Sanofi", "operatesSite", "Acteur"),
        ("Sanofi", "manufactures", "vaccine"),
    }


def test_funds_and_premises_are_no_wares() -> None:
    """Descriptions with a colon say what an actor is for, not what it sells."""
    assert said(kinds="ServiceProvider", supplies_or_makes="funds: training") == set()
