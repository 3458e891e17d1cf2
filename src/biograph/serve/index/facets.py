"""What things can be narrowed down by: the values of facets in, sets of things and counts out.

A set of things is a whole number in which bit n stands for thing n: intersecting and counting sets
of ten thousand things takes microseconds, so that no count has to be kept.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: The value that stands for things of which nobody says it: they are not without, but unknown.
UNKNOWN = "?"


class Facets:
    """Which of ``size`` things have which values. Values of one facet are alternatives."""

    def __init__(self, size: int, values: Mapping[str, Mapping[str, Iterable[int]]]) -> None:
        self.every = (1 << size) - 1
        self._sets = {
            facet: {value: of(numbers, size) for value, numbers in sorted(known.items())}
            for facet, known in values.items()
        }
        for known in self._sets.values():
            known[UNKNOWN] = self.every & ~reduce(or_, known.values(), 0)

    def matching(
        self, chosen: Mapping[str, Collection[str]], within: int, *, without: str = ""
    ) -> int:
        """The things of ``within`` with one of the chosen values of each facet but ``without``.

        A value that no thing has fits none; a facet with no chosen value fits all.
        """
        for facet, values in chosen.items():
            if values and facet != without:
                sets = self._sets.get(facet, {})
                within &= reduce(or_, (sets.get(value, 0) for value in values), 0)
        return within

    def counts(
        self, chosen: Mapping[str, Collection[str]], within: int
    ) -> dict[str, dict[str, int]]:
        """How many things each value of each facet would leave beside the other facets.

        Values that would leave none are left out.
        """
        found = {}
        for facet, sets in self._sets.items():
            left = self.matching(chosen, within, without=facet)
            sizes = {value: (left & things).bit_count() for value, things in sets.items()}
            found[facet] = {value: count for value, count in sizes.items() if count}
        return found

    def values(self, facet: str) -> dict[int, tuple[str, ...]]:
        """The values of each thing of which one is known, in their order."""
        found: dict[int, tuple[str, ...]] = {}
        for value, things in self._sets[facet].items():
            if value != UNKNOWN:
                for number in members(things):
                    found[number] = (*found.get(number, ()), value)
        return found

    def known(self, facet: str) -> tuple[str, ...]:
        """The values of a facet, without that for unknown."""
        return tuple(value for value in self._sets[facet] if value != UNKNOWN)


def of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, each below ``size``."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def members(things: int) -> list[int]:
    """The numbers in a set, from the lowest."""
    return [number for number, bit in enumerate(reversed(f"{things:b}")) if bit == "1"]
