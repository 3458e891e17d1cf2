"""The form of the term tables: slips of the hand are named by file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.vocabulary.recipe import read_recipes
from biograph.vocabulary.tables import read_head, read_rows
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

#: A recipe line without fault, by column.
SOUND = {
    "stage": "discovery",
    "operation": "",
    "unit_operation": "Egg supply",
    "unit_operation_fr": "Fourniture d'œufs",
    "requirement": "embryonated-eggs",
    "group": "eggs",
    "criticality": "optional",
    "route": "",
    "expands_into": "",
    "scale": "10 eggs",
    "scale_fr": "10 œufs",
    "suppliers": "",
    "temperature": "2..8",
    "basis": "textbook",
    "source": "",
    "confidence": "low",
}

cells = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12
).filter(lambda text: text == text.strip())


def table(tmp_path: Path, content: bytes) -> Path:
    """A table with this content."""
    path = tmp_path / "t.tsv"
    path.write_bytes(content)
    return path


def test_rows_know_their_line(tmp_path: Path) -> None:
    """A row gives its cells by column, lists split at bars, and where it stands."""
    (row,) = read_rows(table(tmp_path, b"id\tnames\nx\ta|b\n"), ("id", "names"), key="id")
    assert row["id"] == "x"
    assert row.many("names") == ("a", "b")
    assert row.where.endswith("t.tsv:2")


def test_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    """A table saved with carriage returns gives the same rows."""
    (row,) = read_rows(table(tmp_path, b"id\ttext\r\nx\ta\r\n"), ("id", "text"), key="id")
    assert row["text"] == "a"


@given(st.lists(st.tuples(cells, cells), unique_by=lambda pair: pair[0], max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_cells_are_read_back(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    """Whatever trimmed text stands in the cells comes out unchanged and in order."""
    text = "\n".join("\t".join(row) for row in [("id", "text"), *rows]) + "\n"
    path = table(tmp_path, text.encode())
    found = [(row["id"], row["text"]) for row in read_rows(path, ("id", "text"), key="id")]
    assert found == rows


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", 1, "header"),
        (b"id\tname\nx\ta\n", 1, "header"),
        (b"id\ttext\nx\n", 2, "cells"),
        (b"id\ttext\nx\ta\tb\n", 2, "cells"),
        (b"id\ttext\nx\ta \n", 2, "blanks"),
        (b"id\ttext\nx\ta\n\n", 3, "cells"),
        (b"id\ttext\n\ta\n", 2, "empty"),
        (b"id\ttext\nx\ta\nx\tb\n", 3, "already"),
    ],
)
def test_bad_form_names_the_line(tmp_path: Path, content: bytes, line: int, word: str) -> None:
    """Each fault of form is an error with file, line and a mend."""
    with pytest.raises(DataError) as caught:
        list(read_rows(table(tmp_path, content), ("id", "text"), key="id"))
    assert f"t.tsv:{line}:" in caught.value.message
    assert word in caught.value.message
    assert caught.value.hint


def test_bad_encoding_names_the_byte(tmp_path: Path) -> None:
    """A table in another encoding than UTF-8 is refused with the place of the first bad byte."""
    with pytest.raises(DataError, match="byte 9 is not UTF-8"):
        list(read_rows(table(tmp_path, b"id\ttext\nx\t\xe9\n"[1:]), ("id", "text"), key="id"))


def test_head_lines_stand_before_the_header(tmp_path: Path) -> None:
    """Head lines say what a table is about; the rows below know their line all the same."""
    path = table(tmp_path, "#label\tpêche\nid\ttext\nx\ta\n".encode())
    head = read_head(path, ("label", "note"))
    assert (head["label"], head["note"]) == ("pêche", "")
    (row,) = read_rows(path, ("id", "text"), key="id")
    assert row.where.endswith("t.tsv:3")


@pytest.mark.parametrize(
    "line", ["#label", "#label\t", "#label\ta \n#label\tb", "#colour\tred", "#label\ta\n#label\tb"]
)
def test_bad_head_line_is_named(tmp_path: Path, line: str) -> None:
    """A head line without value, of an unknown key or given twice is refused by file and line."""
    path = table(tmp_path, f"{line}\nid\ttext\n".encode())
    with pytest.raises(DataError, match=r"t\.tsv:\d: head line") as caught:
        read_head(path, ("label", "note"))
    assert "label, note" in caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("#parent\tmab\n", "#parent\tantibodies\n", "parent"),
        ("#parent\tmab\n", "#parent\tmab\n#stages\tupstream\n", "stages"),
        ("#parent\tmab\n", "#parent\tmab\n#stages\tbirth..upstream\n", "stages"),
        ("#label_fr\tfamille anticorps monoclonaux\n", "", "label_fr"),
    ],
)
def test_unknown_word_in_the_head_of_a_recipe_is_named(
    plant: Plant, old: str, new: str, word: str
) -> None:
    """The class above a family, its stages and its labels are refused with the file."""
    with pytest.raises(DataError) as caught:
        read_terms(plant("recipes/monoclonal_antibody.tsv", old, new))
    assert "recipes/monoclonal_antibody.tsv:" in caught.value.message
    assert word in caught.value.message


def test_a_family_is_declared_by_its_recipe_alone(plant: Plant) -> None:
    """One more TSV in the folder of recipes is one more family, with words, class and stages."""
    folder = plant("recipes/monoclonal_antibody.tsv", "", "")
    text = (folder / "recipes" / "monoclonal_antibody.tsv").read_text(encoding="utf-8")
    head, rows = text.split("\nstage\t", 1)
    head = head.replace("monoclonal antibody family", "camelid antibody family")
    head = head.replace("famille anticorps monoclonaux", "famille anticorps de camélidés")
    (folder / "recipes" / "camelid_antibody.tsv").write_text(
        f"{head}\n#stages\tdiscovery..downstream\nstage\t{rows}", encoding="utf-8"
    )
    (family,) = (t for t in read_terms(folder) if t.id == "camelid_antibody")
    assert family.kind == "TherapyFamily"
    assert family.labels["fr"] == "famille anticorps de camélidés"
    assert family.stages == ("discovery", "downstream")
    assert {line.family for line in read_recipes(folder)} >= {"camelid_antibody"}


def test_absent_table_is_named(tmp_path: Path) -> None:
    """A table that is not there is an error of the same kind."""
    with pytest.raises(DataError, match=r"gone\.tsv: no such table"):
        list(read_rows(tmp_path / "gone.tsv", ("id",), key="id"))


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        (
            "inputs.tsv",
            "\tEquipment\tEquipment\tbioreactor\t",
            "\tDevice\tEquipment\tbioreactor\t",
            "kind",
        ),
        (
            "inputs.tsv",
            "\tEquipment\tEquipment\tbioreactor\t",
            "\tEquipment\tDevice\tbioreactor\t",
            "annotation",
        ),
        (
            "inputs.tsv",
            "\tEquipment\tEquipment\tbioreactor\t",
            "\tEquipment\tEquipment\treactor\t",
            "parent",
        ),
        ("stages.tsv", "discovery\tStage\t\t1\t", "discovery\tStage\t\tfirst\t", "order"),
        ("stages.tsv", "\tdiscovery\tdécouverte\t", "\tdiscovery\t\t", "label_fr"),
        ("unit_operations.tsv", "\tstarting-material\tapheresis", "\tmorning\tapheresis", "stage"),
    ],
)
def test_unknown_word_in_a_term_table_is_named(
    plant: Plant, file: str, old: str, new: str, word: str
) -> None:
    """Kinds, annotations, parents, orders and empty labels are refused with file and line."""
    with pytest.raises(DataError) as caught:
        read_terms(plant(file, old, new))
    assert f"ontology/{file}:" in caught.value.message
    assert word in caught.value.message


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("stage", "research", "stage"),
        ("operation", "egg-laying", "operation"),
        ("requirement", "antibody-search", "input"),
        ("criticality", "vital", "criticality"),
        ("route", "su", "route"),
        ("confidence", "unsure", "confidence"),
        ("basis", "hearsay", "basis"),
        ("expands_into", "milk", "family"),
        ("expands_into", "mrna_vaccine:birth..upstream", "stage"),
        ("suppliers", "A (B) (C)", "supplier"),
        ("temperature", "cold", "temperature"),
        ("temperature", "8..2", "temperature"),
        ("scale_fr", "", "scale"),
        ("source", "www.example.org", "source"),
        ("expands_into", "plasma_derived_albumin:qc-release..cell-bank", "stages"),
    ],
)
def test_unknown_word_in_a_recipe_is_named(
    plant: Plant, column: str, value: str, word: str
) -> None:
    """Ids, words and forms of recipe lines are refused with file and line."""
    line = "\t".join((SOUND | {column: value}).values())
    with pytest.raises(DataError) as caught:
        read_recipes(
            plant("recipes/monoclonal_antibody.tsv", "confidence\n", f"confidence\n{line}\n")
        )
    assert "recipes/monoclonal_antibody.tsv:9" in caught.value.message
    assert word in caught.value.message


def test_a_sound_line_is_read(plant: Plant) -> None:
    """The line into which the faults above are written is none itself, and its cells are kept."""
    line = "\t".join(SOUND.values())
    folder = plant("recipes/monoclonal_antibody.tsv", "confidence\n", f"confidence\n{line}\n")
    found = next(x for x in read_recipes(folder) if x.requirement == "embryonated-eggs")
    assert found.unit_operation == {"en": "Egg supply", "fr": "Fourniture d'œufs"}
    assert found.scale == {"en": "10 eggs", "fr": "10 œufs"}
    assert (found.basis, found.temperature) == ("textbook", (2, 8))


def test_requirement_stands_once_in_a_recipe(plant: Plant) -> None:
    """The same requirement may not stand on two lines of one family."""
    with pytest.raises(DataError, match="requirement 'glp-preclinical' already stands at"):
        read_recipes(
            plant(
                "recipes/monoclonal_antibody.tsv", "\tantibody-discovery\t", "\tglp-preclinical\t"
            )
        )
