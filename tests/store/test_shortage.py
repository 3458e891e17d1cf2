"""What a register showed to be short on several days: one fact, one observation a day."""

from __future__ import annotations

import pytest

from biograph.model import Claim, Entity, Evidence, Identifier, Link, Mention
from biograph.store import EmbeddedStore, open_store, statements
from biograph.terms import ASSERTED, DATA

VERSION = f"{DATA}doc/dispo/v/1"
LAST = "2026-05-19"
PRODUCT = Link(
    mention=Mention(text="Alpha", kind="Therapy", identifiers=(Identifier("cis", "60000001"),)),
    entity=Entity(iri=f"{DATA}therapy/alpha", kinds=("Therapy",), name="Alpha"),
    score=1.0,
    method="identifier",
)
FRANCE = Link(
    mention=Mention(text="France", kind="Location"),
    entity=Entity(iri=f"{DATA}country/FR", kinds=("Country",), name="France"),
    score=1.0,
    method="identifier",
)


def stored(*days: str) -> EmbeddedStore:
    """A store in which the product was short on these days, by a register of the last one."""
    store = open_store()
    for day in days:
        row = f"dispo.tsv#{day}/60000001"
        claim = Claim(
            subject=PRODUCT.mention,
            predicate="inShortage",
            object=FRANCE.mention,
            evidence=Evidence(document=VERSION, quote=f"instantane: {day}", row=row, lang="fr"),
            date="2025-04-14",
            observed=day,
            status="Rupture de stock",
            producer="test@1",
        )
        store.add(statements.fact(claim, PRODUCT, FRANCE, on=LAST))
    return store


def present(store: EmbeddedStore) -> bool:
    """Whether the product is short now."""
    triple = f"<{PRODUCT.entity.iri}> bg:inShortage <{FRANCE.entity.iri}>"
    return store.ask(f"ASK {{ GRAPH <{ASSERTED}> {{ {triple} }} }}")


@pytest.mark.parametrize(
    ("days", "short_now"),
    [
        ((LAST,), True),
        (("2025-12-29",), False),
        (("2025-12-29", LAST), True),
        ((LAST, "2025-12-29"), True),
        (("2025-12-29", "2026-01-26"), False),
    ],
)
def test_only_the_last_day_speaks_of_the_present(days: tuple[str, ...], *, short_now: bool) -> None:
    """What the register showed on an earlier day only is a fact without the plain triple."""
    store = stored(*days)
    assert present(store) is short_now
    assert len(store.select(f"SELECT ?r {{ GRAPH <{ASSERTED}> {{ ?r a bg:Relation }} }}")) == 1


def test_each_day_is_an_observation_that_leads_to_its_row() -> None:
    """Product, day, state, code of the medicine, and the row that shows it beside the fact."""
    query = """SELECT ?product ?day ?status ?cis ?row ?fact { GRAPH ?v {
      ?evidence bg:describes ?seen ; bg:supports ?fact ; bg:row ?row .
      ?seen a bg:Shortage ; bg:shortageOf ?product ; bg:observedOn ?day ; bg:cis ?cis ;
        bg:shortageStatus ?status } } ORDER BY ?day"""
    rows = list(stored("2025-12-29", LAST).select(query).records())
    assert [row["day"] for row in rows] == ["2025-12-29", LAST]
    assert {(row["product"], row["status"], row["cis"]) for row in rows} == {
        (PRODUCT.entity.iri, "Rupture de stock", "60000001")
    }
    assert [row["row"] for row in rows] == [f"dispo.tsv#{d}/60000001" for d in ("2025-12-29", LAST)]
    assert len({row["fact"] for row in rows}) == 1


def test_a_register_that_is_withdrawn_takes_its_observations_along() -> None:
    """They stand in the graph of its version: nothing of them stays."""
    store = stored("2025-12-29", LAST)
    store.retract(VERSION)
    assert store.count() == 0
