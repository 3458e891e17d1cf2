"""An actor of 2019 is not that of 2024: ownership has dates; the plain triple is the present."""

from __future__ import annotations

import pytest

from biograph.ask import answer, load, over
from biograph.model import Claim, Entity, Evidence, Link, Mention
from biograph.store import EmbeddedStore, open_store, statements
from biograph.terms import bg

VERSION = "https://w3id.org/biograph/id/doc/actors/v/1"


def linked(name: str) -> Link:
    """A mention of a company, linked to a node of its name."""
    entity = Entity(iri=f"https://w3id.org/biograph/id/org/{name}", kinds=("Company",), name=name)
    mention = Mention(text=name, kind="Company")
    return Link(mention=mention, entity=entity, score=1.0, method="name")


def owned(owner: str, since: str, until: str) -> Claim:
    """That the plant belonged to somebody for a time."""
    return Claim(
        subject=linked("Plant").mention,
        predicate="subsidiaryOf",
        object=linked(owner).mention,
        evidence=Evidence(document=VERSION, quote=owner, row=f"actors.tsv#{owner}"),
        date=since,
        until=until,
        producer="test@1",
    )


@pytest.fixture
def store() -> EmbeddedStore:
    """A plant sold in 2015 and in 2021; the table is of 2026."""
    made = open_store()
    for owner, since, until in (
        ("First", "", "2015"), ("Second", "2015", "2021-03"), ("Third", "2021-03", ""),
        ("Lender", "2021", "2030"),
    ):  # fmt: skip
        claim = owned(owner, since, until)
        made.add(statements.fact(claim, linked("Plant"), linked(owner), on="2026-11-27"))
    return made


@pytest.mark.parametrize(
    ("year", "owners"),
    [
        ("2010", ["First"]),
        ("2019", ["Second"]),
        ("2024", ["Lender", "Third"]),
        ("2031", ["Third"]),
    ],
)
def test_the_owner_is_that_of_the_year(store: EmbeddedStore, year: str, owners: list[str]) -> None:
    """Whoever owned it then, by the dates that the source states."""
    table = answer(store, load("actors/owners-in-year"), {"year": year})
    assert [iri.rpartition("/")[2] for iri in table.column("owner")] == owners


def test_an_ownership_that_is_over_has_no_plain_triple(store: EmbeddedStore) -> None:
    """What speaks of the present names the present owners only; the past ones stay as facts."""
    plain = over(store)(f"SELECT ?o {{ GRAPH graph:asserted {{ ?s <{bg('subsidiaryOf')}> ?o }} }}")
    facts = over(store)("SELECT ?r { GRAPH graph:asserted { ?r a bg:Relation } }")
    assert sorted(iri.rpartition("/")[2] for iri in plain.column("o")) == ["Lender", "Third"]
    assert len(facts) == 4
