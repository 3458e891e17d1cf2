"""Final demand: where what firms make for each other ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from biograph.analyse.method.directions import sums
from biograph.analyse.method.firms import ORDINARY, Firms, firms

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def with_demand(network: Firms, demand: ArrayLike | None = None) -> Firms:
    """The network and, as its last firm, a final demand that takes ``demand`` (n) of each firm.

    By default it takes, of each firm without customers, as much as that firm takes of others; units
    are those of the weights. What a cascade leaves of its state ``d`` is the share of demand that
    is met. It delivers nothing, so that it does not count in an index itself. Raises ValueError for
    a demand of another length, negative or nowhere positive.
    """
    n = network.n
    made = sums(network.supplier, network.weight, n)
    taken = sums(network.buyer, network.weight, n)
    wanted = np.where(made == 0, taken, 0.0) if demand is None else np.asarray(demand, dtype=float)
    if wanted.shape != (n,) or not wanted.min(initial=0) >= 0 or not wanted.any():
        raise ValueError("final demand takes 0 or more of each firm, and something of one")
    (sellers,) = np.nonzero(wanted)
    return firms(
        np.append(network.supplier, sellers),
        np.append(network.buyer, np.full(len(sellers), n)),
        kind=np.append(network.kind, network.kind.max() + 1),
        product=np.append(network.product, network.kind[sellers]),
        weight=np.append(network.weight, wanted[sellers]),
        essentiality=np.append(network.essentiality, np.full(len(sellers), ORDINARY)),
    )


def demanded(network: Firms) -> NDArray[np.bool_]:
    """Whether some of what each firm delivers ends, over any number of firms, in final demand.

    A firm without customers is final demand, or sells to it outside the network.
    """
    n, sold = network.n, network.weight > 0
    (last,) = np.nonzero(sums(network.supplier, network.weight, n) == 0)
    source = np.append(network.buyer[sold], np.full(len(last), n))
    target = np.append(network.supplier[sold], last)
    back = csr_array((np.ones(len(source)), (source, target)), shape=(n + 1, n + 1))
    found = np.zeros(n + 1, dtype=np.bool_)
    found[breadth_first_order(back, n, return_predecessors=False)] = True
    return found[:n]
