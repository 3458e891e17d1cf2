"""How overlapping and repeated candidates become one reading of a document."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.settle import second_forms, settle
from biograph.extract.spans import PRIORITY, Candidate
from biograph.terms import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable


def at(text: str, name: str, kind: str, source: str = "actor", nth: int = 0) -> Candidate:
    """A candidate at the nth place of a name."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Candidate(start, start + len(name), kind, "", source)


def test_an_acronym_in_brackets_takes_the_type_of_the_long_form(surfaces: Callable) -> None:
    """An unknown acronym becomes a second mention."""
    text = "l'Institut des Vecteurs Viraux (IVV) recrute"
    found = settle(text, [at(text, "Institut des Vecteurs Viraux", "ResearchOrganization", "head")])
    assert ("IVV", "ResearchOrganization") in surfaces(text, found)


def test_a_wrongly_typed_acronym_in_brackets_is_retyped(surfaces: Callable) -> None:
    """The long form has more to say than a homonym of its acronym."""
    text = "l'Association Contre le Mal (ACM) recrute"
    found = settle(
        text,
        [
            at(text, "Association Contre le Mal", "PatientOrganization", "head"),
            at(text, "ACM", "Company", "model"),
        ],
    )
    assert ("ACM", "PatientOrganization") in surfaces(text, found)


def test_a_place_in_brackets_is_no_alias(surfaces: Callable) -> None:
    """What follows in brackets must be an acronym of the name."""
    text = "Zorvax (Lyon) recrute"
    found = settle(text, [at(text, "Zorvax", "Company"), at(text, "Lyon", "Location", "place")])
    assert surfaces(text, found) == {("Zorvax", "Company"), ("Lyon", "Location")}
    assert surfaces(text, settle(text, [at(text, "Zorvax", "Company")])) == {("Zorvax", "Company")}


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("ILB (Institute of Language and the Brain)", ["ILB"]),
        ("The IRON (Institute of Language) group", []),  # no letters of the name
        ("Ilb (Institute of Language and the Brain)", []),  # not written as an acronym
        ("ILB (Institute of Language and the Brain, Marseille)", []),  # more stands in the bracket
        ("ILB, Institute of Language and the Brain)", []),
    ],
)
def test_a_short_form_may_stand_before_its_bracketed_long_form(text: str, short: list[str]) -> None:
    """Both orders are usual."""
    name = "Institute of Language and the Brain"
    long = at(text, name if name in text else "Institute of Language", "ResearchOrganization")
    found = [c for c in second_forms(text, [long]) if c != long]
    assert [text[c.start : c.end] for c in found] == short
    assert {c.kind for c in found} <= {"ResearchOrganization"}


def test_second_forms_never_overlap_what_was_found() -> None:
    """A name keeps its place beside the bracketed form of another."""
    text = "Institut des Sciences Moléculaires (ISM) à Orsay"
    found = [
        at(text, "Institut des Sciences Moléculaires", "ResearchOrganization"),
        at(text, "Orsay", "Location"),
    ]
    told = second_forms(text, found)
    assert [text[c.start : c.end] for c in told] == [
        "Institut des Sciences Moléculaires",
        "ISM",
        "Orsay",
    ]
    assert all(a.end <= b.start for a, b in pairwise(told))


def test_every_repeat_of_a_name_is_a_mention() -> None:
    """Missed repeats are added, also under the first word of a company's name."""
    text = "Dorvane Pharma recrute. Chez Dorvane, on forme. Dorvane Pharma grandit."
    found = settle(text, [at(text, "Dorvane Pharma", "Company", "suffix")])
    assert [text[c.start : c.end] for c in found] == ["Dorvane Pharma", "Dorvane", "Dorvane Pharma"]


def test_repeats_are_whole_words() -> None:
    """A name inside another word is no repeat."""
    text = "Zorvax ; Zorvaxine, l'anti-Zorvax"
    assert len(settle(text, [at(text, "Zorvax", "Company")])) == 1


def test_the_surest_type_holds_for_all_mentions_of_a_name() -> None:
    """What the model calls a place elsewhere is the listed company."""
    text = "Zorvax et Zorvax"
    found = settle(
        text, [at(text, "Zorvax", "Company"), at(text, "Zorvax", "Location", "model", nth=1)]
    )
    assert [c.kind for c in found] == ["Company", "Company"]


def test_without_a_sure_one_the_majority_decides() -> None:
    """Two mentions as a fund outvote one as a company."""
    text = "Ambrelle, Ambrelle, Ambrelle"
    votes = ("Funder", "Company", "Funder")
    found = settle(text, [at(text, "Ambrelle", k, "model", nth=i) for i, k in enumerate(votes)])
    assert [c.kind for c in found] == ["Funder"] * 3


def test_a_disease_is_taken_out_of_a_product_class(surfaces: Callable) -> None:
    """The disease and the rest of the phrase are two mentions, in both languages' orders."""
    text = "vaccins contre la grippe, influenza vaccines"
    found = settle(
        text,
        [
            at(text, "vaccins contre la grippe", "TherapyClass", "term"),
            at(text, "grippe", "Disease", "disease"),
            at(text, "influenza vaccines", "TherapyClass", "term"),
            at(text, "influenza", "Disease", "disease"),
        ],
    )
    assert [(text[c.start : c.end], c.kind) for c in found] == [
        ("vaccins", "TherapyClass"),
        ("grippe", "Disease"),
        ("influenza", "Disease"),
        ("vaccines", "TherapyClass"),
    ]


def test_generic_words_before_a_class_are_trimmed(surfaces: Callable) -> None:
    """The class is what is given, not that it is a treatment."""
    text = "des traitements par CAR-T"
    found = settle(text, [at(text, "traitements par CAR-T", "TherapyClass", "term")])
    assert surfaces(text, found) == {("CAR-T", "TherapyClass")}


@given(
    st.text(alphabet="Aab ()-,é\n", max_size=60),
    st.lists(
        st.tuples(
            st.integers(0, 59),
            st.integers(1, 20),
            st.sampled_from(ENTITY_TYPES),
            st.sampled_from(PRIORITY),
        ),
        max_size=10,
    ),
)
def test_any_candidates_give_spans_inside_the_text_without_overlap(
    text: str, raw: list[tuple[int, int, str, str]]
) -> None:
    """Whatever is proposed, the reading is flat, ordered and the same again."""
    candidates = [Candidate(s, s + n, k, "", c) for s, n, k, c in raw if s + n <= len(text)]
    found = settle(text, candidates)
    assert found == settle(text, list(reversed(candidates)))
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
