"""The words of a name in, the organisations whose longer names begin with them out."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from biograph.link import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.link.names import Name

_MOST = 60  # longer names with one beginning: more say nothing


class Completions:
    """The names of organisations in order of their words; ``owners`` are opaque."""

    def __init__(self, named: Iterable[tuple[Name, int]]) -> None:
        self._lines = sorted({(_line(name), owner) for name, owner in named})

    def begun(self, said: Name) -> set[int]:
        """The owners of names that begin with the words said; none where those are many."""
        head = _line(said)
        start = bisect_left(self._lines, (head, -1))
        found = self._lines[start : start + _MOST + 1]
        owners = [owner for line, owner in found if line.startswith(head)]
        return set(owners) if len(owners) <= _MOST else set()


def _line(name: Name) -> str:
    return " ".join(word for word in name.words if word not in names.neutral()) + " "
