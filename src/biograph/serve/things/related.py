"""What stands to a thing without any document saying so: an IRI in, terms, areas, closure out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.ask import over
from biograph.serve.things.predicates import label
from biograph.terms import DATA, INFERRED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.model import Statement, Text
    from biograph.serve.site import Site

_NAMING = """#+ params: thing=iri
SELECT ?graph ?predicate ?other {
  VALUES ?thing { UNDEF }
  { GRAPH graph:inferred { ?other ?predicate ?thing } BIND(graph:inferred AS ?graph) }
  UNION { GRAPH graph:ontology { ?other ?predicate ?thing } BIND(graph:ontology AS ?graph) }
  UNION { GRAPH graph:reference { ?other bg:within ?thing }
    BIND(bg:within AS ?predicate) BIND(graph:reference AS ?graph) }
}
"""
_UNNAMED = (f"{DATA}node/", f"{DATA}link/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Things that stand to a thing in a relation that no document states: terms, areas, closure.

    ``incoming`` tells that the thing is the object of it.
    """

    predicate: str
    label: Text
    incoming: bool
    inferred: bool
    others: tuple[str, ...]


def related(site: Site, iri: str, said: Iterable[Statement]) -> tuple[Related, ...]:
    """What stands to the thing by the closure, among the terms, and within it as an area."""
    found: dict[tuple[bool, str, bool], set[str]] = defaultdict(set)
    for quad in said:
        if quad.graph == INFERRED and isinstance(quad.object, str) and quad.object != iri:
            found[True, quad.predicate, False].add(quad.object)
    for graph, predicate, other in over(site.kg.store)(_NAMING, thing=iri).rows:
        if isinstance(other, str) and other != iri and not other.startswith(_UNNAMED):
            found[graph == INFERRED, str(predicate), True].add(other)
    return tuple(
        Related(
            predicate=predicate,
            label=label(site, predicate),
            incoming=incoming,
            inferred=inferred,
            others=tuple(sorted(others, key=lambda other: site.name(other).fr)),
        )
        for (inferred, predicate, incoming), others in sorted(found.items())
    )
