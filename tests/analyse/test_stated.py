"""Stated figures in findings: whom they concern, how they are cited and worded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from biograph.analyse.known import Known
from biograph.analyse.stated import (
    UNITS,
    basis,
    caveats,
    cited,
    concerned,
    inside,
    label,
    number,
    published,
    span,
)
from biograph.model import Text
from biograph.terms import DATA
from biograph.vocabulary.figures import figures

if TYPE_CHECKING:
    from biograph.ask import Ask

SAID, ASSUMED = figures()["centres-car-t"], figures()["slots-car-t-centre"]


def test_figures_concern_the_families_of_their_class(ask: Ask) -> None:
    """A figure on CAR-T cells concerns the family of that class, and no other."""
    assert concerned(Known(ask=ask), "centres") == {
        "car-t": frozenset({DATA + "family/autologous_car_t"})
    }
    assert not concerned(Known(ask=ask), "training-time")


def test_figures_are_cited_once_each() -> None:
    """A figure is evidence under its own IRI, in a fixed order."""
    assert cited([ASSUMED, SAID, SAID]) == (
        DATA + "figure/centres-car-t",
        DATA + "figure/slots-car-t-centre",
    )


def test_an_assumption_is_named_as_such() -> None:
    """Only assumptions make a caveat, with their range and that nobody publishes them."""
    (caveat,) = caveats([SAID, ASSUMED, ASSUMED])
    assert caveat.fr.startswith("Hypothèse de biograph, que personne ne publie : ")
    assert span(ASSUMED.low, ASSUMED.high).en in caveat.en
    assert basis([SAID]) == Text(fr="", en="")
    assert basis([ASSUMED]).fr == " (hypothèse)"
    assert basis([SAID, ASSUMED]).en == " (partly assumed)"


def test_coverage_is_what_somebody_publishes() -> None:
    """A quantity counts where one of its figures is published; without figures none does."""
    assert published([[SAID, ASSUMED], [ASSUMED], [SAID], []]) == 0.5
    assert published([]) == 0


def test_every_unit_of_the_durations_and_chains_has_words() -> None:
    """Units of figures that these analyses read have a word in both languages."""
    read = {"lead-time", "requalification-time", "stock", "shelf-life", "capacity", "slots"}
    read |= {"patients-per-year", "collection", "collection-need", "centres", "stay"}
    assert {f.unit for f in figures().values() if f.measure in read} <= set(UNITS)


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0, "0", "0"),
        (0.04, "0", "0"),
        (0.7, "0,7", "0.7"),
        (3.96, "4", "4"),
        (17.4, "17", "17"),
        (922_615, "922 615", "922,615"),
        (math.inf, "l'infini", "infinity"),
    ],
)
def test_numbers(value: float, fr: str, en: str) -> None:
    """Large numbers are grouped, small ones have one decimal, and none a needless one."""
    assert number(value) == Text(fr=fr, en=en)


def test_an_interval_of_one_number_is_one_number() -> None:
    """Two ends that read alike are told once."""
    assert span(16.1, 16.2) == Text(fr="16", en="16")
    assert span(10, 1500) == Text(fr="10 à 1 500", en="10 to 1,500")


def test_labels_fit_into_sentences() -> None:
    """A label loses its capital inside a sentence, an acronym does not."""
    assert inside("Stock of vials") == "stock of vials"
    assert inside("CAR-T plant") == "CAR-T plant"
    assert label(DATA + "class/car-t").fr == "thérapie par cellules CAR-T"
