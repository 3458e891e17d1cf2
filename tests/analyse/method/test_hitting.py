"""Cheapest interventions against every choice there is."""

from __future__ import annotations

import ctypes
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method import hitting
from biograph.analyse.method.hitting import Cut, Option, Plan, cheapest, frontier

NAMES = "abcdef"
CUTS = st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=3)
LOSSES = st.dictionaries(CUTS, st.integers(0, 5).map(float), max_size=8)
TARGETS = st.integers(0, 12).map(float)


@st.composite
def choices(draw: st.DrawFn) -> list[Option]:
    """Up to six options of small whole costs, so that many plans cost the same."""
    ends = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=6))
    return [
        Option(
            id=f"o{place}",
            cost=(low, low + more),
            breaks=draw(st.frozensets(CUTS, max_size=1)),
            names=draw(st.frozensets(st.sampled_from(NAMES), max_size=3)),
        )
        for place, (low, more) in enumerate(ends)
    ]


def stays(losses: dict[Cut, float], chosen: tuple[Option, ...]) -> float:
    """The loss of the cut sets that no chosen option hits."""
    return sum(
        loss for cut, loss in losses.items() if not any(option.hits(cut) for option in chosen)
    )


def subsets(options: list[Option]) -> list[tuple[Option, ...]]:
    """Every choice among the options."""
    return [chosen for size in range(len(options) + 1) for chosen in combinations(options, size)]


def key(chosen: tuple[Option, ...], options: list[Option]) -> tuple[float, int]:
    """What plans are compared by: the cost, then the places of the options."""
    return sum(o.middle for o in chosen), sum(options.index(o) + 1 for o in chosen)


def second_source(name: str, cost: float = 1) -> Option:
    """A second source for one name."""
    return Option(id=f"second-{name}", cost=(cost, cost), names=frozenset(name))


def cuts(**losses: float) -> dict[Cut, float]:
    """Losses by the letters of their cut set: ``cuts(ab=2)``."""
    return {frozenset(letters): loss for letters, loss in losses.items()}


@settings(max_examples=150, deadline=None)
@given(losses=LOSSES, options=choices(), target=TARGETS)
def test_no_choice_that_meets_the_target_is_cheaper(
    losses: dict[Cut, float], options: list[Option], target: float
) -> None:
    """The plan meets the target at the least cost of all choices; ties go to the first names."""
    plan = cheapest(losses, options, target=target)
    meeting = [chosen for chosen in subsets(options) if stays(losses, chosen) <= target]
    assert plan.reached == bool(meeting)
    taken = tuple(option for option in options if option.id in plan.options)
    assert stays(losses, taken) == plan.loss
    if meeting:
        assert plan.loss <= target
        assert key(taken, options) == min(key(chosen, options) for chosen in meeting)


@settings(max_examples=50, deadline=None)
@given(losses=LOSSES, options=choices())
def test_where_the_target_is_out_of_reach_the_lowest_loss_is_told(
    losses: dict[Cut, float], options: list[Option]
) -> None:
    """A target below what all options together leave is an answer: the cheapest way to that."""
    floor = stays(losses, tuple(options))
    plan = cheapest({**losses, frozenset("z"): 1.0}, options, target=0)
    assert not plan.reached
    assert plan.loss == floor + 1
    assert plan.cost == cheapest(losses, options, target=floor).cost


@settings(max_examples=50, deadline=None)
@given(losses=LOSSES, options=choices(), targets=st.tuples(TARGETS, TARGETS))
def test_a_lower_target_never_costs_less(
    losses: dict[Cut, float], options: list[Option], targets: tuple[float, float]
) -> None:
    """Asking for less loss cannot make the plan cheaper, reached or not."""
    lower, higher = (cheapest(losses, options, target=goal) for goal in sorted(targets))
    assert lower.cost >= higher.cost
    assert lower.loss <= max(higher.loss, higher.target)


@settings(max_examples=50, deadline=None)
@given(losses=LOSSES, options=choices(), target=TARGETS, place=st.integers(0, 5))
def test_a_cheaper_option_never_makes_the_plan_dearer(
    losses: dict[Cut, float], options: list[Option], target: float, place: int
) -> None:
    """Halving the cost of one option leaves or lowers what the plan costs."""
    before = cheapest(losses, options, target=target)
    halved = [
        Option(id=o.id, cost=(o.cost[0] / 2, o.cost[1] / 2), breaks=o.breaks, names=o.names)
        if at == place
        else o
        for at, o in enumerate(options)
    ]
    assert cheapest(losses, halved, target=target).cost <= before.cost


@settings(max_examples=50, deadline=None)
@given(losses=LOSSES, options=choices(), target=TARGETS, data=st.data())
def test_the_order_of_the_arguments_is_of_no_account(
    losses: dict[Cut, float], options: list[Option], target: float, data: st.DataObject
) -> None:
    """Options and cut sets in another order give the same plan."""
    mixed = data.draw(st.permutations(options))
    turned = dict(data.draw(st.permutations(list(losses.items()))))
    assert cheapest(turned, mixed, target=target) == cheapest(losses, options, target=target)


def test_target_nought_hits_every_cut_set() -> None:
    """One second source serves both pairs that share a name; a lone name needs its own."""
    options = [second_source(name) for name in "abcd"]
    plan = cheapest(cuts(ab=1, bc=1, d=3), options, target=0)
    assert plan == Plan(
        options=("second-b", "second-d"),
        cost=2,
        low=2,
        high=2,
        loss=0,
        target=0,
        reached=True,
    )


def test_a_loss_within_the_target_costs_nothing() -> None:
    """Where the whole loss is allowed, or there is none, nothing is chosen."""
    options = [second_source("a")]
    assert cheapest(cuts(a=2), options, target=2).options == ()
    assert cheapest({}, options, target=0).options == ()
    assert cheapest(cuts(a=0), options, target=0).options == ()


def test_without_options_the_loss_stays() -> None:
    """No option is an answer too: the target is missed by the whole loss."""
    plan = cheapest(cuts(a=2, b=1), [], target=1)
    assert (plan.options, plan.loss, plan.reached) == ((), 3, False)
    uneven = {frozenset(letter): 0.1 * place for place, letter in enumerate(NAMES, start=1)}
    assert cheapest(uneven, [], target=0).options == ()


def test_an_option_may_name_the_cut_sets_it_breaks() -> None:
    """A stock that outlasts one stop breaks that cut set and no other of the same name."""
    stock = Option(id="stock", cost=(1, 3), breaks=frozenset({frozenset("ab")}))
    plan = cheapest(cuts(ab=1, ac=1), [stock], target=1)
    assert (plan.options, plan.cost, plan.low, plan.high) == (("stock",), 2, 1, 3)
    assert not cheapest(cuts(ab=1, ac=1), [stock], target=0).reached


def test_options_that_cost_nothing_are_taken_only_where_they_help() -> None:
    """A free option that hits nothing of need stays out of the plan."""
    plan = cheapest(cuts(a=1), [second_source("a", 0), second_source("b", 0)], target=0)
    assert (plan.options, plan.cost) == (("second-a",), 0)


def test_the_frontier_falls_in_loss_and_rises_in_cost() -> None:
    """From doing nothing to the lowest loss: each plan once, none beaten by another."""
    losses = cuts(a=5, b=4, c=3, d=2, e=1)
    options = [second_source(name, cost) for cost, name in enumerate("edcb", start=1)]
    plans = frontier(losses, options, steps=9)
    assert plans[0].options == ()
    assert plans[-1].loss == 5
    assert all(x.cost < y.cost and x.loss > y.loss for x, y in pairwise(plans))


def test_the_frontier_of_given_targets_has_a_plan_for_each() -> None:
    """Targets may be given in any order; equal plans stand once."""
    options = [second_source("a", 1), second_source("b", 2)]
    plans = frontier(cuts(a=1, b=1), options, targets=[0, 1, 1.5, 2])
    assert [plan.options for plan in plans] == [(), ("second-a",), ("second-a", "second-b")]


def crowded(seed: int) -> tuple[dict[Cut, float], list[Option]]:
    """Many overlapping cut sets with uneven losses: hard enough to make the solver branch."""
    names = "abcdefghijklmnopqrst"
    rng = np.random.default_rng(seed)
    losses = {
        frozenset(rng.choice(list(names), rng.integers(1, 3), replace=False).tolist()): float(
            rng.random() * 5
        )
        for _ in range(80)
    }
    return losses, [second_source(name, float(rng.random() * 5)) for name in names]


@pytest.mark.parametrize(("seed", "part"), [(16, 0.4), (22, 0.2), (40, 0.6), (43, 0.4)])
def test_the_solver_prints_nothing(
    capfd: pytest.CaptureFixture[str], seed: int, part: float
) -> None:
    """Standard output is the data of the command line: nothing else may reach it, not from C."""
    losses, options = crowded(seed)
    cheapest(losses, options, target=sum(losses.values()) * part)
    ctypes.CDLL(None).fflush(None)
    assert capfd.readouterr() == ("", "")


def test_a_gap_bounds_what_the_plan_costs_too_much() -> None:
    """Stopping early is allowed to cost the given share more and no further."""
    losses, options = crowded(0)
    target = sum(losses.values()) / 3
    best = cheapest(losses, options, target=target)
    rough = cheapest(losses, options, target=target, gap=0.2)
    assert best.cost <= rough.cost <= best.cost / 0.8
    assert rough.loss <= target * (1 + hitting.TOLERANCE)


@pytest.mark.parametrize("cost", [(-1, 1), (2, 1), (0, float("inf")), (float("nan"), 1)])
def test_a_cost_that_is_no_interval_is_refused(cost: tuple[float, float]) -> None:
    """Costs are finite, not negative and run upwards."""
    with pytest.raises(ValueError, match="the cost of x"):
        Option(id="x", cost=cost)


@pytest.mark.parametrize(
    ("loss", "target", "ids", "word"),
    [
        (-1.0, 0.0, "x", "loss"),
        (float("nan"), 0.0, "x", "loss"),
        (1.0, -1.0, "x", "target"),
        (1.0, float("nan"), "x", "target"),
        (1.0, 0.0, "xx", "one id"),
    ],
)
def test_what_has_no_sense_is_refused(loss: float, target: float, ids: str, word: str) -> None:
    """Negative or undefined losses and targets and repeated ids are errors, not answers."""
    options = [Option(id=name, cost=(1, 1)) for name in ids]
    with pytest.raises(ValueError, match=word):
        cheapest(cuts(a=loss), options, target=target)


def test_a_solver_that_gives_up_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a solution an error is raised instead of a plan."""

    class Nothing:
        x = None
        message = "out of memory"

    monkeypatch.setattr(hitting, "milp", lambda *_, **__: Nothing())
    with pytest.raises(RuntimeError, match="out of memory"):
        cheapest(cuts(a=1), [second_source("a")], target=0)
