"""What an actor was called in a year: by the dates that evidence gives to its former names."""

from __future__ import annotations

import pytest

from biograph.ask import answer, load
from biograph.model import DatedName, Entity, Entry, Evidence
from biograph.store import EmbeddedStore, open_store, statements

VERSION = "https://w3id.org/biograph/id/doc/actors/v/1"


def firm(name: str, *former: str) -> Entity:
    """An entity of one row with former names as a cell has them."""
    row = Entry(
        source="actors",
        key=name,
        kinds=("Company",),
        name=name,
        former_names=tuple(map(DatedName.read, former)),
        evidence=Evidence(document=VERSION, quote=name, row=f"actors.tsv#{name}"),
    )
    return Entity(
        iri=f"https://w3id.org/biograph/id/org/{name}",
        kinds=row.kinds,
        name=name,
        names=row.names,
        entries=(row,),
    )


@pytest.fixture
def store() -> EmbeddedStore:
    """A firm renamed twice, one made of two, one whose renaming nobody dates."""
    made = open_store()
    for one in (
        firm("Third", "First (2001/2009-05)", "Second (2009-05/2021)"),
        firm("Whole", "One half (/2013)", "Other half (2005/2013)"),
        firm("Undated", "Before"),
    ):
        made.add(statements.entity(one))
        made.add(statements.describes(one, one.entries[0]))
    return made


@pytest.mark.parametrize(
    ("year", "names"),
    [
        ("2000", ["One half"]),
        ("2008", ["First", "One half", "Other half"]),
        ("2009", ["Second", "One half", "Other half"]),
        ("2013", ["Second", "Whole"]),
        ("2024", ["Third", "Whole"]),
    ],
)
def test_the_name_is_that_of_the_year(store: EmbeddedStore, year: str, names: list[str]) -> None:
    """The year of a renaming has the new name; before its first date a name is not known."""
    table = answer(store, load("actors/names-in-year"), {"year": year})
    assert list(table.column("name")) == names
