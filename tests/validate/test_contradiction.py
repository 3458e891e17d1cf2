"""Contradictions: found where they are, and explained by axioms that alone suffice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import vocabulary
from biograph.terms import OWL, RDF, RDFS
from biograph.validate.contradiction import contradictions
from biograph.validate.schema import Triple

TYPE, CLASS = RDF + "type", OWL + "Class"
BELOW, NOT_BOTH = RDFS + "subClassOf", OWL + "disjointWith"
ONTOLOGY = [
    Triple(s.subject, s.predicate, s.object)
    for s in vocabulary.statements()
    if isinstance(s.object, str)
]


def found(*axioms: tuple[str, str, str]) -> dict[str, set[Triple]]:
    """The axioms behind the contradiction of each focus."""
    return {c.focus: set(c.axioms) for c in contradictions(Triple(*axiom) for axiom in axioms)}


def test_committed_ontology_has_none() -> None:
    """Nothing in the ontology and its terms excludes itself."""
    assert not list(contradictions(ONTOLOGY))


@pytest.mark.parametrize(
    "rule",
    [
        [("x", TYPE, "a"), ("a", BELOW, "c"), ("x", TYPE, "d")],
        [("x", TYPE, "d"), ("x", "p", "y"), ("p", RDFS + "domain", "c")],
        [("x", TYPE, "d"), ("y", "p", "x"), ("p", RDFS + "range", "c")],
        [
            ("x", TYPE, "d"),
            ("x", "p", "y"),
            ("p", RDFS + "subPropertyOf", "q"),
            ("q", RDFS + "domain", "c"),
        ],
        [("x", TYPE, "d"), ("x", TYPE, "e"), ("c", OWL + "equivalentClass", "e")],
        [
            ("x", TYPE, "d"),
            ("x", TYPE, "a"),
            ("x", TYPE, "b"),
            ("c", OWL + "intersectionOf", "l"),
            ("l", RDF + "first", "a"),
            ("l", RDF + "rest", "m"),
            ("m", RDF + "first", "b"),
            ("m", RDF + "rest", RDF + "nil"),
        ],
        [
            ("x", TYPE, "d"),
            ("x", "p", "v"),
            ("r", OWL + "onProperty", "p"),
            ("r", OWL + "hasValue", "v"),
            ("r", BELOW, "c"),
        ],
    ],
    ids=["subclass", "domain", "range", "subproperty", "equivalent", "intersection", "value"],
)
def test_each_rule_leads_to_its_contradiction(rule: list[tuple[str, str, str]]) -> None:
    """A thing that a rule makes a member of a class excluding its own is found, with all premises.

    Without any one of them nothing contradicts.
    """
    axioms = [*rule, ("c", NOT_BOTH, "d")]
    lists = {a for a in axioms if a[1] in {RDF + "first", RDF + "rest"}}
    assert found(*axioms) == {"x": {Triple(*a) for a in set(axioms) - lists}}
    for left_out in axioms:
        assert not found(*(a for a in axioms if a != left_out))


def test_every_restriction_counts_where_two_are_alike() -> None:
    """Two classes defined by the same value both have their members."""
    alike = [
        ("r1", OWL + "onProperty", "p"),
        ("r1", OWL + "hasValue", "v"),
        ("r1", BELOW, "c"),
        ("r2", OWL + "onProperty", "p"),
        ("r2", OWL + "hasValue", "v"),
        ("r2", BELOW, "e"),
    ]
    for kind in "ce":
        axioms = [*alike, (kind, NOT_BOTH, "d"), ("x", TYPE, "d"), ("x", "p", "v")]
        assert "x" in found(*axioms)


def test_class_that_nothing_can_be_is_found_without_members() -> None:
    """A class below two classes that exclude each other is empty, and so are those below it."""
    axioms = [("a", BELOW, "c"), ("a", BELOW, "d"), ("c", NOT_BOTH, "d"), ("b", BELOW, "a")]
    classes = [(name, TYPE, CLASS) for name in "abcd"]
    (first, second) = contradictions(Triple(*t) for t in [*axioms, *classes])
    assert (first.focus, first.empty, set(first.axioms)) == ("a", True, {*axioms[:3]})
    assert (second.focus, second.empty, set(second.axioms)) == ("b", True, {*axioms})


names = st.sampled_from("abcdef")
orders = st.sets(st.tuples(names, names), max_size=10)


@given(orders, orders, st.sets(names, min_size=1, max_size=3))
def test_found_exactly_where_two_reached_classes_exclude_each_other(
    below: set[tuple[str, str]], apart: set[tuple[str, str]], own: set[str]
) -> None:
    """The search agrees with walking up the hierarchy, and its axioms alone give it again."""
    axioms = [
        *(Triple(a, BELOW, b) for a, b in below),
        *(Triple(a, NOT_BOTH, b) for a, b in apart),
        *(Triple("x", TYPE, kind) for kind in own),
    ]
    reached, waiting = set(own), set(own)
    while waiting:
        waiting = {b for a, b in below if a in waiting} - reached
        reached |= waiting
    wrong = [c for c in contradictions(axioms) if c.focus == "x"]
    assert bool(wrong) == any({a, b} <= reached for a, b in apart)
    for contradiction in wrong:
        assert set(contradiction.axioms) <= set(axioms)
        assert set(contradiction.classes) <= reached
        assert [c.focus for c in contradictions(contradiction.axioms)] == ["x"]


def test_an_explanation_of_the_real_ontology_names_what_to_correct() -> None:
    """Of the thousands of triples it names the few that clash."""
    slip = Triple(
        "https://w3id.org/biograph/ontology/Startup",
        BELOW,
        "https://w3id.org/biograph/ontology/Disease",
    )
    (wrong,) = contradictions([*ONTOLOGY, slip])
    assert wrong.empty
    assert wrong.focus == slip.subject
    assert slip in wrong.axioms
    assert len(wrong.axioms) == 4
