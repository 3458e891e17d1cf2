"""Colours and shapes of the kinds of nodes: both tell the kind, so that no reader needs colours."""

from __future__ import annotations

import math

#: Shape and colour; colours after Okabe and Ito, darkened for contrast.
STYLES = (
    ("dot", "#0b4f6c"),
    ("square", "#a8380b"),
    ("diamond", "#00785a"),
    ("triangle", "#8a4f86"),
    ("star", "#9a6a00"),
    ("hexagon", "#3f8fb0"),
    ("triangleDown", "#55606d"),
)
#: The groups of kinds in the order of STYLES.
GROUPS = ("company", "care", "research", "product", "input", "place", "institution")


def outline(shape: str) -> tuple[tuple[float, float], ...]:
    """The corners of a shape of about the area of the unit circle; none for the circle itself.

    The y axis points down, as on screens.
    """
    if shape == "star":
        return tuple(_at(n / 10, 1.35 if n % 2 == 0 else 0.6) for n in range(10))
    corners = {"square": (4, 0.5, 1.2), "diamond": (4, 0, 1.3), "triangle": (3, 0, 1.45)}
    corners |= {"triangleDown": (3, 0.5, 1.45), "hexagon": (6, 0.5, 1.1), "dot": (0, 0, 0)}
    count, turned, radius = corners[shape]
    return tuple(_at((n + turned) / count, radius) for n in range(count))


def _at(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return round(radius * math.sin(angle), 3), round(-radius * math.cos(angle), 3)
