"""Intervals hold what they promise, and estimates of totals obey their formulas."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from biograph.analyse.method.estimate import Estimate, chapman, wilson

#: Lengths of two lists and what they have in common.
LISTS = st.tuples(st.integers(0, 12), st.integers(0, 12)).flatmap(
    lambda lengths: st.tuples(*map(st.just, lengths), st.integers(0, min(lengths)))
)
LEVELS = st.floats(0.5, 0.99)


def fitting(n1: int, n2: int, m: int, level: float, most: int) -> list[int]:
    """The totals up to ``most`` that the overlap does not rule out, one by one."""
    tail = (1 - level) / 2
    sizes = np.arange(n1 + n2 - m, most)
    tails = hypergeom.cdf(m, sizes, n1, n2), hypergeom.sf(m - 1, sizes, n1, n2)
    return sizes[np.minimum(*tails) > tail].tolist()


@given(st.integers(1, 300), st.floats(0, 1), LEVELS)
def test_wilson_solves_its_equation(total: int, share: float, level: float) -> None:
    """At either end of the interval the share is as far off as the level allows."""
    successes = round(share * total)
    z = NormalDist().inv_cdf((1 + level) / 2)
    low, high = wilson(successes, total, level)
    assert 0 <= low <= successes / total <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            off = abs(successes / total - end)
            assert off == pytest.approx(z * math.sqrt(end * (1 - end) / total))


def test_no_trial_tells_nothing() -> None:
    """The interval of a share that was never tried is all of 0 to 1."""
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="k"):
        wilson(3, 2)


@given(LISTS, LEVELS)
def test_chapman_holds_the_totals_that_fit(lists: tuple[int, int, int], level: float) -> None:
    """The ends are those of a search through all totals, and the estimate lies between them."""
    found = chapman(*lists, level)
    n1, n2, m = lists
    assert found.low <= found.total <= found.high
    most = 2000 if math.isinf(found.high) else int(found.high) + 50
    if n1 and n2:
        fit = fitting(*lists, level, most)
        assert found.low == fit[0]
        assert fit[-1] == (found.high if m else most - 1)
    else:
        assert found.low == max(n1, n2)
    assert math.isinf(found.high) == (not m)


@pytest.mark.parametrize(("n1", "n2", "size"), [(5, 4, 9), (8, 3, 40), (30, 25, 60), (2, 2, 30)])
def test_chapman_holds_the_true_total_as_often_as_it_says(n1: int, n2: int, size: int) -> None:
    """Over all overlaps of independent lists the interval holds the total at the level at least."""
    held = sum(
        float(hypergeom.pmf(m, size, n1, n2))
        for m in range(max(0, n1 + n2 - size), min(n1, n2) + 1)
        if chapman(n1, n2, m).low <= size <= chapman(n1, n2, m).high
    )
    assert held >= 0.9 - 1e-12


def test_chapman_by_hand() -> None:
    """Of 9 and 19 things 4 in common make 39; lists of one thing do not prove that it is alone."""
    assert chapman(9, 19, 4).total == 39
    # One in common of one and one has the chance 1 / N: above 0.06 up to 16.
    assert chapman(1, 1, 1, 0.88) == Estimate(1, 1, 16)


@given(LISTS)
def test_less_in_common_means_more_there(lists: tuple[int, int, int]) -> None:
    """One thing less in common raises the total and both ends."""
    n1, n2, m = lists
    if m:
        more, less = chapman(n1, n2, m), chapman(n1, n2, m - 1)
        assert less.total > more.total
        assert less.low >= more.low
        assert less.high >= more.high


def test_long_lists_are_quick() -> None:
    """Lists of a million with ten in common have an interval about their billions."""
    found = chapman(10**6, 10**6, 10)
    assert 5e10 < found.low < found.total < found.high < 2.5e11


@pytest.mark.parametrize("given_", [(3, 2, 3, 0.9), (3, 2, -1, 0.9), (3, 2, 1, 1), (3, 2, 1, 0)])
def test_impossible_lists_are_refused(given_: tuple[int, int, int, float]) -> None:
    """More in common than a list holds is an error, and so is a level without a tail."""
    with pytest.raises(ValueError, match="in common"):
        chapman(*given_)
