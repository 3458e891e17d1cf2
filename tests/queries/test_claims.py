"""The published claims, each with the question that answers it or the reason why none does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph import resources
from biograph.ask import library, load
from tests.queries.test_answers import ROOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = resources.queries() / "claims.tsv"
NOTE = resources.ontology().parents[1] / "shared" / "design" / "analysis.md"
COLUMNS = [
    "id", "claim_en", "claim_fr", "figure", "unit", "as_of", "source", "question", "note_en",
    "note_fr",
]  # fmt: skip
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(ROOMS))})/[a-z0-9-]+")


def lines() -> list[str]:
    """The lines of the table as they stand, without their ends."""
    text = TABLE.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def claims() -> Iterator[dict[str, str]]:
    """The rows of the table by column."""
    header, *rows = (line.split("\t") for line in lines())
    for row in rows:
        yield dict(zip(header, row, strict=True))


CLAIMS = list(claims())


def rank(name: str) -> tuple[bool, int]:
    """The place of an id: numbers in order, then those with an x."""
    return name.startswith("x"), int(name.removeprefix("x"))


def test_the_table_has_its_form() -> None:
    """Ten columns by name, separated by tabs, without quotes or blanks around the cells."""
    header, *rows = (line.split("\t") for line in lines())
    assert header == COLUMNS
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell != cell.strip() or "\r" in cell] == []
    assert [cell for cell in cells if cell.startswith('"')] == []


def test_ids_are_unique_and_in_order() -> None:
    """Claims stand in the order of the note, each once, those of its last line at the end."""
    ids = [claim["id"] for claim in CLAIMS]
    assert ids == sorted(set(ids), key=rank)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c["id"])
def test_readers_of_both_languages_are_told(claim: dict[str, str]) -> None:
    """Each claim and how to read its answer is said in both languages, and who published it."""
    assert [c for c in COLUMNS if c.startswith(("claim", "note", "source")) and not claim[c]] == []
    assert claim["claim_en"] != claim["claim_fr"]
    assert claim["note_en"] != claim["note_fr"]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c["id"])
def test_figures_have_units(claim: dict[str, str]) -> None:
    """Each figure of a claim has its unit, and each date is a year, a month or a span of years."""
    figures, units = (claim[c].split("|") for c in ("figure", "unit"))
    assert len(figures) == len(units)
    assert list(map(bool, figures)) == list(map(bool, units))
    assert re.fullmatch(r"(?:\d{4}(?:-\d\d|\.\.\d{4})?)?", claim["as_of"])


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c["question"]], ids=lambda c: c["id"])
def test_the_question_of_a_claim_exists(claim: dict[str, str]) -> None:
    """What answers a claim is a question of the library that says it answers claims."""
    assert "claim" in load(claim["question"]).tags


def test_every_question_for_claims_has_its_claim() -> None:
    """A question that says it answers claims is named by at least one."""
    tagged = {name for name, question in library().items() if "claim" in question.tags}
    assert tagged == {claim["question"] for claim in CLAIMS if claim["question"]}


@pytest.mark.parametrize("claim", [c for c in CLAIMS if not c["question"]], ids=lambda c: c["id"])
def test_a_claim_without_question_says_why(claim: dict[str, str]) -> None:
    """Where no question answers, the note names what the ontology or the sources lack."""
    assert "ontology" in claim["note_en"]
    assert "source" in claim["note_en"]
    assert "ontologie" in claim["note_fr"]
    assert "source" in claim["note_fr"]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c["id"])
def test_notes_name_questions_that_exist(claim: dict[str, str]) -> None:
    """A question that a note refers to is in the library, and both languages refer to the same."""
    english, french = (NAMED.findall(claim[c]) for c in ("note_en", "note_fr"))
    assert english == french
    assert set(english) <= set(library())


@pytest.mark.skipif(not NOTE.is_file(), reason="the design note is not beside the checkout")
def test_no_claim_of_the_note_is_left_out() -> None:
    """Each number of the note's list is in the table, and its last line is split into three."""
    section = re.split(r"^## \d+\. .*$", NOTE.read_text(encoding="utf-8"), flags=re.MULTILINE)[2]
    numbers = re.findall(r"^(\d+)\. ", section, flags=re.MULTILINE)
    assert len(re.findall(r"^Extra: ", section, flags=re.MULTILINE)) == 1
    assert [c["id"] for c in CLAIMS] == [*numbers, "x1", "x2", "x3"]
