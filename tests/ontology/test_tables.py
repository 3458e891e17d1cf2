"""The form of the term tables: slips of the hand are named by file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.vocabulary.recipe import read_recipes
from biograph.vocabulary.tables import read_rows
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

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
        ("families.tsv", "\tTherapyFamily\tmab\t", "\tTherapyFamily\tantibodies\t", "parent"),
        ("stages.tsv", "discovery\tStage\t\t1\t", "discovery\tStage\t\tfirst\t", "order"),
        ("stages.tsv", "\tdiscovery\tdécouverte\t", "\tdiscovery\t\t", "label_fr"),
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
    ("old", "new", "word"),
    [
        ("discovery\tDiscovery\t", "research\tDiscovery\t", "stage"),
        ("\tantibody-discovery\t", "\tantibody-search\t", "input"),
        ("\tantibody_discovery\tessential\t", "\tantibody_discovery\tvital\t", "criticality"),
        ("\troute=su\t", "\tsu\t", "route"),
        ("\t\t\t\t\t\tlow\n", "\t\t\t\t\t\tunsure\n", "confidence"),
        ("\t\t\t\t\t\tlow\n", "\t\tmilk\t\t\t\tlow\n", "family"),
        ("\t\t\t\t\t\tlow\n", "\t\tmrna_vaccine:birth..upstream\t\t\t\tlow\n", "stage"),
        ("\t\t\t\t\t\tlow\n", "\t\t\tA (B) (C)\t\t\tlow\n", "supplier"),
        ("\t\t\t\t\t\tlow\n", "\t\t\t\tcold\t\tlow\n", "temperature"),
    ],
)
def test_unknown_word_in_a_recipe_is_named(plant: Plant, old: str, new: str, word: str) -> None:
    """Ids, words and forms of recipe lines are refused with file and line."""
    with pytest.raises(DataError) as caught:
        read_recipes(plant("recipes/monoclonal_antibody.tsv", old, new))
    assert "recipes/monoclonal_antibody.tsv:" in caught.value.message
    assert word in caught.value.message


def test_requirement_stands_once_in_a_recipe(plant: Plant) -> None:
    """The same requirement may not stand on two lines of one family."""
    with pytest.raises(DataError, match="requirement 'glp-preclinical' already stands at"):
        read_recipes(
            plant(
                "recipes/monoclonal_antibody.tsv", "\tantibody-discovery\t", "\tglp-preclinical\t"
            )
        )
