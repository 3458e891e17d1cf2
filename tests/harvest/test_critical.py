"""Critical medicines: the days they were short, the lists they are on, the sites that make them."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from biograph.harvest import declared
from biograph.harvest.sources import SOURCES
from biograph.harvest.tables import read
from biograph.model import Claim, Flag, Identifier, Reason, Record
from biograph.resources import bundled_snapshot

from .test_registers import flags, full
from .test_sources import claims, entries, medicine, row, triples

if TYPE_CHECKING:
    from biograph.harvest.tables import Table

FULL = Path(__file__).parents[2].parent / "shared" / "data"

needs_full = pytest.mark.skipif(not FULL.is_dir(), reason="the full snapshot is not beside us")


def written(root: Path, table: Table, *lines: dict[str, str]) -> None:
    """A table in a snapshot folder with the given cells, the rest empty."""
    columns = tuple(dict.fromkeys((*table.key, *table.columns)))
    path = root / table.path
    path.parent.mkdir(exist_ok=True)
    cells = ([line.get(column, "") for column in columns] for line in lines)
    text = "\n".join(table.delimiter.join(line) for line in (columns, *cells))
    path.write_text(text + "\n", encoding="utf-8")


# --- shortages -----------------------------------------------------------------------------------


def test_a_shortage_has_the_day_and_the_words_of_its_list() -> None:
    """What the register showed on which day, since when: the quote begins with the day."""
    (short,) = claims(
        "bdpm",
        row(
            declared.SHORTAGES,
            instantane="2025-12-29",
            cis="66513085",
            code_statut="2",
            statut="Tension d'approvisionnement",
            date_debut="14/04/2025",
            denomination="ABASAGLAR",
            ema_number="",
        ),
    )
    assert (short.observed, short.status) == ("2025-12-29", "Tension d'approvisionnement")
    assert short.date == "2025-04-14"
    assert short.evidence.quote.startswith("instantane: 2025-12-29; denomination: ABASAGLAR; ")


@needs_full
def test_of_42_medicines_short_on_the_last_day_35_were_short_on_all() -> None:
    """The unit is the CIS code: one of them is short in two packs, another brand has nine codes."""
    days: defaultdict[str, set[str]] = defaultdict(set)
    for record in full("bdpm"):
        for one in claims("bdpm", record):
            if one.predicate == "inShortage":
                days[record.fields["cis"]].add(one.observed)
    last = [seen for seen in days.values() if declared.SHORTAGES_ON in seen]
    assert (len(days), len(last), sum(len(seen) == 3 for seen in last)) == (50, 42, 35)


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mitm", "lists"), [("yes", ["MajorInterestList"]), ("no", [])])
def test_a_medicine_of_major_interest_is_on_the_french_list(mitm: str, lists: list[str]) -> None:
    """As the column says, and the row is the evidence."""
    found = [c for c in claims("bdpm", medicine(mitm=mitm)) if c.predicate == "onList"]
    assert [one.object.identifiers[0].value for one in found] == lists
    assert all(one.evidence.quote.endswith("; mitm: yes") for one in found)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("A10AB01;A10AC01", ["A10AB01", "A10AC01"]),
        ("L01X", ["L01X"]),
        ("Not yet assigned", []),
        ("", []),
    ],
)
def test_the_atc_codes_of_a_medicine_are_carried(cell: str, codes: list[str]) -> None:
    """A combination has several codes; one that is not assigned yet is none."""
    for source, record in (
        ("bdpm", medicine(code_atc=cell)),
        ("ema", row(declared.EMA, ema_number="EMEA/H/C/000001", name="X", atc=cell)),
    ):
        carried = entries(source, record)[0].identifiers
        assert [one.value for one in carried if one.scheme == "atc"] == codes
        assert not flags(source, record)


def test_a_code_that_is_none_is_flagged_and_the_medicine_kept() -> None:
    """EMA's table has two of them."""
    record = row(declared.EMA, ema_number="EMEA/H/C/000001", name="X", atc="LX1XX02")
    assert [flag.reason for flag in flags("ema", record)] == [Reason.BAD_IDENTIFIER]
    assert entries("ema", record)[0].name == "X"


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """One code of the list borne by medicines of each table, some of them no longer authorised."""
    active = "Autorisation active"
    written(
        tmp_path,
        declared.BIOLOGICS,
        {"cis": "60000001", "denomination": "ALPHA  1 mg", "code_atc": "J06BA02;J06BA01"}
        | {"statut_amm": active},
        {"cis": "60000002", "denomination": "BETA", "code_atc": "J06BA02"},
        {"cis": "60000003", "denomination": "GAMMA", "code_atc": "J06BB01", "statut_amm": active},
    )
    written(
        tmp_path,
        declared.EMA,
        {"ema_number": "EMEA/H/C/000001", "name": "Alpha", "atc": "J06BA02"}
        | {"status": "Authorised", "bio_class": "immunoglobulin"},
        {"ema_number": "EMEA/H/C/000002", "name": "Delta", "atc": "J06BA02"}
        | {"status": "Refused", "bio_class": "immunoglobulin"},
        {"ema_number": "EMEA/H/C/000003", "name": "Twice (a)", "bio_class": "vaccine"},
        {"ema_number": "EMEA/H/C/000004", "name": "Twice (b)", "bio_class": "vaccine"},
    )
    site = {"manufacturer": "Maker GmbH", "city": "Marburg", "country": "Germany", "step": "1"}
    written(
        tmp_path,
        declared.EPAR,
        {"source_row": "1", "medicine": "Alpha", "atc": "J06BA02", **site},
        {"source_row": "2", "medicine": "Epsilon", "atc": "J06BA02", **site},
        {"source_row": "3", "medicine": "Twice", "atc": "L01XX24", **site},
    )
    written(tmp_path, declared.UNION_LIST, {"atc": "J06BA02"}, {"atc": "A02BC05"})
    return tmp_path


def test_the_union_list_is_joined_by_atc_code(snapshot: Path) -> None:
    """Authorised medicines with the code are on the list, each by its own number."""
    found = [c for r in _records("critical", snapshot) for c in claims("critical", r)]
    assert [(c.subject.text, c.subject.identifiers) for c in found] == [
        ("ALPHA 1 mg", (Identifier("cis", "60000001"),)),
        ("Alpha", (Identifier("emaNumber", "EMEA/H/C/000001"),)),
        ("Alpha", ()),
        ("Epsilon", ()),
    ]
    assert {c.predicate for c in found} == {"onList"}
    assert {c.object.identifiers for c in found} == {(Identifier("list", "UnionCriticalList"),)}


def test_the_row_of_the_list_is_the_evidence(snapshot: Path) -> None:
    """It is named by the code, and tells by which code the medicine got there."""
    alpha, *_ = (r for r in _records("critical", snapshot) if r.key == "J06BA02")
    stated = claims("critical", alpha)[0].evidence
    assert stated.row == "ema_union_critical_medicines_atc.csv#J06BA02"
    assert stated.quote == "atc: J06BA02; medicine: ALPHA 1 mg; number: 60000001"


def test_a_code_without_biologic_says_nothing(snapshot: Path) -> None:
    """Most of the list are other medicines: its rows stay, without claims."""
    (other,) = (r for r in _records("critical", snapshot) if r.key == "A02BC05")
    assert claims("critical", other) == []


@needs_full
@pytest.mark.parametrize(
    ("table", "scheme", "atc", "status", "authorised", "listed", "combinations"),
    [
        (
            *(declared.BIOLOGICS, "cis", "code_atc", "statut_amm", "Autorisation active"),
            *("sur_liste_critique_ue_par_atc", set()),
        ),
        (
            *(declared.EMA, "emaNumber", "atc", "status", "Authorised"),
            *("on_union_critical_list_atc", {"A10AB01;A10AC01"}),
        ),
    ],
)
def test_the_join_finds_what_the_derived_column_says_and_combinations(
    *,
    table: Table,
    scheme: str,
    atc: str,
    status: str,
    authorised: str,
    listed: str,
    combinations: set[str],
) -> None:
    """The column compares whole cells; insulins of two codes are on the list by one of them."""
    rows = {r.key: r.fields for r in read(table, FULL, source="test") if isinstance(r, Record)}
    said = {
        key
        for key, cells in rows.items()
        if (cells[status], cells[listed]) == (authorised, "yes") and cells.get("bio_class") != ""
    }
    found = {
        identifier.value
        for record in full("critical")
        for one in claims("critical", record)
        for identifier in one.subject.identifiers
        if identifier.scheme == scheme
    }
    assert said <= found
    assert {rows[key][atc] for key in found - said} == combinations


# --- sites ---------------------------------------------------------------------------------------


def annex(**cells: str) -> Record:
    """A site that makes the active substance of a medicine."""
    return row(
        declared.EPAR,
        **{
            "source_row": "160",
            "medicine": "Simulect",
            "active_substance": "basiliximab",
            "atc": "L04AC02",
            "manufacturer": "Novartis Pharma S.A.S. (Centre de Biotechnologie)",
            "city": "Huningue",
            "country": "France",
            "step": "1",
            "ema_number": "EMEA/H/C/000207",
            **cells,
        },
    )


def test_a_row_describes_medicine_site_and_maker() -> None:
    """The country is that of the site; the maker's seat is not told."""
    product, site, maker = entries("epar", annex())
    assert product.identifiers == (
        Identifier("emaNumber", "EMEA/H/C/000207"),
        Identifier("atc", "L04AC02"),
    )
    assert site.kinds == ("ProductionSite", "Site")
    assert site.name == "Novartis Pharma S.A.S. (Centre de Biotechnologie), Huningue"
    assert (site.city, site.country) == ("Huningue", "FR")
    assert (maker.kinds, maker.country) == (("Company",), "")


@pytest.mark.parametrize(
    ("step", "predicate", "kind"),
    [("1", "makesSubstanceOf", "ProductionSite"), ("2", "releasesBatchesOf", "Site")],
)
def test_the_step_is_kept(step: str, predicate: str, kind: str) -> None:
    """Who makes the active substance is told from who releases the batches."""
    record = annex(step=step)
    found = claims("epar", record)
    site = entries("epar", record)[1]
    assert [one.predicate for one in found] == ["locatedIn", "operatesSite", predicate]
    assert triples(found)[2] == (site.name, predicate, "Simulect")
    assert found[1].object.identifiers == found[2].subject.identifiers == site.identifiers
    assert site.kinds[0] == kind


@pytest.mark.parametrize("cells", [{"step": "3"}, {"country": "Atlantis"}])
def test_a_cell_that_cannot_be_read_is_flagged_and_the_row_kept(cells: dict[str, str]) -> None:
    """A site whose step or country nobody knows is a site."""
    record = annex(**cells)
    assert [flag.reason for flag in flags("epar", record)] == [Reason.MALFORMED]
    assert len(entries("epar", record)) == 3
    assert claims("epar", record)[1].predicate == "operatesSite"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Samsung Biologics Co, Ltd.", "Samsung Biologics Co., Ltd (SBL)"),
        ("Merck Sharp & Dohme B.V.", "Merck Sharp and Dohme B.V."),
        ("Valneva Scotland Ltd.", "Valneva Scotland Limited"),
        ("FUJIFILM Diosynth ApS", "Fujifilm Diosynth ApS"),
    ],
)
def test_spellings_of_a_maker_are_one(one: str, other: str) -> None:
    """Their keys agree, so that they are one maker and one site."""
    keys = [[e.key for e in entries("epar", annex(manufacturer=name))] for name in (one, other)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    "cells",
    [
        ({"manufacturer": "Merck Sharp & Dohme LLC"}, {"manufacturer": "Merck Sharp & Dohme B.V."}),
        ({"city": "Livingston EH53 0TG"}, {"city": "Livingston EH53 0TN"}),
    ],
)
def test_another_legal_form_or_address_is_another_site(
    cells: tuple[dict[str, str], dict[str, str]],
) -> None:
    """The LLC is American and the B.V. Dutch; a postcode is no part of the town."""
    first, second = (entries("epar", annex(**given))[1] for given in cells)
    assert first.key != second.key
    assert first.city == second.city in {"Huningue", "Livingston"}


def test_a_medicine_gets_the_number_of_its_brand(snapshot: Path) -> None:
    """One that EMA's table lacks, or has twice, is flagged and used by its name."""
    found = list(SOURCES["epar"].records(snapshot))
    flagged = [one for one in found if isinstance(one, Flag)]
    numbers = [one.fields["ema_number"] for one in found if isinstance(one, Record)]
    assert numbers == ["EMEA/H/C/000001", "", ""]
    assert [one.where.rpartition("#")[2] for one in flagged[:2]] == ["2", "3"]
    assert {one.reason for one in flagged[:2]} == {Reason.NO_ENTITY}
    assert "has 2 biologics called 'Twice'" in flagged[1].message


@needs_full
def test_one_of_46_active_substance_sites_is_in_france() -> None:
    """As the annexes declare them, by site and medicine; all 30 medicines are known to EMA."""
    records = full("epar")
    assert not [flag for record in records for flag in flags("epar", record)]
    assert all(record.fields["ema_number"] for record in records)
    assert len({record.fields["medicine"] for record in records}) == 30
    steps = Counter(claims("epar", record)[2].predicate for record in records)
    assert steps == {"makesSubstanceOf": 46, "releasesBatchesOf": 29}
    made = [record for record in records if record.fields["step"] == "1"]
    assert [r.fields["city"] for r in made if r.fields["country"] == "France"] == ["Huningue"]


@needs_full
@pytest.mark.parametrize("source", ["bdpm", "critical", "ema", "epar"])
def test_the_bundle_says_what_the_full_snapshot_says(source: str) -> None:
    """A default run has every fact on medicines that a full one has."""
    assert _said(source, bundled_snapshot()) == _said(source, FULL)


def _records(source: str, root: Path) -> list[Record]:
    return [one for one in SOURCES[source].records(root) if isinstance(one, Record)]


def _said(source: str, root: Path) -> Counter[tuple[str, ...]]:
    found = (one for record in _records(source, root) for one in SOURCES[source].claims(record))
    return Counter(
        (c.subject.text, c.predicate, c.object.text, c.date, c.observed, c.modality, c.evidence.row)
        for c in found
        if isinstance(c, Claim)
    )
