"""The largest throughput of a chain of steps, what limits it, and how far more of that helps.

An arc is (tail, head, capacity): what can pass from one place or step to the next in a unit of
time. A step with a capacity of its own is an arc between its entry and its exit. Flows are counted
in fractions, which floats are exactly, so that no rounding puts an arc on a cut or off it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx

from biograph.analyse.method.interval import checked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Arc = tuple[str, str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The largest throughput, and by position the arcs of a smallest cut, all used to the full.

    The value is infinite, and nothing binds, where a way through has no limit.
    """

    value: float
    arcs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A smallest cut, and how much more capacity at it helps until the limit is elsewhere.

    ``each`` is what may be added to each arc of the cut with profit, the others being as they are;
    0 where one in line with it is as narrow. ``together`` is by how much the throughput rises where
    all of them are unlimited. Infinite where nothing else limits.
    """

    cut: Cut
    each: tuple[float, ...]
    together: float


def min_cut(arcs: Sequence[Arc], source: str, sink: str) -> Cut:
    """The largest flow from source to sink and a smallest cut (Ford and Fulkerson 1956).

    Arcs may be parallel and capacities infinite. Of several smallest cuts it is the one next to the
    sink. Raises ValueError for a negative capacity, and for a source or sink that no arc has.
    """
    ends = {end for tail, head, _ in arcs for end in (tail, head)}
    if source == sink or not {source, sink} <= ends:
        raise ValueError(f"no arcs lead from '{source}' to '{sink}'")
    graph = nx.DiGraph()
    for number, (tail, head, capacity) in enumerate(arcs):
        most, _ = checked((capacity, capacity))
        # A node on each arc keeps parallel ones apart; an edge without capacity has no limit.
        graph.add_edge(tail, number, **({"capacity": Fraction(most)} if most < math.inf else {}))
        graph.add_edge(number, head)
    try:
        value, (before, _) = nx.minimum_cut(graph, source, sink)
    except nx.NetworkXUnbounded:
        return Cut(value=math.inf, arcs=())
    crossing = (n for n, (tail, _, _) in enumerate(arcs) if tail in before and n not in before)
    return Cut(value=float(value), arcs=tuple(crossing))


def binding(arcs: Sequence[Arc], source: str, sink: str) -> Binding:
    """A smallest cut and its room: one more flow for each arc on it. Errors as :func:`min_cut`."""
    cut = min_cut(arcs, source, sink)

    def room(widened: Collection[int]) -> float:
        wider = [
            (tail, head, math.inf if number in widened else capacity)
            for number, (tail, head, capacity) in enumerate(arcs)
        ]
        return min_cut(wider, source, sink).value - cut.value

    return Binding(
        cut=cut,
        each=tuple(room({number}) for number in cut.arcs),
        together=room(cut.arcs) if cut.arcs else 0.0,
    )
