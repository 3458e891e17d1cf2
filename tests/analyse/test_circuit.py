"""AND/OR circuits against brute force, and recipes with routes."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.circuit import (
    ALWAYS,
    Every,
    Leaf,
    Node,
    Some,
    causes,
    compiled,
    cut_sets,
    holds,
    leaves,
    on_route,
    routes,
    supplied,
)
from biograph.analyse.recipes import Line

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


@given(
    node=NODES,
    makers=st.dictionaries(
        st.sampled_from(NAMES), st.frozensets(st.sampled_from("XYZ"), max_size=2)
    ),
)
def test_a_second_maker_never_adds_a_cut(node: Node, makers: dict[str, frozenset[str]]) -> None:
    """One more maker of every known input removes single points of failure, never adds one."""
    richer = {name: known | {"W"} for name, known in makers.items() if known}
    before = cut_sets(supplied(node, makers), order=1)
    after = cut_sets(supplied(node, richer), order=1)
    assert after - {frozenset({"W"})} <= before


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


def test_a_shared_maker_behind_alternatives() -> None:
    """Two alternatives of one firm are one point of failure."""
    circuit = Some((Leaf("bed"), Leaf("tank")))
    assert cut_sets(supplied(circuit, {"bed": {"F"}, "tank": {"F"}})) == {frozenset("F")}
    assert cut_sets(supplied(circuit, {"bed": {"F"}, "tank": {"G"}})) == {frozenset("FG")}


@pytest.mark.parametrize("makers", [{}, {"a": frozenset()}])
def test_an_unknown_maker_is_no_failure(makers: dict[str, frozenset[str]]) -> None:
    """An input without a known maker never fails: ignorance is no bottleneck."""
    assert supplied(Leaf("a"), makers) == ALWAYS
    assert not cut_sets(supplied(Every((Leaf("a"), Leaf("a"))), makers))


def line(text: str) -> Line:
    """A line written ``input group [dim=value|...] [>family] [!criticality] [@stage]``."""
    name, group, *rest = text.split()
    marks = {word[0]: word[1:] for word in rest if word[0] in ">!@"}
    tokens = next((word for word in rest if "=" in word), "")
    return Line(
        iri=f"r/{name}",
        family="f",
        stage=marks.get("@", "s"),
        input=name,
        group=group,
        criticality=marks.get("!", "essential"),
        routes=frozenset(filter(None, tokens.split("|"))),
        expands=marks.get(">", ""),
    )


def recipe(*texts: str) -> dict[str, tuple[Line, ...]]:
    """A recipe book with one family ``f``."""
    return {"f": tuple(map(line, texts))}


def test_groups_are_needed_and_members_are_alternatives() -> None:
    """AND over groups, OR inside a group."""
    book = recipe("a one", "b one", "c two")
    assert cuts(compiled("f", book)) == {"ab", "c"}


def test_only_the_chosen_route_is_needed() -> None:
    """Plasmid AND reagent, or baculovirus: no route's line is needed in the other."""
    book = recipe("p gene route=hek", "r delivery route=hek", "v gene route=bev", "x bags")
    assert cuts(compiled("f", book)) == {"x", "pv", "rv"}
    assert holds(compiled("f", book), {"p", "r"})
    assert holds(compiled("f", book), {"v"})
    assert not holds(compiled("f", book), {"r", "v"})


def test_a_line_of_all_routes_behaves_as_one_without() -> None:
    """A line that names each value is needed in each."""
    named = recipe("a g route=x|route=y", "b h route=x", "c h route=y")
    bare = recipe("a g", "b h route=x", "c h route=y")
    assert cuts(compiled("f", named)) == cuts(compiled("f", bare)) == {"a", "bc"}


def test_dimensions_are_chosen_apart() -> None:
    """Two dimensions with two values each give four ways; one value of each is enough."""
    book = recipe("h supp supp=hpl", "b supp supp=fbs", "z form form=frozen", "w form form=fresh")
    assert len(routes(book["f"])) == 4
    assert cuts(compiled("f", book)) == {"bh", "wz"}


def test_without_routes_there_is_one_way() -> None:
    """No token, one choice, and every line is on it."""
    lines = recipe("a g")["f"]
    assert routes(lines) == ({},)
    assert on_route(lines[0], {})


def test_only_the_asked_criticality_counts() -> None:
    """Important lines enter where they are asked for."""
    book = recipe("a g", "b h !important", "c i !optional")
    assert cuts(compiled("f", book)) == {"a"}
    assert cuts(compiled("f", book, criticalities={"essential", "important"})) == {"a", "b"}


def test_a_nested_recipe_is_needed_too() -> None:
    """A vector that comes from another family fails with that family's inputs."""
    book = {**recipe("v bank >lenti", "a g"), "lenti": (line("p plasmid"), line("q other"))}
    assert cuts(compiled("f", book)) == {"v", "a", "p", "q"}


def test_a_nested_recipe_may_be_partial() -> None:
    """Only the stages that the line names enter."""
    vector = Line(
        iri="r",
        family="f",
        stage="s",
        input="v",
        group="g",
        criticality="essential",
        expands="lenti",
        expands_stages=frozenset({"up"}),
    )
    book = {"f": (vector,), "lenti": (line("p one @up"), line("q two @fill"))}
    assert cuts(compiled("f", book)) == {"v", "p"}


def test_a_circle_of_recipes_ends() -> None:
    """A family that needs itself, directly or not, is not expanded again."""
    book = {"f": (line("a g >h"),), "h": (line("b g >f"),)}
    assert cuts(compiled("f", book)) == {"a", "b"}
    assert leaves(compiled("h", book)) == {"a", "b"}


def test_an_unknown_family_needs_nothing() -> None:
    """A family without lines has an empty circuit, which always holds."""
    assert compiled("nowhere", {}) == ALWAYS
    assert cuts(compiled("f", recipe("a g >nowhere"))) == {"a"}
