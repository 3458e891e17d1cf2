"""How far people live from the nearest centres, as the crow flies.

Distances are along great circles of a sphere. Roads are longer, often by a third, and by far more
where a sea or mountains lie between: what is near here may be far to travel, not the reverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

#: Mean radius of the Earth (IUGG), km.
RADIUS = 6371.0088


def nearest(places: ArrayLike, centres: ArrayLike, rank: int = 1) -> Floats:
    """The distance of each place to its nearest centre, or to its ``rank``-th nearest, in km.

    Both are rows of latitude and longitude in degrees, ``places`` (n, 2) and ``centres`` (k, 2);
    the distances are (n,). Raises ValueError for less than ``rank`` centres and for rows that are
    no coordinates.
    """
    to = _unit(centres)
    if not 1 <= rank <= len(to):
        raise ValueError(f"there is no centre of rank {rank} among {len(to)}")
    chords, _ = cKDTree(to).query(_unit(places), k=[rank])
    # A chord rises with its arc, so the nearest by one is the nearest by the other.
    return np.asarray(2 * RADIUS * np.arcsin(np.minimum(chords[:, 0] / 2, 1)), dtype=np.float64)


def _unit(degrees: ArrayLike) -> Floats:
    """Points of the unit sphere (n, 3)."""
    rows = np.asarray(degrees, dtype=np.float64)
    rows = rows.reshape(len(rows), 2)
    if not np.all(np.abs(rows) <= (90, 180)):
        raise ValueError("latitudes lie within 90 degrees of 0, longitudes within 180")
    latitude, longitude = np.radians(rows).T
    around = np.cos(latitude)
    return np.column_stack(
        [around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)]
    )


def weighted_quantiles(values: ArrayLike, weights: ArrayLike, shares: ArrayLike) -> Floats:
    """For each share in [0, 1] the least value that this share of the weight does not exceed.

    With distances and people: within how many km that share of them lives. Raises ValueError where
    there is no weight.
    """
    amounts, heavy = _weighted(values, weights)
    wanted = np.asarray(shares, dtype=np.float64)
    return np.asarray(np.quantile(amounts, wanted, weights=heavy, method="inverted_cdf"))


def gini(values: ArrayLike, weights: ArrayLike) -> float:
    """How unequally values are spread over the weight: 0 where all are equal, at most 1.

    Half the mean difference of two draws by weight, over the mean: sum_ij w_i w_j |x_i - x_j| /
    (2 W^2 mean), from the area under the Lorenz curve. Raises ValueError for negative values and
    where there is no weight.
    """
    amounts, heavy = _weighted(values, weights)
    if np.any(amounts < 0):
        raise ValueError("the spread of negative values has no Gini coefficient")
    order = np.argsort(amounts)
    held = np.concatenate([[0.0], np.cumsum(amounts[order] * heavy[order])])
    if not held[-1]:
        return 0.0
    people = np.concatenate([[0.0], np.cumsum(heavy[order])])
    return float(1 - 2 * np.trapezoid(held / held[-1], people / people[-1]))


def share_beyond(distances: ArrayLike, population: ArrayLike, km: float) -> float:
    """The share of the population that lives farther than ``km``; ValueError where nobody lives."""
    far, people = _weighted(distances, population)
    return float(people[far > km].sum() / people.sum())


def _weighted(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Values and weights as arrays of one length, checked."""
    amounts = np.asarray(values, dtype=np.float64)
    heavy = np.asarray(weights, dtype=np.float64)
    if amounts.shape != heavy.shape or not np.all(heavy >= 0) or not heavy.sum():
        raise ValueError("each value needs a weight of 0 or more, and one more than 0")
    if np.any(np.isnan(amounts)):
        raise ValueError("a value that is not known has no place among those that are")
    return amounts, heavy
