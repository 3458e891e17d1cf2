"""A supply network whose bottlenecks are known, because they were put there.

Five tiers: four of firms, each making one of forty products, and one of therapies that patients
wait for. A product is made of essential products of the tier before, and every firm buys each of
them from two to four makers. Seven firms are bottlenecks:

- *sole suppliers*, the only makers of a product that other products are made of;
- *hidden nexuses*, the only makers of something that all makers of one product need and nobody
  else buys: whoever buys that product sees several suppliers.

Others only look like them: *hubs*, from which everyone buys who needs their product, besides other
makers; and *services*, bought by many from the only firm that offers them, but not essential.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.method.firms import ESSENTIAL, NEGLIGIBLE, ORDINARY, Firms, firms

if TYPE_CHECKING:
    from numpy.typing import NDArray

NODES, TIERS = 243, 4
SIZE = 50  # firms of a tier; the rest are therapies
WIDE = 10  # products of a tier, of which one is a service
INPUTS = 3  # products of the tier before that a product or a therapy is made of
SOLE, NEXUSES, HUBS = 4, 3, 8
CLIENTS = 40  # of a service
MAKERS = 3  # of other products, at least

Links = list[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Planted:
    """A network, its therapies, the patients of each node (n), and the bottlenecks."""

    network: Firms
    therapies: NDArray[np.int64]
    patients: NDArray[np.float64]
    bottlenecks: frozenset[int]


def planted(seed: int) -> Planted:
    """One network: 243 nodes, about 1,900 links, seven bottlenecks."""
    rng = np.random.default_rng(seed)
    goods = [good for good in range(TIERS * WIDE) if good % WIDE]
    late = [good for good in goods if good >= WIDE]
    behind = dict.fromkeys(rng.choice(late, NEXUSES, replace=False).tolist(), -1)
    for good in behind:
        before = [other for other in goods if other // WIDE == good // WIDE - 1]
        behind[good] = int(rng.choice([x for x in before if x not in chain(*behind.items())]))
    free = [good for good in goods if good not in chain(*behind.items())]
    sole = rng.choice(free, SOLE, replace=False).tolist()
    single = {*behind.values(), *sole}
    makers = _makers(rng, {*single, *range(0, TIERS * WIDE, WIDE)})
    links = _essential(rng, makers, _recipes(rng, behind)) + _services(rng, makers)
    number = rng.permutation(NODES)
    supplier, buyer, product, rating = np.array(links).T
    therapies = number[TIERS * SIZE :]
    patients = np.zeros(NODES)
    patients[therapies] = np.ceil(100 * rng.lognormal(size=len(therapies)))
    network = firms(
        number[supplier],
        number[buyer],
        kind=np.zeros(NODES),
        product=product,
        essentiality=rating,
    )
    bottlenecks = frozenset(int(number[makers[good][0]]) for good in single)
    return Planted(network, therapies, patients, bottlenecks)


def thinned(network: Firms, share: float, *, seed: int) -> Firms:
    """The network as seen by somebody who misses this share of the links, at random.

    A product all of whose links to a buyer are missed is not known to be needed.
    """
    kept = np.random.default_rng(seed).random(network.m) >= share
    return firms(
        network.supplier[kept],
        network.buyer[kept],
        kind=network.kind,
        product=network.product[kept],
        essentiality=network.essentiality[kept],
    )


def _makers(rng: np.random.Generator, single: set[int]) -> list[list[int]]:
    """The firms that make each product: one, or else at least three."""
    makers: list[list[int]] = []
    for tier in range(TIERS):
        products = np.arange(tier * WIDE, (tier + 1) * WIDE)
        many = [product for product in products.tolist() if product not in single]
        made = [*products.tolist(), *(many * (MAKERS - 1))]
        made += rng.choice(many, SIZE - len(made)).tolist()
        makers += [
            [tier * SIZE + firm for firm in range(SIZE) if made[firm] == product]
            for product in products.tolist()
        ]
    return makers


def _recipes(rng: np.random.Generator, behind: dict[int, int]) -> list[set[int]]:
    """The essential inputs of each product, then of each therapy.

    What is ``behind`` a product goes into that product only; every other good goes into a therapy
    or another good, not only into a service.
    """
    hidden = set(behind.values())
    recipes: list[set[int]] = [set() for _ in range(WIDE)]
    for tier in range(TIERS):
        inputs = [x for x in range(tier * WIDE + 1, (tier + 1) * WIDE) if x not in hidden]
        outputs = WIDE if tier < TIERS - 1 else NODES - TIERS * SIZE
        made = [set(rng.choice(inputs, INPUTS, replace=False).tolist()) for _ in range(outputs)]
        for unused in set(inputs).difference(*made[1:]):
            made[rng.integers(1, outputs)].add(unused)
        recipes += made
    for product, nexus in behind.items():
        recipes[product].add(nexus)
    return recipes


def _essential(rng: np.random.Generator, makers: list[list[int]], recipes: list[set[int]]) -> Links:
    """Every maker and every therapy buys each input from two to four makers, where there are."""
    several = [product for product, firms_of in enumerate(makers) if len(firms_of) > 1]
    hubs = {product: makers[product][0] for product in rng.choice(several, HUBS).tolist()}
    buyers = [*makers, *([node] for node in range(TIERS * SIZE, NODES))]
    links: Links = []
    for inputs, firms_of in zip(recipes, buyers, strict=True):
        for buyer in firms_of:
            for product in sorted(inputs):
                few = min(rng.integers(2, 5), len(makers[product]))
                chosen = set(rng.choice(makers[product], few, replace=False).tolist())
                chosen |= {hubs[product]} if product in hubs else set()
                links += [(supplier, buyer, product, ESSENTIAL) for supplier in sorted(chosen)]
    return links


def _services(rng: np.random.Generator, makers: list[list[int]]) -> Links:
    """Each service, the first product of a tier, is bought by any firms and is not essential."""
    links: Links = []
    for product in range(0, TIERS * WIDE, WIDE):
        (supplier,) = makers[product]
        clients = rng.choice([x for x in range(NODES) if x != supplier], CLIENTS, replace=False)
        rating = int(rng.choice([ORDINARY, NEGLIGIBLE]))
        links += [(supplier, client, product, rating) for client in clients.tolist()]
    return links
