"""Pairs that are one thing in, groups that stay consistent out.

No group ever holds two values of one strong identifier, a site and an organisation, two countries
or a pair that a person told apart, unless an identifier or a person joined them, or the pair is one
that a register holds twice (``twice``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from biograph.link.profile import clash
from biograph.link.twice import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.link.profile import Profile
    from biograph.model import Identifier


class Join(NamedTuple):
    """Two rows (by number), why they are one, and how surely in [0, 1]."""

    one: int
    other: int
    reason: str
    score: float


class Groups:
    """Union-find over row numbers that remembers what forbids a union."""

    def __init__(self, profiles: Sequence[Profile], apart: Iterable[tuple[int, int]] = ()) -> None:
        self._parent = list(range(len(profiles)))
        self._ids: list[set[Identifier]] = [set(profile.identifiers) for profile in profiles]
        self._countries = [{p.country} - {""} for p in profiles]
        self._sites = ["Site" in p.types for p in profiles]
        self._apart: list[set[int]] = [set() for _ in profiles]
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)
        self.joins: list[Join] = []

    def find(self, row: int) -> int:
        """The root of a row's group."""
        while self._parent[row] != row:
            self._parent[row] = self._parent[self._parent[row]]
            row = self._parent[row]
        return row

    def join(self, join: Join) -> None:
        """Make the groups of two rows one, whatever they hold."""
        root, other = sorted((self.find(join.one), self.find(join.other)))
        self.joins.append(join)
        if root == other:
            return
        self._parent[other] = root
        self._ids[root] |= self._ids[other]
        self._countries[root] |= self._countries[other]
        self._sites[root] |= self._sites[other]
        self._apart[root] |= self._apart[other]

    def forbidden(self, one: int, other: int, waived: frozenset[str] = frozenset()) -> bool:
        """True where the groups of two rows may not become one by likeness.

        What is ``waived`` may differ: schemes of identifiers, the country.
        """
        a, b = self.find(one), self.find(other)
        return a != b and (
            not clash(self._ids[a], self._ids[b]) <= waived
            or (COUNTRY not in waived and self._abroad(a, b))
            or self._sites[a] != self._sites[b]
            or any(self.find(row) == b for row in self._apart[a])
        )

    def _abroad(self, a: int, b: int) -> bool:
        mine, theirs = self._countries[a], self._countries[b]
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def open(self, one: int, other: int) -> bool:
        """True where two rows are not one yet, and nothing forbids that they are."""
        return self.find(one) != self.find(other) and not self.forbidden(one, other)

    def members(self) -> Iterator[list[int]]:
        """The groups, each with its rows in order."""
        groups: dict[int, list[int]] = defaultdict(list)
        for row in range(len(self._parent)):
            groups[self.find(row)].append(row)
        yield from groups.values()
