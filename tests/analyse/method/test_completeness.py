"""The share that families of sources name, and what is known where they have nothing in common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.completeness import coverage, of_families
from biograph.analyse.method.estimate import chapman

NAMED = st.frozensets(st.sampled_from("abcdefghij"))


@given(NAMED, NAMED)
def test_coverage_is_a_share_with_its_bounds(first: frozenset[str], second: frozenset[str]) -> None:
    """0 <= low <= share <= high <= 1; without anything in common share and total are not told."""
    found = coverage(first, second)
    assert found == coverage(second, first)
    assert found.observed == len(first | second)
    assert 0 <= found.low <= found.high <= 1
    if first & second:
        assert found.share == pytest.approx(found.observed / found.estimated)
        assert 0 < found.low <= found.share <= found.high
    else:
        assert (found.share, found.estimated, found.low) == (None, None, 0)
        assert (found.high == 1) or (first and second)


def test_nothing_in_common_still_bounds_the_share() -> None:
    """Two lists of ten that never meet cannot name most of what there is."""
    found = coverage(set("abcdefghij"), set("klmnopqrst"))
    assert found.share is None
    assert found.high == 20 / chapman(10, 10, 0).low < 0.6


def test_by_hand() -> None:
    """Nine and nine things with four in common: 14 of 19."""
    found = coverage(set("abcdefghi"), set("fghijklmn"))
    assert (found.observed, found.estimated) == (14, 19)
    assert found.share == pytest.approx(14 / 19)


@given(NAMED, NAMED)
def test_two_families_are_one_comparison(first: frozenset[str], second: frozenset[str]) -> None:
    """With two families the result is that of their two lists at the same level."""
    assert of_families({"x": first, "y": second}) == coverage(first, second)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from("pqrs"), NAMED, min_size=3))
def test_all_that_is_named_is_observed(sets: dict[str, frozenset[str]]) -> None:
    """Every estimate is of the union, and the upper bound is the lowest of all."""
    found = of_families(sets)
    union = frozenset().union(*sets.values())
    assert found.observed == len(union)
    bounds = [
        coverage(named, frozenset().union(*(sets[n] for n in sets if n != name)), level).high
        for name, named in sets.items()
        for level in [1 - 0.1 / len(sets)]
    ]
    assert found.high == min(bounds)


def test_the_level_is_shared_out_over_families() -> None:
    """The lowest of three bounds is taken at a third of the risk of error."""
    sets = {name: {f"{name}{number}" for number in range(10)} for name in "abc"}
    assert of_families(sets).high == 30 / chapman(10, 20, 0, 1 - 0.1 / 3).low
    assert of_families(sets).high > 30 / chapman(10, 20, 0, 0.9).low


def test_a_copy_does_not_make_coverage() -> None:
    """A family that another one copies looks complete against it; the third one tells better."""
    there = [str(number) for number in range(200)]
    register, press = set(there[:100]), set(there[50:200:3])
    found = of_families({"register": register, "mirror": set(register), "press": press})
    assert coverage(register, set(register)).share == 1
    assert found.share == pytest.approx(len(register | press) / chapman(100, 50, 17).total)


def test_independent_families_hold_the_true_share() -> None:
    """Over draws of three independent families the bounds hold the true share at the level."""
    rng = np.random.default_rng(3)
    size, held = 80, []
    for _ in range(100):
        draws = rng.random((3, size)) < [[0.5], [0.3], [0.1]]
        sets = {str(n): {str(i) for i in np.flatnonzero(draw)} for n, draw in enumerate(draws)}
        found = of_families(sets)
        held.append(found.low <= found.observed / size <= found.high)
    assert np.mean(held) >= 0.9


def test_one_family_estimates_nothing() -> None:
    """Coverage of one family alone is an error that says so."""
    with pytest.raises(ValueError, match="two families"):
        of_families({"only": {"a"}})
