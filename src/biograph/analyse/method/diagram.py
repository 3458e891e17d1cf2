"""Circuits as binary decision diagrams (Bryant 1986): exact probabilities and their derivatives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf
from statistics import fmean
from typing import TYPE_CHECKING

import dd.bdd

from biograph.analyse.method.circuit import Every, Leaf, Node, leaves
from biograph.analyse.method.modules import gates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The library builds by recursion, one call a variable.
MOST_VARIABLES = 500
ORDERINGS = 30


class OverBudgetError(ValueError):
    """The diagram of a circuit has more nodes than were allowed."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """A decision diagram: nodes ``(number, variable, low edge, high edge)``, the root's last.

    Node 1 is true; an edge with a minus sign leads to the negation.
    """

    root: int
    nodes: tuple[tuple[int, str, int, int], ...]

    def value(self, chances: Mapping[str, float]) -> float:
        """The probability of the circuit, its variables being independent."""
        return _along(self._values(chances), self.root)

    def slopes(self, chances: Mapping[str, float]) -> dict[str, float]:
        """The derivative of the probability by that of each variable, all in one pass back."""
        values = self._values(chances)
        weight = defaultdict(float, {abs(self.root): -1.0 if self.root < 0 else 1.0})
        slopes: dict[str, float] = defaultdict(float)
        for number, name, low, high in reversed(self.nodes):
            chance, here = chances[name], weight[number]
            slopes[name] += here * (_along(values, high) - _along(values, low))
            for edge, share in ((low, 1 - chance), (high, chance)):
                weight[abs(edge)] += (-here if edge < 0 else here) * share
        return dict(slopes)

    def _values(self, chances: Mapping[str, float]) -> dict[int, float]:
        values = {1: 1.0}
        for number, name, low, high in self.nodes:
            chance = chances[name]
            values[number] = chance * _along(values, high) + (1 - chance) * _along(values, low)
        return values


def _along(values: Mapping[int, float], edge: int) -> float:
    return 1 - values[-edge] if edge < 0 else values[edge]


class _Bounded(dd.bdd.BDD):
    """A manager that refuses a node too many before it has changed anything."""

    def __init__(self, order: list[str], budget: int) -> None:
        super().__init__({name: level for level, name in enumerate(order)})
        self.budget = budget

    def find_or_add(self, i: int, v: int, w: int) -> int:
        if len(self) > self.budget:
            raise OverBudgetError(f"the diagram needs more than {self.budget} nodes")
        return int(super().find_or_add(i, v, w))


def diagram(node: Node, *, budget: int) -> Diagram:
    """The diagram of a circuit. Raises OverBudgetError where making it takes too many nodes."""
    names = list(dict.fromkeys(_names(node)))
    if len(names) > MOST_VARIABLES:
        raise OverBudgetError(f"the diagram has more than {MOST_VARIABLES} variables")
    order = _ordered(node, names)
    manager = _Bounded(order, budget)  # type: ignore[abstract] # only by the library's types
    known: dict[Node, int] = {}

    def built(part: Node) -> int:
        if isinstance(part, Leaf):
            return int(manager.var(part.name))
        if part not in known:
            every = isinstance(part, Every)
            root = 1 if every else -1
            # The deepest first: the result of each step then mostly lies below the next.
            for one in sorted(map(built, part.parts), key=lambda u: -manager.succ(u)[0]):
                root = manager.apply("and" if every else "or", root, one)
            known[part] = root
        return known[part]

    root = built(node)
    return Diagram(root, tuple(_nodes(manager, root, order)))


def _nodes(
    manager: _Bounded, root: int, order: Sequence[str]
) -> Iterator[tuple[int, str, int, int]]:
    """The nodes of a diagram, each after those that it leads to."""
    inner = manager.descendants([root]) - {1}
    for number in sorted(inner, key=lambda u: (-manager.succ(u)[0], u)):
        level, low, high = manager.succ(number)
        assert low is not None
        assert high is not None
        yield number, order[level], low, high


def _ordered(node: Node, names: list[str]) -> list[str]:
    """Names of one gate near each other, by FORCE (Aloul, Markov and Sakallah 2003).

    Each name moves to the mean of the centres of its gates, again and again; the order with the
    smallest spans stays.
    """
    if len(names) < 2:
        return names
    spans = [leaves(gate) for gate in gates(node)]
    homes = {name: [i for i, span in enumerate(spans) if name in span] for name in names}
    order, best, least = names, names, inf
    for _ in range(ORDERINGS):
        place = {name: position for position, name in enumerate(order)}
        taken = [[place[name] for name in span] for span in spans]
        if (width := sum(max(places) - min(places) for places in taken)) < least:
            best, least = order, width
        centres = [sum(places) / len(places) for places in taken]
        pull = {name: fmean(centres[i] for i in homes[name]) for name in names}
        order = sorted(order, key=pull.__getitem__)
    return best


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        yield node.name
    else:
        for part in node.parts:
            yield from _names(part)
