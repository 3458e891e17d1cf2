"""Which term is a kind of which, inputs or therapy classes: what is above, below, beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.ask import Ask

_BROADER = """
SELECT DISTINCT ?term ?broader {
  GRAPH graph:ontology { ?term skos:broader ?broader }
  FILTER(STRSTARTS(STR(?term), "%s"))
} ORDER BY ?term ?broader
"""
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The next broader and the next narrower terms of each term."""

    broader: Mapping[str, frozenset[str]]
    narrower: Mapping[str, frozenset[str]]

    def above(self, iri: str) -> frozenset[str]:
        """Everything more general than a term, itself included."""
        return _reached(iri, self.broader)

    def below(self, iri: str) -> frozenset[str]:
        """Everything that is a kind of a term, itself included."""
        return _reached(iri, self.narrower)

    def beside(self, iri: str) -> frozenset[str]:
        """The terms under the same next broader one; a root such as 'equipment' joins none."""
        shared = (above for above in self.broader.get(iri, _NOTHING) if above in self.broader)
        return _NOTHING.union(*(self.narrower[above] for above in shared)) - {iri}


def tree(ask: Ask, folder: str = "input") -> Tree:
    """The hierarchy of the terms whose IRIs lie in one folder: ``input`` or ``class``."""
    broader: dict[str, set[str]] = {}
    narrower: dict[str, set[str]] = {}
    for row in ask(_BROADER % f"{DATA}{folder}/").records():
        broader.setdefault(row["term"], set()).add(row["broader"])
        narrower.setdefault(row["broader"], set()).add(row["term"])
    return Tree(
        broader={iri: frozenset(terms) for iri, terms in broader.items()},
        narrower={iri: frozenset(terms) for iri, terms in narrower.items()},
    )


def _reached(start: str, edges: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = {start}
    while waiting:
        found |= waiting
        waiting = set().union(*(edges.get(iri, _NOTHING) for iri in waiting)) - found
    return frozenset(found)
