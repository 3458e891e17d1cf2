"""Intervals are of quantities of 0 or more, with ends in order."""

from __future__ import annotations

import math

import pytest

from biograph.analyse.method.interval import UNKNOWN, checked


@pytest.mark.parametrize("interval", [(0, 0), (1, 2), (3.5, math.inf), UNKNOWN])
def test_an_interval_in_order_is_left_as_it_is(interval) -> None:
    """Points, open upper ends and the unknown are intervals."""
    assert checked(interval) == interval


@pytest.mark.parametrize("interval", [(2, 1), (-1, 3), (math.nan, 1), (0, math.nan)])
def test_ends_out_of_order_are_refused(interval) -> None:
    """A negative quantity, a lower end above the upper one and no number at all are errors."""
    with pytest.raises(ValueError, match="interval"):
        checked(interval)
