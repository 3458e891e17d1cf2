"""AND/OR circuits: recipe lines and known makers in, minimal cut sets out.

A circuit is a monotone expression over names: it holds as long as enough of them are alive. A
*cut set* is a set of names whose joint loss stops it; it is minimal where no part of it does.
Cut sets are exact up to the order asked for: those of an AND are the union of its parts' cut sets,
those of an OR the unions of one cut set of each part, so larger ones never lead to smaller ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.analyse.recipes import Line

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


def supplied(node: Node, makers: Mapping[str, Collection[str]]) -> Node:
    """The circuit over makers: each input holds while one of its known makers does.

    An input without a known maker always holds: not knowing one is no finding on supply. It is
    counted in the coverage instead.
    """
    if isinstance(node, Leaf):
        known = makers.get(node.name, ())
        return Some(tuple(Leaf(name) for name in sorted(known))) if known else ALWAYS
    return type(node)(tuple(supplied(part, makers) for part in node.parts))


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


def compiled(
    family: str,
    recipes: Mapping[str, Sequence[Line]],
    *,
    criticalities: Collection[str] = ("essential",),
) -> Node:
    """The circuit of a therapy family over its inputs.

    One value is chosen for each route dimension; the lines of that value and those without route
    stay; all their groups are needed, one line of each group is enough; the family holds while one
    choice does. A line that expands into another family needs that family's recipe too.
    """
    return _family(family, recipes, frozenset(criticalities))


def _family(
    family: str,
    recipes: Mapping[str, Sequence[Line]],
    criticalities: frozenset[str],
    above: tuple[str, ...] = (),
    stages: frozenset[str] = frozenset(),
) -> Node:
    lines = [
        line
        for line in recipes.get(family, ())
        if line.criticality in criticalities and (not stages or line.stage in stages)
    ]
    inside = (*above, family)

    def need(line: Line) -> Node:
        leaf = Leaf(line.input)
        if line.expands in inside or line.expands not in recipes:
            return leaf
        nested = _family(line.expands, recipes, criticalities, inside, line.expands_stages)
        return Every((leaf, nested))

    choices = []
    for choice in routes(lines):
        groups: dict[str, list[Node]] = {}
        for line in lines:
            if on_route(line, choice):
                groups.setdefault(line.group, []).append(need(line))
        choices.append(Every(tuple(Some(tuple(members)) for members in groups.values())))
    return choices[0] if len(choices) == 1 else Some(tuple(choices))


def routes(lines: Iterable[Line]) -> tuple[Mapping[str, str], ...]:
    """Every combination of one value for each route dimension of the lines, in a fixed order."""
    values: dict[str, set[str]] = {}
    for line in lines:
        for token in line.routes:
            dimension, _, value = token.partition("=")
            values.setdefault(dimension, set()).add(value)
    dimensions = sorted(values)
    return tuple(
        dict(zip(dimensions, combination, strict=True))
        for combination in product(*(sorted(values[dimension]) for dimension in dimensions))
    )


def on_route(line: Line, choice: Mapping[str, str]) -> bool:
    """Whether a line is needed under a choice: in each dimension that it names, its value is."""
    named: dict[str, set[str]] = {}
    for token in line.routes:
        dimension, _, value = token.partition("=")
        named.setdefault(dimension, set()).add(value)
    return all(choice[dimension] in values for dimension, values in named.items())
