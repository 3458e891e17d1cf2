"""The curated actors: what their row says becomes claims."""

from __future__ import annotations

import pytest

from biograph.harvest.activities import candidate
from biograph.harvest.sources import actors
from biograph.model import Claim, DatedName, Entry, Identifier, Record


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
    row = actor(kinds="CDMO|AcademicGMPPlatform", aliases="A|B?")
    (entry,) = (one for one in actors.entries(row) if isinstance(one, Entry))
    assert entry.kinds == ("CDMO", "AcademicGMPPlatform", "Company", "ResearchOrganization")
    assert entry.aliases == ("A",)


@pytest.mark.parametrize(
    ("cell", "former"),
    [
        ("C", ("C", "", "")),
        ("Horama (2014/2021-07)", ("Horama", "2014", "2021-07")),
        ("Horama (/2021)", ("Horama", "", "2021")),
        ("Alliance (project)", ("Alliance (project)", "", "")),
    ],
)
def test_a_former_name_has_the_dates_of_its_cell(cell: str, former: DatedName) -> None:
    """In the form that owners have them; the actor is known under the name alone."""
    row = actor(former_names=f"{cell}|Doubtful (2001/2002)?")
    (entry,) = (one for one in actors.entries(row) if isinstance(one, Entry))
    assert entry.former_names == (former,)
    assert entry.names == ("Acteur", former[0])
    assert f"former_names: {cell}" in entry.evidence.quote


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


def owned(cell: str, **cells: str) -> list[tuple[str, str, str, float]]:
    """The owners that a cell of parents gives: name, from, until, score."""
    found = claims(parent=cell, **cells)
    return [
        (c.object.text, c.date, c.until, c.score) for c in found if c.predicate == "subsidiaryOf"
    ]


@pytest.mark.parametrize(
    ("cell", "parent"),
    [
        ("Groupe", ("Groupe", "", "", 1.0)),
        ("Groupe?", ("Groupe", "", "", 0.5)),
        ("Groupe (2024/)", ("Groupe", "2024", "", 1.0)),
        ("Groupe (/2021)", ("Groupe", "", "2021", 1.0)),
        ("Groupe (2015-03/2021-11)", ("Groupe", "2015-03", "2021-11", 1.0)),
        ("Groupe (2015/2021)?", ("Groupe", "2015", "2021", 0.5)),
        ("Groupe (France)", ("Groupe (France)", "", "", 1.0)),
        ("Groupe (2015)", ("Groupe (2015)", "", "", 1.0)),
        ("Groupe (France) (2024/)", ("Groupe (France)", "2024", "", 1.0)),
    ],
)
def test_an_owner_has_the_dates_that_its_cell_gives(
    cell: str, parent: tuple[str, str, str, float]
) -> None:
    """Only a span in brackets is a span: other brackets belong to the name."""
    assert actors.parents(cell) == [parent]
    assert owned(cell) == [parent]


@pytest.mark.parametrize("cell", ["Olon (2024/)|Novasep (2015/2021)", "Olon|Novasep (2015/2021)"])
def test_past_owners_come_before_the_present_one(cell: str) -> None:
    """Whatever the order in the cell."""
    backwards = "|".join(cell.split("|")[::-1])
    names = [parent.name for parent in actors.parents(cell)]
    assert names == [parent.name for parent in actors.parents(backwards)] == ["Novasep", "Olon"]


def test_what_a_site_makes_is_made_by_its_present_owner() -> None:
    """The past owner operated it, and makes nothing there now."""
    assert said(kinds="Site", parent="Olon (2024/)|Novasep (/2024)", modalities="vaccine") == {
        ("Novasep", "operatesSite", "Acteur"),
        ("Olon", "operatesSite", "Acteur"),
        ("Olon", "manufactures", "vaccine"),
    }


def test_a_site_without_owner_claims_no_product() -> None:
    """A place does nothing by itself."""
    assert said(kinds="Site", modalities="vaccine") == set()


@pytest.mark.parametrize(
    ("name", "kind"), [("Sanofi", "Company"), ("Université Paris Cité", "ResearchOrganization")]
)
def test_an_owner_that_has_a_line_is_that_line(name: str, kind: str) -> None:
    """Its kind comes from its line, so that a university is no company."""
    (owner,) = (c.object for c in claims(parent=name) if c.predicate == "subsidiaryOf")
    assert owner.kind == kind
    assert owner.identifiers == (Identifier("actor", name),)


def test_an_owner_without_a_line_is_a_company_by_its_name() -> None:
    """Nothing else is known of it."""
    (owner,) = (c.object for c in claims(parent="Zygote Kappa") if c.predicate == "subsidiaryOf")
    assert (owner.kind, owner.identifiers) == ("Company", ())


def test_every_span_of_the_table_is_read() -> None:
    """No cell of parents leaves dates in a name, nor an end before its beginning."""
    found = [parent for record in table() for parent in actors.parents(record.fields["parent"])]
    assert any(parent.since for parent in found)
    assert not [parent for parent in found if "/" in parent.name and parent.name.endswith(")")]
    assert not [p for p in found if p.since and p.until and p.until[:4] < p.since[:4]]


def table() -> list[Record]:
    """The lines of the table of actors."""
    found = actors.read(actors.TABLE, actors.extract(), source="actors")
    return [one for one in found if isinstance(one, Record)]


def test_no_actor_belongs_to_itself() -> None:
    """An owner is another line."""
    owners = {(r.key, p.name) for r in table() for p in actors.parents(r.fields["parent"])}
    assert [key for key, owner in owners if key == owner] == []


@pytest.mark.parametrize(
    ("kinds", "predicate"),
    [
        ("University", "researches"),
        ("Laboratory", "researches"),
        ("NucleicAcidCDMO", "manufactures"),
        ("Hospital", ""),
        ("Incubator", ""),
    ],
)
def test_a_finer_kind_does_what_the_kind_above_it_does(kinds: str, predicate: str) -> None:
    """The ontology says what stands above: a university is a research organisation."""
    found = said(kinds=kinds, modalities="CAR-T")
    assert {what for _, what, _ in found} == ({predicate} if predicate else set())


def test_a_production_site_is_operated_as_a_site_is() -> None:
    """The finer kind of a place is still a place."""
    assert said(kinds="ProductionSite", parent="Sanofi", modalities="vaccine") == {
        ("Sanofi", "operatesSite", "Acteur"),
        ("Sanofi", "manufactures", "vaccine"),
    }


@pytest.mark.parametrize("kind", ["EquipmentSupplier", "RawMaterialSupplier", "ServiceProvider"])
@pytest.mark.parametrize("order", ["Startup|{}", "{}|Startup", "PharmaCompany|{}"])
def test_a_supplier_without_candidate_develops_nothing(kind: str, order: str) -> None:
    """The classes of its line are those of its clients."""
    found = said(kinds=order.format(kind), modalities="CAR-T", supplies_or_makes="isolators")
    assert {what for _, what, _ in found} == {"suppliesInput"}


def test_a_supplier_with_a_candidate_develops_its_classes() -> None:
    """Who has a product of its own also works on its classes."""
    found = said(
        kinds="Startup|EquipmentSupplier", modalities="CAR-T", supplies_or_makes="candidate:ATA-100"
    )
    assert found == {("Acteur", "develops", "CAR-T"), ("Acteur", "develops", "ATA-100")}


def test_a_supplier_that_manufactures_still_does() -> None:
    """Only developing is what a supplier's classes do not show."""
    found = said(kinds="CDMO|EquipmentSupplier", modalities="CAR-T")
    assert ("Acteur", "manufactures", "CAR-T") in found


def test_a_finer_contract_manufacturer_offers_what_every_one_offers() -> None:
    """A CDMO of nucleic acids is a CDMO."""
    cells = {"modalities": "mRNA|fill-finish", "supplies_or_makes": "plasmids"}
    assert said(kinds="NucleicAcidCDMO", **cells) == said(kinds="CDMO", **cells)


def test_a_finer_service_provider_sells_its_services() -> None:
    """A testing laboratory is a service provider."""
    cells = {"supplies_or_makes": "sterility testing"}
    assert (
        said(kinds="TestingLaboratory", **cells) == said(kinds="ServiceProvider", **cells) != set()
    )


def test_a_candidate_for_several_diseases_is_developed_once() -> None:
    """As surely as its surest line: two confidences of one row break a shape of the graph."""
    made = "candidate:synthetic antibodies/solid tumours|candidate:synthetic antibodies/infection?"
    found = [c for c in claims(supplies_or_makes=made) if c.predicate == "develops"]
    assert [(c.object.text, c.score) for c in found] == [("synthetic antibodies", 1.0)]


def test_facts_are_dated_by_their_source() -> None:
    """Each fact bears the date of the line's latest source; an ownership its own years."""
    found = claims(
        city="Paris",
        parent="Holding|Earlier (2010/2015)",
        kinds="EquipmentSupplier",
        supplies_or_makes="single-use bags",
        source_date="2019-04",
    )
    dates = {(c.predicate, c.object.text): c.date for c in found}
    assert dates["locatedIn", "Paris"] == "2019-04"
    assert {d for (p, _), d in dates.items() if p == "suppliesInput"} == {"2019-04"}
    assert dates["subsidiaryOf", "Holding"] == ""
    assert dates["subsidiaryOf", "Earlier"] == "2010"


def test_a_line_without_a_date_leaves_its_facts_undated() -> None:
    """No date is made up where the page bears none."""
    assert {c.date for c in claims(city="Paris", supplies_or_makes="single-use bags")} == {""}
