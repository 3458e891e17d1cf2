"""Near-twins among the inputs: two terms for one thing would make a false sole source."""

from __future__ import annotations

import re
from itertools import combinations

from biograph.terms import DATA
from biograph.vocabulary.recipe import recipes
from biograph.vocabulary.term import Term, terms

#: Words that tell nothing of what a thing is.
_EMPTY = frozenset(
    [
        "of",
        "for",
        "or",
        "and",
        "the",
        "a",
        "in",
        "with",
        "system",
        "systems",
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "à",
        "et",
        "ou",
        "en",
    ]
)
#: Pairs that were looked at and are two things, with the reason.
REVIEWED = {
    ("adventitious", "cell-banking-service"): "testing a bank is not keeping it",
    ("cell-automate", "cell-washer"): "one makes a cell product, the other only washes it",
    ("cell-line", "cho-bank"): "a line is bred, its bank is the tested stock",
    ("cell-line", "hek-bank"): "a line is bred, its bank is the tested stock",
    ("cell-line", "vero-bank"): "a line is bred, its bank is the tested stock",
    ("cell-line", "vero-medium"): "cells and what they grow in",
    ("cord-blood-generic", "umbilical-cord"): "blood and tissue",
    ("crispr-cas9", "oligonucleotide"): "of clinical grade, which makers for research do not have",
    ("fill-isolator", "isolator"): "a filling line inside one",
    ("filter", "tff"): "a filter crossed and a filter passed along",
    ("glass-tubing", "glass-vials"): "what vials are made of",
    ("hollow-fibre", "tff"): "the fibre of waterworks, too, against the filter of a process",
    ("hpl", "platelet-concentrates"): "the lysate is made of the concentrate",
    ("ipsc-line", "ipsc-mcb"): "a line is bred, its bank is the tested stock",
    ("rapid-micro", "sterility"): "one takes the place of the other: alternatives in the recipes",
    ("sd-tnbp", "solvent-detergent"): "a mixture that kills viruses, and chemicals in general",
}


def stems(name: str) -> frozenset[str]:
    """The telling words of a name without the endings of plural and gerund."""
    words = (word for word in re.findall(r"[^\W_]+", name.lower()) if word not in _EMPTY)
    return frozenset(re.sub(r"(?<=\w{4})(ies|ing|ed|es|s|y|e)$", "", word) for word in words)


def names(term: Term) -> frozenset[frozenset[str]]:
    """All that a term is called, in prose or in register columns, as stems."""
    said = (*term.surfaces("en"), *term.surfaces("fr"), *term.row_terms)
    return frozenset(filter(None, map(stems, said)))


def near(left: Term, right: Term, required: frozenset[str]) -> bool:
    """Whether makers told of one may be missing from the other, which a recipe requires.

    Twins have a name in common. Of two that are not above one another, one name may also hold the
    other and one word more.
    """
    if required.isdisjoint({left.id, right.id}) or left.kind != right.kind:
        return False
    first, second = names(left), names(right)
    if first & second:
        return True
    if right.iri in above(left) or left.iri in above(right):
        return False
    pairs = [(a, b) for a in first for b in second if min(len(a), len(b)) > 1]
    return any((a < b or b < a) and len(a ^ b) == 1 for a, b in pairs)


def above(term: Term) -> frozenset[str]:
    """The terms that a term is a kind of, however far up."""
    found: list[str] = []
    while term.broader in BY_IRI and term.broader not in found:
        found.append(term.broader)
        term = BY_IRI[term.broader]
    return frozenset(found)


BY_IRI = {term.iri: term for term in terms() if term.iri.startswith(DATA + "input/")}
REQUIRED = frozenset(line.requirement for line in recipes())


def twins() -> set[tuple[str, str]]:
    """The pairs of inputs that look like twins, by id."""
    return {(a.id, b.id) for a, b in combinations(BY_IRI.values(), 2) if near(a, b, REQUIRED)}


def test_twins_are_joined_or_reviewed() -> None:
    """No two inputs are called alike without somebody having said why they are two."""
    assert twins() == set(REVIEWED)


def test_a_twin_is_found() -> None:
    """The pairs by which one maker looked alone are found: plural, a word more, a shared name."""
    stopper = term("one", "elastomer stopper")
    assert near(stopper, term("two", "elastomer stoppers"), frozenset({"two"}))
    assert near(stopper, term("two", "elastomer stoppers and seals"), frozenset({"two"}))
    assert near(stopper, term("two", "closure", "elastomer stoppers"), frozenset({"one"}))


def test_what_is_no_twin_is_left_alone() -> None:
    """Things that nobody requires, of another kind or called otherwise are left alone."""
    stopper = term("one", "elastomer stopper")
    assert not near(stopper, term("two", "elastomer stoppers"), frozenset())
    assert not near(stopper, term("two", "elastomer plunger"), frozenset({"two"}))
    assert not near(stopper, term("two", "elastomer stoppers", kind="Service"), frozenset({"two"}))
    narrower = term("two", "elastomer stopper with cap", broader="one")
    assert not near(BY_IRI[DATA + "input/filter"], narrower, frozenset({"two"}))


def term(key: str, label: str, *synonyms: str, kind: str = "Consumable", broader: str = "") -> Term:
    """An input of this name."""
    return Term(
        key,
        id=key,
        kind=kind,
        labels={"en": label, "fr": key},
        definitions={},
        synonyms={"en": synonyms, "fr": ()},
        broader=broader,
    )
