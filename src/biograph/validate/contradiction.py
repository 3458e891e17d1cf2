"""Why a class can have no member or a thing cannot be: triples in, contradictions with axioms out.

Forward chaining with rules of OWL 2 RL (W3C, OWL 2 Profiles, tables 5 to 7: cax-sco, cax-eqc,
cls-int, cls-hv, prp-spo1, prp-dom, prp-rng, cax-dw) that keeps for every conclusion the premises of
its first derivation. What chains, symmetry and transitivity give is taken from the inferred graph.
A reasoner says that something is wrong; the axioms at the leaves of a derivation say why.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Violation
from biograph.terms import OWL, compact
from biograph.validate.schema import TYPE, Schema, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.model import Statement

#: Of a class that can have no member, and of a thing that cannot be.
CHECKS = ("unsatisfiable", "inconsistent")
#: A member is made up for every class: what nothing can be has a contradictory member.
MEMBER = "urn:member-of:"


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
    classes = sorted({s for s, p, o in axioms if p == TYPE and o == OWL + "Class"})
    members = [Triple(MEMBER + iri, TYPE, iri) for iri in classes]
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
    of_empty = {s for s, p, o in known if p == TYPE and o in empty}
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
        self._schema = Schema(axioms)
        self._premises: dict[Triple, tuple[Triple, ...]] = dict.fromkeys(axioms, ())
        self._types: dict[str, set[str]] = defaultdict(set)
        waiting = deque(axioms)
        while waiting:
            fact = waiting.popleft()
            if fact.predicate == TYPE:
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
                    yield thing, both, (axiom, *(Triple(thing, TYPE, kind) for kind in both))
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
