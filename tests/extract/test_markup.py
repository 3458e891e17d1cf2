"""Marks in the text: names and sentences lie where they stood, malformed blocks are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract import markup
from biograph.extract.annotation import Entity, Relation
from biograph.terms import ENTITY_TYPES, PREDICATES

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.extract.annotation import Annotated

TEXT = """\
[[Yposkesi|Company:CDMO]] est à [[Corbeil|Location]].
Elle fournit [[Bolu|Company]].

[[Bolu|Company]] a levé [[49 M€|Money]].
"""
PLAIN = "Yposkesi est à Corbeil. Elle fournit Bolu.\n\nBolu a levé 49 M€."


def read(folder: Path, content: str) -> list[Annotated]:
    path = folder / "docs.txt"
    path.write_text(content, encoding="utf-8")
    return list(markup.read(path))


def relation(folder: Path, line: str) -> Relation:
    """The relation that a line states after the text."""
    (item,) = read(folder, f"=== a | fr\n{TEXT}--\n{line}\n")
    return item.relations[0]


def test_a_header_gives_identifier_and_language(tmp_path: Path) -> None:
    """They stand around the bar, without the blanks."""
    (item,) = read(tmp_path, "===  some-id |  fr \nUn texte.\n--\n")
    assert (item.id, item.lang, item.text) == ("some-id", "fr", "Un texte.")


def test_a_header_without_a_language_leaves_it_open(tmp_path: Path) -> None:
    """The language is empty, the whole header is the identifier."""
    (item,) = read(tmp_path, "=== some-id\nUn texte.\n--\n")
    assert (item.id, item.lang) == ("some-id", "")


def test_documents_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each has its own text, names and relations."""
    block = (
        "=== {0} | en\n[[{0}|Company]] owns [[{0}x|Company]].\n--\n{0}x | subsidiaryOf | {0} | 1"
    )
    items = read(tmp_path, "\n\n".join(block.format(name) for name in ("b", "a", "c")))
    assert [item.id for item in items] == ["b", "a", "c"]
    assert [item.text for item in items] == ["b owns bx.", "a owns ax.", "c owns cx."]
    assert [item.relations[0].subject for item in items] == ["bx", "ax", "cx"]


def test_equals_signs_inside_a_line_begin_no_document(tmp_path: Path) -> None:
    """Only a line that begins with them is a header."""
    (item,) = read(tmp_path, "=== a | fr\nUn signe === b | fr.\n--\n")
    assert item.text == "Un signe === b | fr."


def test_marks_become_entities_with_types_and_subtypes(tmp_path: Path) -> None:
    """Every mark is one, also where the name stands twice; a subtype is optional."""
    (item,) = read(tmp_path, f"=== a | fr\n{TEXT}--\n")
    assert item.entities == (
        Entity(text="Yposkesi", start=0, end=8, type="Company", subtype="CDMO"),
        Entity(text="Corbeil", start=15, end=22, type="Location"),
        Entity(text="Bolu", start=37, end=41, type="Company"),
        Entity(text="Bolu", start=44, end=48, type="Company"),
        Entity(text="49 M€", start=56, end=61, type="Money"),
    )


def test_a_name_in_brackets_is_marked_without_them(tmp_path: Path) -> None:
    """The outer bracket belongs to the text, the inner ones to the mark."""
    (item,) = read(tmp_path, "=== a | fr\nLe centre [[[CHU|Hospital]]].\n--\n")
    assert item.text == "Le centre [CHU]."
    assert item.entities == (Entity(text="CHU", start=11, end=14, type="Hospital"),)


def test_a_document_may_be_empty(tmp_path: Path) -> None:
    """The end of the text may follow the header at once."""
    (item,) = read(tmp_path, "=== a | fr\n--\n")
    assert (item.id, item.text, item.entities) == ("a", "", ())


def test_lines_are_joined_by_blanks_and_empty_lines_part_paragraphs(tmp_path: Path) -> None:
    """The text is running text, without marks."""
    (item,) = read(tmp_path, f"=== a | fr\n{TEXT}--\n")
    assert item.text == PLAIN


def test_more_empty_lines_are_one_break(tmp_path: Path) -> None:
    """Those before the first and after the last sentence are none, blanks make no sentence."""
    (item,) = read(tmp_path, "=== a | fr\n\n  Un. \n\n \t\n\nDeux.\n\n--\n")
    assert item.text == "Un.\n\nDeux."


def test_a_document_may_state_nothing(tmp_path: Path) -> None:
    """Traps have names and no relation."""
    (item,) = read(tmp_path, f"=== a | fr\n{TEXT}--")
    assert item.entities
    assert item.relations == ()


@pytest.mark.parametrize(
    ("sentences", "quote"),
    [
        ("1", "Yposkesi est à Corbeil."),
        ("2", "Elle fournit Bolu."),
        ("3", "Bolu a levé 49 M€."),
        ("1-2", "Yposkesi est à Corbeil. Elle fournit Bolu."),
        ("2-3", "Elle fournit Bolu.\n\nBolu a levé 49 M€."),
        ("1-3", PLAIN),
    ],
)
def test_the_evidence_is_the_numbered_sentences(tmp_path: Path, sentences: str, quote: str) -> None:
    """Numbers count from one, a range takes both its ends, an empty line counts for none."""
    stated = relation(tmp_path, f"Yposkesi | manufacturesFor | Bolu | {sentences}")
    assert PLAIN[stated.start : stated.end] == quote


def test_a_relation_has_the_ends_and_the_predicate_of_its_line(tmp_path: Path) -> None:
    """What the line does not tell is empty."""
    assert relation(tmp_path, "Yposkesi | locatedIn | Corbeil | 1") == Relation(
        subject="Yposkesi", predicate="locatedIn", object="Corbeil", start=0, end=23
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("date=2021-03", ("2021-03", "", "")),
        ("amount=49 M€", ("", "49 M€", "")),
        ("planned", ("", "", "planned")),
        ("date=2021-03 | amount=49 M€ | planned", ("2021-03", "49 M€", "planned")),
        ("planned|amount=49 M€|date=2021", ("2021", "49 M€", "planned")),
    ],
)
def test_date_amount_and_plan_follow_in_any_order(
    tmp_path: Path, more: str, told: tuple[str, str, str]
) -> None:
    """Each after a bar, each optional."""
    stated = relation(tmp_path, f"Bolu | raised | 49 M€ | 3 | {more}")
    assert (stated.date, stated.amount, stated.modality) == told


def test_empty_lines_between_relations_are_passed_over(tmp_path: Path) -> None:
    """They come in the order of their lines."""
    stated = "Bolu | raised | 49 M€ | 3\n\n \nYposkesi | locatedIn | Corbeil | 1"
    (item,) = read(tmp_path, f"=== a | fr\n{TEXT}--\n{stated}\n\n")
    assert [r.predicate for r in item.relations] == ["raised", "locatedIn"]


# --- what is not of the form ----------------------------------------------------------------------

GOOD = f"=== good | fr\n{TEXT}--\nYposkesi | locatedIn | Corbeil | 1\n\n"


def refused(folder: Path, block: str) -> str:
    """The message for a block after a good one; the hint is there too."""
    with pytest.raises(DataError) as caught:
        read(folder, GOOD + block)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Le [[CHU|Clinic]].", "unknown entity type 'Clinic'"),
        ("Le [[CHU|company:CDMO]].", "unknown entity type 'company'"),
        ("Le [[CHU|Hospital est ici.", "a mark is not closed or has no type"),
        ("Le [[CHU|Hospital] est ici.", "a mark is not closed or has no type"),
        ("Le CHU|Hospital]] est ici.", "a mark is not closed or has no type"),
        ("Le [[CHU]] est ici.", "a mark is not closed or has no type"),
        ("Le [[CHU|]] est ici.", "a mark is not closed or has no type"),
        ("Le [[|Hospital]] est ici.", "a mark is not closed or has no type"),
        ("Le [[CHU|Hospital:]] est ici.", "a mark is not closed or has no type"),
        ("Le [[CHU et [[Evry|Location]].", "a mark is not closed or has no type"),
        ("Le [[CHU]] d'[[Evry|Location]].", "a mark is not closed or has no type"),
        ("Le [[CHU|Hospital\nest là]].", "a mark is not closed or has no type"),
    ],
)
def test_a_wrong_mark_is_told_with_file_and_document(tmp_path: Path, line: str, says: str) -> None:
    """Marks are closed on their line and have a type of the scheme."""
    assert refused(tmp_path, f"=== bad | fr\n{line}\n--\n") == f"docs.txt: bad: {says}"


@pytest.mark.parametrize("text", [TEXT, "", "Un - deux\n -- trois\n"])
def test_a_text_without_an_end_is_told_with_file_and_document(tmp_path: Path, text: str) -> None:
    """The two hyphens at the beginning of a line are not optional."""
    assert refused(tmp_path, f"=== bad | fr\n{text}") == (
        "docs.txt: bad: no line '--' after the text"
    )


def test_the_end_of_the_next_text_is_not_taken_for_that_of_this_one(tmp_path: Path) -> None:
    """The document that lacks it is named, not swallowed."""
    assert "docs.txt: bad: no line '--'" in refused(tmp_path, f"=== bad | fr\n{TEXT}\n{GOOD}")


FORM = "not 'subject | predicate | object | sentence'"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Bolu | loves | Corbeil | 1", FORM),
        ("Bolu | LocatedIn | Corbeil | 1", FORM),
        ("Bolu | locatedIn | Corbeil", FORM),
        ("Bolu", FORM),
        ("Acme | locatedIn | Corbeil | 1", "'Acme' is not marked in the text"),
        ("Bolu | locatedIn | Evry | 1", "'Evry' is not marked in the text"),
        ("Bolu | locatedIn | corbeil | 1", "'corbeil' is not marked in the text"),
        ("Elle | locatedIn | Corbeil | 1", "'Elle' is not marked in the text"),
        ("Bolu | locatedIn | Corbeil | 0", "'0' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | 4", "'4' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | 2-4", "'2-4' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | 0-2", "'0-2' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | 3-2", "'3-2' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | -1", "'-1' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | one", "'one' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil | 1-two", "'1-two' is no sentence of 3"),
        ("Bolu | locatedIn | Corbeil |", "'' is no sentence of 3"),
    ],
)
def test_a_wrong_relation_is_told_with_file_document_and_line(
    tmp_path: Path, line: str, says: str
) -> None:
    """A predicate of the scheme, ends marked as they are written, sentences of the text."""
    assert (
        refused(tmp_path, f"=== bad | fr\n{TEXT}--\n{line}\n") == f"docs.txt: bad: {line}: {says}"
    )


# --- whatever the names and sentences -------------------------------------------------------------

_UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # control characters and line ends of all kinds
_NAMES = st.text(
    st.characters(exclude_categories=_UNSEEN, exclude_characters="[]|"), min_size=1, max_size=12
).filter(lambda name: name == name.strip() != "")
_WORDS = st.text(st.characters(exclude_categories=_UNSEEN, exclude_characters="[]"), max_size=12)
_MARKS = st.tuples(_NAMES, st.sampled_from(ENTITY_TYPES), st.sampled_from(("", "CDMO", "Startup")))
_SENTENCES = (
    st.lists(st.tuples(_WORDS, st.none() | _MARKS), min_size=1, max_size=4)
    .map(tuple)
    .filter(lambda pieces: not plain(pieces).startswith(("--", "===")) and plain(pieces) != "")
)


def plain(pieces: tuple[tuple[str, tuple[str, str, str] | None], ...]) -> str:
    """A sentence without its marks."""
    return "".join(words + (mark[0] if mark else "") for words, mark in pieces).strip()


def marked(pieces: tuple[tuple[str, tuple[str, str, str] | None], ...]) -> str:
    """The line of a sentence."""
    line = ""
    for words, mark in pieces:
        line += words
        if mark:
            line += f"[[{mark[0]}|{mark[1]}{':' if mark[2] else ''}{mark[2]}]]"
    return line


class Case(NamedTuple):
    """A block and what it says."""

    block: str
    text: str
    names: list[tuple[str, str, str]]
    ends: tuple[str, str, str]
    evidence: tuple[int, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any names in any sentences, and one relation between two of them."""
    sentences = draw(st.lists(_SENTENCES, min_size=1, max_size=4))
    names = [mark for pieces in sentences for _, mark in pieces if mark]
    if not names:
        names = [draw(_MARKS)]
        sentences.append((("", names[0]),))
    lines, text, places = "", "", []
    for pieces in sentences:
        new = draw(st.booleans())
        lines += ("\n" if new else "") + marked(pieces) + "\n"
        text += ("\n\n" if new else " ") if text else ""
        places.append((len(text), len(text) + len(plain(pieces))))
        text += plain(pieces)
    first = draw(st.integers(1, len(places)))
    last = draw(st.integers(first, len(places)))
    ends = (
        draw(st.sampled_from(names))[0],
        draw(st.sampled_from(PREDICATES)),
        draw(st.sampled_from(names))[0],
    )
    number = f"{first}-{last}" if first < last or draw(st.booleans()) else str(first)
    block = f"=== a | fr\n{lines}--\n{' | '.join((*ends, number))}\n"
    return Case(block, text, names, ends, (places[first - 1][0], places[last - 1][1]))


@given(case=cases())
def test_any_names_in_any_sentences_come_back(
    tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    """Offsets delimit the names, nothing of the marks is left, evidence is whole sentences."""
    (item,) = read(tmp_path_factory.getbasetemp(), case.block)
    assert item.text == case.text
    assert "[[" not in item.text
    assert "]]" not in item.text
    assert [(e.text, e.type, e.subtype) for e in item.entities] == case.names
    assert all(item.text[e.start : e.end] == e.text for e in item.entities)
    (stated,) = item.relations
    assert (stated.subject, stated.predicate, stated.object) == case.ends
    assert (stated.start, stated.end) == case.evidence


def test_an_unknown_option_of_a_relation_is_an_error(tmp_path: Path) -> None:
    """A typing error in ``date=`` must not lose the date in silence."""
    path = tmp_path / "x.txt"
    said = "[[A|Company]] est à [[Lyon|Location]]."
    text = f"=== d | fr\n{said}\n--\nA | locatedIn | Lyon | 1 | dat=2021\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="dat"):
        list(markup.read(path))


def test_a_missing_file_of_marked_documents_is_named(tmp_path: Path) -> None:
    """The error tells which file cannot be read."""
    with pytest.raises(DataError, match="absent"):
        list(markup.read(tmp_path / "absent.txt"))
