"""What an ontology admits is told fast, and exactly where no contradiction is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import resources
from biograph.terms import OWL, RDF, RDFS, bg
from biograph.validate.closed import Closed, closed
from biograph.validate.contradiction import contradictions
from biograph.validate.schema import Triple

TYPE, CLASS = RDF + "type", OWL + "Class"
BELOW, NOT_BOTH = RDFS + "subClassOf", OWL + "disjointWith"

#: Two ways to a class that excludes another, through every rule.
RULES = [
    Triple(*axiom)
    for axiom in [
        *((name, TYPE, CLASS) for name in "abcdefgr"),
        ("a", BELOW, "b"),
        ("b", OWL + "equivalentClass", "c"),
        ("c", NOT_BOTH, "d"),
        ("p", RDFS + "domain", "d"),
        ("q", RDFS + "range", "e"),
        ("s", RDFS + "subPropertyOf", "q"),
        ("f", OWL + "intersectionOf", "l"),
        ("l", RDF + "first", "e"),
        ("l", RDF + "rest", "m"),
        ("m", RDF + "first", "d"),
        ("m", RDF + "rest", RDF + "nil"),
        ("f", BELOW, "r"),
        ("r", OWL + "onProperty", "p"),
        ("r", OWL + "hasValue", "v"),
        ("g", NOT_BOTH, "r"),
    ]
]
things = st.sampled_from("vxyz")
typed = st.builds(Triple, things, st.just(TYPE), st.sampled_from("abcdefgr"))
linked = st.builds(Triple, things, st.sampled_from("pqst"), things)


@given(st.lists(typed | linked, max_size=6))
def test_facts_are_admitted_exactly_where_no_contradiction_is_found(facts: list[Triple]) -> None:
    """The short way agrees with the search that keeps all premises, whatever the order."""
    wrong = list(contradictions([*RULES, *facts]))
    assert Closed(RULES).admits(facts) == (not wrong)


def test_what_was_admitted_once_leaves_no_trace() -> None:
    """Facts of one question are not among those of the next."""
    ontology = Closed(RULES)
    assert ontology.admits([Triple("x", TYPE, "a")])
    assert ontology.admits([Triple("x", TYPE, "d")])
    assert not ontology.admits([Triple("x", TYPE, "a"), Triple("x", TYPE, "d")])
    assert ontology.admits([Triple("x", TYPE, "d")])


@pytest.mark.parametrize("axiom", [Triple("d", BELOW, "a"), Triple("h", TYPE, CLASS)])
def test_facts_that_are_axioms_are_left_to_the_whole_search(axiom: Triple) -> None:
    """They would change what follows from everything else."""
    assert not Closed(RULES).admits([axiom])


def test_an_ontology_that_contradicts_itself_admits_nothing() -> None:
    """A class below two that exclude each other has a contradictory member."""
    assert not Closed([*RULES, Triple("e", BELOW, "c"), Triple("e", BELOW, "d")]).admits([])


def test_the_ontology_of_the_package_admits_a_company_that_is_no_disease() -> None:
    """Its axioms are read from the folder."""
    ontology = closed(resources.ontology())
    company = Triple("urn:x", TYPE, bg("Company"))
    assert ontology.admits([company])
    assert not ontology.admits([company, Triple("urn:x", TYPE, bg("Disease"))])
