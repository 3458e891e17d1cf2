"""Matching of listed names: longest, with rules of case, terms with plurals."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract import lists
from biograph.extract.gazetteer import Gazetteer, Name, cell, rows, stem
from biograph.extract.spans import Candidate, longest
from biograph.extract.tokens import tokenize

if TYPE_CHECKING:
    from pathlib import Path

NAMES = Gazetteer(
    [
        Name("Sanofi", "Company"),
        Name("Sanofi Pasteur", "Company"),
        Name("Imagine", "ResearchOrganization"),
        Name("Institut Imagine", "ResearchOrganization"),
        Name("AIDES", "PatientOrganization"),
        Name("bioMérieux", "Company"),
        Name("AP-HP", "Hospital"),
        Name("L'Oréal", "Company"),
    ]
)
TERMS = Gazetteer(
    [
        Name("vecteur viral", "InputMaterial", term=True),
        Name("poche à usage unique", "Equipment", term=True),
        Name("SMA", "Disease", term=True),
    ],
    stems=True,
)


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    """The longest matches in a text."""
    return [text[c.start : c.end] for c in longest(gazetteer.match(text, tokenize(text)))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le site de Sanofi Pasteur à Lyon", ["Sanofi Pasteur"]),
        ("Sanofi, Pasteur et Sanofi", ["Sanofi", "Sanofi"]),
        ("SANOFI ANNONCE", ["SANOFI"]),
        ("il imagine un site ; l'Institut Imagine aussi", ["Institut Imagine"]),
        ("Aides publiques, AIDES", ["AIDES"]),
        ("chez bioMérieux et BioMérieux", ["bioMérieux"]),
        ("l'institut imagine", []),
        ("l’AP-HP et l’ap-hp", ["AP-HP"]),
        ("L’Oréal investit", ["L’Oréal"]),
        ("Sanofian", []),
        ("", []),
    ],
)
def test_names_are_matched_as_they_are_written(text: str, names: list[str]) -> None:
    """One word needs its case (or capitals), several words need their capitals."""
    assert found(NAMES, text) == names


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("des vecteurs viraux", ["vecteurs viraux"]),
        ("Vecteurs viral et vecteur viral", ["Vecteurs viral", "vecteur viral"]),
        ("POCHES À USAGE UNIQUE", ["POCHES À USAGE UNIQUE"]),
        ("la SMA, pas sma", ["SMA"]),
    ],
)
def test_terms_may_be_plural_and_in_any_case_but_acronyms_may_not(
    text: str, terms: list[str]
) -> None:
    """The plural s is dropped on both sides; short capitals stay capitals."""
    assert found(TERMS, text) == terms


def test_every_listed_name_at_a_place_is_proposed() -> None:
    """Shorter names inside longer ones are candidates too: others may need them."""
    text = "Sanofi Pasteur"
    ends = {c.end for c in NAMES.match(text, tokenize(text))}
    assert ends == {6, 14}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_the_longest_of_overlapping_spans_win(raw: list[tuple[int, int]]) -> None:
    """What is kept does not overlap; what is left out overlaps a kept one at least as long."""
    candidates = [Candidate(s, s + n, "Company") for s, n in raw]
    kept = longest(candidates)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    for lost in set(candidates) - set(kept):
        assert any(
            k.start < lost.end and lost.start < k.end and k.end - k.start >= lost.end - lost.start
            for k in kept
        )


def test_of_two_equal_spans_the_surer_source_wins() -> None:
    """A curated name beats what its form or the model says."""
    spans = [Candidate(0, 4, "Location", "", s) for s in ("model", "actor", "suffix")]
    assert [c.source for c in longest(spans)] == ["actor"]


@pytest.mark.parametrize(
    ("key", "stemmed"), [("vecteurs", "vecteur"), ("os", "os"), ("gaz", "gaz"), ("viraux", "viral")]
)
def test_stems_drop_the_plural_of_long_words(key: str, stemmed: str) -> None:
    """Short words keep their s."""
    assert stem(key) == stemmed


def test_cells_hold_several_values_without_the_mark_of_doubt() -> None:
    """A trailing question mark and empty parts are dropped."""
    assert cell("ABL Europe SAS|Oxford Biomedica France?||") == [
        "ABL Europe SAS",
        "Oxford Biomedica France",
    ]


def test_a_list_without_its_columns_or_file_is_named(tmp_path: Path) -> None:
    """The error tells which list and which columns."""
    path = tmp_path / "list.tsv"
    path.write_text("name\tkind\nAcme\tCompany\n", encoding="utf-8")
    assert list(rows(path, ("name",))) == [{"name": "Acme", "kind": "Company"}]
    with pytest.raises(DataError, match="aliases"):
        list(rows(path, ("name", "aliases")))
    with pytest.raises(DataError, match="cannot be read"):
        list(rows(tmp_path / "none.tsv", ("name",)))


def test_former_names_are_listed_without_their_dates(tmp_path: Path) -> None:
    """What a text calls the actor bears no years."""
    line = "Coave\tCoave SA\tHorama (2014/2021-07)|Alliance (project)?\tStartup\n"
    path = tmp_path / "actors.tsv"
    path.write_text(f"name\taliases\tformer_names\tkinds\n{line}", encoding="utf-8")
    listed = [name.text for name in lists.actors(tmp_path)]
    assert listed == ["Coave", "Coave SA", "Horama", "Alliance (project)"]
