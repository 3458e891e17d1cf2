"""Throughput where capacities are known between two ends or not at all, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.analyse.method.flow import Cut, min_cut
from biograph.analyse.method.interval import UNKNOWN, Interval, checked

if TYPE_CHECKING:
    from collections.abc import Sequence

#: An arc whose capacity is known between two ends, or unknown.
Uncertain = tuple[str, str, Interval | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Throughput between two ends, and what binds at each; arcs are given by position.

    ``low`` is with the lower end of each capacity and 0 for an unknown one, ``high`` with the upper
    end and no limit. ``binding_low`` and ``binding_high`` are the arcs of a smallest cut at the two
    ends of what is known, unknown capacities being no limit. ``missing`` are the unknown capacities
    to look for first: were they all without limit, no other one would matter. Where one of them
    turns out narrow another one may.
    """

    low: float
    high: float
    binding_low: tuple[int, ...]
    binding_high: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def decidable(self) -> bool:
        """Whether the capacities that are known decide the throughput, within their own ends."""
        return not self.missing


def throughput(arcs: Sequence[Uncertain], source: str, sink: str) -> Throughput:
    """The throughput of arcs (tail, head, capacity) between two ends, None being unknown.

    Exact, as a flow never falls when a capacity rises. Raises ValueError as
    :func:`~biograph.analyse.method.flow.min_cut` does.
    """
    least, most = (_at(arcs, end, source, sink) for end in (0, 1))
    return Throughput(
        low=least.closed.value,
        high=most.unlimited.value,
        binding_low=least.unlimited.arcs,
        binding_high=most.unlimited.arcs,
        missing=tuple(sorted(least.missing | most.missing)),
    )


class _End(NamedTuple):
    """Smallest cuts with unknown capacities of 0 and without limit, and those that are missing."""

    closed: Cut
    unlimited: Cut
    missing: frozenset[int]


def _at(arcs: Sequence[Uncertain], end: int, source: str, sink: str) -> _End:
    """All at one end of what is known. Opens the unknown arcs of one cut after the other."""
    unknown = frozenset(number for number, (_, _, known) in enumerate(arcs) if known is None)

    def opened(wide: frozenset[int]) -> Cut:
        certain = [
            (tail, head, UNKNOWN[number in wide] if known is None else checked(known)[end])
            for number, (tail, head, known) in enumerate(arcs)
        ]
        return min_cut(certain, source, sink)

    closed, unlimited = opened(frozenset()), opened(unknown)
    missing: frozenset[int] = frozenset()
    cut = closed
    # A cut without unknown arcs would be one of the unlimited network too, so each has some.
    while cut.value < unlimited.value:
        missing |= unknown.intersection(cut.arcs)
        cut = opened(missing)
    return _End(closed, unlimited, missing)
