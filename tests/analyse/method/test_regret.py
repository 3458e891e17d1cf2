"""Regret of plans over draws, counted by hand and against its laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.hitting import Option, cheapest, frontier
from biograph.analyse.method.regret import drawn, regret

LOSSES = {frozenset("a"): 4.0, frozenset("b"): 1.0, frozenset("ac"): 2.0}
OPTIONS = [
    Option(id="first", cost=(1, 3), names=frozenset("a")),
    Option(id="second", cost=(2, 2), names=frozenset("b")),
]
PLANS = [cheapest(LOSSES, OPTIONS, target=target) for target in (7, 1, 0)]


def test_regret_is_counted_draw_by_draw() -> None:
    """Where a cut set is absent, what was paid against it is regret; the best plan has none."""
    fixed = [Option(id=o.id, cost=(2, 2), names=o.names) for o in OPTIONS]
    present = np.array([[True, True, True], [False, True, False]])
    found = regret(PLANS, drawn(LOSSES, fixed, present), worth=1)
    # Bills: nothing 7 and 1, first 2 + 1 and 2 + 1, both 4 and 4.
    assert found.worst.tolist() == [4, 2, 3]
    assert found.mean.tolist() == [2, 1, 2]
    assert found.median.tolist() == [2, 1, 2]
    assert (found.least_worst, found.least_mean) == (PLANS[1], PLANS[1])


def test_costs_are_drawn_from_their_intervals_and_the_same_for_a_seed() -> None:
    """Draws lie within the ends and come again with the same seed, not with another."""
    present = np.ones((200, 3), dtype=bool)
    one, same, other = (drawn(LOSSES, OPTIONS, present, seed=seed) for seed in (3, 3, 4))
    assert one.costs.shape == (200, 2)
    assert one.costs[:, 0].min() >= 1
    assert one.costs[:, 0].max() <= 3
    assert (one.costs[:, 1] == 2).all()
    assert (one.costs == same.costs).all()
    assert (one.costs != other.costs).any()


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 99), worth=st.floats(0, 10))
def test_laws_of_regret(seed: int, worth: float) -> None:
    """Regret is never negative, its interval holds its median, and no plan beats the least ones."""
    present = np.random.default_rng(seed).random((60, 3)) < 0.5
    plans = frontier(LOSSES, OPTIONS)
    found = regret(plans, drawn(LOSSES, OPTIONS, present, seed=seed), worth=worth)
    assert (found.low >= 0).all()
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert (found.high <= found.worst).all()
    assert found.worst[plans.index(found.least_worst)] == found.worst.min()
    assert found.mean[plans.index(found.least_mean)] == found.mean.min()


def test_a_single_plan_is_never_regretted() -> None:
    """The best of one plan is that plan."""
    found = regret(PLANS[:1], drawn(LOSSES, OPTIONS, np.ones((5, 3))), worth=1)
    assert found.worst.tolist() == [0]
    assert found.least_worst == PLANS[0]


def test_a_loss_worth_nothing_makes_the_cheapest_plan_best() -> None:
    """At worth 0 doing nothing is right in every draw; at a high worth doing all is."""
    draws = drawn(LOSSES, OPTIONS, np.ones((5, 3)))
    assert regret(PLANS, draws, worth=0).least_worst == PLANS[0]
    assert regret(PLANS, draws, worth=100).least_worst == PLANS[2]


def test_no_option_can_be_compared_too() -> None:
    """Without options the only plan is to do nothing."""
    plans = [cheapest(LOSSES, [], target=0)]
    assert regret(plans, drawn(LOSSES, [], np.ones((2, 3))), worth=1).worst.tolist() == [0]


def test_presence_of_another_shape_is_refused() -> None:
    """One column a cut set, or the draws would mean another one."""
    with pytest.raises(ValueError, match="3 cut sets"):
        drawn(LOSSES, OPTIONS, np.ones((5, 2)))


@pytest.mark.parametrize(
    ("plans", "draws", "worth", "word"),
    [
        (0, 5, 1.0, "no plan"),
        (3, 0, 1.0, "no draw"),
        (3, 5, -1.0, "worth"),
        (3, 5, float("nan"), "worth"),
    ],
)
def test_what_has_no_sense_is_refused(plans: int, draws: int, worth: float, word: str) -> None:
    """Nothing to compare and a negative or undefined worth are errors."""
    with pytest.raises(ValueError, match=word):
        regret(PLANS[:plans], drawn(LOSSES, OPTIONS, np.ones((draws, 3))), worth=worth)


def test_a_plan_with_an_option_that_was_not_drawn_is_refused() -> None:
    """Its cost is unknown in every draw."""
    with pytest.raises(ValueError, match="without draws: second"):
        regret(PLANS, drawn(LOSSES, OPTIONS[:1], np.ones((5, 3))), worth=1)
