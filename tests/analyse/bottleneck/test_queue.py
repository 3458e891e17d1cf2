"""The queue for CAR-T care: what is told of places, waits and the figure that decides."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import queue_words as words
from biograph.analyse.bottleneck.care import CLASS, FRENCH, Care, care, stated
from biograph.analyse.bottleneck.queue import queue
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.ask import over
from biograph.model import Presence
from biograph.terms import DATA
from biograph.vocabulary.figures import figures
from tests.tiny import opened

if TYPE_CHECKING:
    from biograph.ask import Ask

ENDS = st.tuples(st.floats(1, 5000), st.floats(1, 3)).map(lambda e: (e[0], e[0] * e[1]))
CARES = st.builds(Care, arrivals=ENDS, centres=ENDS, places=ENDS, stay=ENDS)


def exact(arrivals: float, centres: float, places: float, stay: float = 20.0) -> Care:
    """Care of which each input is one number."""
    return Care(
        arrivals=(arrivals,) * 2, centres=(centres,) * 2, places=(places,) * 2, stay=(stay,) * 2
    )


def test_the_queue_is_told_with_its_doubt(ask: Ask) -> None:
    """What is stated does not decide: the finding gives both ends and what to publish."""
    (found,) = queue(Known(ask=ask))
    assert found.presence is Presence.UNKNOWN
    assert found.value is None
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1 <= found.high
    for end in (found.low, found.high):
        assert form.percent(end).fr in found.sentence.fr
        assert form.percent(end).en in found.sentence.en
    assert "biograph" in found.sentence.fr
    assert "couverture" in found.sentence.fr
    assert form.NOT_SUPPLY in found.caveats
    assert "malades que chaque centre peut prendre" in found.overturned_by.fr
    assert found.command == "biograph bottlenecks --json"


def test_assumptions_are_named(ask: Ask) -> None:
    """Each assumed figure is called one, in the sentence and in a caveat, and no other is."""
    (found,) = queue(Known(ask=ask))
    used = [figure for group in stated().values() for figure in group]
    assumed = [figure for figure in used if figure.basis == "assumption"]
    named = [c.en for c in found.caveats if c.en.startswith("Assumed by biograph")]
    assert len(named) == len(assumed) > 0
    assert found.sentence.fr.count("(hypothèse)") == len(assumed)
    assert {f"{DATA}figure/{figure.id}" for figure in used} <= set(found.evidence)


def test_only_what_is_published_is_covered(ask: Ask) -> None:
    """Two of the four inputs are published by somebody: that is the coverage."""
    (found,) = queue(Known(ask=ask))
    shared = [any(f.basis == "published" for f in group) for group in stated().values()]
    assert found.coverage == sum(shared) / len(shared)


def test_only_families_that_need_it_are_told(ask: Ask) -> None:
    """Another therapy has no such queue, nor has a graph without recipes."""
    assert not list(queue(Known(ask=ask, scope=Scope(family="aav_gene_therapy"))))
    assert not list(queue(Known(ask=over(opened()))))
    (found,) = queue(Known(ask=ask, scope=Scope(family="autologous_car_t")))
    assert found.subjects == (DATA + "class/" + CLASS, DATA + "family/autologous_car_t")


def test_the_figures_are_those_of_france() -> None:
    """The patients of all of Europe are not sent to the centres of France."""
    known = care()
    assert known is not None
    assert known.arrivals == (figures()[FRENCH].low, figures()[FRENCH].high)
    assert 10 < known.stay[0] <= known.stay[1] < 40  # days, though durations are in months


@given(CARES)
def test_more_places_never_harm(found: Care) -> None:
    """With more patients a centre both ends of utilisation and wait stay or fall."""
    more = dataclasses.replace(found, places=(found.places[0] * 2, found.places[1] * 2))
    for end in (0, 1):
        assert more.utilisation[end] <= found.utilisation[end]
        assert more.wait[end] <= found.wait[end] + 1e-9


@given(CARES)
def test_ends_are_in_order(found: Care) -> None:
    """The lower ends are the lower ones, and a line without end goes with too few places."""
    assert found.utilisation[0] <= found.utilisation[1]
    assert 0 <= found.wait[0] <= found.wait[1]


@given(CARES)
def test_the_threshold_decides(found: Care) -> None:
    """With the places told to be enough the line ends for all patients, with fewer for none."""
    few, many = found.enough
    assert dataclasses.replace(found, places=(many * 1.01,) * 2).utilisation[1] < 1
    assert dataclasses.replace(found, places=(few * 0.99,) * 2).utilisation[0] > 1


def test_the_widest_input_decides() -> None:
    """The input whose own interval moves the utilisation most is named."""
    found = Care(arrivals=(90, 110), centres=(10, 10), places=(5, 50), stay=(10, 30))
    name, moved = found.decisive()
    assert name == "places"
    assert moved == pytest.approx((100 / 500, 100 / 50))
    assert dataclasses.replace(found, places=(10, 10)).decisive()[0] == "arrivals"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (exact(2000, 40, 10), "n'ont pas assez de places pour tous les malades. 2 000 malades"),
        (exact(2000, 40, 10), "la file grandit sans fin"),
        (exact(100, 40, 10), "les centres ont assez de places pour tous les malades. 100 malades"),
        (exact(100, 40, 10), "demandent 25 % des places ; l'attente moyenne d'un lit est"),
        (
            Care(arrivals=(700, 1500), centres=(40, 40), places=(10, 50), stay=(16, 24)),
            "l'attente moyenne d'un lit va de 0 jour à l'infini",
        ),
        (
            Care(arrivals=(700, 1500), centres=(40, 40), places=(10, 50), stay=(16, 24)),
            "si chaque centre prend 38 malades ou plus par an la file ne grandit jamais sans fin",
        ),
        (
            Care(arrivals=(700, 1500), centres=(40, 40), places=(10, 50), stay=(16, 24)),
            "s'il en prend moins de 18 elle le fait toujours",
        ),
    ],
)
def test_verdicts(found: Care, said: str) -> None:
    """Enough, too few or not decidable: each is told as it is."""
    assert said in words.sentence(found, 0.5).fr


def test_a_line_without_end_has_no_mean() -> None:
    """Where more come than are taken the wait is infinite at both ends."""
    assert exact(2000, 40, 10).wait == (math.inf, math.inf)
