"""Time to survive against time to recover, for every value between the ends."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.circuit import ALWAYS, Every, Leaf, Some, holds
from biograph.analyse.method.endurance import (
    Verdict,
    exposure,
    time_to_survive,
)
from biograph.analyse.method.interval import UNKNOWN

NAMES = "abcd"
TIMES = st.one_of(st.integers(0, 9), st.just(math.inf))
SPANS = st.tuples(TIMES, TIMES).map(lambda ends: tuple(sorted(ends)))
NODES = st.recursive(
    st.sampled_from(NAMES).map(Leaf),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([Every, Some]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


def lasts(node, cover) -> float:
    """When the circuit stops, by trying every time at which a stock ends."""
    ends = sorted({0, *cover.values()})
    return next((end for end in ends if not holds(node, _gone(cover, end))), math.inf)


def _gone(cover, time: float) -> set[str]:
    return {name for name, end in cover.items() if end <= time < math.inf}


@given(SPANS, SPANS, st.data())
def test_a_verdict_holds_for_all_values_between(survive, recover, data) -> None:
    """Surely and never hold for any stock and recovery within; the gap holds their difference."""
    found = exposure(survive, recover)
    tts, ttr = (
        data.draw(st.floats(low, min(high, 99)) if low < math.inf else st.just(low))
        for low, high in (survive, recover)
    )
    missed = ttr - tts if tts < math.inf else -math.inf
    assert found.gap[0] <= missed <= found.gap[1]
    if found.verdict != Verdict.POSSIBLY:
        assert (missed > 0) == (found.verdict == Verdict.SURELY)


@given(SPANS, SPANS)
def test_possibly_means_that_both_can_be(survive, recover) -> None:
    """Possibly is said exactly where the ends admit an exposure and its absence."""
    can = recover[1] > survive[0]
    must = recover[0] > survive[1]
    expected = {(True, True): "surely", (True, False): "possibly", (False, False): "never"}
    assert exposure(survive, recover).verdict == expected[can, must]


def test_exposures_by_hand() -> None:
    """Six months of stock against a year, as long as it takes, and one side that nobody knows."""
    short, even = exposure((3, 6), (12, 18)), exposure((12, 12), (6, 12))
    assert (short.verdict, short.gap) == (Verdict.SURELY, (6, 15))
    assert (even.verdict, even.gap) == (Verdict.NEVER, (-6, 0))
    no_recovery, no_stock = exposure((2, 4), UNKNOWN), exposure(UNKNOWN, (0, 3))
    assert (no_recovery.verdict, no_recovery.gap) == (Verdict.POSSIBLY, (-4, math.inf))
    assert no_stock.gap == (-math.inf, 3)


@given(NODES, st.fixed_dictionaries(dict.fromkeys(NAMES, SPANS)))
def test_a_circuit_lasts_until_it_stops(node, cover) -> None:
    """Both ends are the times at which the circuit stops as its stocks end, one by one."""
    low, high = ({name: span[end] for name, span in cover.items()} for end in (0, 1))
    assert time_to_survive(node, cover) == (lasts(node, low), lasts(node, high))


def test_circuits_by_hand() -> None:
    """All last as the first, alternatives as the last; the unknown leaves the upper end open."""
    cover = {"a": (2, 3), "b": (1, 8)}
    a, b, c = map(Leaf, "abc")
    assert time_to_survive(Every((a, b)), cover) == (1, 3)
    assert time_to_survive(Some((a, b)), cover) == (2, 8)
    assert time_to_survive(Every((a, c)), cover) == (0, 3)
    assert time_to_survive(c, cover) == UNKNOWN
    assert time_to_survive(Every((a, c)), cover, otherwise=(math.inf, math.inf)) == (2, 3)
    assert time_to_survive(ALWAYS, {}) == (math.inf, math.inf)
    assert time_to_survive(Some(()), {}) == (0, 0)


def test_impossible_times_are_refused() -> None:
    """Ends out of order are errors, of a stock as of a recovery."""
    for bad in (((2, 1), (1, 2)), ((1, 2), (2, 1))):
        with pytest.raises(ValueError, match="interval"):
            exposure(*bad)
    with pytest.raises(ValueError, match="interval"):
        time_to_survive(Leaf("a"), {"a": (-1, 2)})
