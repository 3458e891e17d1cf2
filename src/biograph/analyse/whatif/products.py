"""Authorised medicines that a loss concerns: lost families and lost holders in, medicines out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.analyse.tree import tree
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.tree import Tree

_CLASSES = """
SELECT DISTINCT ?therapy ?class {
  GRAPH graph:asserted { ?therapy bg:hasTherapyClass ?class }
} ORDER BY ?therapy ?class
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """An authorised medicine that a loss may concern, and the names of who holds it.

    ``families`` are the lost ones of whose class it is; ``loosely`` those of which it is only known
    to be of a more general class. ``held`` tells that a holder is gone.
    """

    iri: str
    name: str
    holders: tuple[str, ...]
    families: tuple[str, ...]
    loosely: tuple[str, ...]
    held: bool


def products(known: Known, families: Iterable[str], actors: Collection[str]) -> tuple[Product, ...]:
    """The authorised medicines of some families, or whose holder is one of the actors, by name."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in known.ask("market/authorised-therapies", **{"class": ""}).records():
        rows.setdefault(row["therapy"], []).append(row)
    classes: dict[str, set[str]] = {iri: set() for iri in rows}
    for row in known.ask(_CLASSES).records():
        classes.get(row["therapy"], set()).add(row["class"])
    kinds = tree(known.ask, "class")
    sure: dict[str, list[str]] = {}
    loose: dict[str, list[str]] = {}
    for family in sorted(families):
        own = known.recipes.classes.get(family, frozenset())
        if of_class := _of(own, classes, kinds):
            for iri in of_class:
                sure.setdefault(iri, []).append(family)
        else:
            for iri in _near(own, classes, kinds):
                loose.setdefault(iri, []).append(family)
    held = {iri for iri, same in rows.items() if any(row["holder"] in actors for row in same)}
    shown = (
        Product(
            iri=iri,
            name=rows[iri][0]["therapy_label"] or local_name(iri),
            holders=_holders(rows[iri]),
            families=tuple(sure.get(iri, ())),
            loosely=tuple(loose.get(iri, ())),
            held=iri in held,
        )
        for iri in sure.keys() | loose.keys() | held
    )
    return tuple(sorted(shown, key=lambda product: (product.name, product.iri)))


def _of(own: Iterable[str], classes: Mapping[str, set[str]], kinds: Tree) -> set[str]:
    """The medicines of some classes and of all kinds of them."""
    wanted = frozenset().union(*(kinds.below(iri) for iri in own))
    return {iri for iri, same in classes.items() if same & wanted}


def _near(own: Iterable[str], classes: Mapping[str, set[str]], kinds: Tree) -> set[str]:
    """The medicines of the nearest more general class that are of no other kind of it."""
    line = frozenset().union(*(kinds.above(iri) for iri in own))
    general = set(own)
    # A root, 'biologic', says nothing of a medicine.
    while general := {
        above for iri in general for above in kinds.broader.get(iri, ()) if above in kinds.broader
    }:
        if found := {iri for iri, same in classes.items() if same & general and same <= line}:
            return found
    return set()


def _holders(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    named = {row["holder_label"] or local_name(row["holder"]) for row in rows if row["holder"]}
    return tuple(sorted(named))
