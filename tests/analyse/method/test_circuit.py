"""AND/OR circuits against brute force."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.circuit import (
    ALWAYS,
    Every,
    Leaf,
    Node,
    Some,
    causes,
    cut_sets,
    holds,
)

NAMES = "abcdef"
NODES = st.recursive(
    st.sampled_from(NAMES).map(Leaf),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([Every, Some]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=10,
)


def brute(node: Node, order: int) -> set[frozenset[str]]:
    """Minimal cut sets by trying every set of names."""
    found: set[frozenset[str]] = set()
    for size in range(order + 1):
        for chosen in map(frozenset, combinations(NAMES, size)):
            if not any(smaller <= chosen for smaller in found) and not holds(node, chosen):
                found.add(chosen)
    return found


def cuts(node: Node, order: int = 2) -> set[str]:
    """Cut sets as sorted words: ``{"a", "bc"}``."""
    return {"".join(sorted(cut)) for cut in cut_sets(node, order=order)}


@settings(max_examples=400)
@given(node=NODES, order=st.integers(0, 3))
def test_cut_sets_are_those_of_brute_force(node: Node, order: int) -> None:
    """Up to any order the cut sets are exactly the minimal sets whose loss stops the circuit."""
    assert cut_sets(node, order=order) == brute(node, order)


@given(node=NODES, lost=st.frozensets(st.sampled_from(NAMES)), more=st.sampled_from(NAMES))
def test_losing_more_never_helps(node: Node, lost: frozenset[str], more: str) -> None:
    """A circuit is monotone: what has stopped does not start again by a further loss."""
    if not holds(node, lost):
        assert not holds(node, lost | {more})


@given(node=NODES, lost=st.frozensets(st.sampled_from(NAMES)))
def test_causes_explain_the_stop(node: Node, lost: frozenset[str]) -> None:
    """Causes lie within the lost names, and losing them alone stops the circuit as well."""
    found = causes(node, lost, order=len(NAMES))
    assert found <= lost
    if not holds(node, lost):
        assert not holds(node, found)
    else:
        assert not found


def test_small_cases() -> None:
    """AND fails with one part, OR with all, nothing needed always holds, no choice never does."""
    a, b, c = map(Leaf, "abc")
    assert cuts(Every((a, b))) == {"a", "b"}
    assert cuts(Some((a, b))) == {"ab"}
    assert cuts(Some((a, b, c))) == set()
    assert cuts(Some((a, b, c)), order=3) == {"abc"}
    assert cuts(Every((a, Some((a, b))))) == {"a"}
    assert cuts(ALWAYS) == set()
    assert cuts(Some(())) == {""}
    assert cuts(Some((a, ALWAYS))) == set()
