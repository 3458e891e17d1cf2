"""Amounts of money as sources word them: what is read, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.amounts import Amount, read

SCALES = {"": 1, "mille ": 10**3, "millions d'": 10**6, "milliards d'": 10**9}


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("13 millions d'euros", 13e6, "EUR"),
        ("1,8 million d'euros", 1.8e6, "EUR"),
        ("27.5 million euros", 27.5e6, "EUR"),
        ("41 million dollars", 41e6, "USD"),
        ("35 millions de dollars", 35e6, "USD"),
        ("140331.25 €", 140331.25, "EUR"),
        ("10000000 €", 1e7, "EUR"),
        ("182 000 euros", 182e3, "EUR"),
        ("182\N{NARROW NO-BREAK SPACE}000 €", 182e3, "EUR"),
        ("182,000 euros", 182e3, "EUR"),
        ("1,234,567.89 dollars", 1234567.89, "USD"),
        ("1 234 567,89 €", 1234567.89, "EUR"),
        ("2 M€", 2e6, "EUR"),
        ("1,5 Md€", 1.5e9, "EUR"),
        ("5 k€", 5e3, "EUR"),
        ("€13 million", 13e6, "EUR"),
        ("US$ 20m", 20e6, "USD"),
        ("EUR 5 million", 5e6, "EUR"),
        ("5 milliards d\N{RIGHT SINGLE QUOTATION MARK}euros", 5e9, "EUR"),
        ("20 millions de livres sterling", 20e6, "GBP"),
        ("10 million Swiss francs", 10e6, "CHF"),
        ("2.125 million euros", 2.125e6, "EUR"),
    ],
)
def test_wordings_of_the_sources_are_read(text: str, value: float, currency: str) -> None:
    """French and English numbers, scales and signs give one number of one currency."""
    found = read(text)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "13",
        "500 millions",
        "plus de 25 millions d'euros",  # a bound is no amount
        "150 à 230 millions d'euros",
        "2.500 euros",  # two and a half, or two thousand five hundred
        "1,500 million euros",
        "12 millions de francs",  # French, Swiss or of Africa
        "3 millions de dollars canadiens",
        "20 brebis",
    ],
)
def test_what_is_not_surely_an_amount_is_left_alone(text: str) -> None:
    """No guess at a currency, a bound, a range or a number that two languages read differently."""
    assert read(text) is None


@given(
    units=st.integers(1, 999_999),
    cents=st.integers(0, 99),
    scale=st.sampled_from(sorted(SCALES)),
)
def test_french_and_english_say_the_same(units: int, cents: int, scale: str) -> None:
    """A number with two decimals reads alike with comma and with point, whatever its scale."""
    french, english = f"{units},{cents:02d} {scale}euros", f"{units}.{cents:02d} {scale}euros"
    expected = (units + cents / 100) * SCALES[scale]
    assert read(french) == read(english)
    assert read(french) == Amount(pytest.approx(expected), "EUR")


@given(value=st.integers(1, 10**12))
def test_groups_of_three_change_nothing(value: int) -> None:
    """Spaces of French and commas of English between thousands leave the number as it is."""
    plain = Amount(float(value), "EUR")
    assert read(f"{value} €") == read(f"{value:,} €".replace(",", " ")) == plain
    assert read(f"{value:,} €") == plain


@given(text=st.text(max_size=40))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    """Whatever a source writes there is an amount of a known currency, or none, never an error."""
    found = read(text)
    assert found is None or (found.value >= 0 and found.currency.isupper())
