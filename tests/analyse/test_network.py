"""The graph as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.network import network
from biograph.terms import DATA, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask


def test_facts_are_edges(ask: Ask) -> None:
    """Each asserted fact is one edge under its relation, however many documents state it."""
    graph = network(ask)
    assert graph.number_of_edges() == len(ask("actors/network-edges"))
    edges = graph.get_edge_data(DATA + "org/sacmaker", DATA + "input/bags")
    assert edges == {DATA + "rel/sacmaker-suppliesInput-bags": {"predicate": "suppliesInput"}}


def test_planned_facts_are_no_edges(ask: Ask) -> None:
    """What is only announced joins nothing."""
    graph = network(ask)
    assert not graph.has_edge(DATA + "org/vectoria", DATA + "place/69123")
    assert graph.has_edge(DATA + "org/vectoria", DATA + "place/91228")


def test_nodes_are_named(ask: Ask) -> None:
    """Every node has label, kind and country, terms of the ontology too."""
    graph = network(ask)
    assert graph.nodes[DATA + "org/vectoria"] == {
        "label": "Vectoria",
        "kind": "CDMO Company",
        "country": "FR",
    }
    assert graph.nodes[DATA + "input/bags"]["label"] == "poches à usage unique"
    assert graph.nodes[DATA + "country/FR"] == {"label": "France", "kind": "", "country": ""}
    for _, attributes in graph.nodes(data=True):
        assert set(attributes) == {"label", "kind", "country"}


def test_one_sort_of_fact(ask: Ask) -> None:
    """Narrowed to a predicate, only its edges and their ends are there."""
    graph = network(ask, predicate="subsidiaryOf")
    assert {local_name(node) for node in graph} == {"nordfilter", "bedmaker", "bigcorp"}
    assert {data["predicate"] for *_, data in graph.edges(data=True)} == {"subsidiaryOf"}
