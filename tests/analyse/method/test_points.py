"""Single points of failure against brute force, circuits and each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.analyse.method import avalanche, levels, needs, points, sweep
from biograph.analyse.method.circuit import Every, Leaf, Node, Some, cut_sets
from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE, ORDINARY, Firms, firms
from biograph.analyse.method.points import fallen, points_of_failure
from biograph.analyse.method.web import blank, web_of

if TYPE_CHECKING:
    from collections.abc import Iterable

KERNELS = [
    (levels, "left"),
    (levels, "reached"),
    (avalanche, "falling"),
    (points, "followed"),
    (points, "swept"),
    (points, "tallied"),
    *((sweep, name) for name in ("circled", "meet", "passed", "settled", "shared", "told")),
]


@st.composite
def networks(draw, *, circles: bool = True, most: int = 12) -> Firms:
    """Small networks, mostly of essential links; without circles suppliers come first."""
    n = draw(st.integers(1, most))
    firm = st.integers(0, n - 1)
    link = st.tuples(
        firm,
        firm,
        st.integers(0, 3),
        st.sampled_from([ESSENTIAL] * 6 + [ORDINARY, NEGLIGIBLE]),
    )
    links = draw(st.lists(link, max_size=3 * n))
    if not circles:
        links = [(min(a, b), max(a, b), *rest) for a, b, *rest in links if a != b]
    return network(links, n)


def network(links: Iterable[tuple[int, int, int, int]], n: int) -> Firms:
    """Firms from (supplier, buyer, product, essentiality)."""
    columns = np.array(list(links), dtype=np.int64).reshape(-1, 4).T
    return firms(*columns[:2], kind=[0] * n, product=columns[2], essentiality=columns[3])


def groups(given_network: Firms, buyer: int) -> list[set[int]]:
    """The suppliers of each essential product of a firm."""
    found: dict[int, set[int]] = {}
    for place in range(*given_network.start[buyer : buyer + 2]):
        if given_network.essentiality[place] == ESSENTIAL:
            found.setdefault(int(given_network.product[place]), set()).add(
                int(given_network.supplier[place])
            )
    return list(found.values())


def brute(given_network: Firms, removed: Iterable[int]) -> set[int]:
    """What stops, by asking every firm again until nothing changes."""
    stopped = set(removed)
    while True:
        more = {
            firm
            for firm in range(given_network.n)
            if any(group <= stopped for group in groups(given_network, firm))
        }
        if more <= stopped:
            return stopped
        stopped |= more


def braid(length: int, *, seed: int = 0) -> Firms:
    """Two rows of firms that need either neighbour before and either after, each pair fed by one.

    All firms of the rows stop with any of the feeders; no order of the firms suits both directions.
    """
    place = np.arange(length)
    rows, feeder = (place, place + length), place + 2 * length
    links = [(feeder, row, 9) for row in rows]
    for own in rows:
        for other in rows:
            links += [(other[:-1], own[1:], 1), (other[1:], own[:-1], 2)]
    supplier, buyer = (np.concatenate([link[end] for link in links]) for end in (0, 1))
    product = np.concatenate([np.full(len(link[0]), link[2]) for link in links])
    number = np.random.default_rng(seed).permutation(3 * length)
    kind = np.zeros(3 * length)
    return firms(number[supplier], number[buyer], kind=kind, product=product)


def tangle(n: int, *, seed: int = 0) -> Firms:
    """Firms with four links from anywhere, in two or three groups each: one large circle."""
    rng = np.random.default_rng(seed)
    ends = rng.integers(n, size=(2, 4 * n))
    return firms(*ends, kind=rng.integers(3, size=n))


@settings(max_examples=150, deadline=None)
@given(given_network=networks(), data=st.data())
def test_fallen_is_brute_force(given_network: Firms, data) -> None:
    """A cascade stops exactly the firms that repeated asking finds, for sets of firms as well."""
    removed = data.draw(st.lists(st.integers(0, given_network.n - 1), max_size=3))
    assert set(np.flatnonzero(fallen(given_network, removed))) == brute(given_network, removed)


@settings(max_examples=150, deadline=None)
@given(given_network=networks(most=20), data=st.data())
def test_points_are_the_cascades_of_all_firms(given_network: Firms, data) -> None:
    """Loss and number of stopped firms are those of the cascade of each firm removed alone."""
    n = given_network.n
    sinks = data.draw(st.none() | st.lists(st.integers(0, n - 1), max_size=n))
    weights = data.draw(st.none() | st.lists(st.integers(0, 9), min_size=n, max_size=n))
    found = points_of_failure(given_network, sinks=sinks, weights=weights)
    if sinks is None:
        sinks = sorted(set(range(n)) - set(given_network.supplier.tolist()))
    worth = np.zeros(n)
    worth[sinks] = 1 if weights is None else np.array(weights)[sinks]
    stops = np.array([fallen(given_network, firm) for firm in range(n)])
    assert found.exact.all()
    assert found.stopped.tolist() == stops.sum(axis=1).tolist()
    assert found.loss.tolist() == (stops @ worth).tolist()


@pytest.mark.parametrize("given_network", [tangle(60), braid(12), braid(200), tangle(1_500)])
def test_many_batches_agree_with_cascades(given_network: Firms) -> None:
    """Circles that need many passes, and more firms than one batch takes, are exact too."""
    found = points_of_failure(given_network, sinks=range(given_network.n))
    assert found.exact.all()
    for firm in range(0, given_network.n, 7):
        assert found.stopped[firm] == found.loss[firm] == fallen(given_network, firm).sum()


@pytest.mark.parametrize("cap", [1, 32])
@pytest.mark.parametrize("given_network", [tangle(40), braid(15)])
def test_compiled_and_python_agree(given_network: Firms, cap: int, monkeypatch) -> None:
    """Without compilation every figure is the same, what a cap leaves undone included."""
    compiled = points_of_failure(given_network, cap=cap)
    cascade = fallen(given_network, [0, 1])
    for module, name in KERNELS:
        kernel = getattr(module, name)
        monkeypatch.setattr(module, name, getattr(kernel, "py_func", kernel))
    plain = points_of_failure(given_network, cap=cap)
    for field in ("loss", "stopped", "exact"):
        assert getattr(plain, field).tolist() == getattr(compiled, field).tolist()
    assert fallen(given_network, [0, 1]).tolist() == cascade.tolist()


@pytest.mark.parametrize(("module", "name"), [(avalanche, "TRIED"), (needs, "ROUNDS")])
@pytest.mark.parametrize("given_network", [tangle(60), braid(12), tangle(1_500)])
def test_shortcuts_change_nothing(given_network: Firms, module, name: str, monkeypatch) -> None:
    """Without the shortcut from a hub, or without merging rings, every figure is the same."""
    one = points_of_failure(given_network, sinks=range(given_network.n))
    monkeypatch.setattr(module, name, 0)
    two = points_of_failure(given_network, sinks=range(given_network.n))
    assert one.exact.all()
    assert two.exact.all()
    assert one.loss.tolist() == two.loss.tolist() == two.stopped.tolist() == one.stopped.tolist()


@settings(max_examples=100, deadline=None)
@given(given_network=networks(circles=False, most=8))
def test_points_are_the_cut_sets_of_one_firm(given_network: Firms) -> None:
    """Without circles, a sink's cut sets of one firm are the firms whose removal stops it."""
    circuits: list[Node] = []
    for firm in range(given_network.n):
        choices = (
            Some(tuple(circuits[supplier] for supplier in sorted(group)))
            for group in groups(given_network, firm)
        )
        circuits.append(Every((Leaf(str(firm)), *choices)))
    for sink, circuit in enumerate(circuits):
        loss = points_of_failure(given_network, sinks=[sink]).loss
        cuts = {int(name) for cut in cut_sets(circuit, order=1) for name in cut}
        assert set(np.flatnonzero(loss)) == cuts


@settings(max_examples=100, deadline=None)
@given(given_network=networks(), data=st.data())
def test_a_substitute_never_adds_a_loss(given_network: Firms, data) -> None:
    """Another supplier of a product that a firm buys makes no firm more critical."""
    n, everyone = given_network.n, range(given_network.n)
    if not given_network.m:
        return
    place = data.draw(st.integers(0, given_network.m - 1))
    links = zip(
        given_network.supplier,
        given_network.buyer,
        given_network.product,
        given_network.essentiality,
        strict=True,
    )
    rows = [tuple(map(int, link)) for link in links]
    more = network([*rows, (data.draw(st.integers(0, n - 1)), *rows[place][1:])], n)
    before = points_of_failure(given_network, sinks=everyone)
    assert (points_of_failure(more, sinks=everyone).loss <= before.loss).all()


@settings(max_examples=100, deadline=None)
@given(given_network=networks(), seed=st.integers(0, 99))
def test_numbering_does_not_matter(given_network: Firms, seed: int) -> None:
    """Firms numbered otherwise have the same points."""
    number = np.random.default_rng(seed).permutation(given_network.n)
    other = firms(
        number[given_network.supplier],
        number[given_network.buyer],
        kind=given_network.kind,
        product=given_network.product,
        essentiality=given_network.essentiality,
    )
    one, two = points_of_failure(given_network), points_of_failure(other)
    assert one.loss.tolist() == two.loss[number].tolist()
    assert one.stopped.tolist() == two.stopped[number].tolist()


@settings(max_examples=100, deadline=None)
@given(given_network=networks(), data=st.data())
def test_more_sinks_never_lower_a_loss(given_network: Firms, data) -> None:
    """What counts more firms counts at least as much."""
    firm = st.integers(0, given_network.n - 1)
    sinks, more = data.draw(st.lists(firm)), data.draw(st.lists(firm))
    fewer = points_of_failure(given_network, sinks=sinks).loss
    assert (fewer <= points_of_failure(given_network, sinks=[*sinks, *more]).loss).all()


def test_small_cases() -> None:
    """Two suppliers stand in for each other, two products do not, and a circle does not hold up."""
    twice = firms([0, 1, 2], [2, 2, 3], kind=[7, 7, 8, 9])
    assert points_of_failure(twice).loss.tolist() == [0, 0, 1, 1]
    assert points_of_failure(twice).stopped.tolist() == [1, 1, 2, 1]
    both = firms([0, 1, 2], [2, 2, 3], kind=[6, 7, 8, 9])
    assert points_of_failure(both).loss.tolist() == [1, 1, 1, 1]
    assert points_of_failure(both, weights=[9, 9, 9, 3]).loss.tolist() == [3, 3, 3, 3]
    circle = firms([0, 1, 2], [1, 2, 0], kind=[0, 1, 2])
    assert points_of_failure(circle).stopped.tolist() == [3, 3, 3]
    assert points_of_failure(circle).loss.tolist() == [0, 0, 0]
    itself = firms([0], [0], kind=[0])
    assert points_of_failure(itself, sinks=[0]).loss.tolist() == [1]
    assert fallen(twice, [0, 1]).all()
    assert not fallen(twice, []).any()
    assert points_of_failure(firms([], [], kind=[])).loss.tolist() == []


def test_a_cap_leaves_lower_bounds() -> None:
    """Passes over a circle beyond the cap are not made, and the firms concerned are marked.

    So is the only supplier of such a firm, whose loss is one more.
    """
    circle = braid(300)
    n = circle.n
    feeders = np.flatnonzero(np.diff(circle.start) == 0)
    given_network = firms(
        [*circle.supplier, *range(n, n + len(feeders))],
        [*circle.buyer, *feeders],
        kind=np.zeros(n + len(feeders)),
        product=[*circle.product, *feeders],
    )
    everyone = range(given_network.n)
    whole = points_of_failure(given_network, sinks=everyone)
    capped = points_of_failure(given_network, sinks=everyone, cap=1)
    assert whole.exact.all()
    assert not capped.exact.all()
    assert (capped.loss <= whole.loss).all()
    assert (capped.loss < whole.loss).any()
    assert capped.loss[capped.exact].tolist() == whole.loss[capped.exact].tolist()
    assert capped.exact[n:].tolist() == capped.exact[feeders].tolist()
    assert capped.loss[n:].tolist() == (capped.loss[feeders] + 1).tolist()


def test_a_capped_sweep_leaves_nothing_behind() -> None:
    """What the cap kept from being settled is not taken up with the next removals."""
    rings, _ = needs.merged(needs.needs_of(braid(300)))
    order = levels.levels(rings)
    web = web_of(needs.relabelled(rings, order.position, rings.n), order)
    state = blank(rings.n)
    assert not sweep.swept(web, state, np.arange(300, dtype=np.int32), 1)
    assert not state.dirty.any()


@settings(max_examples=100, deadline=None)
@given(given_network=networks())
def test_merged_needs_are_tidy(given_network: Firms) -> None:
    """No node is left in a ring of only suppliers, in a group of its own or in one group twice."""
    merged, label = needs.merged(needs.needs_of(given_network))
    only = merged.only
    count, _ = needs.strong(merged.n, merged.member[merged.start[only]], merged.owner[only])
    assert count == merged.n == len(set(label.tolist()))
    for group, owner in enumerate(merged.owner.tolist()):
        members = merged.member[slice(*merged.start[group : group + 2])].tolist()
        assert members == sorted({*members} - {owner})


def test_long_chains_and_large_circles_are_exact() -> None:
    """A hundred thousand firms in a row, in a ring or in a braided circle come out in closed form.

    In the row each firm stops all after it, in the ring all stop with any, in the braid a feeder
    stops itself and both rows.
    """
    n = 100_000
    row = points_of_failure(firms(np.arange(n - 1), np.arange(1, n), kind=np.zeros(n)))
    assert row.stopped.tolist() == list(range(n, 0, -1))
    assert row.loss.tolist() == [1] * n
    ring = points_of_failure(firms(np.arange(n), np.roll(np.arange(n), 1), kind=np.zeros(n)))
    assert set(ring.stopped.tolist()) == {n}
    length = n // 9
    braided = points_of_failure(braid(length))
    assert braided.exact.all()
    assert sorted(braided.stopped.tolist()) == [1] * 2 * length + [2 * length + 1] * length


def test_what_is_not_there_is_an_error() -> None:
    """Unknown firms, masks in place of numbers, unfit weights and a cap of nothing are refused."""
    given_network = firms([0], [1], kind=[0, 0])
    for wrong in ([2], [-1], [True, False], [0.5]):
        with pytest.raises(ValueError, match="numbers"):
            fallen(given_network, wrong)
        with pytest.raises(ValueError, match="numbers"):
            points_of_failure(given_network, sinks=wrong)
    for weights in ([1], [1, -1], [1, np.nan], [1, np.inf]):
        with pytest.raises(ValueError, match="weights"):
            points_of_failure(given_network, weights=weights)
    with pytest.raises(ValueError, match="cap"):
        points_of_failure(given_network, cap=0)
