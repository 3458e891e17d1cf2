"""Lambert-93 to latitude and longitude, against known points and the way back."""

import math

import pytest
from hypothesis import given, strategies

from biograph.harvest.forms.lambert import latitude_longitude

METRE = 1e-5  # degrees, or less


@pytest.mark.parametrize(
    ("east", "north", "latitude", "longitude"),
    [
        (700_000.0, 6_600_000.0, 46.5, 3.0),  # the origin, by definition of EPSG:2154
        (870_262.2, 6_571_540.8, 46.22229, 5.20918),  # hospital of Fleyriat, by PROJ
    ],
)
def test_known_points(east, north, latitude, longitude):
    """Within a metre."""
    assert latitude_longitude(east, north) == pytest.approx((latitude, longitude), abs=METRE)


@given(strategies.floats(41.0, 51.5), strategies.floats(-5.5, 10.0))
def test_the_way_there_and_back_ends_where_it_began(latitude, longitude):
    """Against the projection with its two standard parallels, from the definition of the cone."""
    east, north = projected(latitude, longitude)
    assert latitude_longitude(east, north) == pytest.approx((latitude, longitude), abs=1e-8)


def projected(latitude, longitude):
    """Lambert's conformal conic (Snyder 1987, pages 107 to 109) between 44 and 49 degrees."""
    axis, flat = 6_378_137.0, 1 / 298.257222101
    e = math.sqrt(2 * flat - flat * flat)

    def width(angle):
        return math.cos(angle) / math.sqrt(1 - (e * math.sin(angle)) ** 2)

    def stretch(angle):
        sine = e * math.sin(angle)
        return math.tan(math.pi / 4 - angle / 2) / ((1 - sine) / (1 + sine)) ** (e / 2)

    south, other, origin, angle = map(math.radians, (44.0, 49.0, 46.5, latitude))
    n = math.log(width(south) / width(other)) / math.log(stretch(south) / stretch(other))
    scale = axis * width(south) / (n * stretch(south) ** n)
    radius, turn = scale * stretch(angle) ** n, n * math.radians(longitude - 3.0)
    return (
        700_000.0 + radius * math.sin(turn),
        6_600_000.0 + scale * stretch(origin) ** n - radius * math.cos(turn),
    )
