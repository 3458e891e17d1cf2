"""Smallest cuts against all cuts, and the room at them against flows with more capacity."""

from __future__ import annotations

import math
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.flow import Arc, binding, min_cut

NODES = "sabt"
CAPACITIES = st.one_of(st.integers(0, 6), st.just(math.inf))
ARCS = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), CAPACITIES), max_size=8
).map(lambda arcs: [("s", "a", 3), *arcs, ("b", "t", 2)])


def brute(arcs: list[Arc]) -> float:
    """The least capacity from a side with the source to the rest, over all sides."""
    inner = NODES[1:-1]
    sides = chain.from_iterable(combinations(inner, size) for size in range(len(inner) + 1))
    return min(
        sum(capacity for tail, head, capacity in arcs if tail in side and head not in side)
        for side in ({"s", *chosen} for chosen in sides)
    )


def with_more(arcs: list[Arc], number: int, more: float) -> float:
    tail, head, capacity = arcs[number]
    return brute([*arcs[:number], (tail, head, capacity + more), *arcs[number + 1 :]])


@settings(max_examples=200)
@given(ARCS)
def test_the_cut_is_the_smallest_of_all(arcs: list[Arc]) -> None:
    """The value is that of the smallest cut and of its arcs, without which nothing flows."""
    found = min_cut(arcs, "s", "t")
    assert found.value == brute(arcs)
    if math.isfinite(found.value):
        assert sum(arcs[number][2] for number in found.arcs) == found.value
        left = [arc for number, arc in enumerate(arcs) if number not in found.arcs]
        assert brute(left) == 0
    else:
        assert found.arcs == ()


@given(ARCS, st.floats(0, 1))
def test_room_is_how_far_more_capacity_helps(arcs: list[Arc], part: float) -> None:
    """Capacity added to one arc of the cut passes on whole up to its room and not beyond it."""
    found = binding(arcs, "s", "t")
    value = found.cut.value
    for number, room in zip(found.cut.arcs, found.each, strict=True):
        step = part * (room if math.isfinite(room) else 100)
        assert with_more(arcs, number, step) == pytest.approx(value + step)
        if math.isfinite(room):
            assert with_more(arcs, number, room + 5) == value + room


@given(ARCS)
def test_together_is_the_next_limit(arcs: list[Arc]) -> None:
    """With all arcs of the cut unlimited the throughput rises by as much as told."""
    found = binding(arcs, "s", "t")
    wider = [
        (tail, head, math.inf if number in found.cut.arcs else capacity)
        for number, (tail, head, capacity) in enumerate(arcs)
    ]
    if found.cut.arcs:
        assert found.together == brute(wider) - found.cut.value
        assert found.together >= max(found.each)
    else:
        assert (found.each, found.together) == ((), 0)


def test_a_chain_by_hand() -> None:
    """Vector, filling and release: filling limits until the vector does, six more."""
    steps: list[Arc] = [("raw", "vector", 10), ("vector", "fill", 4), ("fill", "patient", 12)]
    found = binding(steps, "raw", "patient")
    assert (found.cut.value, found.cut.arcs) == (4, (1,))
    assert (found.each, found.together) == ((6,), 6)


def test_steps_as_narrow_in_line_have_no_room_alone() -> None:
    """Of two steps of 5 in line neither helps alone."""
    found = binding([("s", "a", 5), ("a", "t", 5)], "s", "t")
    assert (found.cut.value, found.each) == (5, (0,))


def test_rounding_moves_no_cut() -> None:
    """The float 0.1 is above a tenth: ten such arcs carry more than 1, if not by adding up."""
    tenths: list[Arc] = [("s", "a", 0.1)] * 10
    assert sum(0.1 for _ in tenths) < 1
    found = min_cut([*tenths, ("a", "t", 1)], "s", "t")
    assert (found.value, found.arcs) == (1, (10,))
    found = min_cut([*tenths, ("a", "t", 1.01)], "s", "t")
    assert found.arcs == tuple(range(10))


@pytest.mark.parametrize(
    ("arcs", "source", "why"),
    [
        ([("s", "t", -1)], "s", "interval"),
        ([("s", "t", math.nan)], "s", "interval"),
        ([("s", "t", 1)], "x", "no arcs"),
        ([("s", "t", 1)], "t", "no arcs"),
        ([], "s", "no arcs"),
    ],
)
def test_impossible_networks_are_refused(arcs: list[Arc], source: str, why: str) -> None:
    """Negative capacities and ends that no arc has are errors, not a flow of nothing."""
    with pytest.raises(ValueError, match=why):
        min_cut(arcs, source, "t")
