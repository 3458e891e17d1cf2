"""Draws of links and of unseen makers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.draws import (
    ROUNDS,
    between,
    combined,
    completed,
    draws,
    interval,
)


@given(st.lists(st.floats(0, 1), max_size=6))
def test_independent_sources_err_together_only_by_chance(confidences: list[float]) -> None:
    """A link is as probable as that not all sources err: more sources never make it less so."""
    found = combined(confidences)
    assert 0 <= found <= 1
    assert found >= max(confidences, default=0.0) - 1e-12
    assert combined([*confidences, 0.5]) >= found
    assert combined(reversed(confidences)) == pytest.approx(found, rel=0, abs=1e-12)


def test_combined_by_hand() -> None:
    """Two halves make three quarters; no source, no link; one sure source is enough."""
    assert combined([0.5, 0.5]) == 0.75
    assert combined([]) == 0
    assert combined([0.3, 1.0]) == 1
    assert combined([0.25]) == 0.25


def test_the_same_seed_gives_the_same_draws() -> None:
    """Draws repeat with their seed, and differ from those of another."""
    links = [0.5] * 40
    assert (draws(links, seed=3) == draws(links, seed=3)).all()
    assert (draws(links, seed=3) != draws(links, seed=4)).any()
    one, two = (completed(links, [5, 9], [0.5, 0.4], seed=3) for _ in range(2))
    assert (one[1] == two[1]).all()
    assert (one[1] != completed(links, [5, 9], [0.5, 0.4], seed=4)[1]).any()


def test_completed_draws_keep_the_links_of_the_naive_ones() -> None:
    """What is added differs between both kinds of draws, and nothing else does."""
    links = [0.1, 0.5, 0.9]
    kept, missing = completed(links, [4], [0.5], rounds=50, seed=8)
    assert (kept == draws(links, rounds=50, seed=8)).all()
    assert missing.shape == (50, 1)


def test_links_are_kept_as_often_as_they_are_probable() -> None:
    """A link of probability p is in a share p of many draws; 0 and 1 are sure."""
    kept = draws([0.0, 0.3, 1.0], rounds=20_000, seed=1)
    assert kept.shape == (20_000, 3)
    assert not kept[:, 0].any()
    assert kept[:, 2].all()
    # Four standard errors of a share of 0.3.
    assert abs(kept[:, 1].mean() - 0.3) < 4 * (0.21 / 20_000) ** 0.5


def test_as_many_makers_are_added_as_the_coverage_tells() -> None:
    """Six makers at a coverage of 60 % mean four more, with the variance of a Poisson number."""
    _, missing = completed([], [6, 6, 0], [0.6, 1.0, 0.2], rounds=20_000, seed=2)
    assert abs(missing[:, 0].mean() - 4) < 4 * (4 / 20_000) ** 0.5
    assert 3.8 < missing[:, 0].var() < 4.2
    assert not missing[:, 1:].any()


def test_a_coverage_may_differ_from_draw_to_draw() -> None:
    """Draws in which little is seen get many unseen makers, those in which all is seen none."""
    coverage = np.repeat([[0.1], [1.0]], ROUNDS // 2, axis=0)
    _, missing = completed([], [9], coverage, seed=1)
    assert missing[: ROUNDS // 2].mean() == pytest.approx(81, rel=0.05)
    assert not missing[ROUNDS // 2 :].any()


def test_values_are_drawn_from_their_interval() -> None:
    """All lie between the ends, around the likeliest; an interval of one value is that value."""
    found = between(0.2, 0.4, 0.9, rounds=4000, seed=1)
    assert 0.2 <= found.min() < 0.25
    assert 0.85 < found.max() <= 0.9
    assert found.mean() == pytest.approx(0.5, abs=0.01)
    assert set(between(0.4, 0.4, 0.4, seed=1)) == {0.4}


def test_by_default_there_are_two_hundred_draws() -> None:
    """The number of rounds is 200, each over all links."""
    assert draws([0.5, 0.5], seed=0).shape == (200, 2)
    assert draws([], seed=0).shape == (200, 0)


@pytest.mark.parametrize("wrong", [[-0.1], [1.1], [0.5, float("nan")]])
def test_probabilities_lie_between_0_and_1(wrong: list[float]) -> None:
    """Anything else is an error."""
    for method in (combined, lambda links: draws(links, seed=0)):
        with pytest.raises(ValueError, match="outside \\[0, 1\\]"):
            method(wrong)


@pytest.mark.parametrize(
    ("observed", "coverage"),
    [([1], [0.0]), ([1], [1.2]), ([-1], [0.5]), ([1, 2], [0.5]), ([1], [float("nan")])],
)
def test_a_market_needs_a_count_and_a_coverage(observed: list[int], coverage: list[float]) -> None:
    """No coverage, one above 1, a negative count or a missing value are errors."""
    with pytest.raises(ValueError, match="a coverage in \\(0, 1\\]"):
        completed([], observed, coverage, seed=0)


def test_intervals_are_quantiles() -> None:
    """Of the numbers 0 to 100 the median is 50 and the middle 90 % go from 5 to 95."""
    assert interval(np.arange(101)) == pytest.approx((50, 5, 95))
    assert interval(np.arange(101), level=0.5) == pytest.approx((50, 25, 75))
    assert interval([3.0]) == (3, 3, 3)
    assert interval([True, False, True]).median == 1


def test_nothing_is_said_of_no_draws() -> None:
    """No interval is known without draws, nor one of no level."""
    with pytest.raises(ValueError, match="at least one draw"):
        interval([])
    with pytest.raises(ValueError, match="level between 0 and 1"):
        interval([1.0], level=1.0)
