"""Recipes as circuits: the lines of a family and known makers in, AND/OR circuits out."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from biograph.analyse.method.circuit import ALWAYS, Every, Leaf, Node, Some

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.analyse.recipes import Line


def compiled(
    family: str,
    recipes: Mapping[str, Sequence[Line]],
    *,
    criticalities: Collection[str] = ("essential",),
    doubted: bool = False,
) -> Node:
    """The circuit of a therapy family over its inputs.

    One value is chosen for each route dimension; the lines of that value and those without route
    stay; all their groups are needed, one line of each group is enough; the family holds while one
    choice does. A line that expands into another family needs that family's recipe too.

    With ``doubted`` each group also holds where it is not needed after all (:func:`unneeded`), so
    that recipes may differ from draw to draw.
    """
    wanted = frozenset(criticalities)
    required = {f: [x for x in lines if x.criticality in wanted] for f, lines in recipes.items()}
    return _family(family, required, doubted=doubted)


def unneeded(family: str, group: str) -> str:
    """The name that stands for a group of lines not being needed."""
    return f"unneeded:{family} {group}"


def _family(
    family: str,
    recipes: Mapping[str, Sequence[Line]],
    above: tuple[str, ...] = (),
    stages: frozenset[str] = frozenset(),
    *,
    doubted: bool,
) -> Node:
    lines = [line for line in recipes.get(family, ()) if not stages or line.stage in stages]
    inside = (*above, family)

    def need(line: Line) -> Node:
        leaf = Leaf(line.input)
        if line.expands in inside or line.expands not in recipes:
            return leaf
        nested = _family(line.expands, recipes, inside, line.expands_stages, doubted=doubted)
        return Every((leaf, nested))

    choices = []
    for choice in routes(lines):
        groups: dict[str, list[Node]] = {}
        for line in lines:
            if on_route(line, choice):
                groups.setdefault(line.group, []).append(need(line))
        if doubted:
            for group, members in groups.items():
                members.append(Leaf(unneeded(family, group)))
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


def supplied(node: Node, makers: Mapping[str, Collection[str]]) -> Node:
    """The circuit over makers: each input holds while one of its known makers does.

    An input without a known maker always holds: not knowing one is no finding on supply. It is
    counted in the coverage instead.
    """
    if isinstance(node, Leaf):
        known = makers.get(node.name, ())
        return Some(tuple(Leaf(name) for name in sorted(known))) if known else ALWAYS
    return type(node)(tuple(supplied(part, makers) for part in node.parts))
