"""AND/OR circuits over names, and their minimal cut sets.

A circuit is a monotone expression over names: it holds as long as enough of them are alive. A
*cut set* is a set of names whose joint loss stops it; it is minimal where no part of it does.
Cut sets are exact up to the order asked for: those of an AND are the union of its parts' cut sets,
those of an OR the unions of one cut set of each part, so larger ones never lead to smaller ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import chain, combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
NOTHING: CutSets = frozenset({frozenset()})


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


def simplified(node: Node) -> Node:
    """A circuit that holds in the same cases, smaller where parts are nested, equal or implied.

    Nested AND or OR become one, what always or never holds goes, ``a | a & b`` becomes ``a``
    (absorption), and ``a & b | a & c`` becomes ``a & (b | c)`` (distribution), both also with AND
    and OR exchanged. Routes of one recipe mostly share their lines, so that this is much.
    """
    known: dict[Node, Node] = {}

    def simple(part: Node) -> Node:
        if isinstance(part, Leaf):
            return part
        if part not in known:
            known[part] = _gate(type(part), map(simple, part.parts))
        return known[part]

    return simple(node)


def _gate(kind: type[Every | Some], parts: Iterable[Node]) -> Node:
    """One gate over simplified parts, simplified."""
    dual = Some if kind is Every else Every
    flat = (inner for part in parts for inner in (part.parts if type(part) is kind else (part,)))
    # Each part by its factors: those of a dual gate, or itself alone.
    ways = {
        frozenset(part.parts if isinstance(part, dual) else (part,)): part
        for part in dict.fromkeys(flat)
    }
    if any(len(way) != 1 for way in ways):
        ways = {way: part for way, part in ways.items() if not any(less < way for less in ways)}
    if len(ways) == 1:
        return next(iter(ways.values()))
    shared = frozenset.intersection(*ways) if ways else frozenset()
    if not shared:
        return kind(tuple(ways.values()))
    first = next(iter(ways.values()))
    assert isinstance(first, dual)
    rests = [
        _gate(dual, (inner for inner in part.parts if inner not in shared))
        for part in ways.values()
        if isinstance(part, dual)
    ]
    return _gate(dual, [*(inner for inner in first.parts if inner in shared), _gate(kind, rests)])


def cut_sets(node: Node, *, order: int = 3) -> CutSets:
    """The minimal cut sets of at most ``order`` names; ``{{}}`` where the circuit never holds."""
    return _cuts(simplified(node), order, {})


def _cuts(node: Node, order: int, known: dict[Node, CutSets]) -> CutSets:
    if isinstance(node, Leaf):
        return frozenset({frozenset({node.name})}) if order >= 1 else frozenset()
    if node not in known:
        ways = (_cuts(part, order, known) for part in node.parts)
        known[node] = (
            _minimal(chain.from_iterable(ways))
            if isinstance(node, Every)
            else reduce(lambda one, other: _joined(one, other, order), ways, NOTHING)
        )
    return known[node]


def _joined(these: CutSets, those: CutSets, order: int) -> CutSets:
    """The minimal unions of one cut set of each, of at most ``order`` names."""

    def unions() -> Iterator[frozenset[str]]:
        for one in these:
            if not those.isdisjoint(_parts(one, len(one))):
                yield one  # any other union with it is larger
            elif len(one) < order:
                yield from (cut for other in those if len(cut := one | other) <= order)

    return _minimal(unions())


def _minimal(cuts: Iterable[frozenset[str]]) -> CutSets:
    """Those of which none of the others is a part."""
    kept: set[frozenset[str]] = set()
    for cut in sorted(set(cuts), key=len):
        if kept.isdisjoint(_parts(cut, len(cut) - 1)):
            kept.add(cut)
    return frozenset(kept)


def _parts(cut: frozenset[str], most: int) -> Iterator[frozenset[str]]:
    """All parts of at most ``most`` names: few for one cut set, which may be one of many."""
    return (frozenset(part) for size in range(most + 1) for part in combinations(cut, size))


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
