"""How findings word numbers and stated figures in both languages."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.model import Text
from biograph.vocabulary.figures import figures


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1 000", "1,000"),
        (1577385, "1 577 385", "1,577,385"),
        (18.1, "18,1", "18.1"),
        (0.01, "0,01", "0.01"),
        (0.5, "0,5", "0.5"),
        (0.04, "0,04", "0.04"),
        (3.96, "4", "4"),
        (99.4, "99,4", "99.4"),
        (2500.5, "2 500", "2,500"),
        (math.inf, "l'infini", "infinity"),
    ],
)
def test_numbers_are_grouped(value: float, fr: str, en: str) -> None:
    """Spaces and comma in French, commas and point in English, no needless decimal."""
    assert form.grouped(value) == Text(fr=fr, en=en)


@given(number=st.integers(0, 10**9))
def test_groups_keep_the_number(number: int) -> None:
    """Nothing but separators is added."""
    told = form.grouped(number)
    assert told.fr.replace(" ", "") == told.en.replace(",", "") == str(number)


def test_an_interval_of_one_number_is_that_number() -> None:
    """Two ends are told as such, equal ones once."""
    assert form.between(10000, 15000) == Text(fr="10 000 à 15 000", en="10,000 to 15,000")
    assert form.between(40, 40) == Text(fr="40", en="40")
    assert form.between(160.1, 160.2) == Text(fr="160", en="160")


def test_a_large_count_with_its_noun_is_grouped() -> None:
    """The number before a noun follows the language, too."""
    assert form.several(3424, "fait|faits", "fact|facts") == Text(
        fr="3 424 faits", en="3,424 facts"
    )


def test_a_figure_is_told_with_its_source() -> None:
    """Label, interval, unit, source, date and scope stand in one phrase."""
    said = form.stated(figures()["posts-biotech-2030"])
    assert said.fr.startswith("Postes en biotechnologie en France d'ici à 2030 : 10 000 à 15 000 ")
    assert "postes (LEEM via AFP" in said.fr
    assert "2024-07 ; postes ouverts" in said.fr
    assert "10,000 to 15,000 posts (LEEM via AFP" in said.en


@pytest.mark.parametrize("key", sorted(figures()))
def test_every_figure_can_be_told(key: str) -> None:
    """No figure of the table is left without number, unit or source in either language."""
    figure = figures()[key]
    said = form.stated(figure)
    assert figure.said_by.fr in said.fr
    assert figure.source in said.en
    assert form.grouped(figure.low).fr in said.fr
    assert form.grouped(figure.high).en in said.en
