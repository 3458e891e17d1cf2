"""Names of the bundled registers, as they may stand in a text."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from biograph.errors import DataError
from biograph.extract import registers
from biograph.extract.gazetteer import REGISTER, Gazetteer, Name
from biograph.extract.tokens import tokenize
from biograph.resources import bundled_snapshot

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = bundled_snapshot() / "registries"


@pytest.fixture(scope="module")
def bundled() -> list[Name]:
    """The names of the bundled registers."""
    return list(registers.names(FOLDER))


def types(names: list[Name], text: str) -> set[str]:
    """The types under which the registers hold a name."""
    return {n.kind for n in names if n.text == text}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("INNOBIOCHIPS", "Company"),  # i-Lab
        ("Centre de Recherche Saint-Antoine", "ResearchOrganization"),  # laboratory of an i-Lab row
        ("CRESE", "ResearchOrganization"),  # an acronym of RNSR
        ("Enterome", "Company"),  # ROR: Enterome (France)
        ("TIMA", "ResearchOrganization"),  # an acronym of ROR
        ("CENTRE HOSPITALIER DE GUERET", "Hospital"),  # FINESS
        ("Plant Advanced Technologies", "Company"),  # listed, with its legal form
        ("AI-BIOPHARMA", "Company"),  # CORDIS
    ],
)
def test_each_register_gives_its_names_with_their_type(
    bundled: list[Name], text: str, kind: str
) -> None:
    """Names, acronyms and aliases alike."""
    assert kind in types(bundled, text)


def test_names_stand_without_country_and_legal_form(bundled: list[Name]) -> None:
    """``Enterome (France)`` and ``@Health SA`` are so called by their registers alone."""
    assert not types(bundled, "Enterome (France)")
    assert not types(bundled, "Plant Advanced Technologies SA")
    assert [n.text for n in bundled if n.text.endswith((" SA", " SAS", "(France)"))] == []


def test_a_name_has_letters_and_at_least_three_characters(bundled: list[Name]) -> None:
    """Shorter ones and mere numbers would be found everywhere."""
    assert [n for n in bundled if len(n.text) < 3 or not any(map(str.isalpha, n.text))] == []


def test_all_say_that_a_register_told_them(bundled: list[Name]) -> None:
    """The models weigh them by this word."""
    assert {n.source for n in bundled} == {REGISTER}


def test_a_register_without_its_column_is_named(tmp_path: Path) -> None:
    """A register that changed its form must not silently give no names."""
    shutil.copytree(FOLDER, tmp_path / "registries")
    (tmp_path / "registries" / "ror_fr.csv").write_text("ror_id,name\n1,A\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"ror_fr\.csv"):
        list(registers.names(tmp_path / "registries"))


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("UROMEMS", "La société UroMems", ["UroMems"]),
        ("UROMEMS", "La société uromems", []),
        ("CRMBM", "le Crmbm", ["Crmbm"]),
        ("INM", "le Inm", []),  # so short a word in small letters may be anything
        ("INM", "le INM", ["INM"]),
        ("Plant", "plant", []),
    ],
)
def test_what_a_register_shouts_may_be_written_with_a_capital(
    listed: str, text: str, found: list[str]
) -> None:
    """Registers write all names in capitals, texts do not."""
    gazetteer = Gazetteer([Name(listed, "Company", source=REGISTER)])
    assert [text[c.start : c.end] for c in gazetteer.match(text, tokenize(text))] == found


def test_what_another_list_shouts_must_be_shouted() -> None:
    """``AIDS`` of a list is not ``Aids`` of a text."""
    gazetteer = Gazetteer([Name("UROMEMS", "Company")])
    assert list(gazetteer.match("UroMems", tokenize("UroMems"))) == []
