"""Intervals of what is not known exactly: two ends, of which the upper one may be infinite."""

from __future__ import annotations

import math

#: The lower and the upper end.
Interval = tuple[float, float]

#: What is said of a quantity of which nothing is known but that it is not negative.
UNKNOWN: Interval = (0.0, math.inf)


def checked(interval: Interval) -> Interval:
    """The interval itself. Raises ValueError unless 0 <= low <= high."""
    low, high = interval
    if not 0 <= low <= high:
        raise ValueError(f"no interval of 0 or more: {low} to {high}")
    return interval
