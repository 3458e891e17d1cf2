"""Who might stand in for the makers of an input, and how long it takes to qualify them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.stated import basis, cited
from biograph.vocabulary.figures import hull, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.analyse.supply import Maker
    from biograph.analyse.tree import Tree
    from biograph.analyse.whatif.changed import Changed
    from biograph.analyse.whatif.things import Things
    from biograph.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An input under the same general term as another, and the names of those who make it."""

    input: str
    name: Text
    makers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """Around one input that loses makers: who is left, and who makes something near.

    ``families`` stop for want of the input, none where it has other makers. All makers are names,
    sorted: ``living`` make the input itself, ``general`` something more general as far as sources
    tell. ``months`` is what it takes to requalify, None where no figure is known; ``basis`` tells
    where that is assumed, ``figures`` are the IRIs of those it is from.
    """

    input: str
    name: Text
    families: tuple[str, ...]
    living: tuple[str, ...]
    general: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    months: tuple[float, float] | None
    basis: Text
    figures: tuple[str, ...]


def alternatives(
    changed: Changed, things: Things, tree: Tree, iri: str, families: Iterable[str]
) -> Alternatives:
    """Who is left for an input, or could stand in for those who are gone."""
    supply, stated = changed.supply, nearest("requalification-time", iri)
    general = (maker for above in supply.general.get(iri, ()) for maker in changed.living(above))
    near = (
        Neighbour(input=other, name=things.titles[other], makers=_names(changed.living(other)))
        for other in sorted(tree.beside(iri))
    )
    return Alternatives(
        input=iri,
        name=things.titles[iri],
        families=tuple(sorted(families)),
        living=_names(changed.living(iri)),
        general=_names(maker for maker in general if maker.iri in supply.possible[iri]),
        neighbours=tuple(neighbour for neighbour in near if neighbour.makers),
        months=hull(stated) if stated else None,
        basis=basis(stated),
        figures=cited(stated),
    )


def _names(makers: Iterable[Maker]) -> tuple[str, ...]:
    return tuple(sorted({maker.name for maker in makers}))
