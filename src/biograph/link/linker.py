"""One mention in, one decision out: the entity it names, how surely and why, or a new one.

Order: an identifier of the row; the exact name; for organisations the likeliest of the similar
names; else a provisional entity, the same for every mention of that name, which a later register
can confirm. Nothing is guessed: where two entities fit equally well the mention has no entry, and
the candidates are told.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from biograph.link import forms, names, other_names, profile
from biograph.link.blocking import NamesIndex
from biograph.link.choice import choose
from biograph.link.compare import likeness
from biograph.link.context import NO_CONTEXT, Context
from biograph.link.field import Field
from biograph.link.meant import Meant
from biograph.link.model import telling, weights
from biograph.link.provisional import provisional
from biograph.model import Candidate, Link
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biograph.link.forms import Form
    from biograph.link.names import Name
    from biograph.model import Entity, Identifier, Mention

_SHORTEST_NEAR = 6  # letters: shorter names have no similar ones
_STRUNG = 0.9  # of the sureness: the name stands within a longer one
_TELLING_CORE = 30.0  # weight of words: one rare one, or several
_TELLING_NAME = 100.0  # weight of words that no two laboratories share
_TOLD = 5  # candidates kept with a decision
#: Types that name things of one sort: a mention of one may be an entity of another.
_FAMILIES = (
    profile.ORGANISATIONS,
    frozenset({"Therapy", "TherapyClass"}),
    frozenset({"InputMaterial", "Equipment"}),
)


class Linker:
    """An index over entities: by identifier, by name, by the words of organisations' names."""

    def __init__(
        self, entities: Iterable[Entity], *, annotation_type: Callable[[str], str]
    ) -> None:
        self._type = annotation_type
        self._known = sorted(entities, key=lambda entity: entity.iri)
        self._profiles = [profile.of_entity(e, annotation_type) for e in self._known]
        self._by_identifier: dict[Identifier, int] = {}
        self._by_form: dict[Form, list[int]] = {}
        for number, read in enumerate(self._profiles):
            for identifier in sorted(read.identifiers):
                self._by_identifier.setdefault(identifier, number)
            borne = (form for name in read.names for form in _borne(name, read))
            for form in dict.fromkeys(borne):
                self._by_form.setdefault(form, []).append(number)
        self._index = NamesIndex(
            (name, number)
            for number, read in enumerate(self._profiles)
            if read.organisation
            for name in read.names
        )
        self.digest = digest(
            repr(weights()),
            names.version(),
            repr(sorted(other_names.of_names().items())),
            *(_said(entity) for entity in self._known),
        )
        self._weighed = lru_cache(maxsize=200_000)(self._weigh)
        self._meant = Meant(
            Field(
                self._known,
                self._profiles,
                self._by_form,
                self._index,
                self._weighed,
                self._compatible,
                annotation_type,
            )
        )

    def link(self, mention: Mention, context: Context = NO_CONTEXT) -> Link:
        """The decision on one mention, by what it says and, in doubt, by its document's words."""
        found = self._by_register(mention)
        if found:
            return found
        method, candidates = self._weighed(replace(mention, span=None, score=1.0))
        chosen = choose(mention, candidates, context, self._type)
        if mention.kind in profile.ORGANISATIONS and context.key:
            chosen = self._meant.choice(mention, chosen, candidates, context)
        if chosen is None:
            return provisional(mention, candidates[:_TOLD])
        return self._link(mention, chosen, method, candidates)

    def _by_register(self, mention: Mention) -> Link | None:
        for identifier in mention.identifiers:
            number = self._by_identifier.get(identifier)
            if number is not None:
                reason = f"{identifier.scheme} {identifier.value}"
                return Link(
                    mention=mention,
                    entity=self._known[number],
                    score=1.0,
                    method="identifier",
                    reasons=(reason,),
                )
        return None

    def _weigh(self, mention: Mention) -> tuple[str, tuple[Candidate, ...]]:
        """The candidates of the first way that finds any, the best first, and that way."""
        read = profile.of_mention(mention)
        for form in (*forms.of(read.names[0], read), *forms.inner(mention.text)):
            found = self._of_form(mention, read, form)
            if len(found) == 1 or (found and form[0] != forms.WORDS):
                return ("name" if form[0] == forms.KEY else "near-name"), tuple(found)
        for form in (form for name in read.names[1:] for form in forms.of(name, read)):
            found = [
                c._replace(score=_STRUNG * c.score) for c in self._of_form(mention, read, form)
            ]
            if found:
                return "near-name", tuple(found)
        return "near-name", tuple(self._similar(mention, read))

    def _of_form(self, mention: Mention, read: profile.Profile, form: Form) -> list[Candidate]:
        """The entities whose name has this form; those in the town, or of this name, come alone."""
        if form[0] == forms.CORE and sum(map(telling, form[1:])) < _TELLING_CORE:
            return []
        looked_up = (forms.KEY, *form[1:]) if form[0] == forms.INNER else form
        fitting = [
            n
            for n in self._by_form.get(looked_up, ())
            if self._compatible(mention, read, n)
            and (form[0] != forms.CORE or forms.same_sort(read, self._profiles[n], form))
        ]
        ranked = [(self._fit(mention, read, number), number) for number in fitting]
        best = max((fit for fit, _ in ranked), default=None)
        reason = f"{form[0]} {' '.join(form[1:])}"
        chosen = [number for fit, number in ranked if fit == best]
        return [Candidate(self._known[n], forms.SURENESS[form[0]], reason) for n in chosen]

    def _fit(
        self, mention: Mention, read: profile.Profile, number: int
    ) -> tuple[bool, bool, bool, bool]:
        """What speaks for an entity beside its name: town, country, and that it is so called.

        Firms of one group differ in the writing of their names, laboratories do not.
        """
        known, entity = self._profiles[number], self._known[number]
        town = bool(read.town) and read.town == known.town
        country = bool(read.country) and read.country == known.country
        main = known.names[0].key == read.names[0].key
        written = mention.kind == "Company" and mention.text in (entity.name, *entity.names)
        return town, country, main, written

    def _similar(self, mention: Mention, read: profile.Profile) -> list[Candidate]:
        """The organisations of similar names, the likeliest first."""
        if mention.kind not in profile.ORGANISATIONS or len(read.names[0].key) < _SHORTEST_NEAR:
            return []
        found = []
        for number in self._index.akin(read.names):
            if self._compatible(mention, read, number):
                score, _ = likeness(read, self._profiles[number])
                reason = f"near-name {self._known[number].name}"
                found.append(Candidate(self._known[number], score, reason))
        return sorted(found, key=lambda c: (-c.score, c.entity.iri))[:_TOLD]

    def _link(
        self, mention: Mention, found: Candidate, method: str, similar: Sequence[Candidate]
    ) -> Link:
        score, reasons = round(found.score, 3), [found.reason]
        kind = found.entity.kinds[0]
        if self._type(kind) != mention.kind:
            score *= 0.9
            reasons.append(f"the register says {kind}")
        return Link(
            mention=mention,
            entity=found.entity,
            score=score,
            method=method,
            reasons=tuple(reasons),
            candidates=tuple(similar),
        )

    def _compatible(self, mention: Mention, read: profile.Profile, number: int) -> bool:
        """True where types agree or are of one sort, and no identifier contradicts."""
        known = self._profiles[number]
        if read.identifiers and profile.contradict(_binding(read, known), known.identifiers):
            return False
        family = next((f for f in _FAMILIES if mention.kind in f), frozenset())
        return mention.kind in known.types or bool(known.types & family)


def _borne(name: Name, read: profile.Profile) -> Iterator[Form]:
    """The forms of a name; of one that people added the whole ones, its core may be a mere town."""
    added = name.key in other_names.read_by_people()
    return (form for form in forms.known(name, read) if not (added and form[0] == forms.CORE))


def _binding(read: profile.Profile, known: profile.Profile) -> set[Identifier]:
    """The identifiers that tell a name from a homonym.

    RNSR lists the structures in activity: a number that it does not hold was that of a closed one,
    whose name is that of its successor, in the same town or where no town is told; wherever it lies
    if the name is too telling to be borne twice, or a reader led it to its actor.
    """
    name = read.names[0]
    led = name in known.names and name.key in other_names.read_by_people()
    there = led or (read.town == known.town if read.town else name in known.names)
    words = frozenset(name.words) - known.place
    whole = any(words == frozenset(other.words) - known.place for other in known.names)
    rare = whole and sum(map(telling, words)) >= _TELLING_NAME
    closed = "rnsr" if there or rare else ""
    return {i for i in read.identifiers if i.scheme != closed}


def _said(entity: Entity) -> str:
    """All of an entity that a decision can depend on."""
    rows = sorted(entry.id for entry in entity.entries)
    told = (entity.kinds, entity.names, entity.city, entity.country, entity.identifiers, rows)
    return f"{entity.iri} {told}"
