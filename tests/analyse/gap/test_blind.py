"""Where biograph is blind, and what to ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.gap import blind
from biograph.analyse.gap.blind import blind_spots, first_questions
from biograph.analyse.known import Known
from biograph.model import Presence
from biograph.terms import local_name
from tests.analyse.test_worlds import said_by

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore


def halves(store: EmbeddedStore) -> None:
    """Two lists of ten makers of stoppers with two in common: about half are unseen."""
    firms = [f"firm{number}" for number in range(18)]
    said_by(store, "left", firms[:10], "stoppers")
    said_by(store, "right", firms[8:], "stoppers")


def test_blindness_is_no_gap(store: EmbeddedStore, ask: Ask) -> None:
    """What is not seen is unknown: the finding gives share, interval and upper bound."""
    halves(store)
    found = {local_name(f.subjects[0]): f for f in blind_spots(Known(ask=ask))}
    spot = found["Consumable"]
    assert spot.presence is Presence.UNKNOWN
    assert spot.low is not None
    assert spot.high is not None
    assert spot.value is not None
    assert spot.low <= spot.value <= spot.high
    assert "19 groupes" in spot.sentence.fr
    assert "au plus" in spot.sentence.fr
    assert "at most" in spot.sentence.en


def test_a_kind_with_one_list_is_not_estimated(ask: Ask) -> None:
    """One list alone tells nothing of what it misses."""
    assert "Equipment" not in {local_name(f.subjects[0]) for f in blind_spots(Known(ask=ask))}


def test_nothing_is_to_be_asked_where_all_is_seen(ask: Ask) -> None:
    """Where lists agree, only makers of something more general leave a question open."""
    asked = {local_name(f.subjects[0]) for f in first_questions(Known(ask=ask))}
    assert asked <= {"su-bioreactor", "fixed-bed"}


def test_the_first_question_is_on_what_decides_a_bottleneck(store: EmbeddedStore, ask: Ask) -> None:
    """Sacmaker alone sells bags: another maker would take it off the list."""
    halves(store)
    asked = list(first_questions(Known(ask=ask)))
    assert "bags" in {local_name(f.subjects[0]) for f in asked}
    bags = next(f for f in asked if local_name(f.subjects[0]) == "bags")
    assert bags.value is not None
    assert bags.value > 0.3
    assert "qui fournit « poches à usage unique », hors ce que sait" in bags.sentence.fr
    assert "(Sacmaker)" in bags.sentence.en
    assert [f.value for f in asked] == sorted((f.value for f in asked), reverse=True)


@given(cause=st.lists(st.booleans(), min_size=8, max_size=60))
def test_a_cause_tells_all_of_itself(cause: list[bool]) -> None:
    """The information on an effect that is the cause is the entropy of the cause, less the bias."""
    drawn = np.array(cause)
    share = drawn.mean()
    entropy = -sum(p * np.log2(p) for p in (share, 1 - share) if p > 0)
    bias = 1 / (2 * len(cause) * np.log(2))
    told = blind._information(drawn, drawn[:, np.newaxis])
    assert told == pytest.approx(max(entropy - bias, 0), abs=1e-9)


@given(
    cause=st.lists(st.booleans(), min_size=8, max_size=60),
    effect=st.lists(st.booleans(), min_size=60, max_size=60),
)
def test_information_is_never_negative_nor_above_one_bit(
    cause: list[bool], effect: list[bool]
) -> None:
    """A yes or no tells at most one bit of another, and nothing of what never changes."""
    drawn = np.array(cause)
    effects = np.array(effect[: len(cause)])[:, np.newaxis]
    assert 0 <= blind._information(drawn, effects) <= 1
    assert blind._information(drawn, np.ones_like(effects)) == 0
