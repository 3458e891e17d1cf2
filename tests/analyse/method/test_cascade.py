"""The Economic Systemic Risk Index against published values, a dense reference and its laws."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method import rounds
from biograph.analyse.method.cascade import Closure, Scores, closure, esri, sigma, stable
from biograph.analyse.method.demand import demanded, with_demand
from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE, ORDINARY, Firms, firms

if TYPE_CHECKING:
    from collections.abc import Mapping

TIGHT = 1e-12
CLOSE = 1e-9
#: Where a firm of four times the size of its only supplier sells on the same market, states creep
#: for millions of rounds. Laws hold after any number of them.
MOST = 60
NEVER = 1e-300
SHARES = st.sampled_from([0.0, 0.25, 0.5, 1.0])


@st.composite
def networks(draw: st.DrawFn) -> Firms:
    """Up to seven firms on up to three markets, with links of any product and class."""
    n = draw(st.integers(1, 7))
    end = st.integers(0, n - 1)
    link = st.tuples(end, end, st.integers(0, 2), st.integers(0, 5), st.sampled_from([0, 1, 2]))
    columns = np.array(draw(st.lists(link, max_size=20)), dtype=int).reshape(-1, 5).T
    supplier, buyer, product, weight, essentiality = columns
    kind = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    return firms(
        supplier, buyer, kind=kind, product=product, weight=weight, essentiality=essentiality
    )


@st.composite
def struck(draw: st.DrawFn) -> tuple[Firms, dict[int, float]]:
    """A network, and the share that is left of some of its firms."""
    network = draw(networks())
    return network, draw(st.dictionaries(st.integers(0, network.n - 1), SHARES))


def matrix(network: Firms, chosen: np.ndarray) -> np.ndarray:
    """The weights of the chosen links, from supplier (row) to buyer (column)."""
    weights = np.zeros((network.n, network.n))
    ends = network.supplier[chosen], network.buyer[chosen]
    np.add.at(weights, ends, network.weight[chosen])
    return weights


def by(part: np.ndarray, whole: np.ndarray, otherwise: float) -> np.ndarray:
    """Part by whole, with a value where the whole is nothing."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), otherwise)


def settled(network: Firms, left: Mapping[int, float]) -> Closure:
    """What is left of firms after so many rounds, unless nothing changes any more."""
    return closure(network, left, tolerance=NEVER, most=MOST)


def dense(
    network: Firms, left: Mapping[int, float], tolerance: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """The states and the index from the formulas, every firm in every round."""
    everything = matrix(network, np.ones(network.m, dtype=bool))
    needed = [
        matrix(network, (network.essentiality == ESSENTIAL) & (network.product == product))
        for product in np.unique(network.product)
    ]
    ordinary = matrix(network, network.essentiality == ORDINARY)
    r, c = everything.sum(1), everything.sum(0)
    psi = np.ones(network.n)
    psi[list(left)] = list(left.values())
    d, u, fall, done = psi, psi, np.inf, 0
    while fall > tolerance and done < MOST:
        loss = sigma(r, d, network.kind) * (1 - d)
        lost = [by(loss @ group, group.sum(0), 0.0) for group in needed]
        lost.append(by(loss @ ordinary, c, 0.0))
        below = np.minimum(psi, 1 - np.max(lost, axis=0))
        above = np.minimum(psi, by(everything @ u, r, 1.0))
        fall = max((d - below).max(), (u - above).max())
        d, u, done = below, above, done + 1
    return d, u, float(by(np.array((r * (1 - np.minimum(d, u))).sum()), r.sum(), 0.0))


def six() -> Firms:
    """The fixture of ESRIcascade.jl, a published comparison with the authors' own program."""
    weights = np.array(
        [
            [0, 3, 2, 7, 5, 11],
            [4, 0, 9, 1, 8, 6],
            [10, 2, 0, 4, 3, 7],
            [6, 5, 1, 0, 9, 2],
            [8, 3, 6, 10, 0, 4],
            [2, 7, 5, 3, 11, 0],
        ]
    )
    kind = np.array([0, 1, 2, 0, 1, 2])
    classes = np.array([[2, 1, 0], [0, 2, 1], [1, 0, 2]])
    supplier, buyer = np.nonzero(weights)
    return firms(
        supplier,
        buyer,
        kind=kind,
        weight=weights[supplier, buyer],
        essentiality=classes[kind[supplier], kind[buyer]],
    )


def thirteen() -> Firms:
    """Eight suppliers of X, and what X supplies: a toy with published values."""
    kinds = dict(zip("ABCDEFGHXIJKL", [1, 2, 2, 2, 3, 3, 5, 99, 1, 1, 3, 4, 2], strict=True))
    links = ["AX2", "BX2", "CX2", "DX2", "EX1", "FX1", "GX1", "HX0", "XI2", "XJ1", "XK2", "KL2"]
    number = {name: place for place, name in enumerate(kinds)}
    return firms(
        [number[link[0]] for link in links],
        [number[link[1]] for link in links],
        kind=list(kinds.values()),
        essentiality=[int(link[2]) for link in links],
    )


def woven(n: int) -> Firms:
    """Five rings through all firms in random order: each has five customers and suppliers."""
    rng = np.random.default_rng(0)
    rings = [rng.permutation(n) for _ in range(5)]
    supplier, buyer = np.concatenate(rings), np.concatenate([np.roll(ring, 1) for ring in rings])
    kind = rng.integers(20, size=n)
    classes = rng.choice([ESSENTIAL, ORDINARY, NEGLIGIBLE], p=(0.17, 0.12, 0.71), size=(20, 20))
    return firms(supplier, buyer, kind=kind, essentiality=classes[kind[supplier], kind[buyer]])


def test_six_firms() -> None:
    """Downstream states and index are those that the authors' program gives, to 1e-12."""
    network = six()
    found = closure(network, [0], tolerance=1e-12)
    states = [0, 0.6, 0.789406819748348, 0, 11 / 18, 0.8786670560685980]
    np.testing.assert_allclose(found.d, states, atol=1e-12, rtol=0)
    size = np.bincount(network.supplier, weights=network.weight)
    assert size @ (1 - found.d) / size.sum() == pytest.approx(0.50687988214742541, abs=1e-12)
    assert found.converged


def test_thirteen_firms() -> None:
    """At the usual tolerance the index of each firm of the toy is its published fraction."""
    b, e, i, k = Fraction(23, 168), Fraction(343, 2784), Fraction(11, 36), Fraction(7, 18)
    a, h, x = Fraction(5, 12), Fraction(1, 12), Fraction(1)
    expected = [float(value) for value in (a, b, b, b, e, e, e, h, x, i, i, k, k)]
    np.testing.assert_allclose(esri(thirteen(), tolerance=1e-2), expected, atol=1e-12, rtol=0)


def test_replaceability() -> None:
    """A firm is replaced by what is left of its market, itself included, and at most wholly."""
    assert sigma([2, 1, 3], [1, 0.5, 0.25], [1, 1, 2]).tolist() == [0.8, 0.4, 1.0]
    assert sigma([2, 1], [0, 0], [1, 1]).tolist() == [1.0, 1.0]


@settings(max_examples=300)
@given(case=struck(), tolerance=st.sampled_from([3e-2, 7e-3, NEVER]))
def test_frontier_is_the_dense_reference(
    case: tuple[Firms, dict[int, float]], tolerance: float
) -> None:
    """Rounds that touch only the affected firms end where rounds over all firms end."""
    network, left = case
    d, u, index = dense(network, left, tolerance)
    found = closure(network, left, tolerance=tolerance, most=MOST)
    np.testing.assert_allclose(found.d, d, atol=CLOSE, rtol=0)
    np.testing.assert_allclose(found.u, u, atol=CLOSE, rtol=0)
    assert found.index == pytest.approx(index, abs=CLOSE)


@given(network=networks(), data=st.data())
def test_scenarios_do_not_mark_each_other(network: Firms, data: st.DataObject) -> None:
    """The index of a scenario is that of its closure alone, whatever was computed before."""
    chosen = st.lists(st.sets(st.integers(0, network.n - 1)), max_size=4)
    scenarios = data.draw(chosen)
    alone = [closure(network, closed).index for closed in scenarios]
    assert esri(network, scenarios).tolist() == alone
    singly = [closure(network, [firm]).index for firm in range(network.n)]
    assert esri(network).tolist() == singly


@given(case=struck())
def test_compiled_kernels_are_their_python(case: tuple[Firms, dict[int, float]]) -> None:
    """Without numba a cascade gives the same states, to the last bit."""
    network, left = case
    compiled = settled(network, left)
    with pytest.MonkeyPatch.context() as patch:
        for name, kernel in vars(rounds).copy().items():
            if hasattr(kernel, "py_func"):
                patch.setattr(rounds, name, kernel.py_func)
        plain = settled(network, left)
        indices = esri(network)
    assert plain.d.tolist() == compiled.d.tolist()
    assert plain.u.tolist() == compiled.u.tolist()
    assert (plain.index, plain.rounds) == (compiled.index, compiled.rounds)
    assert indices.tolist() == esri(network).tolist()


@given(case=struck(), data=st.data())
def test_a_greater_shock_never_helps(
    case: tuple[Firms, dict[int, float]], data: st.DataObject
) -> None:
    """States are shares, and no firm keeps more when less is left of those that are struck."""
    network, left = case
    firm = data.draw(st.integers(0, network.n - 1))
    worse = left | {firm: left.get(firm, 1.0) * data.draw(SHARES)}
    before, after = (settled(network, shares) for shares in (left, worse))
    for states in (before.d, before.u, after.d, after.u):
        assert ((states >= 0) & (states <= 1)).all()
    assert (after.d <= before.d + CLOSE).all()
    assert (after.u <= before.u + CLOSE).all()
    assert after.index >= before.index - CLOSE


@given(case=struck())
def test_linear_losses_are_at_most_those_of_leontief(
    case: tuple[Firms, dict[int, float]],
) -> None:
    """Without replacement, inputs that stand in for each other cost no more than needed ones."""
    network, left = case
    linear, leontief = (
        firms(
            network.supplier,
            network.buyer,
            kind=np.arange(network.n),
            product=network.product,
            weight=network.weight,
            essentiality=np.full(network.m, rating),
        )
        for rating in (ORDINARY, ESSENTIAL)
    )
    least, most = (settled(one, left) for one in (linear, leontief))
    assert (least.d >= most.d - CLOSE).all()
    assert least.index <= most.index + CLOSE


@given(case=struck(), data=st.data())
def test_the_numbering_of_firms_says_nothing(
    case: tuple[Firms, dict[int, float]], data: st.DataObject
) -> None:
    """Firms keep their states when all are numbered anew."""
    network, left = case
    number = np.array(data.draw(st.permutations(range(network.n))))
    again = firms(
        number[network.supplier],
        number[network.buyer],
        kind=network.kind[np.argsort(number)],
        product=network.product,
        weight=network.weight,
        essentiality=network.essentiality,
    )
    found = settled(network, left)
    moved = settled(again, {int(number[firm]): part for firm, part in left.items()})
    np.testing.assert_allclose(moved.d[number], found.d, atol=CLOSE, rtol=0)
    np.testing.assert_allclose(moved.u[number], found.u, atol=CLOSE, rtol=0)


def test_scores_without_final_demand_are_refused() -> None:
    """Where every firm has customers no score is given, not even where the collapse is stable."""
    network = woven(100)
    usual, tight = (stable(network, tolerance=tolerance) for tolerance in (1e-2, 1e-5))
    assert not usual.stable.any()
    assert usual.found.mean() < 0.2
    assert tight.stable.all()
    assert tight.found.min() > 0.99
    assert not usual.demanded.any()
    assert np.isnan(usual.value).all()
    assert np.isnan(tight.value).all()


def test_scores_with_final_demand_are_stable() -> None:
    """With final demand attached the same network has scores that do not hang on the tolerance."""
    network = woven(100)
    scores = stable(with_demand(network, np.ones(network.n)))
    assert scores.tolerance == 1e-4
    assert scores.demanded.all()
    assert scores.stable.all()
    assert (scores.value == scores.found).all()
    assert scores.value[:-1].max() < 0.5


def test_scores_may_move_by_a_twentieth() -> None:
    """A score is refused that moves by more than 5 % of itself, and one that was never reached."""
    scores = Scores(
        found=np.array([1.0, 1.0, 1.0, 0.0, np.nan]),
        at_tenth=np.array([1.049, 1.06, 0.94, 0.0, 1.0]),
        demanded=np.array([True, True, True, True, True]),
        tolerance=1e-4,
    )
    assert scores.stable.tolist() == [True, False, False, True, False]
    np.testing.assert_equal(scores.value, [1.0, np.nan, np.nan, 0.0, np.nan])


def test_demand_of_firms_without_customers() -> None:
    """By default final demand takes of the last firms what they take, and gets what is left."""
    network = firms([0, 0, 0], [1, 2, 2], kind=[0, 1, 1], product=[0, 0, 5], weight=[1, 2, 1])
    served = with_demand(network)
    assert (served.n, served.m) == (4, 5)
    assert served.supplier[served.buyer == 3].tolist() == [1, 2]
    assert served.weight[served.buyer == 3].tolist() == [1, 3]
    assert closure(served, {1: 0.0}, tolerance=TIGHT).d[3] == pytest.approx(1 - 1 / 4 * 1 / 3)
    assert closure(served, [3]).u.tolist() == [0, 0, 0, 0]


def test_demanded_follows_deliveries() -> None:
    """A firm is demanded that delivers, over others, to one without customers; a ring is not."""
    network = firms([0, 1, 2, 3, 4, 3], [1, 5, 3, 2, 2, 5], kind=[0] * 6, weight=[1, 1, 1, 1, 1, 0])
    assert demanded(network).tolist() == [True, True, False, False, False, True]
    scores = stable(network, [[0], [0, 2], []])
    assert scores.demanded.tolist() == [True, False, True]


def test_negligible_inputs_cost_nothing_downstream() -> None:
    """The loss of a negligible input hurts no buyer, but dilutes the share of ordinary ones."""
    network = firms([0, 1], [2, 2], kind=[0, 1, 2], weight=[1, 3], essentiality=[1, 0])
    assert closure(network, [1], tolerance=TIGHT).d.tolist() == [1, 0, 1]
    assert closure(network, [0], tolerance=TIGHT).d.tolist() == [0, 1, 0.75]


def test_part_of_a_firm() -> None:
    """A share left of a firm is passed on as such, and a firm left whole changes nothing."""
    chain = firms([0, 1], [1, 2], kind=[0, 1, 2])
    found = closure(chain, {1: 0.75})
    assert found.d.tolist() == [1, 0.75, 0.75]
    assert found.u.tolist() == [0.75, 0.75, 1]
    assert found.index == 0.25
    assert esri(chain, [{1: 1.0}, [], [0, 0], (2,)]).tolist() == [0, 0, 1, 1]


def test_states_stay_within_their_bounds() -> None:
    """Shares that add up to a little more than 1 take a firm to 0, not below."""
    weight = [1, 3, 3, 3, 3]
    assert sum(part / 13 for part in weight) > 1
    star = firms([0] * 5, range(1, 6), kind=range(6), weight=weight)
    assert closure(star, range(1, 6)).u.tolist() == [0] * 6
    turned = firms(range(1, 6), [0] * 5, kind=range(6), product=[0] * 5, weight=weight)
    assert closure(turned, range(1, 6)).d.tolist() == [0] * 6


def test_nothing_is_lost_where_nothing_is_delivered() -> None:
    """Firms without links, or with links of no weight, have an index of 0."""
    assert esri(firms([], [], kind=[0, 0])).tolist() == [0, 0]
    assert esri(firms([0], [1], kind=[0, 0], weight=[0])).tolist() == [0, 0]
    assert esri(firms([], [], kind=[])).tolist() == []


def test_a_cascade_that_is_cut_short_says_so() -> None:
    """After the most rounds allowed a closure has not converged, and has no index or score."""
    network = six()
    found = closure(network, [0], tolerance=TIGHT, most=3)
    assert (found.rounds, found.converged) == (3, False)
    assert np.isnan(esri(network, tolerance=TIGHT, most=3)).all()
    assert not stable(network, most=3).stable.any()


@pytest.mark.parametrize("closed", [[3], [-1], {0: 1.5}, {0: -0.1}, {0: float("nan")}])
def test_scenarios_that_cannot_be(closed: list[int] | dict[int, float]) -> None:
    """A firm outside the network and a share outside [0, 1] are errors."""
    chain = firms([0, 1], [1, 2], kind=[0, 1, 2])
    with pytest.raises(ValueError, match="a scenario"):
        esri(chain, [[0], closed])


@pytest.mark.parametrize("tolerance", [0.0, -1.0, float("nan")])
def test_tolerances_at_which_nothing_ends(tolerance: float) -> None:
    """A tolerance has to be positive."""
    with pytest.raises(ValueError, match="tolerance above 0"):
        closure(six(), [0], tolerance=tolerance)


@pytest.mark.parametrize("demand", [None, [1.0], [0.0] * 6, [1.0] * 5 + [-1.0]])
def test_demands_that_cannot_be(demand: list[float] | None) -> None:
    """Final demand takes something, nothing negative, of as many firms as there are."""
    with pytest.raises(ValueError, match="final demand"):
        with_demand(six(), demand)
