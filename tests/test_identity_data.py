"""The tables behind identity keep their own rules: decisions, forms of names, judged examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from biograph.link import decisions, names
from biograph.link.profile import contradict, strong
from biograph.resources import extract
from biograph.run.gather import gather
from biograph.run.pairs import half
from biograph.run.track import silent
from biograph.terms import name_key

if TYPE_CHECKING:
    from biograph.model import Entry

SCHEMAS = {
    "gazetteers/identity_decisions.tsv": list(decisions.COLUMNS),
    "patterns/name_forms.tsv": ["written", "read_as", "about"],
    "patterns/name_marks.tsv": ["word", "mark"],
    "gold/spellings.tsv": ["part", "row", "rnsr", "verdict", "is"],
    "gold/mentions.tsv": ["part", "source", "key", "sha256", "start", "end", "entries"],
}
PARTS = {"dev", "test"}
NIL = "NIL"


def cells(table: str) -> list[list[str]]:
    """The lines of a table with its head, as they stand."""
    text = (extract() / table).read_bytes().decode("utf-8")
    assert text.endswith("\n")
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def read(table: str) -> list[dict[str, str]]:
    """The lines of a table by column."""
    header, *lines = cells(table)
    return [dict(zip(header, line, strict=True)) for line in lines]


DECISIONS = read("gazetteers/identity_decisions.tsv")
FORMS = read("patterns/name_forms.tsv")
MARKS = read("patterns/name_marks.tsv")
SPELLINGS = read("gold/spellings.tsv")
MENTIONS = read("gold/mentions.tsv")


@pytest.fixture(scope="module")
def gathered(shared):
    """The full snapshot."""
    return gather((), snapshot=shared, track=silent)


@pytest.fixture(scope="module")
def entries(gathered):
    """The rows of the full snapshot by their keys."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for unit in gathered.units.values():
        for entry in unit.entries:
            found[entry.id].append(entry)
    return found


@pytest.fixture(scope="module")
def texts(gathered):
    """The texts of the full snapshot by source and key."""
    units = (unit for unit in gathered.units.values() if unit.document)
    return {(unit.source, unit.document.key): unit.document.text for unit in units}


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_line_has_the_columns_of_its_table(table):
    """Tabs between them, no spaces around them, one end of line."""
    header, *lines = cells(table)
    assert header == SCHEMAS[table]
    assert lines
    assert all(len(line) == len(header) for line in lines)
    assert all(cell == " ".join(cell.split()) for line in lines for cell in line)


# --- decisions -----------------------------------------------------------------------------------


def test_every_decision_can_be_read():
    """Nothing of the table is left out."""
    assert len(decisions.bundled()) == len(DECISIONS)


def test_decisions_are_in_order_of_their_entries():
    """Who looks for one finds it, and a change is a small difference."""
    order = [(line["left"], line["right"]) for line in DECISIONS]
    assert order == sorted(order)


def test_no_pair_is_decided_twice():
    """Neither in this order nor in the other."""
    count = Counter(made.pair for made in decisions.bundled())
    assert [pair for pair, times in count.items() if times > 1] == []


def test_decisions_do_not_contradict_each_other_over_a_third_entry():
    """Two entries that are the same by some decisions are told apart by none."""
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    made = decisions.bundled()
    for one in made:
        if one.same:
            group[root(one.left)] = root(one.right)
    assert [one.pair for one in made if not one.same and root(one.left) == root(one.right)] == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_entry_is_named_by_its_source_and_key(side):
    """As people write it: actors#Sanofi."""
    keys = [line[side].partition("#") for line in DECISIONS]
    assert all(source.isalnum() and mark == "#" and key for source, mark, key in keys)


def test_every_decision_has_a_verdict_a_reason_and_a_source():
    """So that anybody can check it."""
    assert {line["verdict"] for line in DECISIONS} <= decisions.VERDICTS
    assert all(line["reason"] and line["source"] for line in DECISIONS)


def test_decisions_are_dated_by_days():
    """ISO dates: the last decision on a pair is found by their order."""
    assert all(date.fromisoformat(line["date"]).isoformat() == line["date"] for line in DECISIONS)


def test_every_decision_is_on_rows_of_the_snapshot(entries):
    """A key that no row bears would decide nothing."""
    keys = {line[side] for line in DECISIONS for side in ("left", "right")}
    assert sorted(keys - entries.keys()) == []


#: Registers of research that hold some structures twice, under two numbers; a legal number is one.
NUMBERED_TWICE = frozenset({"rnsr", "ror"})


def _listed_twice(made):
    """Whether a decision says that one register holds one structure twice."""
    registers = {key.partition("#")[0] for key in made.pair}
    return made.same and len(registers) == 1 and registers <= NUMBERED_TWICE


def test_no_decision_contradicts_an_identifier(entries):
    """The same have no two numbers of one scheme, unless in one register; others share none."""
    wrong = []
    for made in decisions.bundled():
        left, right = (
            strong(
                identifier
                for entry in entries[key]
                for identifier in entry.identifiers
                if not (_listed_twice(made) and identifier.scheme in NUMBERED_TWICE)
            )
            for key in (made.left, made.right)
        )
        if contradict(left, right) if made.same else left & right:
            wrong.append(made.pair)
    assert wrong == []


# --- forms and marks of names ---------------------------------------------------------------------


def test_every_form_is_written_once():
    """One written form is read in one way."""
    count = Counter(line["written"] for line in FORMS)
    assert [form for form, times in count.items() if times > 1] == []


@pytest.mark.parametrize("column", ["written", "read_as"])
def test_forms_are_folded(column):
    """As names are when they are compared: a capital or an accent would never be met."""
    forms = [line[column] for line in FORMS]
    assert [form for form in forms if name_key(f"{form} x") != f"{form} x".strip()] == []


def test_no_form_is_read_as_one_that_is_read_otherwise():
    """Forms are replaced once, so that what they become has to be final."""
    written = {line["written"] for line in FORMS}
    assert [line["written"] for line in FORMS if line["read_as"] in written] == []


def test_every_form_says_what_it_is():
    """A reader sees why two spellings are one."""
    assert all(line["about"] for line in FORMS)


def test_every_form_is_read_as_the_table_says():
    """Both spellings of a name have the same words."""
    wrong = [
        line["written"]
        for line in FORMS
        if names.read(f"zygote {line['written']} kappa").words
        != names.read(f"zygote {line['read_as']} kappa").words
    ]
    assert wrong == []


def test_a_word_bears_a_mark_once():
    """It may bear several marks: hopital is both a body and a type."""
    count = Counter((line["word"], line["mark"]) for line in MARKS)
    assert [mark for mark, times in count.items() if times > 1] == []


def test_marks_are_known():
    """A mark that the code does not know would mark nothing."""
    assert {line["mark"] for line in MARKS} == names._marks().keys()


def test_marked_words_are_folded():
    """One word, as names are read."""
    words = {line["word"] for line in MARKS}
    assert [word for word in sorted(words) if name_key(f"{word} x") != f"{word} x"] == []
    assert not any(" " in word for word in words)


def test_marks_are_in_order():
    """By mark, then by word."""
    order = [(line["mark"], line["word"]) for line in MARKS]
    assert order == sorted(order)


# --- judged spellings of ANR ----------------------------------------------------------------------


def test_spellings_are_in_order_and_judged_once():
    """A spelling stands once beside a number."""
    order = [(line["part"], line["row"], line["rnsr"]) for line in SPELLINGS]
    assert order == sorted(order)
    assert len({(row, number) for _, row, number in order}) == len(order)


def test_spellings_have_known_parts_and_verdicts():
    """The same unit, its supervising body, a part of it, or another body."""
    assert {line["part"] for line in SPELLINGS} == PARTS
    assert {line["verdict"] for line in SPELLINGS} == {"same", "supervisor", "part", "other"}
    assert all(len(line["row"]) == 20 and int(line["row"], 16) >= 0 for line in SPELLINGS)


def test_only_what_is_not_the_unit_is_another():
    """The unit that a spelling really is stands beside a verdict that denies the first."""
    told = [line for line in SPELLINGS if line["is"]]
    assert told
    assert all(line["verdict"] != "same" and line["is"] != line["rnsr"] for line in told)


def test_a_unit_is_in_the_part_that_its_number_gives():
    """So that no unit is learned from and scored."""
    assert [line for line in SPELLINGS if line["part"] != half(line["rnsr"])] == []


def test_every_judged_number_is_of_the_register(entries):
    """A number without row would be neither found nor missed."""
    numbers = {line[column] for line in SPELLINGS for column in ("rnsr", "is")} - {""}
    assert sorted(number for number in numbers if f"rnsr#{number}" not in entries) == []


# --- annotated mentions ---------------------------------------------------------------------------


def test_mentions_are_in_order_and_annotated_once():
    """By document, then by place, and none reaches into the next."""
    order = [(m["source"], m["key"], int(m["start"]), int(m["end"])) for m in MENTIONS]
    assert order == sorted(order)
    following = pairwise(order)
    assert [two for one, two in following if one[:2] == two[:2] and two[2] < one[3]] == []


def test_enough_mentions_are_kept_for_the_test():
    """At least 400 in the test part, some of them without entry."""
    tested = [line for line in MENTIONS if line["part"] == "test"]
    assert len(tested) >= 400
    assert sum(line["entries"] == NIL for line in tested) >= 100


@pytest.mark.parametrize("of", [("source", "key"), ("sha256",)])
def test_a_document_is_in_one_part_only(of):
    """Neither a document nor its text is both looked at and scored."""
    parts = defaultdict(set)
    for line in MENTIONS:
        parts[tuple(line[column] for column in of)].add(line["part"])
    assert set().union(*parts.values()) == PARTS
    assert [document for document, found in parts.items() if len(found) > 1] == []


def test_a_mention_has_entries_or_none():
    """Keys in order, or NIL alone."""
    held = [line["entries"].split("|") for line in MENTIONS]
    assert all(keys == sorted(set(keys)) for keys in held)
    assert all(keys == [NIL] or all("#" in key for key in keys) for keys in held)


def test_every_annotated_text_is_the_one_of_the_snapshot(texts):
    """The digest tells that offsets still fit."""
    digests = {key: sha256(text.encode()).hexdigest() for key, text in texts.items()}
    assert [m for m in MENTIONS if digests.get((m["source"], m["key"])) != m["sha256"]] == []


def test_every_mention_is_a_name_inside_its_text(texts):
    """Offsets delimit something, and neither begin nor end with a blank."""
    for line in MENTIONS:
        text, start, end = texts[line["source"], line["key"]], int(line["start"]), int(line["end"])
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


def test_every_mention_with_entries_has_one_in_the_snapshot(entries):
    """Else it would be scored as a name without entry."""
    lost = [line for line in MENTIONS if entries.keys().isdisjoint(line["entries"].split("|"))]
    assert {line["entries"] for line in lost} <= {NIL}


def test_every_entry_of_a_mention_is_in_the_snapshot(entries):
    """A key that no row bears is a leftover."""
    keys = {key for line in MENTIONS for key in line["entries"].split("|")} - {NIL}
    assert sorted(keys - entries.keys()) == []
