"""Lambert-93 (EPSG:2154), the plane coordinates of metropolitan France, to latitude and longitude.

IGN, note technique NTG_71, algorithms ALG0002 and ALG0004 (inverse of the conformal conic
projection), with its constants for RGF93. RGF93 and WGS84 agree within a metre.
"""

from __future__ import annotations

import math

_EXCENTRICITY = 0.0818191910428158  # of the ellipsoid GRS80
_EXPONENT = 0.7256077650532670
_CONSTANT = 11_754_255.426096  # metres
_EAST, _NORTH = 700_000.0, 12_655_612.049876  # the pole of the projection, metres
_MERIDIAN = 3.0  # degrees east of Greenwich
_STEPS = 8  # each gains more than two digits


def latitude_longitude(east: float, north: float) -> tuple[float, float]:
    """Degrees of a point given in metres."""
    right, down = east - _EAST, _NORTH - north
    longitude = _MERIDIAN + math.degrees(math.atan2(right, down)) / _EXPONENT
    isometric = -math.log(math.hypot(right, down) / _CONSTANT) / _EXPONENT
    return math.degrees(_latitude(isometric)), longitude


def _latitude(isometric: float) -> float:
    """The latitude (radians) whose isometric latitude this is, by iteration from the sphere's."""
    sphere = math.exp(isometric)
    latitude = 2 * math.atan(sphere) - math.pi / 2
    for _ in range(_STEPS):
        sine = _EXCENTRICITY * math.sin(latitude)
        stretch = ((1 + sine) / (1 - sine)) ** (_EXCENTRICITY / 2)
        latitude = 2 * math.atan(stretch * sphere) - math.pi / 2
    return latitude
