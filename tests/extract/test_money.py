"""Amounts of money as press writes them in French and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.money import money

if TYPE_CHECKING:
    from collections.abc import Callable

    from biograph.extract.annotation import Annotated

FRENCH = [
    "levé {49 millions d'euros|Money} en mars",
    "une aide de {5 M€|Money} versée",
    "{1,5 milliard d'euros|Money} de ventes",
    "plus de {12 MEUR|Money} d'aides",
    "jusqu'à {200 000 euros|Money} par projet",
    "près de {3,2 millions de dollars|Money}",
    "{deux milliards d'euros|Money} promis",
    "entre {4 à 6 millions d'euros|Money} selon",
    "un prêt de {750 k€|Money}.",
    "({5,7 Md€|Money})",
    "la somme de {26 200 euros|Money} que",
    "{10 millions de francs suisses|Money}",
]
ENGLISH = [
    "raised {€58 million|Money} in a round",
    "about {$1.2 billion|Money} upfront",
    "a {£3m|Money} grant",
    "worth {EUR 5 million|Money} over",
    "paid {US$ 40 million|Money} in cash",
    "of {58 million euros|Money}",
    "up to {€11.7M|Money}.",
    "{1,250,000 dollars|Money} a year",
]
NONE = [
    "une usine de 5 000 m² à Lyon",
    "120 salariés et 3 bioréacteurs de 2 000 L",
    "la phase II, en 2024",
    "le règlement 1394/2007",
    "L'euro reste la monnaie de la zone.",
    "10 mg of antibody in 5 ml",
]


@pytest.mark.parametrize("sentence", FRENCH + ENGLISH)
def test_an_amount_is_found_with_its_unit_and_nothing_more(
    sentence: str, marked: Callable[..., Annotated]
) -> None:
    """The span holds number, scale and currency, without "about" or "up to"."""
    gold = marked(sentence)
    found = [gold.text[c.start : c.end] for c in money(gold.text)]
    assert found == [e.text for e in gold.entities]


@pytest.mark.parametrize("sentence", NONE)
def test_numbers_that_are_no_money_stay_out(sentence: str) -> None:
    """Areas, volumes, doses and years are no amounts."""
    assert not list(money(sentence))


@given(st.text(max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    """Whatever stands in a text, offsets lie in it and each span holds a digit or number word."""
    for found in money(text):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]


@given(st.integers(1, 9_999), st.sampled_from(["millions d'euros", "M€", "million euros", "k€"]))
def test_any_whole_number_with_a_unit_is_an_amount(number: int, unit: str) -> None:
    """The rule does not depend on the size of the number."""
    text = f"soit {number} {unit} au total"
    assert [text[c.start : c.end] for c in money(text)] == [f"{number} {unit}"]


def test_offsets_are_those_of_the_whole_text() -> None:
    """A part of a text can be read on its own."""
    text = "5 M€ puis 6 M€"
    assert [(c.start, c.end) for c in money(text, start=5)] == [(10, 14)]
