"""Disagreements are shown with both sides and never decided in silence."""

from biograph.analyse.conflicts import conflicts
from biograph.ask import over
from biograph.model import Claim, Entity, Evidence, Link, Mention, Span
from biograph.store import open_store, statements


def link(name):
    entity = Entity(iri=f"https://w3id.org/biograph/id/org/{name}", kinds=("Company",), name=name)
    return Link(mention=Mention(text=name, kind="Company"), entity=entity, score=1.0, method="name")


def said(predicate, subject, obj, number, **more):
    quote = f"{subject} {predicate} {obj}."
    evidence = Evidence(
        document=f"https://w3id.org/biograph/id/doc/d{number}/v/a",
        quote=quote,
        span=Span(0, len(quote)),
        lang="en",
    )
    ends = link(subject), link(obj)
    claim = Claim(
        subject=ends[0].mention,
        predicate=predicate,
        object=ends[1].mention,
        evidence=evidence,
        producer="test@1",
        **more,
    )
    return [
        *statements.fact(claim, *ends),
        *(s for end in ends for s in statements.entity(end.entity)),
    ]


def found(*quads):
    store = open_store()
    for made in quads:
        store.add(made)
    return conflicts(over(store))


def test_two_parents_are_both_shown_with_their_sentences():
    """One organisation with two parents is one conflict with two proofs."""
    (conflict,) = found(said("subsidiaryOf", "A", "B", 1), said("subsidiaryOf", "A", "C", 2))
    quotes = {leaf.quote for side in conflict.children for leaf in side.children}
    assert quotes == {"A subsidiaryOf B.", "A subsidiaryOf C."}


def test_two_amounts_of_one_date_are_a_conflict():
    """The sentence tells both amounts."""
    (conflict,) = found(
        said("funds", "A", "B", 1, date="2021", amount="2 M€"),
        said("funds", "A", "B", 2, date="2021", amount="3 M€"),
    )
    assert "2 M€ ou 3 M€" in conflict.label.fr
    assert len(conflict.children[0].children) == 2


def test_two_amounts_of_two_dates_are_none():
    """A second grant is no contradiction."""
    assert not found(
        said("funds", "A", "B", 1, date="2021", amount="2 M€"),
        said("funds", "A", "B", 2, date="2022", amount="3 M€"),
    )


def test_sources_that_agree_are_no_conflict():
    """The same fact from two documents is one fact."""
    assert not found(said("subsidiaryOf", "A", "B", 1), said("subsidiaryOf", "A", "B", 2))
