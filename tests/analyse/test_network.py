"""The network snapshot and the NetworkX graph above it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.network import ATTRIBUTES, LAYER_OF, Network, build, snapshot
from biograph.analyse.support import Support
from biograph.terms import DATA, bg, local_name
from biograph.vocabulary import properties

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "relation": st.integers(0, 99).map("r{}".format),
            "subject": st.sampled_from("abcd"),
            "predicate": st.sampled_from([bg("suppliesInput"), bg("subsidiaryOf"), bg("inClass")]),
            "object": st.sampled_from("cdef"),
        }
    ),
    unique_by=lambda row: row["relation"],
)


def built(rows: list[dict[str, str]], **attributes: dict[str, str]) -> Network:
    """A network of rows without any support."""
    return build(rows, {}, attributes=attributes)


@pytest.fixture
def net(ask: Ask) -> Network:
    """The snapshot of the tiny graph."""
    return snapshot(ask)


def test_facts_are_edges(ask: Ask, net: Network) -> None:
    """Each asserted fact is one edge under its relation, however many documents state it."""
    graph = net.to_networkx()
    assert graph.number_of_edges() == len(ask("actors/network-edges"))
    edges = graph.get_edge_data(DATA + "org/sacmaker", DATA + "input/bags")
    assert edges == {
        DATA + "rel/sacmaker-suppliesInput-bags": {
            "predicate": "suppliesInput",
            "layer": "supply",
            "p": 1.0,
            "date": "",
        }
    }


def test_two_sources_make_a_fact_surer(net: Network) -> None:
    """Sources of .9 and .6 that do not copy each other leave one doubt in twenty-five."""
    graph = net.to_networkx(predicate="partnersWith")
    ((_, _, told),) = graph.edges(data=True)
    assert told["p"] == pytest.approx(1 - 0.1 * 0.4)


def test_planned_facts_are_no_edges(net: Network) -> None:
    """What is only announced joins nothing."""
    graph = net.to_networkx()
    assert not graph.has_edge(DATA + "org/vectoria", DATA + "place/69123")
    assert graph.has_edge(DATA + "org/vectoria", DATA + "place/91228")


def test_nodes_are_described(net: Network) -> None:
    """Every node has each attribute, terms of the ontology too; what is not known is empty."""
    graph = net.to_networkx()
    told = graph.nodes[DATA + "org/vectoria"]
    assert {a: told[a] for a in ("label", "kind", "country")} == {
        "label": "Vectoria",
        "kind": "CDMO Company",
        "country": "FR",
    }
    assert told["stage"].split() == ["downstream", "upstream"]
    assert graph.nodes[DATA + "org/genlab"]["class"].split()[0] == "aav"
    assert graph.nodes[DATA + "org/nordfilter"]["owner"] == DATA + "org/bigcorp"
    assert graph.nodes[DATA + "input/bags"]["label"] == "poches à usage unique"
    for _, attributes in graph.nodes(data=True):
        assert tuple(attributes) == ATTRIBUTES


def test_one_sort_of_fact(net: Network) -> None:
    """Narrowed to a predicate or a layer, only its edges and their ends are there."""
    owned = net.to_networkx(predicate="subsidiaryOf")
    assert {local_name(node) for node in owned} == {"nordfilter", "bedmaker", "bigcorp"}
    assert {told["predicate"] for *_, told in owned.edges(data=True)} == {"subsidiaryOf"}
    layered = net.to_networkx(layer="ownership")
    assert set(owned.edges(keys=True)) < set(layered.edges(keys=True))
    assert {told["predicate"] for *_, told in layered.edges(data=True)} == {
        "spinOffOf",
        "subsidiaryOf",
    }


def test_the_layers_are_of_the_ontology() -> None:
    """Every predicate of a layer is a property of the ontology."""
    assert set(LAYER_OF) <= set(properties())


def test_nobody_writes_to_a_snapshot(net: Network) -> None:
    """The arrays are read only: all analyses see the same network."""
    for column in (net.start, net.target, net.p):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1


def test_the_stamp_is_of_the_content(store: EmbeddedStore, ask: Ask, net: Network) -> None:
    """The same graph gives the same digest; one fact less gives another."""
    assert snapshot(ask).digest == net.digest
    relation = "id:rel\\/sacmaker-suppliesInput-bags"
    store.update(f"DELETE WHERE {{ GRAPH graph:asserted {{ {relation} ?p ?o }} }}")
    assert snapshot(ask).digest != net.digest


@given(rows=ROWS)
def test_rows_come_back_from_the_arrays(rows: list[dict[str, str]]) -> None:
    """The compressed rows hold each fact once, under its subject, and no other."""
    net = built(rows)
    back = {
        (net.relation[i], net.ids[s], net.predicate[i], net.ids[t])
        for i, (s, t) in enumerate(zip(net.source, net.target, strict=True))
    }
    assert back == {
        (r["relation"], r["subject"], local_name(r["predicate"]), r["object"]) for r in rows
    }
    assert all(low <= high for low, high in pairwise(net.start))
    assert net.to_networkx().number_of_edges() == len(rows)


@given(rows=ROWS, order=st.randoms())
def test_the_order_of_rows_says_nothing(rows: list[dict[str, str]], order) -> None:
    """Rows in another order give the same snapshot."""
    other = list(rows)
    order.shuffle(other)
    assert built(rows).digest == built(other).digest


def test_a_fact_without_support_is_not_doubted() -> None:
    """The network does not guess: p is 1 where nobody told it otherwise."""
    row = {"relation": "r", "subject": "a", "predicate": bg("funds"), "object": "b"}
    assert list(built([row]).p) == [1.0]
    doubted = build([row], {"r": Support(p=0.3, date="2020")}, attributes={})
    assert list(doubted.p) == [0.3]
    assert doubted.date == ("2020",)
    assert doubted.digest != built([row]).digest
