"""Pairs of capabilities against counting by hand."""

from __future__ import annotations

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from biograph.analyse.method.cooccurrence import pairs, white_space

MATRICES = arrays(bool, st.tuples(st.integers(1, 12), st.integers(0, 6)))


def tail(both: int, firms: int, one: int, other: int) -> float:
    """The chance of so few or fewer firms with both, by counting choices."""
    ways = (math.comb(one, k) * math.comb(firms - one, other - k) for k in range(both + 1))
    return sum(ways) / math.comb(firms, other)


@given(MATRICES, st.integers(1, 4))
def test_pairs_are_counted_right(has, frequent: int) -> None:
    """Observed, expected and chance are those of choices; rare capabilities are not paired."""
    counts = has.sum(axis=0).tolist()
    often = [column for column, count in enumerate(counts) if count >= frequent]
    found = pairs(has, frequent=frequent)
    assert [(pair.first, pair.second) for pair in found] == list(combinations(often, 2))
    for pair in found:
        one, other = counts[pair.first], counts[pair.second]
        assert pair.observed == sum(row[pair.first] and row[pair.second] for row in has.tolist())
        assert pair.expected == pytest.approx(one * other / len(has))
        assert pair.p == pytest.approx(tail(pair.observed, len(has), one, other))


@given(MATRICES)
def test_steps_are_paths_over_firms_that_combine(has) -> None:
    """Steps are the shortest path between capabilities, linked where one firm has both."""
    graph = nx.Graph()
    for row in has:
        graph.add_edges_from(combinations(np.flatnonzero(row).tolist(), 2))
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    for pair in pairs(has, frequent=1):
        expected = lengths.get(pair.first, {}).get(pair.second, math.inf)
        assert pair.steps == expected
        assert (pair.steps == 1) == (pair.observed > 0)


@given(MATRICES)
def test_q_is_that_of_benjamini_and_hochberg(has) -> None:
    """Each q is the least of p times the number of pairs over rank, from its rank on."""
    found = sorted(pairs(has, frequent=1), key=lambda pair: pair.p)
    least = 1.0
    for rank in range(len(found), 0, -1):
        least = min(least, found[rank - 1].p * len(found) / rank)
        assert found[rank - 1].q == pytest.approx(least)


@given(MATRICES)
def test_white_space_is_what_nobody_combines(has) -> None:
    """White space are the pairs without a firm, the least likely first."""
    found = white_space(has, frequent=1)
    assert set(found) == {pair for pair in pairs(has, frequent=1) if not pair.observed}
    assert [pair.p for pair in found] == sorted(pair.p for pair in found)


def test_two_worlds_and_who_joins_them() -> None:
    """Twenty cell and twenty gene firms leave a gap, two steps wide if both know a third thing."""
    cell, gene, cold = np.eye(3, dtype=bool)
    apart = np.array([cell] * 20 + [gene] * 20)
    (gap,) = white_space(apart)
    assert (gap.first, gap.second, gap.expected, gap.steps) == (0, 1, 10, math.inf)
    assert gap.p == pytest.approx(1 / math.comb(40, 20))
    (joined,) = white_space(np.vstack([apart, cell | cold, gene | cold]))
    assert joined.steps == 2
    assert white_space(np.vstack([apart, cell | gene])) == ()


def test_few_firms_prove_no_gap() -> None:
    """Capabilities that fewer firms have than asked for are in no pair; a list is no matrix."""
    assert pairs([[1, 0], [0, 1]]) == ()
    with pytest.raises(ValueError, match="matrix"):
        pairs([1, 0])
