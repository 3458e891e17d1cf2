"""Care by CAR-T cells in France: stated figures in, places, their utilisation and waits out.

Each centre takes a stated number of patients a year. With stays of a stated length that makes so
many beds at a time, which all serve one line: a patient goes wherever a bed is free. Lines of their
own for each centre would make the wait longer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.method.queue import wait_interval
from biograph.vocabulary.figures import figures, hull, measured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse.method.interval import Interval
    from biograph.vocabulary.figures import Figure

#: The therapy class, its kind of centre, and the figure of the patients of France among those of
#: other places.
CLASS, CENTRE, FRENCH = "car-t", "cart-centre", "patients-car-t-france"

_YEAR = 365.25
_MONTH = _YEAR / 12
#: What may move the utilisation; a longer stay makes more beds of the same places.
_INPUTS = ("arrivals", "centres", "places")


def stated() -> Mapping[str, tuple[Figure, ...]]:
    """The figures of each input; none for one that nobody states."""
    french = figures().get(FRENCH)
    return {
        "arrivals": (french,) if french else (),
        "centres": measured("centres", CLASS),
        "places": measured("slots", CENTRE),
        "stay": measured("stay", CLASS),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """Patients a year, centres, patients that each takes a year, stay in days: all intervals."""

    arrivals: Interval
    centres: Interval
    places: Interval
    stay: Interval

    @property
    def capacity(self) -> Interval:
        """How many patients all centres can take in a year."""
        return self.centres[0] * self.places[0], self.centres[1] * self.places[1]

    @property
    def utilisation(self) -> Interval:
        """The share of the places that is asked for; from 1 on the line grows without end."""
        least, most = self.capacity
        return self.arrivals[0] / most, self.arrivals[1] / least

    @property
    def wait(self) -> Interval:
        """The mean wait for a bed in days; infinite where the line grows without end."""
        least, most = self.capacity
        found = [
            wait_interval(
                arrivals=(self.arrivals[0] / _YEAR, self.arrivals[1] / _YEAR),
                service=(stay, stay),
                servers=(
                    max(1, math.floor(least * stay / _YEAR)),
                    max(1, math.ceil(most * stay / _YEAR)),
                ),
            )
            for stay in self.stay
        ]
        return min(w.low for w in found), max(w.high for w in found)

    def decisive(self) -> tuple[str, Interval]:
        """The input that alone moves the utilisation most, others at their middle, and its ends."""
        middle = Care(**{name: (sum(getattr(self, name)) / 2,) * 2 for name in (*_INPUTS, "stay")})
        moved = {
            name: replace(middle, **{name: getattr(self, name)}).utilisation for name in _INPUTS
        }
        widest = max(_INPUTS, key=lambda name: moved[name][1] - moved[name][0])
        return widest, moved[widest]

    @property
    def enough(self) -> Interval:
        """How many patients a year each centre must take for all: of fewest, and of most."""
        return self.arrivals[0] / self.centres[1], self.arrivals[1] / self.centres[0]


def care() -> Care | None:
    """Care as it is stated; None where one of its figures is not."""
    given = stated()
    if not all(given.values()):
        return None
    ends = {name: hull(found) for name, found in given.items()}
    low, high = ends.pop("stay")
    return Care(**ends, stay=(low * _MONTH, high * _MONTH))
