"""ANR's partners, CORDIS, listed companies and Orphanet: what their rows say, and their slips."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from biograph.harvest import declared
from biograph.harvest.identifiers import valid
from biograph.harvest.sources import SOURCES, pia
from biograph.harvest.sources.cordis import COMMISSION
from biograph.model import Claim, Entry, Flag, Identifier, Reason, Record
from biograph.resources import bundled_snapshot

from .test_sources import claims, entries, row, triples

FULL = Path(__file__).parents[2].parent / "shared" / "data"

needs_full = pytest.mark.skipif(not FULL.is_dir(), reason="the full snapshot is not beside us")


def flags(source: str, record: Record) -> list[Flag]:
    """What is wrong with a record."""
    connector = SOURCES[source]
    said = (*connector.entries(record), *connector.claims(record))
    return [one for one in said if isinstance(one, Flag)]


def full(source: str) -> list[Record]:
    """The usable rows of the full snapshot."""
    return [one for one in SOURCES[source].records(FULL) if isinstance(one, Record)]


def partner(**cells: str) -> Record:
    """A laboratory that ANR funds; ``cells`` with underscores for the points in column names."""
    given = {name.replace("Adresse_", "Adresse."): value for name, value in cells.items()}
    return row(
        declared.ANR_PARTNERS,
        **{
            "Nom_organisme": "Institut Jacques Monod",
            "Categorie_organisme": "Laboratoire public",
            "Code_RNSR": "199712638E",
            "Adresse.Ville": "PARIS CEDEX 13",
            "Adresse.Region": "Île-de-France",
            "n_projets_vivant": "31",
            "premiere_annee": "2012",
            "derniere_annee": "2021",
            **given,
        },
    )


def test_anr_funds_a_partner_over_the_years_of_its_projects() -> None:
    """The partner carries its RNSR number and town; the funder is the one of the PIA tables."""
    (grant,) = claims("anr", partner())
    assert triples([grant]) == [
        ("Agence nationale de la recherche", "funds", "Institut Jacques Monod")
    ]
    assert grant.subject is pia.ANR
    assert grant.date == "2012"
    assert grant.until == ""  # 2021 is the year of the latest award, not the end of the money
    assert "derniere_annee: 2021" in grant.evidence.quote
    assert grant.object.kind == "ResearchOrganization"
    assert grant.object.identifiers == (Identifier("rnsr", "199712638E"),)
    assert grant.object.place == "Paris"
    assert "Code_RNSR: 199712638E" in grant.evidence.quote


def test_anr_spellings_make_no_entries() -> None:
    """Other people's spellings of a name are no new actors by themselves."""
    assert not list(SOURCES["anr"].entries(partner()))


def test_anr_spellings_of_one_laboratory_share_its_number() -> None:
    """However a laboratory is written, its number says which one it is."""
    spellings = ("IJM", "Institut J. Monod, UMR 7592", "INSTITUT JACQUES MONOD")
    found = [claims("anr", partner(Nom_organisme=name))[0].object for name in spellings]
    assert [one.text for one in found] == list(spellings)
    assert {one.identifiers for one in found} == {(Identifier("rnsr", "199712638E"),)}


@pytest.mark.parametrize(
    ("category", "name", "kind"),
    [
        ("PME", "CYTOO", "Company"),
        ("TPE", "VIROXIS", "Company"),
        ("Entreprise autre que TPE ou PME", "LFB BIOTECHNOLOGIES", "Company"),
        ("Fondation de recherche", "INSTITUT PASTEUR", "ResearchOrganization"),
        ("Association", "ARMINES", "ResearchOrganization"),
        ("Divers public", "CHU R Poincaré", "Hospital"),
        ("Divers public", "Hôpital Cochin-Port-Royal", "Hospital"),
        ("", "Hospices civils de Lyon", "Hospital"),
        ("Divers public", "INSTITUT GUSTAVE ROUSSY", "ResearchOrganization"),
        ("PME", "CHU Conseil", "Company"),
    ],
)
def test_anr_kind_follows_the_category(category: str, name: str, kind: str) -> None:
    """Public bodies named as hospitals are hospitals; a firm is a firm whatever its name."""
    record = partner(Categorie_organisme=category, Nom_organisme=name, Code_RNSR="")
    (grant,) = claims("anr", record)
    assert grant.object.kind == kind


def test_anr_public_laboratory_without_number_is_set_aside() -> None:
    """Its name may be a team's or a person's: the flag says how to mend the row."""
    (flag,) = flags("anr", partner(Code_RNSR=""))
    assert flag.reason is Reason.NO_ENTITY
    assert "RNSR" in flag.mend
    assert not claims("anr", partner(Code_RNSR=""))


def test_anr_name_of_a_person_goes_no_further() -> None:
    """Neither the claims nor the flag repeat it; a firm or an institute is no person."""
    record = partner(Nom_organisme="Xavier DUPONT")
    (flag,) = flags("anr", record)
    assert flag.reason is Reason.NO_ENTITY
    assert "DUPONT" not in f"{flag.where}{flag.message}{flag.mend}"
    assert not claims("anr", record)
    assert claims("anr", partner(Nom_organisme="Institut MICALIS"))
    assert claims("anr", partner(Nom_organisme="Fluigent SAS", Categorie_organisme="PME"))


@pytest.mark.parametrize("code", ["199712638e", "302717327", "199712638F"])
def test_anr_malformed_number_is_flagged_and_the_row_kept(code: str) -> None:
    """The claim is made without it."""
    record = partner(Code_RNSR=code)
    assert [flag.reason for flag in flags("anr", record)] == [Reason.BAD_IDENTIFIER]
    (grant,) = claims("anr", record)
    assert grant.object.identifiers == ()


def test_anr_town_is_only_the_town() -> None:
    """Some cells also hold region and country."""
    (grant,) = claims("anr", partner(Adresse_Ville="Paris, Île-de-France, France"))
    assert grant.object.place == "Paris"


def test_anr_row_without_name_is_flagged() -> None:
    """Nobody is funded."""
    (flag,) = flags("anr", partner(Nom_organisme=" "))
    assert flag.reason is Reason.EMPTY


def test_anr_year_that_is_none_is_left_out() -> None:
    """A date is ISO or nothing."""
    (grant,) = claims("anr", partner(premiere_annee="20l2", derniere_annee=""))
    assert (grant.date, grant.until) == ("", "")


@needs_full
def test_anr_full_table_gives_thousands_of_spellings() -> None:
    """Six persons and the public laboratories without number are set aside, nothing else."""
    found = [one for record in full("anr") for one in SOURCES["anr"].claims(record)]
    grants = [one for one in found if isinstance(one, Claim)]
    reasons = Counter(one.reason for one in found if isinstance(one, Flag))
    assert reasons == {Reason.NO_ENTITY: 1_127 + 6, Reason.BAD_IDENTIFIER: 19}
    assert len(grants) == 4_751
    spellings: dict[tuple[Identifier, ...], set[str]] = {}
    for one in grants:
        spellings.setdefault(one.object.identifiers, set()).add(one.object.text)
    assert len(spellings) > 1_000
    assert len(spellings[Identifier("rnsr", "200112491C"),]) > 5


def participation(**cells: str) -> Record:
    """A firm in a European project."""
    return row(
        declared.CORDIS,
        **{
            "projectID": "776825",
            "projectAcronym": "MELOA",
            "organisationID": "998142126",
            "siren": "338034390",
            "name": "COLLECTE LOCALISATION\xa0SATELLITES",
            "shortName": "CLS",
            "activityType": "PRC",
            "city": "RAMONVILLE ST AGNE",
            "geolocation": "43.5558,1.4767",
            "organizationURL": "http://www.cls.fr",
            "ecContribution": "862500.0",
            "netEcContribution": "862500.0",
            **cells,
        },
    )


def test_cordis_row_describes_an_organisation_and_a_project() -> None:
    """The organisation is keyed by its participant code, the project by its number."""
    organisation, project = entries("cordis", participation())
    assert organisation.key == "998142126"
    assert organisation.name == "COLLECTE LOCALISATION SATELLITES"
    assert organisation.aliases == ("CLS",)
    assert organisation.identifiers == (
        Identifier("pic", "998142126"),
        Identifier("siren", "338034390"),
    )
    assert (organisation.kinds, organisation.city) == (("Company",), "Ramonville Saint Agne")
    assert (organisation.lat, organisation.lon) == ("43.5558", "1.4767")
    assert (project.kinds, project.name) == (("Project",), "MELOA")
    assert project.identifiers == (Identifier("cordis", "776825"),)


def test_cordis_commission_funds_and_the_organisation_takes_part() -> None:
    """Both ends of both claims are exact by their numbers."""
    part, grant = claims("cordis", participation())
    name = "COLLECTE LOCALISATION SATELLITES"
    assert triples([part, grant]) == [
        (name, "participatesIn", "MELOA"),
        ("Commission européenne", "funds", name),
    ]
    assert part.object.identifiers == (Identifier("cordis", "776825"),)
    assert (grant.subject.kind, grant.amount) == ("Funder", "862500 €")
    assert all(valid(*identifier) for identifier in COMMISSION.identifiers)


@pytest.mark.parametrize(
    ("net", "gross", "amount"),
    [
        ("196707.84", "0.0", "196707.84 €"),
        ("196707,84", "200000.0", "196707.84 €"),
        ("95437.5", "95437.5", "95437.5 €"),
        ("10.0", "10.0", "10 €"),
        ("", "95437,5", "95437.5 €"),
        ("", "", ""),
    ],
)
def test_cordis_amount_is_what_the_organisation_itself_receives(
    net: str, gross: str, amount: str
) -> None:
    """Decimal commas are points; the gross contribution stands in where the net is not given."""
    record = participation(netEcContribution=net, ecContribution=gross)
    assert claims("cordis", record)[1].amount == amount
    assert not flags("cordis", record)


def test_cordis_partner_at_its_own_cost_is_not_funded() -> None:
    """It takes part all the same."""
    found = claims("cordis", participation(netEcContribution="0.0", ecContribution="5000.0"))
    assert [one.predicate for one in found] == ["participatesIn"]


@pytest.mark.parametrize("amount", ["1 000", "12.5.3", "-5", "abc"])
def test_cordis_amount_that_is_none_is_flagged_and_the_row_kept(amount: str) -> None:
    """The Commission funds the organisation, nobody knows with how much."""
    record = participation(netEcContribution=amount)
    assert [flag.reason for flag in flags("cordis", record)] == [Reason.MALFORMED]
    assert claims("cordis", record)[1].amount == ""


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"siren": "338034391"}, ["pic"]),
        ({"organisationID": "99814212"}, ["siren"]),
        ({"projectID": "H2020-776825"}, ["pic", "siren"]),
    ],
)
def test_cordis_malformed_identifier_is_flagged_and_the_row_kept(
    cells: dict[str, str], kept: list[str]
) -> None:
    """Entries and claims are made with the other identifiers."""
    record = participation(**cells)
    assert [flag.reason for flag in flags("cordis", record)] == [Reason.BAD_IDENTIFIER]
    organisation, _ = entries("cordis", record)
    assert [one.scheme for one in organisation.identifiers] == kept
    assert len(claims("cordis", record)) == 2


@pytest.mark.parametrize(
    ("activity", "name", "kind"),
    [
        ("HES", "SORBONNE UNIVERSITE", "ResearchOrganization"),
        ("HES", "CENTRE HOSPITALIER UNIVERSITAIRE DE RENNES", "Hospital"),
        ("REC", "ASSISTANCE PUBLIQUE HOPITAUX DE PARIS", "Hospital"),
        ("REC", "INSTITUT PASTEUR", "ResearchOrganization"),
        ("PUB", "ETABLISSEMENT FRANCAIS DU SANG", "ResearchOrganization"),
        ("PUB", "AGENCE NATIONALE DE LA RECHERCHE", "Funder"),
        ("PUB", "GUADELOUPE REGION", "Funder"),
        ("PUB", "CHAMBRE REGIONALE D'AGRICULTURE DE BRETAGNE", "ResearchOrganization"),
        ("PUB", "MINISTERE DE LA TRANSITION ECOLOGIQUE", "Regulator"),
        ("OTH", "VEGENOV-BBV", "ResearchOrganization"),
        ("", "VEGENOV-BBV", "ResearchOrganization"),
        ("PRC", "HOPITAL PRIVE SAS", "Company"),
    ],
)
def test_cordis_kind_follows_the_activity(activity: str, name: str, kind: str) -> None:
    """Hospitals count as research there; public bodies are told apart by their names."""
    organisation, _ = entries("cordis", participation(activityType=activity, name=name))
    assert organisation.kinds == (kind,)


def test_cordis_place_that_is_no_point_is_left_out() -> None:
    """Half a coordinate is none."""
    organisation, _ = entries("cordis", participation(geolocation="48.8"))
    assert (organisation.lat, organisation.lon) == ("", "")


def test_cordis_row_without_name_is_flagged_and_keeps_its_project() -> None:
    """The project is still described."""
    record = participation(name="")
    assert [flag.reason for flag in flags("cordis", record)] == [Reason.EMPTY]
    assert [one.kinds for one in entries("cordis", record)] == [("Project",)]
    assert not claims("cordis", record)


@needs_full
def test_cordis_full_extract_is_read_without_a_flag() -> None:
    """171 organisations in 129 projects; twelve participations bring no money."""
    records = full("cordis")
    assert not [flag for record in records for flag in flags("cordis", record)]
    found = [one for record in records for one in entries("cordis", record)]
    count = Counter("project/" in key for key in {one.key for one in found})
    assert (count[False], count[True]) == (171, 129)
    predicates = Counter(one.predicate for record in records for one in claims("cordis", record))
    assert predicates == {"participatesIn": 273, "funds": 261}


def company(**cells: str) -> Record:
    """A listed company."""
    return row(
        declared.LISTED,
        **{
            "name": "Valneva SE",
            "autres_noms": "VALNEVA|VALNEVA SE  EO -,15|VALNEVA SE VALNEVA ORD SHS",
            "isin": "FR0004056851",
            "industry": "Biotechnology",
            "city": "Saint-Herblain",
            "zipcode": "44800",
            "website": "http://valneva.com",
            "delisted": "False",
            **cells,
        },
    )


def test_listed_company_has_its_isin_and_no_name_of_a_security() -> None:
    """Names that brokers give to shares are no names of the company."""
    (entry,) = entries("listed", company())
    assert entry.kinds == ("PharmaCompany", "Company")
    assert entry.identifiers == (Identifier("isin", "FR0004056851"),)
    assert entry.aliases == ("VALNEVA",)
    assert (entry.city, entry.status) == ("Saint-Herblain", "listed")


def test_listed_company_lies_in_its_town() -> None:
    """The postcode's zero that was lost on the way is put back."""
    (seat,) = claims("listed", company())
    assert triples([seat]) == [("Valneva SE", "locatedIn", "Saint-Herblain")]
    assert seat.object.identifiers == (Identifier("insee", "44162"),)
    assert (seat.subject.kind, seat.subject.subtype) == ("Company", "PharmaCompany")
    (seat,) = claims("listed", company(city="Carros", zipcode="6511"))
    assert seat.object.identifiers == (Identifier("insee", "06033"),)


@pytest.mark.parametrize(
    ("industry", "kinds"),
    [
        ("Pharmaceuticals", ("PharmaCompany", "Company")),
        ("Drug Manufacturers - General", ("PharmaCompany", "Company")),
        ("Health Care Technology", ("Company",)),
        ("", ("Company",)),
    ],
)
def test_listed_kind_follows_the_industry(industry: str, kinds: tuple[str, ...]) -> None:
    """Only biotechnology and drug makers are pharmaceutical."""
    assert entries("listed", company(industry=industry))[0].kinds == kinds


def test_listed_company_that_left_the_market_says_so() -> None:
    """Its status tells; the row stays."""
    assert entries("listed", company(delisted="True"))[0].status == "delisted"


def test_listed_wrong_isin_is_flagged_and_the_row_kept() -> None:
    """The company is known without it."""
    record = company(isin="FR0004056852")
    assert [flag.reason for flag in flags("listed", record)] == [Reason.BAD_IDENTIFIER]
    assert entries("listed", record)[0].identifiers == ()
    assert len(claims("listed", record)) == 1


def test_listed_security_is_no_company() -> None:
    """A row named after a share makes no actor."""
    record = company(name="OSE IMMUNOTHERAPE.EO -,20")
    assert [flag.reason for flag in flags("listed", record)] == [Reason.NO_ENTITY]
    assert not entries("listed", record)
    assert not claims("listed", record)


def test_listed_town_with_broken_letters_is_flagged_and_left_out() -> None:
    """The company is kept, its town is not guessed."""
    record = company(city="VandA“uvre-les-Nancy")
    assert [flag.reason for flag in flags("listed", record)] == [Reason.BAD_ENCODING]
    assert entries("listed", record)[0].city == ""
    assert not claims("listed", record)


def test_listed_prose_does_not_travel() -> None:
    """The descriptions come from a commercial site: the bundle has none."""
    path = bundled_snapshot() / declared.LISTED.path
    assert "summary" not in path.read_text(encoding="utf-8").splitlines()[0].split(",")


@needs_full
def test_listed_full_table_has_ninety_companies() -> None:
    """Three rows are of securities, one town is broken."""
    records = full("listed")
    reasons = Counter(flag.reason for record in records for flag in flags("listed", record))
    assert reasons == {Reason.NO_ENTITY: 3, Reason.BAD_ENCODING: 1}
    found = [one for record in records for one in entries("listed", record)]
    assert len(found) == 89
    names = [name for one in found for name in (one.name, *one.aliases)]
    assert not [name for name in names if "EO " in name or "ORD SHS" in name]


def disease(**cells: str) -> Record:
    """A rare disease."""
    return row(
        declared.ORPHANET,
        **{
            "orpha_code": "5",
            "label_fr": "Déficit en LCHAD",
            "label_en": "LCHAD deficiency",
            "statut": "Actif",
            "synonymes_fr": "LCHADD | Déficit en 3-hydroxyacyl-CoA déshydrogénase",
            "omim_exact": "609016",
            "mondo_exact": "MONDO:0012173",
            **cells,
        },
    )


def test_orphanet_disease_has_names_in_both_languages_and_three_numbers() -> None:
    """The French label is the name; it claims nothing."""
    (entry,) = entries("orphanet", disease())
    assert (entry.key, entry.kinds, entry.name) == ("5", ("Disease",), "Déficit en LCHAD")
    assert entry.aliases == (
        "LCHAD deficiency",
        "LCHADD",
        "Déficit en 3-hydroxyacyl-CoA déshydrogénase",
    )
    assert entry.identifiers == (
        Identifier("orphacode", "5"),
        Identifier("mondo", "MONDO:0012173"),
        Identifier("omim", "609016"),
    )
    assert not list(SOURCES["orphanet"].claims(disease()))


def test_orphanet_disease_without_french_label_has_its_english_name() -> None:
    """The French list is older than the English one."""
    (entry,) = entries("orphanet", disease(label_fr="", statut="", synonymes_fr=""))
    assert (entry.name, entry.aliases) == ("LCHAD deficiency", ())


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("OBSOLÈTE : Aniridie", "Aniridie"),
        ("OBSOLETE : Carcinome rénal familial", "Carcinome rénal familial"),
        ("NON RARE EN EUROPE : Maladie de Crohn", "Maladie de Crohn"),
        ('"Myopathie congénitale à ""central cores"""', 'Myopathie congénitale à "central cores"'),
    ],
)
def test_orphanet_name_is_only_the_name(label: str, name: str) -> None:
    """The mark of an inactive entry is its status; quotes of the former file are undone."""
    record = disease(label_fr=label, statut="Inactif : Obsolète")
    (entry,) = entries("orphanet", record)
    assert (entry.name, entry.status) == (name, "Inactif : Obsolète")


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"mondo_exact": "0012173"}, ["orphacode", "omim"]),
        ({"omim_exact": "60901"}, ["orphacode", "mondo"]),
        ({"orpha_code": "ORPHA:5"}, ["mondo", "omim"]),
    ],
)
def test_orphanet_malformed_identifier_is_flagged_and_the_row_kept(
    cells: dict[str, str], kept: list[str]
) -> None:
    """The disease keeps its other numbers."""
    record = disease(**cells)
    assert [flag.reason for flag in flags("orphanet", record)] == [Reason.BAD_IDENTIFIER]
    (entry,) = entries("orphanet", record)
    assert [one.scheme for one in entry.identifiers] == kept


def test_orphanet_row_without_name_is_flagged() -> None:
    """A number alone is no disease."""
    (flag,) = flags("orphanet", disease(label_fr="", label_en="", synonymes_fr=""))
    assert flag.reason is Reason.EMPTY


@needs_full
def test_orphanet_full_table_is_read_without_a_flag() -> None:
    """Groups, diseases and subtypes: 11,455 of them, none with quotes or marks left in its name."""
    records = full("orphanet")
    assert not [flag for record in records for flag in flags("orphanet", record)]
    found = [one for record in records for one in entries("orphanet", record)]
    assert len(found) == 11_455
    assert all(valid(*identifier) for one in found for identifier in one.identifiers)
    names = [name for one in found for name in (one.name, *one.aliases)]
    assert not [name for name in names if name.startswith(('"', "OBSOL", "NON RARE"))]


def test_bundled_diseases_are_those_that_actors_name() -> None:
    """A disease that patients' associations speak for is there, with its number."""
    found = {
        name: one
        for record in SOURCES["orphanet"].records(bundled_snapshot())
        if isinstance(record, Record)
        for one in SOURCES["orphanet"].entries(record)
        if isinstance(one, Entry)
        for name in (one.name, *one.aliases)
    }
    assert Identifier("orphacode", "399") in found["Huntington disease"].identifiers
    assert Identifier("orphacode", "586") in found["Mucoviscidose"].identifiers
