"""The data that travel with the package: their form, their size, that our script makes them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from biograph.errors import DataError, UsageError
from biograph.harvest import declared
from biograph.harvest.curate import curate, main
from biograph.harvest.kinds import CLASSES, MODALITIES
from biograph.harvest.sources import SOURCES, actors
from biograph.harvest.tables import read
from biograph.harvest.trim import CUTS
from biograph.model import Claim, Entry, Flag, Reason, Record
from biograph.resources import bundled_snapshot, extract, ontology

FULL = Path(__file__).parents[2].parent / "shared" / "data"
REGISTERS = (
    *("anr", "bdpm", "cordis", "critical", "ema", "epar", "finess", "geo", "ilab"),
    *("listed", "orphanet", "pia", "rnsr", "ror"),
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")

needs_full = pytest.mark.skipif(not FULL.is_dir(), reason="the full snapshot is not beside us")


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
    """New Caledonia's numbers are no SIREN, four names lack, three are shares, two codes no ATC."""
    connector = SOURCES[source]
    flags = []
    for record in connector.records(bundled_snapshot()):
        if isinstance(record, Flag):
            flags.append(record)
            continue
        flags += [one for one in connector.entries(record) if isinstance(one, Flag)]
        flags += [one for one in connector.claims(record) if isinstance(one, Flag)]
    known = {
        "ema": {Reason.BAD_IDENTIFIER: 2},
        "ilab": {Reason.BAD_IDENTIFIER: 3},
        "listed": {Reason.NO_ENTITY: 3, Reason.BAD_ENCODING: 1},
        "pia": {Reason.EMPTY: 4},
    }
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
    assert count["inShortage"] == 42 + 42 + 43  # one medicine has two packs
    assert count["onList"] > 600


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
    """Every row of the contest and every project; one partner of ANR stands there twice."""
    count = Counter[str]()
    reasons = Counter[Reason]()
    for source in REGISTERS:
        for one in SOURCES[source].records(FULL):
            if isinstance(one, Flag):
                reasons[one.reason] += 1
            else:
                count[one.table] += 1
    assert reasons == {Reason.DUPLICATE_KEY: 1}
    assert count[declared.ILAB.name] == 3_787
    assert count[declared.PIA_PROJECTS.name] == 1_379
    assert count[declared.ROR.name] == 4_605
    assert count[declared.RNSR.name] == 2_281
    assert count[declared.BIOLOGICS.name] == 963
    assert count[declared.ANR_PARTNERS.name] == 5_884
    assert count[declared.CORDIS.name] == 273
    assert count[declared.LISTED.name] == 92
    assert count[declared.ORPHANET.name] == 11_455


@needs_full
def test_bundled_rows_are_rows_of_the_full_snapshot() -> None:
    """Cells are carried over unchanged, e-mail addresses apart."""
    for table in (declared.ROR, declared.EMA, declared.SAE, declared.CORDIS, declared.ORPHANET):
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
    with pytest.raises(DataError, match=r"registries/ilab_laureats_1999_2023\.csv"):
        curate(tmp_path, tmp_path / "out")


def test_the_command_needs_a_folder() -> None:
    """One or two arguments."""
    with pytest.raises(UsageError):
        main([])
