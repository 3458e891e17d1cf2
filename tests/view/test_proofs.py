from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Text
from biograph.view.proofs import Branch, bounded, quotes, size


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A proof node."""

    kind: str = "fact"
    label: Text = Text(fr="", en="")
    quote: str = ""
    source: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    confidence: float | None = None
    children: tuple[Node, ...] = ()


def leaf(words: str) -> Node:
    """A quotation."""
    return Node(kind="quotation", quote=words)


def fact(name: str, *children: Node) -> Node:
    """A fact with what states it."""
    return Node(kind="fact", label=Text(fr=name, en=name), children=children)


TREES = st.recursive(
    st.text(alphabet="ab", min_size=1, max_size=3).map(leaf),
    lambda below: st.lists(below, max_size=4).map(lambda children: fact("f", *children)),
    max_leaves=30,
)


def count(branch: Branch) -> int:
    """Nodes shown."""
    return 1 + sum(count(child) for child in branch.children)


def left_out(branch: Branch) -> int:
    """Nodes said to be left out."""
    return branch.left_out + sum(left_out(child) for child in branch.children)


def test_quotes_come_in_order_with_their_fact() -> None:
    """Each quote stands beside the fact that it states."""
    proof = fact("root", fact("one", leaf("a"), leaf("b")), fact("two", leaf("c")))
    assert [(q.fact.en, q.source.quote) for q in quotes(proof, most=5)] == [
        ("one", "a"),
        ("one", "b"),
        ("two", "c"),
    ]


def test_a_wording_is_quoted_once() -> None:
    """The same words under two facts are not repeated."""
    proof = fact("root", fact("one", leaf("a")), fact("two", leaf("a"), leaf("b")))
    assert [q.source.quote for q in quotes(proof, most=5)] == ["a", "b"]


def test_a_stated_figure_counts_as_a_source() -> None:
    """It is shown beside the quotes though it has no words to quote, and once."""
    figure = Node(kind="figure", label=Text(fr="Délai : 2 mois", en="Delay: 2 months"))
    proof = fact("root", fact("one", leaf("a")), figure, figure, Node(kind="thing"))
    assert [(q.source.kind, q.fact.en) for q in quotes(proof, most=5)] == [
        ("quotation", "one"),
        ("figure", "root"),
    ]


def test_no_more_quotes_than_asked() -> None:
    """The first ones are kept."""
    proof = fact("root", *(leaf(str(n)) for n in range(9)))
    assert [q.source.quote for q in quotes(proof, most=2)] == ["0", "1"]


def test_a_bounded_proof_shows_every_part_first() -> None:
    """Breadth comes before depth: no part is crowded out by the first."""
    proof = fact("root", *(fact(str(n), *(leaf(f"{n}{m}") for m in range(9))) for n in range(3)))
    branch = bounded(proof, most=6)
    assert [child.node.label.en for child in branch.children] == ["0", "1", "2"]
    assert branch.children[0].left_out == 7


@given(TREES, st.integers(min_value=1, max_value=40))
def test_what_is_shown_and_left_out_is_the_whole(proof: Node, most: int) -> None:
    """Nothing is cut silently."""
    branch = bounded(proof, most=most)
    assert count(branch) + left_out(branch) == size(proof)


@given(TREES)
def test_a_proof_that_fits_is_shown_whole(proof: Node) -> None:
    """With room enough nothing is left out."""
    assert left_out(bounded(proof, most=size(proof))) == 0
