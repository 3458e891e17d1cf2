"""AND/OR circuits over names, and their minimal cut sets.

A circuit is a monotone expression over names: it holds as long as enough of them are alive. A
*cut set* is a set of names whose joint loss stops it; it is minimal where no part of it does.
Cut sets are exact up to the order asked for: those of an AND are the union of its parts' cut sets,
those of an OR the unions of one cut set of each part, so larger ones never lead to smaller ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CutSets = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Holds while ``name`` is alive."""

    name: str


@dataclass(frozen=True, slots=True)
class Every:
    """Holds while all parts hold; without parts it always holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Holds while one part holds; without parts it never holds."""

    parts: tuple[Node, ...]


Node = Leaf | Every | Some
ALWAYS = Every(())


def holds(node: Node, lost: Collection[str]) -> bool:
    """Whether the circuit still holds once ``lost`` names are gone."""
    if isinstance(node, Leaf):
        return node.name not in lost
    if isinstance(node, Every):
        return all(holds(part, lost) for part in node.parts)
    return any(holds(part, lost) for part in node.parts)


def leaves(node: Node) -> frozenset[str]:
    """All names of a circuit."""
    if isinstance(node, Leaf):
        return frozenset({node.name})
    return frozenset().union(*(leaves(part) for part in node.parts))


def cut_sets(node: Node, *, order: int = 2) -> CutSets:
    """The minimal cut sets of at most ``order`` names; ``{{}}`` where the circuit never holds."""
    if isinstance(node, Leaf):
        return frozenset({frozenset({node.name})}) if order >= 1 else frozenset()
    if isinstance(node, Every):
        return _minimal(cut for part in node.parts for cut in cut_sets(part, order=order))
    together: CutSets = frozenset({frozenset()})
    for part in node.parts:
        ways = cut_sets(part, order=order)
        joined = (one | other for one in together for other in ways)
        together = _minimal(cut for cut in joined if len(cut) <= order)
        if not together:
            break
    return together


def _minimal(cuts: Iterable[frozenset[str]]) -> CutSets:
    kept: set[frozenset[str]] = set()
    for cut in sorted(set(cuts), key=len):
        if not any(smaller < cut for smaller in kept):
            kept.add(cut)
    return frozenset(kept)


def causes(node: Node, lost: Collection[str], *, order: int = 4) -> frozenset[str]:
    """Which of the ``lost`` names stop the circuit: those of its cut sets within ``lost``.

    A lost name that has a living alternative is no cause. Exact for cut sets up to ``order``.
    """
    return frozenset().union(*cut_sets(_within(node, frozenset(lost)), order=order))


def _within(node: Node, names: frozenset[str]) -> Node:
    """The circuit in which only these names can be lost."""
    if isinstance(node, Leaf):
        return node if node.name in names else ALWAYS
    return type(node)(tuple(_within(part, names) for part in node.parts))
