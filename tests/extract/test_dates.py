"""Dates as press writes them in French and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.dates import dates
from biograph.extract.spans import longest

if TYPE_CHECKING:
    from collections.abc import Callable

    from biograph.extract.annotation import Annotated

FRENCH = [
    "signé le {12 mars 2024|Date} à Lyon",
    "le {1er janvier 2023|Date}, la société",
    "dès {janvier 2021|Date}",
    "en {2019|Date}, puis en {2021|Date}",
    "au {printemps 2013|Date}",
    "{début 2024|Date} au plus tard",
    "attendu pour {mi-2024|Date}",
    "la {fin du premier trimestre 2026|Date}",
    "au {troisième trimestre 2023|Date}",
    "au {T3 2023|Date}",
    "au {second semestre 2025|Date}",
    "d'ici {fin 2027|Date}",
    "depuis la {fin juin 2022|Date}",
    "({2018|Date})",
    "le {03/05/2022|Date}",
    "ouverte en {septembre 2020|Date}.",
]
ENGLISH = [
    "on {March 12, 2024|Date}, the company",
    "signed on {12 March 2024|Date}",
    "in {early 2024|Date}",
    "by the {end of 2025|Date}",
    "in {Q3 2023|Date}",
    "in the {second half of 2024|Date}",
    "since {September 2021|Date}",
    "in {mid-2022|Date}",
    "from {late May|Date}",
    "in {2030|Date}.",
    "published {2021-03-08|Date}",
]
NONE = [
    "le plan France 2030 a retenu",
    "un projet Horizon 2020",
    "une surface de 2000 m²",
    "environ 2000 patients inclus",
    "le règlement 1394/2007",
    "des lots de 1950 litres",
    "mars est une planète",
    "il may be approved",
    "UMR 2023/4",
]


@pytest.mark.parametrize("sentence", FRENCH + ENGLISH)
def test_a_date_is_found_with_its_part_of_period(
    sentence: str, marked: Callable[..., Annotated]
) -> None:
    """The span has no article or preposition but keeps "fin", "mi-", "early"."""
    gold = marked(sentence)
    found = [gold.text[c.start : c.end] for c in longest(dates(gold.text))]
    assert found == [e.text for e in gold.entities]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_date_stays_out(sentence: str) -> None:
    """State plans, areas, counts and numbers of laws are no dates."""
    assert not list(dates(sentence))


@given(st.text(max_size=300))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    """Offsets lie in the text, whatever it is."""
    for found in dates(text):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.integers(1, 31),
    st.sampled_from(
        ["janvier", "février", "avril", "mai", "juin", "juillet", "août", "octobre", "décembre"]
    ),
    st.integers(1990, 2039),
    st.integers(0, 300),
)
def test_a_full_date_is_one_span_wherever_it_stands(
    day: int, month: str, year: int, padding: int
) -> None:
    """Text before a date, however long, does not move or cut it."""
    text = "mot " * padding + f"le {day} {month} {year} et la suite du texte " + "mot " * padding
    found = [text[c.start : c.end] for c in longest(dates(text))]
    assert found == [f"{day} {month} {year}"]
