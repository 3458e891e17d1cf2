"""Throughput under uncertain and unknown capacities, against every choice of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.capacity import throughput
from biograph.analyse.method.flow import min_cut

ENDS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda ends: tuple(sorted(ends)))
ARCS = st.lists(
    st.tuples(st.sampled_from("sab"), st.sampled_from("abt"), st.none() | ENDS), max_size=6
).map(lambda arcs: [("s", "a", (3, 4)), *arcs, ("b", "t", None)])


def at(arcs, unknown: float, end: int) -> float:
    """The throughput at one end of what is known, with all unknown capacities the same."""
    capacities = [unknown if c is None else c[end] for _, _, c in arcs]
    return min_cut(
        [(a, b, c) for (a, b, _), c in zip(arcs, capacities, strict=True)], "s", "t"
    ).value


@given(ARCS, st.data())
def test_every_choice_of_capacities_is_within(arcs, data) -> None:
    """Whatever the capacities are between their ends, the throughput lies between its own."""
    found = throughput(arcs, "s", "t")
    chosen = [
        (tail, head, data.draw(st.floats(*(capacity or (0, 50))))) for tail, head, capacity in arcs
    ]
    assert found.low <= min_cut(chosen, "s", "t").value <= found.high
    assert (found.low, found.high) == (at(arcs, 0, 0), at(arcs, math.inf, 1))


@given(ARCS)
def test_missing_is_what_the_answer_depends_on(arcs) -> None:
    """Nothing is missing where unknown capacities change nothing; else no other ones would."""
    found = throughput(arcs, "s", "t")
    moves = [at(arcs, 0, end) != at(arcs, math.inf, end) for end in (0, 1)]
    assert found.decidable == (not any(moves))
    assert all(arcs[number][2] is None for number in found.missing)
    told = [
        (tail, head, (math.inf, math.inf) if number in found.missing else capacity)
        for number, (tail, head, capacity) in enumerate(arcs)
    ]
    for end in (0, 1):
        assert at(told, 0, end) == at(arcs, math.inf, end)


def test_all_unknown_steps_in_line_are_missing() -> None:
    """Of two unknown steps in line neither tells anything without the other."""
    found = throughput([("s", "a", None), ("a", "b", None), ("b", "t", (4, 4))], "s", "t")
    assert (found.low, found.high, found.missing) == (0, 4, (0, 1))


def test_an_unknown_step_on_the_way_is_named() -> None:
    """A chain with a step of unknown capacity is not decidable; what is known still limits it."""
    found = throughput([("s", "a", (2, 3)), ("a", "b", None), ("b", "t", (4, 6))], "s", "t")
    assert not found.decidable
    assert (found.low, found.high, found.missing) == (0, 3, (1,))
    assert (found.binding_low, found.binding_high) == ((0,), (0,))


def test_an_unknown_step_aside_does_not_matter() -> None:
    """Behind a narrower step nobody has to know the capacity of a second way."""
    arcs = [("s", "a", (2, 2)), ("a", "t", (5, 6)), ("a", "t", None)]
    found = throughput(arcs, "s", "t")
    assert found.decidable
    assert (found.low, found.high) == (2, 2)


def test_an_unknown_step_may_matter_at_one_end_only() -> None:
    """A second way of unknown capacity matters where the first one turns out narrow, or wide."""
    spare = throughput([("s", "a", (4, 4)), ("a", "t", (3, 5)), ("a", "t", None)], "s", "t")
    assert (spare.low, spare.high, spare.missing) == (3, 4, (2,))
    later = throughput([("s", "a", (4, 9)), ("a", "t", (5, 5)), ("a", "t", None)], "s", "t")
    assert (later.low, later.high, later.missing) == (4, 9, (2,))


def test_the_limit_may_move_between_the_ends() -> None:
    """Where a capacity is uncertain one step may bind at the low end, another at the high one."""
    found = throughput([("s", "a", (1, 9)), ("a", "t", (5, 5))], "s", "t")
    assert (found.low, found.binding_low) == (1, (0,))
    assert (found.high, found.binding_high) == (5, (1,))


def test_nothing_known_limits_nothing() -> None:
    """With unknown steps only anything is possible, and ends out of order are an error."""
    found = throughput([("s", "t", None)], "s", "t")
    assert (found.low, found.high, found.missing) == (0, math.inf, (0,))
    assert (found.binding_low, found.binding_high) == ((), ())
    with pytest.raises(ValueError, match="interval"):
        throughput([("s", "t", (2, 1))], "s", "t")
