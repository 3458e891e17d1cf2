"""Probabilities and importances against the enumeration of all worlds."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method.circuit import (
    ALWAYS,
    Every,
    Leaf,
    Node,
    Some,
    cut_sets,
    holds,
    leaves,
    simplified,
)
from biograph.analyse.method.diagram import MOST_VARIABLES, OverBudgetError, diagram
from biograph.analyse.method.modules import folded
from biograph.analyse.method.probability import (
    birnbaum,
    fussell_vesely,
    group_birnbaum,
    probability,
)
from tests.analyse.method.test_circuit import NAMES, NODES

CHANCES = st.fixed_dictionaries(
    {name: st.sampled_from([0.0, 1.0]) | st.floats(0, 1) for name in NAMES}
)
A, B, C, D = map(Leaf, "abcd")
#: Two of three: no gate of it is a module.
VOTE = Some((Every((A, B)), Every((B, C)), Every((A, C))))


def close(value: float):
    """Equal up to the rounding of doubles."""
    return pytest.approx(value, rel=0, abs=1e-12)


def worlds(alive: dict[str, float]):
    """Every set of lost names with its probability."""
    for lives in product([True, False], repeat=len(alive)):
        lost = {name for name, here in zip(alive, lives, strict=True) if not here}
        yield lost, prod(1 - p if name in lost else p for name, p in alive.items())


def enumerated(node: Node, alive: dict[str, float]) -> float:
    """The probability of a circuit as the sum over all worlds."""
    return sum(chance for lost, chance in worlds(alive) if holds(node, lost))


def chain(length: int) -> Node:
    """Each name is shared by two gates, so that every one needs a variable."""
    pairs = ((f"n{i}", f"n{i + 1}") for i in range(length))
    return Every(tuple(Some((Leaf(one), Leaf(other))) for one, other in pairs))


@settings(max_examples=300)
@given(node=NODES, alive=CHANCES)
def test_probability_is_the_sum_over_all_worlds(node: Node, alive: dict[str, float]) -> None:
    """The exact probability is that of the worlds in which the circuit holds."""
    found = probability(node, alive)
    assert found.exact
    assert found.value == found.low == found.high == close(enumerated(node, alive))


@settings(max_examples=300)
@given(node=NODES, alive=CHANCES)
def test_birnbaum_is_the_difference_that_a_name_makes(node: Node, alive: dict[str, float]) -> None:
    """The derivative is the probability with the name surely alive less that with it gone."""
    found = birnbaum(node, alive)
    assert set(found) == leaves(node)
    for name, slope in found.items():
        with_it, without = (enumerated(node, alive | {name: p}) for p in (1.0, 0.0))
        assert slope == close(with_it - without)


@settings(max_examples=200)
@given(node=NODES, alive=CHANCES, order=st.integers(1, len(NAMES)))
def test_fussell_vesely_is_the_share_of_failures_with_a_lost_cut(
    node: Node, alive: dict[str, float], order: int
) -> None:
    """Among the failing worlds, those count in which a minimal cut set with the name is lost."""
    fails = 1 - enumerated(node, alive)
    cuts = cut_sets(node, order=order)
    for name, share in fussell_vesely(node, alive, order=order).items():
        own = [cut for cut in cuts if name in cut]
        lost = sum(p for gone, p in worlds(alive) if any(cut <= gone for cut in own))
        assert 0 <= share <= 1
        # The quotient of two tiny numbers has fewer exact digits than they; below 1e-12 it is 0.
        assert share * fails == pytest.approx(lost, rel=0, abs=2e-12)


@settings(max_examples=300)
@given(node=NODES, alive=CHANCES)
def test_a_group_of_one_name_is_that_name(node: Node, alive: dict[str, float]) -> None:
    """Both importances of groups agree with those of names; a name elsewhere changes nothing."""
    alone = {name: {name, "elsewhere"} for name in leaves(node)}
    for of_names, of_groups in (
        (birnbaum(node, alive), group_birnbaum(node, alive, alone)),
        (fussell_vesely(node, alive), fussell_vesely(node, alive, alone)),
    ):
        assert of_groups == {name: close(value) for name, value in of_names.items()}


def test_a_group_is_worth_what_its_names_are_together() -> None:
    """Of two alternatives neither is needed, both together are all there is."""
    either = Some((Leaf("a"), Leaf("b")))
    found = group_birnbaum(either, {"a": 1.0, "b": 1.0}, {"a": {"a"}, "both": {"a", "b"}})
    assert found == {"a": 0, "both": 1}
    spared = Every((either, Leaf("c")))
    shares = fussell_vesely(spared, {"a": 0.5, "b": 0.5, "c": 1.0}, {"both": ["a", "b"], "c": "c"})
    assert shares == {"both": close(1), "c": close(0)}


def test_what_cannot_fail_has_no_important_name() -> None:
    """Without failures there is no share of them: Fussell-Vesely is 0, as Birnbaum's is."""
    node = Every((A, Some((B, ALWAYS))))
    assert fussell_vesely(node, {"a": 1.0, "b": 0.5}) == {"a": 0.0, "b": 0.0}
    assert birnbaum(node, {"a": 1.0, "b": 0.5}) == {"a": 1.0, "b": 0.0}


def test_cuts_beyond_the_order_are_left_out() -> None:
    """A name that is only in a large cut set has no share at a lower order, all of it above."""
    node, alive = Some((A, B, C)), dict.fromkeys("abc", 0.5)
    assert fussell_vesely(node, alive, order=2) == dict.fromkeys("abc", 0.0)
    assert fussell_vesely(node, alive, order=3) == dict.fromkeys("abc", close(1.0))


def test_small_cases_by_hand() -> None:
    """AND multiplies, OR multiplies the failures, two of three is 3p^2 - 2p^3."""
    half = dict.fromkeys("abcd", 0.5)
    assert probability(Every((A, B)), half).value == 0.25
    assert probability(Some((A, B)), half).value == 0.75
    assert probability(VOTE, dict.fromkeys("abc", 0.9)).value == close(3 * 0.81 - 2 * 0.729)
    assert probability(ALWAYS, {}).value == 1
    assert probability(Some(()), {}).value == 0
    assert birnbaum(Every((A, B)), {"a": 0.25, "b": 0.75}) == {"a": 0.75, "b": 0.25}


@given(node=NODES, lost=st.frozensets(st.sampled_from(NAMES)))
def test_simpler_circuits_hold_in_the_same_worlds(node: Node, lost: frozenset[str]) -> None:
    """Flattening, absorbing and factoring out change no circuit's meaning."""
    assert holds(simplified(node), lost) == holds(node, lost)
    assert leaves(simplified(node)) <= leaves(node)


def test_shared_lines_of_routes_are_factored_out() -> None:
    """What both routes need is needed once, beside the choice of what they do not share."""
    routes = Some((Every((A, B, C)), Every((A, B, D))))
    assert simplified(routes) == Every((A, B, Some((C, D))))
    assert simplified(Some((A, Every((A, B))))) == A


def test_what_is_not_shared_needs_no_variable() -> None:
    """A circuit in which every name occurs once folds into one module, a vote into none."""
    once = folded(Every((Some((A, B)), Some((C, D)))))
    assert isinstance(once.node, Leaf)
    assert len(once.modules) == 3
    assert not folded(VOTE).modules
    assert leaves(folded(Every((VOTE, D))).node) == set("abcd")
    assert len(leaves(folded(Every((VOTE, Some((D, Leaf("e")))))).node)) == 4


@given(node=NODES, alive=st.fixed_dictionaries({n: st.floats(0.05, 0.95) for n in NAMES}))
@settings(max_examples=30)
def test_a_second_source_never_raises_the_importance_of_what_is_beside_it(
    node: Node, alive: dict[str, float]
) -> None:
    """An alternative to a circuit lowers what each of its names means for it, or leaves it."""
    before, after = birnbaum(node, alive), birnbaum(Some((node, Leaf("z"))), alive | {"z": 0.5})
    assert all(after[name] <= before[name] + 1e-12 for name in before)


def test_the_budget_decides_between_exact_and_sampled() -> None:
    """Beyond the budget of nodes the probability is sampled, the same for the same seed."""
    node, alive = chain(12), {f"n{i}": 0.8 for i in range(13)}
    exact = probability(node, alive)
    sampled = probability(node, alive, budget=3, draws=2_000, seed=5)
    assert exact.exact
    assert exact.value == close(enumerated(node, alive))
    assert not sampled.exact
    assert sampled.low < sampled.value < sampled.high
    assert sampled == probability(node, alive, budget=3, draws=2_000, seed=5)
    assert sampled != probability(node, alive, budget=3, draws=2_000, seed=6)


def test_the_sampled_interval_covers_the_exact_value() -> None:
    """Of 200 intervals of level 90 %, about 180 hold the exact value."""
    alive = dict.fromkeys("abc", 0.7)
    exact = probability(VOTE, alive).value
    tries = [probability(VOTE, alive, budget=0, draws=500, seed=seed) for seed in range(200)]
    # The number is binomial: below 165 or above 195 less than once in a thousand seeds.
    assert 165 <= sum(one.low <= exact <= one.high for one in tries) <= 195


def test_importances_are_exact_or_refused() -> None:
    """Importances are never sampled: beyond the budget they are refused."""
    alive = {f"n{i}": 0.8 for i in range(13)}
    with pytest.raises(OverBudgetError, match="more than 3 nodes"):
        birnbaum(chain(12), alive, budget=3)
    with pytest.raises(OverBudgetError, match="more than 3 nodes"):
        fussell_vesely(chain(12), alive, budget=3)


def test_too_many_shared_names_are_refused_before_they_are_built() -> None:
    """A diagram over more variables than the library can build is not tried."""
    with pytest.raises(OverBudgetError, match=f"more than {MOST_VARIABLES} variables"):
        diagram(chain(MOST_VARIABLES), budget=10**9)
    longest = chain(MOST_VARIABLES - 1)
    assert diagram(longest, budget=10**6).value(dict.fromkeys(leaves(longest), 1.0)) == 1


@pytest.mark.parametrize("alive", [{}, {"a": -0.1}, {"a": 1.1}, {"a": float("nan")}])
def test_every_name_needs_a_probability(alive: dict[str, float]) -> None:
    """A name without a probability in [0, 1] is an error that tells which name."""
    for method in (probability, birnbaum, fussell_vesely):
        with pytest.raises(ValueError, match=r"is given for: a$"):
            method(A, alive)
