"""Whether facts contradict an ontology: its closure is made once, and facts are added to it.

It tells only that nothing contradicts, which is what nearly every graph is told, without keeping
premises; `contradiction` says what does and why.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from biograph.terms import OWL
from biograph.validate.contradiction import MEMBER, triples
from biograph.validate.schema import TYPE, Schema, Triple, is_axiom
from biograph.vocabulary.rdf import compile_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@cache
def closed(folder: Path) -> Closed:
    """The closure of the ontology in a folder."""
    return Closed(triples(compile_folder(folder)))


class Closed:
    """An ontology with the classes of all it names and of a member made up for every class."""

    def __init__(self, axioms: Iterable[Triple]) -> None:
        stated = list(axioms)
        classes = (s for s, p, o in stated if p == TYPE and o == OWL + "Class")
        members = (Triple(MEMBER + iri, TYPE, iri) for iri in classes)
        self._schema = Schema(stated)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, _, other in self._schema.disjoint:
            self._apart[one].add(other)
            self._apart[other].add(one)
        self._kinds = _Kinds({})
        self._sound = self._add([*stated, *members], self._kinds)

    def admits(self, facts: Iterable[Triple]) -> bool:
        """True where nothing contradicts; False where something does or axioms are among them."""
        added = list(facts)
        if not self._sound or any(map(is_axiom, added)):
            return False
        return self._add(added, _Kinds(self._kinds))

    def _add(self, stated: list[Triple], kinds: _Kinds) -> bool:
        """Whether nothing gets two disjoint classes when the facts join those behind ``kinds``."""
        waiting, drawn = stated[::-1], set[Triple]()
        while waiting:
            fact = waiting.pop()
            if fact.predicate == TYPE:
                known = kinds[fact.subject]
                if fact.object in known:
                    continue
                known.add(fact.object)
                if not known.isdisjoint(self._apart.get(fact.object, ())):
                    return False
            for made, _ in self._schema.follows(fact, kinds):
                if made.predicate == TYPE:
                    waiting.append(made)
                elif made not in drawn:
                    drawn.add(made)
                    waiting.append(made)
        return True


class _Kinds(dict[str, set[str]]):
    """The classes of each thing, beginning with those it has in the closure beneath."""

    def __init__(self, beneath: Mapping[str, set[str]]) -> None:
        super().__init__()
        self._beneath = beneath

    def __missing__(self, thing: str) -> set[str]:
        found = self[thing] = set(self._beneath.get(thing, ()))
        return found
