"""The published claims, each with the question that answers it or the reason why none does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph import resources
from biograph.ask import answer, library, load, published
from biograph.ask.claims import COLUMNS
from biograph.ask.reading import holes
from biograph.errors import DataError
from biograph.store import open_store
from biograph.vocabulary.figures import rivals
from tests.queries.test_answers import ROOMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biograph.ask import PublishedClaim

TABLE = resources.queries() / "claims.tsv"
NOTE = resources.ontology().parents[1] / "shared" / "design" / "analysis.md"
#: How an answer is read: empty where there is no question.
READING = ("params", "counts", "decides", "rule", "coverage", "facts", "found_en", "found_fr")
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
ANSWERED = [claim for claim in published() if claim.reading]


def rank(name: str) -> tuple[bool, int]:
    """The place of an id: numbers in order, then those with an x."""
    return name.startswith("x"), int(name.removeprefix("x"))


def test_the_table_has_its_form() -> None:
    """The columns by name, separated by tabs, without quotes or blanks around the cells."""
    header, *rows = (line.split("\t") for line in lines())
    assert header == list(COLUMNS)
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell != cell.strip() or "\r" in cell] == []
    assert [cell for cell in cells if cell.startswith('"')] == []


def test_every_column_is_described() -> None:
    """The page beside the table names each of its columns."""
    text = TABLE.with_name("README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([a-z_, ]+) \|", text, flags=re.MULTILINE)[1:]
    assert [name for names in told for name in names.split(", ")] == list(COLUMNS)


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
    assert [column for column in READING if claim[column]] == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c["id"])
def test_notes_name_questions_that_exist(claim: dict[str, str]) -> None:
    """A question that a note refers to is in the library, and both languages refer to the same."""
    english, french = (NAMED.findall(claim[c]) for c in ("note_en", "note_fr"))
    assert english == french
    assert set(english) <= set(library())


@pytest.mark.parametrize("claim", ANSWERED, ids=lambda c: c.id)
def test_a_claim_is_counted_in_columns_that_there_are(claim: PublishedClaim) -> None:
    """The answer has each column that is counted or filtered, and so have the facts."""
    read, empty = claim.reading, open_store()
    assert read
    columns = answer(empty, load(claim.question), read.values).columns
    used = {column for count in read.counts for column in count.columns}
    assert used | {c.column for count in read.counts for c in count.where} <= set(columns)
    if read.facts:
        told = answer(empty, load(read.facts.question), read.facts.values).columns
        assert {condition.column for condition in read.facts.where} <= set(told)


@pytest.mark.parametrize("claim", ANSWERED, ids=lambda c: c.id)
def test_a_rule_compares_things_and_says_why(claim: PublishedClaim) -> None:
    """Only different things are compared, and a note says where the graph decides nothing."""
    read = claim.reading
    assert read
    kinds = {count.name: count.how for count in read.counts}
    assert {kinds[rule.count] for rule in read.rules} <= {"distinct"}
    silent = read.decides == "nothing"
    assert claim.note.en.startswith("Decides nothing: ") == silent
    assert claim.note.fr.startswith("Ne décide rien : ") == silent
    assert claim.note.en.count("A part") == (read.decides == "part")


@pytest.mark.parametrize("claim", ANSWERED, ids=lambda c: c.id)
def test_both_languages_tell_the_same_numbers(claim: PublishedClaim) -> None:
    """The sentences have the same counts in them, and no other braces."""
    english, french = ({hole["name"] for hole in holes(text)} for text in _found(claim))
    assert english == french != set()
    for text in _found(claim):
        assert text.count("{") == text.count("}") == len(list(holes(text)))


def _found(claim: PublishedClaim) -> tuple[str, str]:
    return claim.found.en, claim.found.fr


def test_rivals_are_figures_that_contradict_each_other() -> None:
    """What a claim names as rivals is a group of published figures with no number in common."""
    groups = {(group[0].measure, group[0].about) for group in rivals()}
    named = [pair for claim in published() for pair in claim.rivals]
    assert [pair for pair in named if pair not in groups] == []


#: A cell of the reading with a slip, and what the error says of it.
SLIPS = [
    ("counts", "french: count maker", "counts holds"),
    ("counts", "french: distinct maker where country==FR", "counts holds"),
    ("decides", "all", "decides is 'all'"),
    ("decides", "nothing", "does not fit"),
    ("rule", "french about 8", "rule holds"),
    ("rule", "", "does not fit"),
    ("rule", "other = 8", "'other' is no count"),
    ("coverage", "known of all", "coverage holds"),
    ("coverage", "other/french", "'other' is no count"),
    ("facts", "owners", "facts holds"),
    ("found_fr", "{other} en France", "'other' is no count"),
]


@pytest.mark.parametrize(("column", "cell", "says"), SLIPS)
def test_a_slip_in_a_cell_is_named_with_its_line(
    tmp_path: Path, column: str, cell: str, says: str
) -> None:
    """A count, rule, coverage or sentence of no known form is an error that names the line."""
    row = dict.fromkeys(COLUMNS, "")
    row |= {"id": "1", "question": "care/car-t-centres", "decides": "whole"}
    row |= {"counts": "french: distinct centre", "rule": "french = 8", "found_fr": "{french}"}
    row[column] = cell
    rows = ("\t".join(COLUMNS), "\t".join(row[name] for name in COLUMNS))
    (tmp_path / "claims.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(says)) as caught:
        published(tmp_path)
    assert "claims.tsv:2" in str(caught.value)


@pytest.mark.skipif(not NOTE.is_file(), reason="the design note is not beside the checkout")
def test_no_claim_of_the_note_is_left_out() -> None:
    """Each number of the note's list is in the table, and its last line is split into three."""
    section = re.split(r"^## \d+\. .*$", NOTE.read_text(encoding="utf-8"), flags=re.MULTILINE)[2]
    numbers = re.findall(r"^(\d+)\. ", section, flags=re.MULTILINE)
    assert len(re.findall(r"^Extra: ", section, flags=re.MULTILINE)) == 1
    assert [c["id"] for c in CLAIMS] == [*numbers, "x1", "x2", "x3"]
