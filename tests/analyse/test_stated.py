"""Stated figures in findings: whom they concern, how they are cited and worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.findings import UNITS, between
from biograph.analyse.known import Known
from biograph.analyse.stated import (
    basis,
    caveats,
    cited,
    concerned,
    inside,
    label,
    published,
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
    assert between(ASSUMED.low, ASSUMED.high).en in caveat.en
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


def test_labels_fit_into_sentences() -> None:
    """A label loses its capital inside a sentence, an acronym does not."""
    assert inside("Stock of vials") == "stock of vials"
    assert inside("CAR-T plant") == "CAR-T plant"
    assert label(DATA + "class/car-t").fr == "thérapie par cellules CAR-T"
