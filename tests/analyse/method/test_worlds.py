"""Circuits over draws and scenarios, against one draw and one scenario at a time."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.compiled import supplied
from biograph.analyse.method.circuit import ALWAYS, Every, Leaf, Node, Some, holds, leaves
from biograph.analyse.method.worlds import lives, losses, open_worlds, opened, unseen
from tests.analyse.method.test_circuit import NAMES, NODES

ROUNDS = 7
DRAWS = st.fixed_dictionaries(
    {
        name: st.lists(st.booleans(), min_size=ROUNDS, max_size=ROUNDS).map(np.array)
        for name in NAMES
    }
)
SCENARIOS = st.lists(st.frozensets(st.sampled_from((*NAMES, "else"))), max_size=5)


def dropped(alive: dict[str, np.ndarray], draw: int) -> set[str]:
    """The names that do not live in a draw."""
    return {name for name, here in alive.items() if not here[draw]}


@settings(max_examples=200)
@given(node=NODES, alive=DRAWS, scenarios=SCENARIOS)
def test_losses_are_those_of_each_draw_and_scenario(
    node: Node, alive: dict[str, np.ndarray], scenarios: list[frozenset[str]]
) -> None:
    """A scenario stops the circuit in a draw if it held with what lives there, then not."""
    held, lost = lives(node, alive), losses(node, alive, scenarios)
    assert held.shape == (ROUNDS,)
    assert lost.shape == (ROUNDS, len(scenarios))
    for draw in range(ROUNDS):
        gone = dropped(alive, draw)
        assert held[draw] == holds(node, gone)
        for column, scenario in enumerate(scenarios):
            assert lost[draw, column] == (holds(node, gone) and not holds(node, gone | scenario))


@given(
    node=NODES,
    alive=DRAWS,
    scenarios=SCENARIOS,
    more=st.lists(st.booleans(), min_size=ROUNDS, max_size=ROUNDS).map(np.array),
)
def test_an_unknown_input_is_never_the_cause(
    node: Node,
    alive: dict[str, np.ndarray],
    scenarios: list[frozenset[str]],
    more: np.ndarray,
) -> None:
    """An input holds before and after where all its links are dropped or an unseen maker is."""
    makers = {"a": {"a", "b"}, "b": {"c"}, "c": {"d", "e", "f"}, "d": {"a"}, "e": ()}
    worlds = open_worlds(makers, alive, {"a": more})
    lost = losses(supplied(node, opened(makers)), worlds, scenarios)
    for draw in range(ROUNDS):
        gone = dropped(alive, draw)
        known = {
            iri: links
            for iri, links in makers.items()
            if not gone.issuperset(links) and not (iri == "a" and more[draw])
        }
        circuit = supplied(node, known)
        assert holds(circuit, gone) == lives(supplied(node, opened(makers)), worlds)[draw]
        for column, scenario in enumerate(scenarios):
            stops = holds(circuit, gone) and not holds(circuit, gone | scenario)
            assert lost[draw, column] == stops


@given(node=NODES, scenarios=SCENARIOS)
def test_where_nothing_is_known_nothing_is_lost(
    node: Node, scenarios: list[frozenset[str]]
) -> None:
    """With every link dropped from the draws no scenario stops anything."""
    makers = {name: {name} for name in NAMES}
    nothing = {name: np.zeros(ROUNDS, dtype=bool) for name in NAMES}
    worlds = open_worlds(makers, nothing)
    assert not losses(supplied(node, opened(makers)), worlds, scenarios).any()


@given(node=NODES, alive=DRAWS, scenarios=SCENARIOS, doubled=st.sampled_from(NAMES))
def test_a_second_maker_never_adds_a_loss(
    node: Node, alive: dict[str, np.ndarray], scenarios: list[frozenset[str]], doubled: str
) -> None:
    """With a maker outside all scenarios for one input, what held is lost as often or less."""
    makers = {name: {name} for name in NAMES}
    worlds = alive | {"second": np.ones(ROUNDS, dtype=bool)}
    held = lives(supplied(node, makers), worlds)
    before = losses(supplied(node, makers), worlds, scenarios)
    after = losses(supplied(node, makers | {doubled: {doubled, "second"}}), worlds, scenarios)
    assert not (after & ~before)[held].any()


def test_small_cases() -> None:
    """A sole source is lost with its maker, two sources only with both, a dropped link never."""
    circuit = Every((Some((Leaf("a"), Leaf("b"))), Leaf("c")))
    alive = {
        "a": np.array([True, True, False]),
        "b": np.array([True, False, True]),
        "c": np.array([True, True, True]),
    }
    lost = losses(circuit, alive, [{"a"}, {"a", "b"}, {"c"}, {"z"}, set()])
    expected = [
        [False, True, True, False, False],
        [True, True, True, False, False],
        [False, True, True, False, False],
    ]
    assert lost.tolist() == expected
    assert losses(circuit, alive, []).shape == (3, 0)
    assert lives(ALWAYS, alive).tolist() == [True] * 3
    assert lives(Some(()), alive).tolist() == [False] * 3


def test_results_do_not_share_memory_with_what_was_given() -> None:
    """Who changes the result changes no draw."""
    alive = {"a": np.array([True, False])}
    lives(Leaf("a"), alive)[:] = False
    assert alive["a"].tolist() == [True, False]
    open_worlds({"i": {"a"}}, alive)
    assert set(alive) == {"a"}


def test_an_input_without_makers_gets_no_unseen_ones() -> None:
    """Its circuit always holds already, so that no name has to stand for anybody."""
    makers = {"i": {"a"}, "j": ()}
    assert opened(makers) == {"i": {"a", unseen("i")}, "j": frozenset()}
    assert leaves(supplied(Every((Leaf("i"), Leaf("j"))), opened(makers))) == {"a", unseen("i")}
    assert set(open_worlds(makers, {"a": np.array([True])})) == {"a", unseen("i")}


def test_draws_must_fit_the_circuit() -> None:
    """Names without draws, or with unequal numbers of them, are errors."""
    one, two = np.array([True]), np.array([True, True])
    with pytest.raises(ValueError, match="names without draws: b"):
        lives(Every((Leaf("a"), Leaf("b"))), {"a": one})
    with pytest.raises(ValueError, match="equally many draws, not \\[1, 2\\]"):
        losses(Leaf("a"), {"a": one, "b": two}, [{"a"}])
    with pytest.raises(ValueError, match="equally many draws, not \\[\\]"):
        lives(ALWAYS, {})
    with pytest.raises(ValueError, match="names without draws: b"):
        open_worlds({"i": {"b"}}, {"a": one})


def test_many_links_and_scenarios_stay_small() -> None:
    """A family of 2000 links takes arrays for the scenarios that touch it, not for every link."""
    random = np.random.default_rng(1)
    makers = {f"i{i}": [f"m{j}>i{i}" for j in range(10)] for i in range(200)}
    node = Every(tuple(Leaf(name) for name in makers))
    alive = {link: random.random(200) < 0.9 for links in makers.values() for link in links}
    scenarios = [frozenset(f"m{j}>i{i}" for j in range(10)) for i in range(600)]
    circuit, worlds = supplied(node, opened(makers)), open_worlds(makers, alive)
    tracemalloc.start()
    lost = losses(circuit, worlds, scenarios)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10e6  # an array of draws and scenarios for each link would take 240 MB
    assert lost.shape == (200, 600)
    assert lost[:, :200].mean() > 0.99  # all of an input's links, some of which were there
    assert not lost[:, 200:].any()
