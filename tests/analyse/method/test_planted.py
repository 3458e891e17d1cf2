"""Planted bottlenecks are found again, with links missing as well, and better than by position."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from biograph.analyse.method.firms import ESSENTIAL, Firms
from biograph.analyse.method.points import fallen, points_of_failure
from tests.analyse.method.planted import Planted, planted, thinned

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEDS = range(10)
MISSING = (0, 0.1, 0.3, 0.5)


def losses(case: Planted, network: Firms) -> NDArray[np.float64]:
    """The patients who lose their therapy with each firm."""
    return points_of_failure(network, sinks=case.therapies, weights=case.patients).loss


def betweenness(case: Planted, network: Firms) -> NDArray[np.float64]:
    """How much of the shortest paths leads through each firm: essential links only, its best."""
    essential = network.essentiality == ESSENTIAL
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.n))
    ends = (network.supplier[essential].tolist(), network.buyer[essential].tolist())
    graph.add_edges_from(zip(*ends, strict=True))
    scores = nx.betweenness_centrality(graph)
    return np.array([scores[firm] for firm in range(network.n)])


@cache
def precision(score, missing: float) -> float:
    """The share of bottlenecks among as many firms of the highest score; mean over the seeds.

    Therapies are no candidates, and equal scores stand in random order.
    """
    shares = []
    for seed in SEEDS:
        case = planted(seed)
        scores = score(case, thinned(case.network, missing, seed=seed))
        scores[case.therapies] = -1
        chance = np.random.default_rng(seed).random(len(scores))
        first = np.lexsort((chance, -scores))[: len(case.bottlenecks)]
        shares.append(len(case.bottlenecks.intersection(first.tolist())) / len(first))
    return float(np.mean(shares))


@pytest.mark.parametrize(("missing", "floor"), [(0, 0.99), (0.1, 0.85)])
def test_planted_bottlenecks_are_found(missing: float, floor: float) -> None:
    """The firms with the largest loss of patients are the planted ones, all but a few."""
    assert precision(losses, missing) >= floor


@pytest.mark.parametrize("missing", MISSING)
def test_losses_find_more_than_betweenness(missing: float) -> None:
    """However many links are missing, losses point to more bottlenecks than shortest paths do."""
    assert precision(losses, missing) > precision(betweenness, missing)


def test_missing_links_cost_precision() -> None:
    """The more links are missing, the fewer bottlenecks are found: no score repairs the data."""
    found = [precision(losses, missing) for missing in MISSING]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_network_is_as_described(seed: int) -> None:
    """243 nodes, some 1,900 links, 40 products; seven bottlenecks, not the firms that sell most."""
    case = planted(seed)
    assert case.network.n == 243
    assert 1_700 <= case.network.m <= 2_100
    assert len(set(case.network.product.tolist())) == 40
    assert len(case.bottlenecks) == 7
    sales = np.bincount(case.network.supplier, minlength=243)
    assert not case.bottlenecks.intersection(np.argsort(sales)[-4:].tolist())


def test_what_is_not_known_is_not_needed() -> None:
    """A firm that is seen without any link to a product does not stop for want of it."""
    case = planted(0)
    bottleneck = min(case.bottlenecks)
    assert fallen(case.network, bottleneck).sum() > 1
    assert fallen(thinned(case.network, 1, seed=0), bottleneck).sum() == 1
