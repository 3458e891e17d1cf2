"""The data that travel with the package: their form, their size, that our script makes them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from biograph.errors import DataError, UsageError
from biograph.harvest import declared
from biograph.harvest.curate import curate, main
from biograph.harvest.identifiers import valid
from biograph.harvest.kinds import CLASSES, MODALITIES, ORGANISATION_TYPE
from biograph.harvest.merge import COLUMNS
from biograph.harvest.places import folded
from biograph.harvest.sources import SOURCES, actors
from biograph.harvest.tables import read
from biograph.harvest.trim import CUTS
from biograph.model import Claim, Entry, Flag, Reason, Record
from biograph.resources import bundled_snapshot, extract, ontology

FULL = Path(__file__).parents[2].parent / "shared" / "data"
REGISTERS = ("bdpm", "ema", "finess", "geo", "ilab", "pia", "rnsr", "ror")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")

needs_full = pytest.mark.skipif(not FULL.is_dir(), reason="the full snapshot is not beside us")


def lines() -> list[dict[str, str]]:
    """The lines of the table of actors."""
    text = (extract() / actors.TABLE.path).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_actors_have_the_declared_columns_and_unique_sorted_names() -> None:
    """About a thousand, none twice in another spelling."""
    names = [line["name"] for line in lines()]
    assert tuple(lines()[0]) == COLUMNS
    assert len(names) > 1_000
    assert [folded(name) for name in names] == sorted({folded(name) for name in names})


def test_actors_have_known_kinds_codes_and_confidence() -> None:
    """Each line can be typed, placed and believed."""
    for line in lines():
        assert set(line["kinds"].split("|")) <= ORGANISATION_TYPE.keys(), line["name"]
        assert re.fullmatch(r"([A-Z]{2}\??)?", line["country"]), line["name"]
        assert line["confidence"] in {"high", "medium", "low"}
        assert line["source_url"]
        assert re.match(r"(19|20)\d\d|$", line["source_date"]), line["name"]


def test_identifiers_of_actors_are_valid() -> None:
    """Those of the schemes with check digits."""
    for line in lines():
        for value in filter(None, line["identifiers"].split("|")):
            scheme, _, code = value.partition(":")
            if scheme in {"siren", "ror", "rnsr", "wikidata", "isin", "finess"}:
                assert valid(scheme, code.rstrip("?")), value


def test_actors_tell_the_chain_from_supplier_to_patient() -> None:
    """Every kind of the chain has actors."""
    kinds = Counter(kind for line in lines() for kind in line["kinds"].split("|"))
    for kind in ("CDMO", "EquipmentSupplier", "RawMaterialSupplier", "LogisticsProvider"):
        assert kinds[kind] >= 30
    for kind in ("Hospital", "PatientOrganization", "Funder", "Cluster", "Startup"):
        assert kinds[kind] >= 30


def test_no_contact_data_and_no_prose_travel() -> None:
    """No e-mail in any file; no column of pitches, summaries or remarks."""
    for path in (*bundled_snapshot().rglob("*.?sv"), extract() / actors.TABLE.path):
        text = path.read_text(encoding="utf-8")
        assert not EMAIL.search(text), path
        assert not {"Résumé", "Moto", "Projet.Resume.Francais", "fact"} & set(
            re.split(r"[,\t]", text.splitlines()[0])
        )


def test_the_bundle_is_small() -> None:
    """Under three megabytes, the actors included."""
    files = [*bundled_snapshot().rglob("*"), extract() / actors.TABLE.path]
    assert sum(path.stat().st_size for path in files if path.is_file()) < 3_000_000


def test_the_readme_names_every_file() -> None:
    """Each with licence and date."""
    text = (bundled_snapshot() / "README.md").read_text(encoding="utf-8")
    for cut in CUTS:
        assert cut.table.name in text


@pytest.mark.parametrize("source", REGISTERS)
def test_bundled_registers_are_read_without_a_flag_but_known_ones(source: str) -> None:
    """Numbers of New Caledonia are no SIREN, four partners have no name."""
    connector = SOURCES[source]
    flags = []
    for record in connector.records(bundled_snapshot()):
        if isinstance(record, Flag):
            flags.append(record)
            continue
        flags += [one for one in connector.entries(record) if isinstance(one, Flag)]
        flags += [one for one in connector.claims(record) if isinstance(one, Flag)]
    known = {"ilab": {Reason.BAD_IDENTIFIER: 3}, "pia": {Reason.EMPTY: 4}}
    assert Counter(flag.reason for flag in flags) == known.get(source, {})


def test_the_default_run_has_thousands_of_actors() -> None:
    """Laboratories, hospitals, companies and medicines by their keys."""
    keys = {
        (source, entry.key)
        for source in (*REGISTERS, "actors")
        for record in SOURCES[source].records(bundled_snapshot())
        if isinstance(record, Record)
        for entry in SOURCES[source].entries(record)
        if isinstance(entry, Entry)
    }
    count = Counter(source for source, _ in keys)
    assert count["rnsr"] > 1_400
    assert count["ror"] > 1_500
    assert count["finess"] > 1_000
    assert count["bdpm"] > 963
    assert count["actors"] > 1_000


def test_holders_classes_and_shortages_are_all_there() -> None:
    """Each of the 963 biologics has a holder; some are short."""
    found = [
        claim
        for record in SOURCES["bdpm"].records(bundled_snapshot())
        if isinstance(record, Record)
        for claim in SOURCES["bdpm"].claims(record)
        if isinstance(claim, Claim)
    ]
    count = Counter(claim.predicate for claim in found)
    assert count["holdsAuthorisation"] == 963
    assert count["inShortage"] > 30


def test_classes_and_modalities_are_terms_of_the_ontology() -> None:
    """Our two tables point at ids that exist."""
    path = ontology() / "therapy_classes.tsv"
    ids = {line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    assert {*CLASSES.values(), *MODALITIES.values()} <= ids


@needs_full
def test_the_bundle_is_what_our_script_makes(tmp_path: Path) -> None:
    """Byte for byte, from the full snapshot."""
    curate(FULL, tmp_path)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        bundled = extract() / path.relative_to(tmp_path)
        assert bundled.read_bytes() == path.read_bytes(), bundled


@needs_full
def test_all_sources_read_the_full_snapshot() -> None:
    """Every row of the contest and every project; nothing but single identifiers is wrong."""
    count = Counter[str]()
    reasons = Counter[Reason]()
    for source in REGISTERS:
        for one in SOURCES[source].records(FULL):
            if isinstance(one, Flag):
                reasons[one.reason] += 1
            else:
                count[one.table] += 1
    assert not reasons
    assert count[declared.ILAB.name] == 3_787
    assert count[declared.PIA_PROJECTS.name] == 1_379
    assert count[declared.ROR.name] == 4_605
    assert count[declared.RNSR.name] == 2_281
    assert count[declared.BIOLOGICS.name] == 963


@needs_full
def test_bundled_rows_are_rows_of_the_full_snapshot() -> None:
    """Cells are carried over unchanged, e-mail addresses apart."""
    for table in (declared.ROR, declared.EMA, declared.SAE):
        full = {
            one.key: one.fields
            for one in read(table, FULL, source="full")
            if isinstance(one, Record)
        }
        for one in read(table, bundled_snapshot(), source="cut"):
            assert isinstance(one, Record)
            assert one.fields.items() <= full[one.key].items()


def test_an_email_in_the_column_of_sites_is_not_carried() -> None:
    """RNSR holds some; neither an entry nor the bundle has them."""
    fields = dict.fromkeys((*declared.RNSR.key, *declared.RNSR.columns), "")
    fields |= {"libelle": "L", "site_web": "x.y@efs.sante.fr"}
    record = Record(source="rnsr", table="t", key="200412248A", fields=fields)
    (entry,) = (one for one in SOURCES["rnsr"].entries(record) if isinstance(one, Entry))
    assert entry.url == ""


def test_curating_a_folder_without_the_tables_is_an_error(tmp_path: Path) -> None:
    """Bundled data are whole or not made."""
    with pytest.raises(DataError, match=r"actors/care_and_rules\.tsv"):
        curate(tmp_path, tmp_path / "out")


def test_the_command_needs_a_folder() -> None:
    """One or two arguments."""
    with pytest.raises(UsageError):
        main([])
