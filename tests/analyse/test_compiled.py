"""Recipes as circuits: routes, groups, nested recipes and known makers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.compiled import compiled, on_route, routes, supplied
from biograph.analyse.method.circuit import ALWAYS, Every, Leaf, Node, Some, cut_sets, holds, leaves
from biograph.analyse.recipes import Line
from tests.analyse.method.test_circuit import NAMES, NODES, cuts


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
