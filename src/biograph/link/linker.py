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

from biograph.link import names, profile
from biograph.link.blocking import NamesIndex
from biograph.link.compare import likeness
from biograph.link.context import NO_CONTEXT, Context, in_town, support
from biograph.link.model import weights
from biograph.model import Candidate, Entity, Identifier, Link, Mention
from biograph.terms import digest, mint, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biograph.link.names import Name

#: Least probability of a similar name, and how far it must be ahead of the next one.
LEAST = 0.5
AHEAD = 0.1
_SUPPORTED = 0.9  # share of a full name that the document holds
_CLEARLY = 0.15  # more than any other candidate's
_BY_CONTEXT = 0.85
_AS_THE_ONLY_ONE = 0.7
_WELL_KNOWN = 3  # registers
_SHORTEST_NEAR = 6  # letters: shorter names have no similar ones
_KEY, _SQUEEZED, _UNIT, _CORE = "name", "letters of the name", "unit", "core of the name"
_INNER = "name within"
_STRUNG = 0.9  # of the sureness: the name stands within a longer one
#: The forms under which a name is looked up, in this order, and how sure each is alone.
_SURENESS = {_KEY: 1.0, _SQUEEZED: 0.95, _UNIT: 0.9, _CORE: 0.8, _INNER: 0.75}
_SHORTEST_CORE = 3  # letters
_TELLING_CORE = 30.0  # weight of words: one rare one, or several
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
        self._by_form: dict[tuple[str, ...], list[int]] = {}
        for number, read in enumerate(self._profiles):
            for identifier in sorted(read.identifiers):
                self._by_identifier.setdefault(identifier, number)
            forms = (form for name in read.names for form in _forms(name, read, self._place(read)))
            for form in dict.fromkeys(forms):
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
            *(_said(entity) for entity in self._known),
        )
        self._weighed = lru_cache(maxsize=200_000)(self._weigh)

    def link(self, mention: Mention, context: Context = NO_CONTEXT) -> Link:
        """The decision on one mention, by what it says and, in doubt, by its document's words."""
        found = self._by_register(mention)
        if found:
            return found
        bare = replace(mention, span=None, score=1.0)
        method, candidates = self._weighed(bare)
        chosen = self._choice(mention, candidates, context)
        if chosen is None:
            return _provisional(mention, candidates)
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
        for form in (*_forms(read.names[0], read), *_inner(mention.text)):
            found = self._of_form(mention, read, form)
            if found:
                return ("name" if form[0] == _KEY else "near-name"), tuple(found)
        for form in (form for name in read.names[1:] for form in _forms(name, read)):
            found = [
                c._replace(score=_STRUNG * c.score) for c in self._of_form(mention, read, form)
            ]
            if found:
                return "near-name", tuple(found)
        return "near-name", tuple(self._similar(mention, read))

    def _of_form(
        self, mention: Mention, read: profile.Profile, form: tuple[str, ...]
    ) -> list[Candidate]:
        """The entities whose name has this form; those in the town, or of this name, come alone."""
        if form[0] == _CORE and sum(map(weights().telling, form[1:])) < _TELLING_CORE:
            return []
        looked_up = (_KEY, *form[1:]) if form[0] == _INNER else form
        fitting = [
            n
            for n in self._by_form.get(looked_up, ())
            if self._compatible(mention, read, n)
            and (form[0] != _CORE or self._same_sort(read, self._profiles[n], form))
        ]
        ranked = [(self._fit(read, number), number) for number in fitting]
        best = max((fit for fit, _ in ranked), default=None)
        reason = f"{form[0]} {' '.join(form[1:])}"
        chosen = [number for fit, number in ranked if fit == best]
        return [Candidate(self._known[n], _SURENESS[form[0]], reason) for n in chosen]

    @staticmethod
    def _place(read: profile.Profile) -> frozenset[str]:
        """The words of the town, which many put behind a name that has none: ESPCI Paris."""
        return frozenset(names.words_of(read.town))

    def _fit(self, read: profile.Profile, number: int) -> tuple[bool, bool]:
        known = self._profiles[number]
        there = bool(read.town) and read.town == known.town
        return there, known.names[0].key == read.names[0].key

    def _same_sort(
        self, read: profile.Profile, known: profile.Profile, form: tuple[str, ...]
    ) -> bool:
        """True where the name said calls the body nothing that the known name does not."""
        if names.trade(read.names[0]) and "Company" not in known.types:
            return False
        said, place = read.names[0].sort, self._place(known)
        bearers = (name.sort for name in known.names if form in _forms(name, known, place))
        return any(said <= other for other in bearers)

    def _choice(
        self, mention: Mention, candidates: Sequence[Candidate], context: Context
    ) -> Candidate | None:
        """The likeliest, where it is ahead of all others.

        Else the only one whose full name the document holds, that stands in the curated table of
        the field, that is first of all of the type the mention was read as, or that most registers
        know.
        """
        if not candidates or candidates[0].score < LEAST:
            return None
        rivals = [c for c in candidates if candidates[0].score - c.score < AHEAD]
        if len(rivals) == 1:
            return rivals[0]
        return (
            self._spoken_of(rivals, context)
            or _only([c for c in rivals if "actors" in _registers(c)])
            or _only([c for c in rivals if self._type(c.entity.kinds[0]) == mention.kind])
            or _best_known(rivals)
        )

    def _spoken_of(self, rivals: Sequence[Candidate], context: Context) -> Candidate | None:
        if not context.words:
            return None
        told = {c.entity.iri: number for number, c in enumerate(rivals)}
        supported = sorted(
            ((support(self._of(c), context), -told[c.entity.iri]) for c in rivals),
            reverse=True,
        )
        (best, place), (second, _) = supported[:2]
        if best >= _SUPPORTED and best - second >= _CLEARLY:
            return rivals[-place]._replace(score=_BY_CONTEXT)
        return _only([c for c in rivals if in_town(self._of(c), context)])

    def _of(self, candidate: Candidate) -> profile.Profile:
        return profile.of_entity(candidate.entity, self._type)

    def _similar(self, mention: Mention, read: profile.Profile) -> list[Candidate]:
        """The organisations of similar names, the likeliest first."""
        if mention.kind not in profile.ORGANISATIONS or len(read.names[0].key) < _SHORTEST_NEAR:
            return []
        found = []
        for number in dict.fromkeys(self._blocked(read)):
            if self._compatible(mention, read, number):
                score, _ = likeness(read, self._profiles[number])
                reason = f"near-name {self._known[number].name}"
                found.append(Candidate(self._known[number], score, reason))
        return sorted(found, key=lambda c: (-c.score, c.entity.iri))[:_TOLD]

    def _blocked(self, read: profile.Profile) -> Iterator[int]:
        for name in read.names:
            for number in self._index.candidates(name):
                yield from self._index.owners[number]

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
        if profile.contradict(read.identifiers, known.identifiers):
            return False
        family = next((f for f in _FAMILIES if mention.kind in f), frozenset())
        return mention.kind in known.types or bool(known.types & family)


def _said(entity: Entity) -> str:
    """All of an entity that a decision can depend on."""
    registers = sorted({entry.source for entry in entity.entries})
    told = (entity.kinds, entity.names, entity.city, entity.country, entity.identifiers, registers)
    return f"{entity.iri} {told}"


def _only(candidates: Sequence[Candidate]) -> Candidate | None:
    return candidates[0]._replace(score=_AS_THE_ONLY_ONE) if len(candidates) == 1 else None


def _registers(candidate: Candidate) -> set[str]:
    return {entry.source for entry in candidate.entity.entries}


def _best_known(rivals: Sequence[Candidate]) -> Candidate | None:
    """The one in more registers than any other: at least three, or it proves nothing."""
    known = [len(_registers(candidate)) for candidate in rivals]
    most = max(known)
    return _only([c for c, n in zip(rivals, known, strict=True) if n == most >= _WELL_KNOWN])


def _forms(
    name: Name, read: profile.Profile, place: frozenset[str] = frozenset()
) -> Iterator[tuple[str, ...]]:
    """The forms of a name: its key; for organisations its letters, unit numbers, core words.

    The words of the ``place`` do not belong to the core where others remain.
    """
    if not read.organisation:
        yield _KEY, name.key
        return
    if not name.core and not name.units and name != read.names[0]:
        return  # an alias that says only a sort of body, CHU or SATT, names nobody
    yield _KEY, name.key
    squeezed = name.key.replace(" ", "")
    if len(squeezed) >= _SHORTEST_NEAR:
        yield _SQUEEZED, squeezed
    for unit in sorted(name.units):
        yield _UNIT, unit
    core = [word for word in name.core if word not in place] or name.core
    if not name.units and sum(map(len, core)) >= _SHORTEST_CORE:
        yield _CORE, *sorted(core)


def _inner(text: str) -> Iterator[tuple[str, ...]]:
    """The second of two acronyms, the first of which stands for the body above: ESPCI-LPEM."""
    first, _, second = name_key(text).partition(" ")
    if text == text.upper() and min(len(first), len(second)) >= _SHORTEST_CORE:
        yield _INNER, second


def _provisional(mention: Mention, candidates: Sequence[Candidate]) -> Link:
    """A node that depends on the name alone, so that no order of documents can change it."""
    money = mention.kind == "Money"
    key = " ".join(mention.text.lower().split()) if money else name_key(mention.text)
    organisation = mention.kind in profile.ORGANISATIONS
    family = "organisation" if organisation else mention.kind.lower()
    entity = Entity(
        iri=mint(_folder(mention.kind), "name", family, key or mention.text),
        kinds=tuple(filter(None, (mention.kind, mention.subtype))),
        name=mention.text,
        identifiers=mention.identifiers,
        provisional=True,
    )
    return Link(
        mention=mention,
        entity=entity,
        score=0.8,
        method="provisional",
        reasons=("no single entry of that name",),
        candidates=tuple(candidates)[:_TOLD],
    )


def _folder(kind: str) -> str:
    """The folder of a provisional node; a kind outside the scheme (Service, Skill) has its own."""
    if kind in profile.ORGANISATIONS:
        return "org"
    return _FOLDERS.get(kind, kind.lower())


_FOLDERS = {
    "TherapyClass": "class",
    "InputMaterial": "input",
    "Equipment": "input",
    "Consumable": "input",
    "Service": "input",
    "Location": "place",
}
