"""Distances against the haversine formula, and weighted measures against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.method.access import (
    RADIUS,
    gini,
    nearest,
    share_beyond,
    weighted_quantiles,
)

POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8)
#: Values with weights of people, some of them none.
WEIGHTED = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=12
).filter(lambda rows: any(weight for _, weight in rows))


def haversine(one, other) -> float:
    """The great-circle distance in km."""
    (lat1, lon1), (lat2, lon2) = np.radians(one), np.radians(other)
    across = np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    half = np.sin((lat2 - lat1) / 2) ** 2 + across
    return float(2 * RADIUS * np.arcsin(np.sqrt(min(half, 1.0))))


@given(POINTS, POINTS, st.data())
def test_nearest_is_the_rank_of_all_distances(places, centres, data) -> None:
    """The distance is the rank-th of all great-circle distances, anywhere on Earth."""
    rank = data.draw(st.integers(1, len(centres)))
    expected = [sorted(haversine(place, c) for c in centres)[rank - 1] for place in places]
    # Near the antipode a chord loses half of its digits: a metre, as in the haversine formula.
    assert nearest(places, centres, rank) == pytest.approx(expected, abs=1e-3)


def test_known_distances() -> None:
    """Paris is 392 km from Lyon; the date line and the poles are no borders."""
    paris, lyon = (48.8566, 2.3522), (45.7640, 4.8357)
    assert nearest([paris], [lyon, (43.3, 5.4)]) == pytest.approx([391.5], abs=0.5)
    assert nearest([(0, 179.5)], [(0, -179.5)]) == pytest.approx([RADIUS * np.pi / 180])
    assert nearest([(90, 10)], [(90, -100)]) == pytest.approx([0], abs=1e-6)
    # Rounding makes the chord between these two a little longer than the Earth.
    place, antipode = (13.6, -156.3), (-13.6, 23.7)
    assert nearest([place], [antipode]) == pytest.approx([RADIUS * np.pi])


@pytest.mark.parametrize(
    ("places", "centres", "rank", "why"),
    [
        ([(0, 0)], [], 1, "no centre of rank 1 among 0"),
        ([(0, 0)], [(1, 1)], 2, "no centre of rank 2 among 1"),
        ([(0, 0)], [(1, 1)], 0, "rank 0"),
        ([(91, 0)], [(1, 1)], 1, "latitudes"),
        ([(0, np.nan)], [(1, 1)], 1, "latitudes"),
        ([(0, 0, 0), (0, 0, 0)], [(1, 1)], 1, "reshape"),
    ],
)
def test_no_distance_without_centres_or_coordinates(places, centres, rank, why) -> None:
    """Too few centres and rows that are no coordinates are errors that say so."""
    with pytest.raises(ValueError, match=why):
        nearest(places, centres, rank)


def test_no_places_have_no_distances() -> None:
    """Of nowhere the distances are an empty array."""
    assert nearest([], [(1, 1)]).shape == (0,)


@given(WEIGHTED, st.floats(0, 1))
def test_quantiles_are_those_of_the_people(rows, share: float) -> None:
    """A quantile is the least value within which the share of the weight lies."""
    values, weights = zip(*rows, strict=True)
    (found,) = weighted_quantiles(values, weights, [share])
    total = sum(weights)
    assert sum(w for v, w in rows if v <= found) >= share * total - 1e-9
    assert sum(w for v, w in rows if v < found) <= share * total + 1e-9
    assert found in {value for value, weight in rows if weight}


@given(WEIGHTED)
def test_gini_is_half_the_relative_mean_difference(rows) -> None:
    """The coefficient is that of all pairs of people, and 0 where there is nothing to share."""
    people = np.repeat(*np.array(rows).T)
    differences = np.abs(people[:, None] - people).mean()
    expected = differences / 2 / people.mean() if people.any() else 0
    assert gini(*zip(*rows, strict=True)) == pytest.approx(expected, abs=1e-12)


def test_gini_of_extremes() -> None:
    """All alike is 0, also with nothing, and one in a hundred who has everything is 0.99."""
    assert gini([7, 7, 7], [1, 5, 2]) == pytest.approx(0)
    assert gini([0, 0], [1, 1]) == 0
    assert gini([1, 0], [1, 99]) == pytest.approx(0.99)


@given(WEIGHTED, st.integers(0, 50))
def test_share_beyond_counts_people(rows, km: int) -> None:
    """The share is of people, those at the limit not included."""
    people = np.repeat(*np.array(rows).T)
    assert share_beyond(*zip(*rows, strict=True), km) == pytest.approx((people > km).mean())


def test_what_cannot_be_weighed_is_refused() -> None:
    """No people, negative people or values, unknown values and uneven lengths are errors."""
    for values, weights, why in (
        ([1, 2], [0, 0], "weight"),
        ([1, 2], [1, -1], "weight"),
        ([1, 2], [1], "weight"),
        ([1, np.nan], [1, 1], "not known"),
        ([1, -2], [1, 1], "negative"),
    ):
        with pytest.raises(ValueError, match=why):
            gini(values, weights)
