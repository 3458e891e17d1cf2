"""What an ontology says of its classes and properties, and what follows from one fact at once.

Rules of OWL 2 RL (W3C, OWL 2 Profiles, tables 5 to 7: cax-sco, cax-eqc, cls-int, cls-hv, prp-spo1,
prp-dom, prp-rng).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from biograph.terms import OWL, RDF, RDFS
from biograph.vocabulary.owl import rdf_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TYPE = RDF + "type"
_SUBCLASS, _SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"
_DOMAIN, _RANGE = RDFS + "domain", RDFS + "range"
_EQUIVALENT, _DISJOINT = OWL + "equivalentClass", OWL + "disjointWith"
_PARTS, _ON, _VALUE = OWL + "intersectionOf", OWL + "onProperty", OWL + "hasValue"
_READ = {
    *(_SUBCLASS, _SUBPROPERTY, _DOMAIN, _RANGE, _EQUIVALENT, _DISJOINT, _PARTS, _ON, _VALUE),
    *(RDF + "first", RDF + "rest"),
}


class Triple(NamedTuple):
    """A statement about IRIs."""

    subject: str
    predicate: str
    object: str


def is_axiom(fact: Triple) -> bool:
    """Whether a statement speaks of classes and properties, not of things."""
    return fact.predicate in _READ or (fact.predicate == TYPE and fact.object == OWL + "Class")


class Schema:
    """What the axioms say of classes and properties, by what a rule looks up."""

    def __init__(self, axioms: Sequence[Triple]) -> None:
        self.disjoint = [a for a in axioms if a.predicate == _DISJOINT]
        by = {p: [a for a in axioms if a.predicate == p] for p in {a.predicate for a in axioms}}
        self._above: dict[str, list[tuple[str, Triple]]] = defaultdict(list)
        for axiom in (*by.get(_SUBCLASS, ()), *by.get(_EQUIVALENT, ())):
            self._above[axiom.subject].append((axiom.object, axiom))
        for axiom in by.get(_EQUIVALENT, ()):
            self._above[axiom.object].append((axiom.subject, axiom))
        self._of_property = {p: _grouped(by.get(p, ())) for p in (_SUBPROPERTY, _DOMAIN, _RANGE)}
        lists = rdf_lists(axioms)
        self._parts: dict[str, list[tuple[Triple, tuple[str, ...]]]] = defaultdict(list)
        self._wholes: dict[str, list[tuple[Triple, tuple[str, ...]]]] = defaultdict(list)
        for axiom in by.get(_PARTS, ()):
            parts = lists.get(axiom.object, ())
            self._parts[axiom.subject].append((axiom, parts))
            for part in set(parts):
                self._wholes[part].append((axiom, parts))
        self._values: dict[str, list[tuple[Triple, Triple]]] = defaultdict(list)
        self._valued: dict[tuple[str, str], list[tuple[Triple, Triple]]] = defaultdict(list)
        values = _grouped(by.get(_VALUE, ()))
        for on in by.get(_ON, ()):
            for value in values.get(on.subject, ()):
                self._values[on.subject].append((on, value))
                self._valued[on.object, value.object].append((on, value))

    def follows(
        self, fact: Triple, types: Mapping[str, set[str]]
    ) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
        """What follows from one fact and the axioms at once, with its premises."""
        if fact.predicate == TYPE:
            yield from self._of_class(fact, types)
        else:
            yield from self._of_link(fact)

    def _of_class(
        self, fact: Triple, types: Mapping[str, set[str]]
    ) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
        thing, _, kind = fact
        for above, axiom in self._above.get(kind, ()):
            yield Triple(thing, TYPE, above), (fact, axiom)
        for axiom, parts in self._parts.get(kind, ()):
            for part in parts:
                yield Triple(thing, TYPE, part), (fact, axiom)
        for axiom, parts in self._wholes.get(kind, ()):
            if set(parts) <= types[thing]:
                premises = tuple(Triple(thing, TYPE, part) for part in parts)
                yield Triple(thing, TYPE, axiom.subject), (axiom, *premises)
        for on, value in self._values.get(kind, ()):
            yield Triple(thing, on.object, value.object), (fact, on, value)

    def _of_link(self, fact: Triple) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
        subject, predicate, value = fact
        for axiom in self._of_property[_SUBPROPERTY].get(predicate, ()):
            yield Triple(subject, axiom.object, value), (fact, axiom)
        for axiom in self._of_property[_DOMAIN].get(predicate, ()):
            yield Triple(subject, TYPE, axiom.object), (fact, axiom)
        for axiom in self._of_property[_RANGE].get(predicate, ()):
            yield Triple(value, TYPE, axiom.object), (fact, axiom)
        for on, has in self._valued.get((predicate, value), ()):
            yield Triple(subject, TYPE, on.subject), (fact, on, has)


def _grouped(axioms: Iterable[Triple]) -> Mapping[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for axiom in axioms:
        found[axiom.subject].append(axiom)
    return found
