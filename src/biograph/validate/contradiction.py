"""Why a class can have no member or a thing cannot be: triples in, contradictions with axioms out.

Forward chaining with rules of OWL 2 RL (W3C, OWL 2 Profiles, tables 5 to 7: cax-sco, cax-eqc,
cls-int, cls-hv, prp-spo1, prp-dom, prp-rng, cax-dw) that keeps for every conclusion the premises of
its first derivation. What chains, symmetry and transitivity give is taken from the inferred graph.
A reasoner says that something is wrong; the axioms at the leaves of a derivation say why.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.model import Violation
from biograph.terms import OWL, RDF, RDFS, compact
from biograph.vocabulary.owl import rdf_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.model import Statement

_TYPE = RDF + "type"
_SUBCLASS, _SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"
_DOMAIN, _RANGE = RDFS + "domain", RDFS + "range"
_EQUIVALENT, _DISJOINT = OWL + "equivalentClass", OWL + "disjointWith"
_PARTS, _ON, _VALUE = OWL + "intersectionOf", OWL + "onProperty", OWL + "hasValue"
#: Of a class that can have no member, and of a thing that cannot be.
CHECKS = ("unsatisfiable", "inconsistent")
#: A member is made up for every class: what nothing can be has a contradictory member.
MEMBER = "urn:member-of:"


class Triple(NamedTuple):
    """A statement about IRIs."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """``focus`` would be of two disjoint classes because of ``axioms``.

    ``empty`` is True where ``focus`` is a class that can have no member, False for a thing.
    """

    focus: str
    empty: bool
    classes: tuple[str, str]
    axioms: tuple[Triple, ...]


def triples(statements: Iterable[Statement]) -> list[Triple]:
    """The statements about IRIs, without their graphs."""
    return [Triple(s, p, o) for s, p, o, _ in statements if isinstance(o, str)]


def contradictions(stated: Iterable[Triple]) -> Iterator[Contradiction]:
    """One contradiction for each class or thing that has any, by focus."""
    axioms = sorted(set(stated))
    classes = sorted({s for s, p, o in axioms if p == _TYPE and o == OWL + "Class"})
    members = [Triple(MEMBER + iri, _TYPE, iri) for iri in classes]
    proofs = _Proofs([*axioms, *members])
    for focus, pair, premises in proofs.clashes():
        leaves = proofs.leaves(premises) - set(members)
        yield Contradiction(
            focus=focus.removeprefix(MEMBER),
            empty=focus.startswith(MEMBER),
            classes=pair,
            axioms=tuple(sorted(leaves)),
        )


def check(stated: Iterable[Triple]) -> Iterator[Violation]:
    """What can have no member, and what cannot be though no class of its own is at fault."""
    known = tuple(stated)
    found = tuple(contradictions(known))
    empty = {c.focus for c in found if c.empty}
    of_empty = {s for s, p, o in known if p == _TYPE and o in empty}
    for contradiction in found:
        if contradiction.focus not in of_empty:
            yield _violation(contradiction)


def _violation(found: Contradiction) -> Violation:
    focus, (one, other) = compact(found.focus), map(compact, found.classes)
    why = " ; ".join(" ".join(map(compact, axiom)) for axiom in found.axioms)
    french = "ne peut avoir aucun membre" if found.empty else "ne peut exister"
    english = "can have no member" if found.empty else "cannot be"
    return Violation(
        check=CHECKS[not found.empty],
        focus=found.focus,
        message_fr=f"{focus} {french}, étant à la fois {one} et {other}, à cause de : {why}",
        message_en=f"{focus} {english}, being both {one} and {other}, because of: {why}",
    )


class _Proofs:
    """The closure of some axioms, each conclusion with the premises it was first drawn from."""

    def __init__(self, axioms: Sequence[Triple]) -> None:
        self._schema = _Schema(axioms)
        self._premises: dict[Triple, tuple[Triple, ...]] = dict.fromkeys(axioms, ())
        self._types: dict[str, set[str]] = defaultdict(set)
        waiting = deque(axioms)
        while waiting:
            fact = waiting.popleft()
            if fact.predicate == _TYPE:
                self._types[fact.subject].add(fact.object)
            for made, premises in self._schema.follows(fact, self._types):
                if made not in self._premises:
                    self._premises[made] = premises
                    waiting.append(made)

    def clashes(self) -> Iterator[tuple[str, tuple[str, str], tuple[Triple, ...]]]:
        """Each thing of two disjoint classes, with these and the facts that clash."""
        for thing, kinds in sorted(self._types.items()):
            for axiom in self._schema.disjoint:
                if {axiom.subject, axiom.object} <= kinds:
                    both = (axiom.subject, axiom.object)
                    yield thing, both, (axiom, *(Triple(thing, _TYPE, kind) for kind in both))
                    break

    def leaves(self, facts: Iterable[Triple]) -> set[Triple]:
        """The axioms from which the facts follow."""
        found: set[Triple] = set()
        waiting, seen = list(facts), set[Triple]()
        while waiting:
            fact = waiting.pop()
            if fact not in seen:
                seen.add(fact)
                premises = self._premises[fact]
                waiting += premises
                found |= set() if premises else {fact}
        return found


class _Schema:
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
        if fact.predicate == _TYPE:
            yield from self._of_class(fact, types)
        else:
            yield from self._of_link(fact)

    def _of_class(
        self, fact: Triple, types: Mapping[str, set[str]]
    ) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
        thing, _, kind = fact
        for above, axiom in self._above.get(kind, ()):
            yield Triple(thing, _TYPE, above), (fact, axiom)
        for axiom, parts in self._parts.get(kind, ()):
            for part in parts:
                yield Triple(thing, _TYPE, part), (fact, axiom)
        for axiom, parts in self._wholes.get(kind, ()):
            if set(parts) <= types[thing]:
                premises = tuple(Triple(thing, _TYPE, part) for part in parts)
                yield Triple(thing, _TYPE, axiom.subject), (axiom, *premises)
        for on, value in self._values.get(kind, ()):
            yield Triple(thing, on.object, value.object), (fact, on, value)

    def _of_link(self, fact: Triple) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
        subject, predicate, value = fact
        for axiom in self._of_property[_SUBPROPERTY].get(predicate, ()):
            yield Triple(subject, axiom.object, value), (fact, axiom)
        for axiom in self._of_property[_DOMAIN].get(predicate, ()):
            yield Triple(subject, _TYPE, axiom.object), (fact, axiom)
        for axiom in self._of_property[_RANGE].get(predicate, ()):
            yield Triple(value, _TYPE, axiom.object), (fact, axiom)
        for on, has in self._valued.get((predicate, value), ()):
            yield Triple(subject, _TYPE, on.subject), (fact, on, has)


def _grouped(axioms: Iterable[Triple]) -> Mapping[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for axiom in axioms:
        found[axiom.subject].append(axiom)
    return found
