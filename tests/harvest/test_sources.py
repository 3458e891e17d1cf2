"""Each source: rows become entries and claims with evidence; a bad cell costs only itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from biograph.harvest import declared
from biograph.harvest.sources import SOURCES, corpus, recipes
from biograph.harvest.sources.bdpm import brand_name
from biograph.model import Claim, Entry, Flag, Identifier, Modality, Reason, Record
from biograph.terms import PREDICATES, REGISTER_PREDICATES, document_iri, version_iri

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.harvest.tables import Table


PACKAGED = {"actors", "corpus", "countries", "recipes"}  # read from the package, not the snapshot


def row(table: Table, **cells: str) -> Record:
    """A record of ``table`` with the given cells (spaces as underscores), the rest empty."""
    columns = {**dict.fromkeys((*table.key, *table.columns), ""), **cells}
    return Record(
        source="test",
        table=table.name,
        key=table.key_of(columns) or "k",
        fields=columns,
        sha256="ab" * 32,
    )


def entries(source: str, record: Record) -> list[Entry]:
    """The entries of a record."""
    return [one for one in SOURCES[source].entries(record) if isinstance(one, Entry)]


def claims(source: str, record: Record) -> list[Claim]:
    """The claims of a record."""
    return [one for one in SOURCES[source].claims(record) if isinstance(one, Claim)]


def triples(found: list[Claim]) -> list[tuple[str, str, str]]:
    """Claims as subject, predicate, object."""
    return [(one.subject.text, one.predicate, one.object.text) for one in found]


def ilab(**cells: str) -> Record:
    """A winner with a company, a region and a laboratory."""
    return row(
        declared.ILAB,
        **{
            "Identifiant": "QE15017",
            "Année de concours": "2015",
            "Id région": "R11",
            "Région": "Île-de-France",
            "Libellé entreprise": "STEP PHARMA",
            "N° SIREN": "802795906",
            declared.UNIT: "201420829J",
            declared.UNIT_NAME: "Institut des maladies génétiques",
            **cells,
        },
    )


def test_the_sources_are_sorted_and_named_after_themselves() -> None:
    """Licence and date stand for each; dates are ISO."""
    assert list(SOURCES) == sorted(SOURCES)
    for name, connector in SOURCES.items():
        assert connector.SOURCE.id == name
        assert connector.SOURCE.licence
        assert connector.SOURCE.date[:2] == "20"


def test_ilab_declares_award_region_and_laboratory() -> None:
    """The company carries its SIREN, the laboratory its number, the region its code."""
    found = claims("ilab", ilab())
    assert triples(found) == [
        ("Concours i-Lab", "funds", "STEP PHARMA"),
        ("STEP PHARMA", "locatedIn", "Île-de-France"),
        ("STEP PHARMA", "relatedLaboratory", "Institut des maladies génétiques"),
    ]
    award, seat, laboratory = found
    assert award.date == "2015"
    assert award.object.identifiers == (Identifier("siren", "802795906"),)
    assert seat.object.identifiers == (Identifier("region", "11"),)
    assert laboratory.object.identifiers == (Identifier("rnsr", "201420829J"),)
    assert award.evidence.quote == (
        "Année de concours: 2015; Libellé entreprise: STEP PHARMA; N° SIREN: 802795906"
    )


def test_ilab_without_company_is_a_text_only() -> None:
    """No name, no entry, no claims; the text is still read."""
    record = ilab(**{"Libellé entreprise": " ", "Moto": "Un vecteur", "Résumé": "Le projet."})
    assert not entries("ilab", record)
    assert not claims("ilab", record)
    assert SOURCES["ilab"].text(record) == ("Un vecteur", "Un vecteur\n\nLe projet.", "fr")


def test_ilab_evidence_stands_in_the_graph_of_its_own_text() -> None:
    """Where the row has a text, the row and the text are one document version."""
    record = ilab(Projet="P", Moto="Un vecteur")
    (award, *_) = claims("ilab", record)
    assert award.evidence.document == version_iri(
        document_iri("ilab", record.key), "P", "Un vecteur"
    )
    assert claims("ilab", ilab())[0].evidence.document != award.evidence.document


@pytest.mark.parametrize(
    ("numbers", "names", "laboratories"),
    [
        ("200412248A", "Mer, ciel et terre", ["Mer, ciel et terre"]),
        ("200412248A,201420829J", "Un,Deux", ["Un", "Deux"]),
        ("200412248A;201420829J", "Un;Deux", ["Un", "Deux"]),
        ("200412248A,201420829J", "Mer, ciel, et terre", ["200412248A", "201420829J"]),
        ("bad,201420829J", "Un,Deux", ["Un", "Deux"]),
        ("", "", []),
    ],
)
def test_ilab_laboratories_of_one_cell(numbers: str, names: str, laboratories: list[str]) -> None:
    """Lists are paired where they have one length; else the numbers speak."""
    record = ilab(**{declared.UNIT: numbers, declared.UNIT_NAME: names})
    found = [c.object.text for c in claims("ilab", record) if c.predicate == "relatedLaboratory"]
    assert found == laboratories


def test_a_bad_siren_is_flagged_and_the_row_stays() -> None:
    """Entry and claims are made without the identifier."""
    record = ilab(**{"N° SIREN": "741165001"})
    flags = [one for one in SOURCES["ilab"].entries(record) if isinstance(one, Flag)]
    assert [flag.reason for flag in flags] == [Reason.BAD_IDENTIFIER]
    (entry,) = entries("ilab", record)
    assert entry.identifiers == ()
    assert len(claims("ilab", record)) == 3


def test_html_in_a_company_name_is_only_text() -> None:
    """The name is carried as it is; what shows it escapes it."""
    (entry,) = entries("ilab", ilab(**{"Libellé entreprise": "<img src=x onerror=alert(1)>"}))
    assert entry.name == "<img src=x onerror=alert(1)>"


def test_pia_grant_with_amount() -> None:
    """ANR, with its ROR identifier, funds the project; zero means not published."""
    cells = {
        "Projet.Code_Decision_ANR": "ANR-10-INBS-0005",
        "Action.Edition": "2010",
        "Projet.Acronyme": "FRISBI",
        "Projet.Titre.Francais": "Infrastructure",
        "Projet.Aide_allouee": "32000000",
    }
    record = row(declared.PIA_PROJECTS, **cells)
    (grant,) = claims("pia", record)
    assert triples([grant]) == [("Agence nationale de la recherche", "funds", "FRISBI")]
    assert (grant.amount, grant.date) == ("32000000 €", "2010")
    assert grant.subject.identifiers == (Identifier("ror", "00rbzpz17"),)
    assert grant.object.identifiers == (Identifier("anr", "ANR-10-INBS-0005"),)
    (zero,) = claims("pia", row(declared.PIA_PROJECTS, **{**cells, "Projet.Aide_allouee": "0"}))
    assert zero.amount == ""
    (entry,) = entries("pia", record)
    assert (entry.kinds, entry.name, entry.aliases) == (("Project",), "FRISBI", ("Infrastructure",))


def test_pia_text_is_title_and_summary_of_a_project() -> None:
    """The language is left to detection: some summaries are English."""
    cells = {"Projet.Code_Decision_ANR": "ANR-10-INBS-0005", "Projet.Titre.Francais": "Titre"}
    with_summary = row(declared.PIA_PROJECTS, **cells, **{"Projet.Resume.Francais": "A summary."})
    assert SOURCES["pia"].text(with_summary) == ("Titre", "Titre\n\nA summary.", "")
    assert SOURCES["pia"].text(row(declared.PIA_PROJECTS, **cells)) is None


def test_pia_partner_takes_part_and_has_a_town() -> None:
    """The kind follows ANR's category."""
    record = row(
        declared.PIA_PARTNERS,
        **{
            "Projet.Partenaire.Code_Decision_ANR": "ANR-18-RHUS-0011-02",
            "Projet.Code_Decision_ANR": "ANR-18-RHUS-0011",
            "Projet.Acronyme": "SUCCESS",
            "Projet.Partenaire.Nom_organisme": "CHU de Nantes",
            "Projet.Partenaire.Categorie_organisme": "Organismes Médicaux (Hôpitaux)",
            "Projet.Partenaire.Adresse.Ville": "NANTES CEDEX 1",
        },
    )
    found = claims("pia", record)
    assert triples(found) == [
        ("CHU de Nantes", "participatesIn", "SUCCESS"),
        ("CHU de Nantes", "locatedIn", "Nantes"),
    ]
    assert found[0].subject.kind == "Hospital"
    assert found[0].subject.place == "Nantes"


def test_pia_partner_not_named_is_flagged() -> None:
    """Where the column says that it is not filled in, nobody takes part."""
    record = row(declared.PIA_PARTNERS, **{"Projet.Partenaire.Nom_organisme": "Non renseigné"})
    (flag,) = SOURCES["pia"].claims(record)
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("successor", "ids"),
    [
        ("0372th171~Université de Bretagne occidentale", ["01b8h3982", "0372th171"]),
        ("0372th171~Université de Brest", ["01b8h3982"]),
        ("", ["01b8h3982"]),
    ],
)
def test_two_ror_records_of_one_name_are_one_organisation(successor: str, ids: list[str]) -> None:
    """A record that another replaced under the same name bears the ids of both."""
    record = row(
        declared.ROR,
        ror_id="https://ror.org/01b8h3982",
        name="Université de Bretagne Occidentale",
        types="education",
        status="inactive",
        successor=successor,
    )
    (entry,) = entries("ror", record)
    assert [i.value for i in entry.identifiers if i.scheme == "ror"] == ids


def test_ror_entry_has_all_names_and_claims_its_parents() -> None:
    """Identifiers are short forms with check digits; parents are exact."""
    record = row(
        declared.ROR,
        ror_id="https://ror.org/02feahw73",
        name="French National Centre",
        name_fr="Centre national",
        acronyms="CNRS",
        types="facility|funder",
        status="active",
        city="Paris",
        wikidata="Q280413|Q1",
        parent="00rbzpz17~Agence|04mkzax54~Autre",
    )
    (entry,) = entries("ror", record)
    assert entry.key == "02feahw73"
    assert entry.kinds == ("ResearchOrganization", "Funder")
    assert entry.aliases == ("Centre national", "CNRS")
    assert entry.identifiers == (
        Identifier("ror", "02feahw73"),
        Identifier("wikidata", "Q280413"),
    )
    found = claims("ror", record)
    assert [c.predicate for c in found] == ["locatedIn", "subsidiaryOf", "subsidiaryOf"]
    assert found[1].object.identifiers == (Identifier("ror", "00rbzpz17"),)


def test_ror_withdrawn_record_claims_nothing() -> None:
    """It is known by its status, so that old links to it can be told."""
    record = row(declared.ROR, ror_id="https://ror.org/02feahw73", name="X", status="withdrawn")
    assert entries("ror", record)[0].status == "withdrawn"
    assert not claims("ror", record)


def test_rnsr_supervisors_are_tutelles_once_with_their_siren() -> None:
    """A participant is no tutelle; a body named twice is one."""
    record = row(
        declared.RNSR,
        numero_national_de_structure="200412248A",
        libelle="BIOLOGIE",
        sigle="BEEP",
        commune="LYON CEDEX 08",
        label_numero="UMR 6197;UMR 6197;",
        tutelles="CNRS;CHU de Lyon;CNRS;Invité",
        siret_des_tutelles="18008901303720;26690027300019;18008901303720;",
        code_de_type_de_tutelle="TUTE;TUTE;TUTE;PART",
    )
    (entry,) = entries("rnsr", record)
    assert entry.aliases == ("BEEP", "UMR 6197")
    assert entry.city == "Lyon"
    seat, *supervisors = claims("rnsr", record)
    assert seat.object.text == "Lyon"
    assert [(c.object.text, c.object.kind) for c in supervisors] == [
        ("CNRS", "ResearchOrganization"),
        ("CHU de Lyon", "Hospital"),
    ]
    assert supervisors[0].object.identifiers == (Identifier("siren", "180089013"),)


def test_finess_tables_name_one_site_by_one_key() -> None:
    """SAE gives the commune's code, FINESS the long name; the SIRET is of the site."""
    finess = row(
        declared.FINESS,
        nofinesset="010000024",
        rs_longue="CENTRE HOSPITALIER",
        rs_courte="CH",
        ville_cp="01440 VIRIAT",
        siret="26010004500012",
    )
    sae = row(declared.SAE, finess_et="010000024", rs="CH", commune="VIRIAT", commune_insee="01451")
    (first,), (second,) = entries("finess", finess), entries("finess", sae)
    assert first.key == second.key == "010000024"
    assert Identifier("finess", "010000024") in first.identifiers
    assert not [i for i in first.identifiers if i.scheme == "siren"]
    (seat,) = claims("finess", sae)
    assert seat.object.identifiers == (Identifier("insee", "01451"),)
    assert seat.object.text == "Viriat"


def test_finess_falls_back_on_the_short_name() -> None:
    """Some sites have no long name."""
    record = row(declared.FINESS, nofinesset="020000097", rs_courte="CH LA FÈRE")
    assert entries("finess", record)[0].name == "CH LA FÈRE"


def medicine(**cells: str) -> Record:
    """A biologic on the French market."""
    return row(
        declared.BIOLOGICS,
        **{
            "cis": "66513085",
            "denomination": "ABASAGLAR 100 unités/ml,  solution injectable",
            "titulaires": "ELI LILLY NEDERLAND BV (PAY-BAS)",
            "classe": "insulin",
            "statut_amm": "Autorisation active",
            "date_amm": "09/09/2014",
            "ema_number": "EMEA/H/C/002835",
            **cells,
        },
    )


def test_bdpm_medicine_its_holder_and_its_class() -> None:
    """Both identifiers are carried; the holder's country comes from the brackets."""
    product, holder = entries("bdpm", medicine())
    assert product.identifiers == (
        Identifier("cis", "66513085"),
        Identifier("emaNumber", "EMEA/H/C/002835"),
    )
    assert product.aliases == ("ABASAGLAR",)
    assert (holder.name, holder.country) == ("ELI LILLY NEDERLAND BV", "NL")
    held, classed = claims("bdpm", medicine())
    assert (held.predicate, held.date, held.modality) == (
        "holdsAuthorisation",
        "2014-09-09",
        Modality.ASSERTED,
    )
    assert classed.object.identifiers == (Identifier("class", "insulin"),)


def test_bdpm_authorisation_that_ended_is_no_fact() -> None:
    """The claim keeps the ended state instead of being lost."""
    held = claims("bdpm", medicine(statut_amm="Autorisation abrogée"))[0]
    assert held.modality is Modality.ENDED


def test_bdpm_holder_without_country_and_with_a_warning() -> None:
    """A note of the register is no name; brackets without a country belong to the name."""
    _, holder = entries("bdpm", medicine(titulaires="NE PAS UTILISER ABBVIE"))
    assert (holder.name, holder.country) == ("ABBVIE", "")
    _, holder = entries("bdpm", medicine(titulaires="PHARMA (EUROPE) LIMITED"))
    assert holder.name == "PHARMA (EUROPE) LIMITED"


@pytest.mark.parametrize(
    ("status", "predicates"), [("1", ["inShortage"]), ("2", ["inShortage"]), ("3", []), ("4", [])]
)
def test_bdpm_shortage_is_rupture_or_tension_only(status: str, predicates: list[str]) -> None:
    """A product put back on the market or given up is not short."""
    record = row(
        declared.SHORTAGES,
        cis="66513085",
        code_statut=status,
        date_debut="14/04/2026",
        denomination="ABASAGLAR",
        ema_number="EMEA/H/C/002835",
    )
    found = claims("bdpm", record)
    assert [one.predicate for one in found] == predicates
    assert all((one.date, one.object.text) == ("2026-04-14", "France") for one in found)


def test_bdpm_shortages_get_their_medicines_name(tmp_path: Path) -> None:
    """Every recorded day is read, and only biologics."""
    folder = tmp_path / "products"
    folder.mkdir()
    columns = (*declared.BIOLOGICS.key, *declared.BIOLOGICS.columns)
    cells = medicine().fields
    text = "\t".join(columns) + "\n" + "\t".join(cells[c] for c in columns) + "\n"
    (folder / "derived_biologics_france.tsv").write_text(text)
    columns = (*declared.SHORTAGES.key, *declared.SHORTAGES.columns)
    lines = ["\t".join(columns)]
    for state, cis in ((declared.SHORTAGES_ON, "66513085"), ("2025-12-29", "66513085")):
        lines.append(f"{state}\t{cis}\t\t1\t14/04/2026\tRupture\t\t")
    lines.append(f"{declared.SHORTAGES_ON}\t60000001\t\t1\t\t\t\t")
    (folder / "bdpm_dispo_instantanes.tsv").write_text("\n".join(lines) + "\n")
    found = [one for one in SOURCES["bdpm"].records(tmp_path) if isinstance(one, Record)]
    assert [one.fields.get("instantane") for one in found] == [None, "2026-05-19", "2025-12-29"]
    assert {one.fields["denomination"] for one in found} == {cells["denomination"]}


@pytest.mark.parametrize(
    ("denomination", "brand"),
    [
        ("ABASAGLAR 100 unités/ml, solution injectable en cartouche", "ABASAGLAR"),
        ("VAXIGRIP suspension injectable en seringue préremplie", "VAXIGRIP"),
        ("ALBUMINE HUMAINE OCTAPHARMA 50 g/l", "ALBUMINE HUMAINE OCTAPHARMA"),
        ("Kymriah, dispersion", "Kymriah"),
        ("", ""),
    ],
)
def test_brand_names_of_denominations(denomination: str, brand: str) -> None:
    """Dose and form are no part of the brand."""
    assert brand_name(denomination) == brand


def ema(**cells: str) -> Record:
    """A medicine of EMA's table."""
    return row(
        declared.EMA,
        **{
            "ema_number": "EMEA/H/C/005095",
            "name": "Carvykti",
            "inn": "ciltacabtagene autoleucel",
            "status": "Authorised",
            "mah": "Janssen-Cilag International NV",
            "ma_date": "25/05/2022",
            "bio_class": "car_t",
            **cells,
        },
    )


def test_ema_authorisation_holder_and_class() -> None:
    """The agency authorises, the holder holds, the class is that of the ontology."""
    found = claims("ema", ema())
    assert [c.predicate for c in found] == ["hasTherapyClass", "authorises", "holdsAuthorisation"]
    assert found[0].object.identifiers == (Identifier("class", "car-t"),)
    assert (found[1].subject.kind, found[1].date) == ("Regulator", "2022-05-25")
    product, holder = entries("ema", ema())
    assert product.aliases == ("ciltacabtagene autoleucel",)
    assert holder.kinds == ("PharmaCompany", "Company")


def test_ema_authorisation_that_lapsed_ended_then() -> None:
    """Withdrawn after authorisation: ended, with its end."""
    found = claims("ema", ema(status="Withdrawn", end_of_ma_date="01/02/2024"))[1:]
    assert {(c.modality, c.until) for c in found} == {(Modality.ENDED, "2024-02-01")}


def test_ema_application_never_authorised_authorises_nothing() -> None:
    """Refused or withdrawn applications have no date of authorisation."""
    found = claims("ema", ema(status="Refused", ma_date=""))
    assert [c.predicate for c in found] == ["hasTherapyClass"]


def test_ema_atmp_list_adds_the_legal_class_and_the_french_number() -> None:
    """GTMP is a gene therapy medicine by Regulation 1394/2007."""
    record = row(
        declared.ATMP,
        ema_number="EMEA/H/C/005095",
        name="Carvykti",
        bio_class="car_t",
        atmp_type="GTMP",
        bdpm_cis="65329132",
    )
    slugs = [c.object.identifiers[0].value for c in claims("ema", record)]
    assert slugs == ["car-t", "gene-therapy"]
    assert Identifier("cis", "65329132") in entries("ema", record)[0].identifiers


def test_geo_places_are_keyed_by_their_official_code() -> None:
    """The kind tells the level, the region's code the place above."""
    told = {"code_insee": "91174", "nom": "Corbeil-Essonnes", "code_region": "11"}
    (entry,) = entries("geo", row(declared.COMMUNES, population="51234", **told))
    assert (entry.kinds, entry.key, entry.region) == (("Commune", "Location"), "91174", "11")
    assert entry.population == "51234"
    assert entry.identifiers == (Identifier("insee", "91174"),)
    (entry,) = entries("geo", row(declared.REGIONS, code="11", nom="Île-de-France"))
    assert (entry.kinds[0], entry.identifiers) == ("Region", (Identifier("region", "11"),))


def test_a_region_and_a_departement_of_one_code_are_two_places() -> None:
    """93 is Provence-Alpes-Côte d'Azur among regions and Seine-Saint-Denis among départements."""
    south = row(declared.REGIONS, code="93", nom="Provence-Alpes-Côte d'Azur")
    north = row(declared.DEPARTEMENTS, code="93", nom="Seine-Saint-Denis", code_region="11")
    assert entries("geo", south)[0].key != entries("geo", north)[0].key


def test_recipe_suppliers_supply_the_input_of_the_line(tmp_path: Path) -> None:
    """A product name in brackets is cut off; without an owner before it, it is flagged."""
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "fam.tsv").write_text(
        "stage\tunit_operation\trequirement\tgroup\tsuppliers\tsource\tconfidence\n"
        "upstream\tCulture\tcho-medium\tmedium\tCytiva (HyCell)|Lonza?|(ActiPro)\thttps://x\tmedium\n"
    )
    (record,) = recipes.lines(tmp_path)
    assert isinstance(record, Record)
    found = list(recipes.claims(record))
    good = [one for one in found if isinstance(one, Claim)]
    assert [(c.subject.text, c.predicate, c.score) for c in good] == [
        ("Cytiva", "suppliesInput", 0.8),
        ("Lonza", "suppliesInput", 0.5),
    ]
    assert good[0].object.identifiers == (Identifier("input", "cho-medium"),)
    assert "source: https://x" in good[0].evidence.quote
    assert [one.reason for one in found if isinstance(one, Flag)] == [Reason.NO_ENTITY]


def test_corpus_documents_carry_their_first_page(tmp_path: Path) -> None:
    """Bad lines and repeated ids are flagged, the others read."""
    good = {
        "id": "fr-a",
        "lang": "fr",
        "title": "T",
        "text": "Un texte.",
        "topic": "funding",
        "published": "2024-03",
        "sources": [{"url": "https://example.org/p", "date": "2024-03", "facts": "all"}],
    }
    path = tmp_path / "documents.jsonl"
    lines = [json.dumps(good), json.dumps(good), '{"id": "x"}', "no json", "[1]", "", "\udcff"]
    path.write_bytes("\n".join(lines).encode(errors="surrogateescape"))
    found = list(corpus.documents(path))
    (record,) = [one for one in found if isinstance(one, Record)]
    assert (record.key, record.url, record.published) == (
        "fr-a",
        "https://example.org/p",
        "2024-03",
    )
    assert corpus.text(record) == ("T", "Un texte.", "fr")
    assert [one.reason for one in found if isinstance(one, Flag)] == [
        Reason.DUPLICATE_KEY,
        Reason.MALFORMED,
        Reason.MALFORMED,
        Reason.MALFORMED,
        Reason.BAD_ENCODING,
    ]


def test_corpus_that_is_missing_or_empty_is_flagged(tmp_path: Path) -> None:
    """The run goes on with the other sources."""
    (flag,) = corpus.documents(tmp_path / "absent.jsonl")
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.UNREADABLE_FILE
    (tmp_path / "empty.jsonl").touch()
    (flag,) = corpus.documents(tmp_path / "empty.jsonl")
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.EMPTY


@pytest.mark.parametrize("source", sorted(set(SOURCES) - PACKAGED))
def test_a_folder_without_the_sources_files_gives_flags_only(source: str, tmp_path: Path) -> None:
    """No exception comes out of a source whose files are missing."""
    found = list(SOURCES[source].records(tmp_path))
    assert found
    assert all(isinstance(one, Flag) for one in found)


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_predicates_are_those_of_the_scheme(source: str) -> None:
    """Everything the bundled rows claim is in the vocabulary, with a quote and a row."""
    from biograph.resources import bundled_snapshot

    for record in SOURCES[source].records(bundled_snapshot()):
        if isinstance(record, Flag):
            continue
        for one in SOURCES[source].claims(record):
            if isinstance(one, Claim):
                assert one.predicate in {*PREDICATES, *REGISTER_PREDICATES}
                assert one.evidence.row == f"{record.table}#{record.key}"
                assert one.evidence.quote
                assert one.subject.text.strip()
                assert one.object.text.strip()
                assert 0 < one.score <= 1
