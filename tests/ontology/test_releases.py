"""Releases: nothing published disappears, each version is told, publishing is one command."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from biograph import resources, vocabulary
from biograph.errors import DataError, UsageError
from biograph.model import Literal
from biograph.run.release import publish
from biograph.terms import DATA, DCTERMS, ONTOLOGY, OWL, RDF, XSD, bg
from biograph.validate import check_ontology
from biograph.vocabulary.release import read_released, read_retired

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

FOLDER = resources.ontology()
LOG = (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8")
DATES = re.findall(r"^## (\d{4}-\d{2}-\d{2})$", LOG, re.MULTILINE)
NEXT = "2031-01-02"


def faults(folder: Path) -> set[tuple[str, str]]:
    """(check, focus) of what is wrong with a folder, without reasoning."""
    return {(v.check, v.focus) for v in check_ontology(folder, reason=False).violations}


def test_the_log_is_newest_first() -> None:
    """Releases stand once each, the latest at the top."""
    assert sorted(set(DATES), reverse=True) == DATES
    assert len(DATES) >= 2


def test_released_terms_are_listed_in_order() -> None:
    """One line a term, sorted, each with the date of a release that the log describes."""
    lines = (FOLDER / "released.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(set(lines))
    assert set(read_released(FOLDER).values()) <= set(DATES)


def test_terms_of_the_first_release_are_still_there() -> None:
    """What was published on the first day is in the graph today, in use or retired."""
    subjects = {s.subject for s in vocabulary.statements()}
    first = {iri for iri, date in read_released(FOLDER).items() if date == DATES[-1]}
    assert len(first) > 700
    assert first <= subjects


def test_a_retired_word_says_what_took_its_place() -> None:
    """It keeps labels and definition, is marked, leads on and is of no kind: no list shows it."""
    said = {(s.subject, s.predicate, s.object) for s in vocabulary.statements()}
    true = Literal("true", XSD + "boolean")
    for word in read_retired(FOLDER):
        assert (word.iri, OWL + "deprecated", true) in said
        assert word.replaced_by
        for successor in word.replaced_by:
            assert (word.iri, DCTERMS + "isReplacedBy", successor) in said
        assert not [t for t in said if t[:2] == (word.iri, RDF + "type")]
    assert DATA + "family/allogeneic_car_t_nk" in {word.iri for word in read_retired(FOLDER)}


def test_a_lost_term_is_found(plant: Plant) -> None:
    """A published term that nothing says anything of any more is a violation."""
    folder = plant("released.tsv", "release\n", "release\nbg:Aardvark\t2026-11-22\n")
    assert faults(folder) == {("released-lost", bg("Aardvark"))}


def test_a_deleted_word_is_found(plant: Plant) -> None:
    """Deleting a published row is found, retiring it is not."""
    row = next(
        line
        for line in (FOLDER / "unit_operations.tsv").read_text(encoding="utf-8").splitlines()
        if line.startswith("adjuvant-formulation\t")
    )
    folder = plant("unit_operations.tsv", row + "\n", "")
    for path in (folder / "recipes").glob("*.tsv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\tadjuvant-formulation\t", "\t\t"), encoding="utf-8")
    for path in (folder / "alignments").glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "operation/adjuvant-formulation\t" not in line]
        path.write_text("".join(kept), encoding="utf-8")
    publish_list = folder / "released.tsv"
    text = publish_list.read_text(encoding="utf-8")
    if "id:operation/adjuvant-formulation" not in text:
        publish_list.write_text(f"{text}id:operation/adjuvant-formulation\t{DATES[0]}\n", "utf-8")
    lost = ("released-lost", f"{DATA}operation/adjuvant-formulation")
    assert faults(folder) == {lost}
    retired = "operation/adjuvant-formulation\toperation/bulk-formulation\told\tancien\tOld\tAncien"
    with (folder / "retired.tsv").open("a", encoding="utf-8") as file:
        file.write(retired + "\n")
    shutil.copytree(folder, folder.with_name("again"))  # files are read once per folder
    assert lost not in faults(folder.with_name("again"))


def test_a_retired_word_without_successor_is_found(plant: Plant) -> None:
    """Readers of old data have to be led somewhere."""
    folder = plant(
        "retired.tsv",
        "family/allogeneic_car_t_nk\tfamily/allogeneic_car_t|family/car_nk",
        "family/allogeneic_car_t_nk\t",
    )
    assert {check for check, _ in faults(folder)} == {"deprecated-without-successor"}


def test_a_module_of_another_version_is_found(plant: Plant) -> None:
    """All modules carry the date of the newest release that the log describes."""
    folder = plant("core.ttl", f"/core/{DATES[0]}", "/core/1999-01-01")
    found = {f for f in faults(folder) if f[0] == "release-unlogged"}
    assert found == {("release-unlogged", f"{ONTOLOGY}core/")}


def test_publishing_dates_modules_and_lists_new_terms(plant: Plant) -> None:
    """One command makes a release; then only the log is left to write."""
    folder = plant(
        "core.ttl",
        "\nbg:Entity a owl:Class ;",
        '\nbg:Odd a owl:Class ; rdfs:subClassOf bg:Entity ; skos:prefLabel "odd"@en , "intrus"@fr ;'
        '\n    skos:definition "Entity of a test"@en , "Entité d\'un test"@fr ;'
        "\n    rdfs:isDefinedBy <https://w3id.org/biograph/ontology/core/> ."
        "\nbg:Entity a owl:Class ;",
    )
    assert publish(folder, NEXT) >= 1
    done = folder.with_name("published")
    shutil.copytree(folder, done)
    released = read_released(done)
    assert released[bg("Odd")] == NEXT
    assert read_released(FOLDER).items() <= released.items()
    assert {check for check, _ in faults(done)} == {"release-unlogged"}
    log = done / "CHANGELOG.md"
    log.write_text(LOG.replace(f"## {DATES[0]}", f"## {NEXT}\n\nOdd.\n\n## {DATES[0]}"), "utf-8")
    assert faults(done) == set()
    assert publish(done, "2031-03-04") == 0
    assert read_released(done)[bg("Odd")] == NEXT
    assert "2031-03-04" in (done / "alignments" / "org.sssom.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("date", ["", "tomorrow", "2031-13-01"])
def test_publishing_needs_a_date(plant: Plant, date: str) -> None:
    """Nothing is written where the date is none."""
    folder = plant("core.ttl", "", "")
    before = (folder / "core.ttl").read_bytes()
    with pytest.raises(UsageError, match="no date"):
        publish(folder, date)
    assert (folder / "core.ttl").read_bytes() == before


@pytest.mark.parametrize("table", ["released.tsv", "retired.tsv"])
def test_broken_list_is_named(plant: Plant, table: str) -> None:
    """A table that is not of its form is an error that names it."""
    read = read_released if table == "released.tsv" else read_retired
    first = (FOLDER / table).read_text(encoding="utf-8").splitlines()[0]
    with pytest.raises(DataError, match=table):
        read(plant(table, first, "x"))
