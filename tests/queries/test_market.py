"""What the market's questions count and leave out: what is over, other lists, other classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Claim, Entity, Evidence, Link, Mention, Statement
from biograph.store.statements import fact
from biograph.terms import ASSERTED, DATA, bg, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore


def names(found: tuple[object, ...]) -> list[str]:
    """The keys of nodes, without their folders."""
    return [local_name(str(iri)) for iri in found]


def test_a_shortage_that_is_over_is_history_only(ask: Ask) -> None:
    """Beta was short on the first day: the history has it, the present and the lasting do not."""
    assert names(ask("market/shortages").column("product")) == ["alpha", "beta"]
    assert names(ask("care/biologics-in-shortage").column("therapy")) == ["alpha"]
    assert names(ask("market/structural-shortages").column("product")) == ["alpha"]


def test_the_register_decides_over_a_text_that_tells_no_end(store: EmbeddedStore, ask: Ask) -> None:
    """A text still says that beta is short; it is believed where no register follows a product."""
    for product in ("beta", "gamma"):
        facts = [
            Statement(f"{DATA}rel/told-{product}", predicate, value, ASSERTED)
            for predicate, value in (
                ("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject", f"{DATA}product/{product}"),
                ("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate", bg("inShortage")),
                ("http://www.w3.org/1999/02/22-rdf-syntax-ns#object", f"{DATA}country/FR"),
                (bg("modality"), bg("asserted")),
            )
        ]
        plain = (f"{DATA}product/{product}", bg("inShortage"), f"{DATA}country/FR", ASSERTED)
        store.add([*facts, Statement(*plain)])
    assert names(ask("care/biologics-in-shortage").column("therapy")) == ["gamma", "alpha"]


def test_the_days_of_one_register_say_nothing_of_another(store: EmbeddedStore, ask: Ask) -> None:
    """A later list of the Union: what is short in France is still so, and lasts as it did."""
    for product, day in (("beta", "2026-06-30"), ("gamma", "2026-07-01")):
        claim = Claim(
            subject=Mention(text=product, kind="Therapy"),
            predicate="inShortage",
            object=Mention(text="European Union", kind="Location"),
            evidence=Evidence(document=f"{DATA}doc/ema/v/1", quote=day, row=f"ema#{product}"),
            observed=day,
            status="Ongoing",
            producer="test@1",
        )
        ends = (
            Link(
                mention=mention,
                entity=Entity(iri=f"{DATA}{key}", kinds=(mention.kind,), name=mention.text),
                score=1.0,
                method="test",
            )
            for mention, key in ((claim.subject, f"product/{product}"), (claim.object, "place/eu"))
        )
        store.add(fact(claim, *ends))
    short = ask("care/biologics-in-shortage")
    assert names(short.column("therapy")) == ["gamma", "alpha"]
    assert names(short.column("place")) == ["eu", "FR"]
    assert names(ask("market/structural-shortages").column("product")) == ["alpha"]


def test_what_is_over_is_no_edge_of_the_network(ask: Ask) -> None:
    """A fact without its plain triple joins nobody."""
    edges = names(ask("actors/network-edges", predicate="inShortage").column("relation"))
    assert edges == ["alpha-inShortage-FR"]


def test_one_product_has_its_own_history(ask: Ask) -> None:
    """Each day it was seen, with the row that shows it."""
    rows = ask("market/shortage-history", product=f"{DATA}product/alpha")
    assert rows.column("row") == ("dispo.tsv#1", "dispo.tsv#2")


def test_a_list_can_be_chosen(ask: Ask) -> None:
    """The lists of the Union and of France are told apart, and what is listed by which code."""
    french = ask("market/critical-medicines", list="MajorInterestList")
    assert french.column("listed_as") == ("60000001",)
    union = ask("market/critical-medicines", list="UnionCriticalList")
    assert union.column("listed_as") == ("J06BA02", "L01XL", "L03AX")


def test_sites_of_listed_medicines_only_are_counted(ask: Ask) -> None:
    """Bâle makes the substance of three, of which two are on the Union list and none is French."""
    swiss, unknown = ask("market/active-substance-sites").records()
    assert (swiss["declared"], swiss["sites"], swiss["medicines"]) == (2, 1, 2)
    assert (unknown["country"], unknown["declared"]) == (None, 1)
    swiss, _ = ask("market/active-substance-sites", list="MajorInterestList").records()
    assert swiss["declared"] == 1


def test_a_class_of_one_product_has_one_holder(ask: Ask) -> None:
    """The total is that of the class that is asked for."""
    rows = ask("market/holders-by-country", **{"class": "aav"})
    assert (rows.column("therapies"), rows.column("of")) == ((1,), (1,))
