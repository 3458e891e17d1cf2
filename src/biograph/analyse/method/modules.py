"""Circuits over fewer names: what no other part shares is folded into one name, a module.

Names and modules that occur once, below one gate, are independent of all the rest, so that their
gate is as good as one name that lives with a known probability (modules: Dutuit and Rauzy 1996).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from operator import mul
from typing import TYPE_CHECKING

from biograph.analyse.method.circuit import Every, Leaf, Node, Some, simplified

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Folded:
    """A circuit over names and modules; each module is one gate over names and earlier modules."""

    node: Node
    modules: dict[str, tuple[type[Every | Some], tuple[str, ...]]]

    def chances(self, alive: Mapping[str, float]) -> dict[str, float]:
        """The probability of each name and module."""
        chances = dict(alive)
        for module, (kind, names) in self.modules.items():
            values = [chances[name] for name in names]
            every = kind is Every
            chances[module] = prod(values) if every else 1 - prod(1 - value for value in values)
        return chances

    def slopes(self, slopes: Mapping[str, float], chances: Mapping[str, float]) -> dict[str, float]:
        """The derivatives by each name, from those by the variables of the circuit."""
        found = dict(slopes)
        for module, (kind, names) in reversed(self.modules.items()):
            values = [chances[name] if kind is Every else 1 - chances[name] for name in names]
            before = accumulate(values[:-1], mul, initial=1.0)
            after = [*accumulate(values[:0:-1], mul, initial=1.0)][::-1]
            for name, left, right in zip(names, before, after, strict=True):
                found[name] = found.get(module, 0.0) * left * right
        return found


def folded(node: Node) -> Folded:
    """A circuit that holds in the same cases, with what is not shared folded into modules."""
    whole = simplified(node)
    users = Counter(part for gate in gates(whole) for part in gate.parts)
    modules: dict[str, tuple[type[Every | Some], tuple[str, ...]]] = {}
    known: dict[Node, Node] = {}

    def fold(part: Node) -> Node:
        if isinstance(part, Leaf):
            return part
        if part not in known:
            own: list[str] = []
            others: list[Node] = []
            for inner in part.parts:
                small = fold(inner)
                if isinstance(small, Leaf) and users[inner] == 1:
                    own.append(small.name)
                else:
                    others.append(small)
            known[part] = gate(type(part), own, others)
        return known[part]

    def gate(kind: type[Every | Some], own: list[str], others: list[Node]) -> Node:
        if len(own) < 2:
            return kind((*map(Leaf, own), *others))
        module = f"\0{len(modules)}"  # no name starts like this
        modules[module] = (kind, tuple(own))
        return kind((Leaf(module), *others)) if others else Leaf(module)

    return Folded(fold(whole), modules)


def gates(node: Node) -> tuple[Every | Some, ...]:
    """All different gates of a circuit."""
    found: dict[Every | Some, None] = {}

    def walk(part: Node) -> None:
        if not isinstance(part, Leaf) and part not in found:
            found[part] = None
            for inner in part.parts:
                walk(inner)

    walk(node)
    return tuple(found)
