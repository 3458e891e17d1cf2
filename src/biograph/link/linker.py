"""One mention in, one decision out: the entity it names, how surely and why, or a new one.

Order: an identifier of the row; the exact name key; the closest name among those that share a rare
word; else a provisional entity, the same for every mention of that name, which a later register
can confirm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from biograph.link.identity import STRONG
from biograph.model import Entity, Identifier, Link
from biograph.terms import digest, mint, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from biograph.model import Mention

#: Least similarity (rapidfuzz token sort ratio, 0-100) of a near name.
NEAR = 92.0
_RARE = 12  # a word shared by more names than this blocks nothing
_SHORTEST_NEAR = 6
_DIGITS = re.compile(r"\d+")
_ORGANISATIONS = frozenset(
    {
        "Company",
        "ResearchOrganization",
        "Hospital",
        "PatientOrganization",
        "Funder",
        "Regulator",
        "Cluster",
        "Site",
    }
)
#: Types that name things of one sort: a mention of one may be an entity of another.
_FAMILIES = (
    _ORGANISATIONS,
    frozenset({"Therapy", "TherapyClass"}),
    frozenset({"InputMaterial", "Equipment"}),
)


class Linker:
    """An index over entities: by identifier, by name key, by rare word."""

    def __init__(
        self, entities: Iterable[Entity], *, annotation_type: Callable[[str], str]
    ) -> None:
        self._type = annotation_type
        self._by_identifier: dict[Identifier, Entity] = {}
        self._by_key: dict[str, list[Entity]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        known = sorted(entities, key=lambda entity: entity.iri)
        for entity in known:
            self._add(entity)
        self.digest = digest(*(f"{e.iri} {e.kinds} {e.names} {e.city}" for e in known))

    def _add(self, entity: Entity) -> None:
        for identifier in entity.identifiers:
            if identifier.scheme in STRONG:
                self._by_identifier.setdefault(identifier, entity)
        for key in sorted({name_key(name) for name in (entity.name, *entity.names)} - {""}):
            if key not in self._by_key:
                for word in set(key.split()):
                    self._by_word[word].append(key)
            self._by_key[key].append(entity)

    def link(self, mention: Mention) -> Link:
        """The decision on one mention."""
        return (
            self._by_register(mention)
            or self._exact(mention)
            or self._near(mention)
            or self._provisional(mention)
        )

    def _by_register(self, mention: Mention) -> Link | None:
        for identifier in mention.identifiers:
            entity = self._by_identifier.get(identifier)
            if entity:
                reason = f"{identifier.scheme} {identifier.value}"
                return Link(
                    mention=mention,
                    entity=entity,
                    score=1.0,
                    method="identifier",
                    reasons=(reason,),
                )
        return None

    def _exact(self, mention: Mention) -> Link | None:
        key = name_key(mention.text)
        return self._choose(mention, self._by_key.get(key, ()), 1.0, "name", key)

    def _near(self, mention: Mention) -> Link | None:
        key = name_key(mention.text)
        if len(key) < _SHORTEST_NEAR or mention.kind not in _ORGANISATIONS:
            return None
        blocked = {
            other
            for word in key.split()
            if len(self._by_word.get(word, ())) <= _RARE
            for other in self._by_word.get(word, ())
            if _DIGITS.findall(other) == _DIGITS.findall(key)
        }
        best = process.extractOne(
            key, sorted(blocked), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR
        )
        if best is None:
            return None
        name, similarity, _ = best
        return self._choose(mention, self._by_key[name], similarity / 100 * 0.9, "near-name", name)

    def _choose(
        self, mention: Mention, found: Sequence[Entity], score: float, method: str, name: str
    ) -> Link | None:
        """The one compatible entity, or the one in the same town; None where several remain."""
        fitting = [e for e in found if self._compatible(mention, e)]
        exact = [e for e in fitting if self._type(e.kinds[0]) == mention.kind] or fitting
        town = name_key(mention.place)
        there = [e for e in exact if town and town == name_key(e.city)] or exact
        if len(there) != 1:
            return None
        reasons = [f"{method} {name}"]
        if self._type(there[0].kinds[0]) != mention.kind:
            score *= 0.9
            reasons.append(f"the register says {there[0].kinds[0]}")
        return Link(
            mention=mention, entity=there[0], score=score, method=method, reasons=tuple(reasons)
        )

    def _compatible(self, mention: Mention, entity: Entity) -> bool:
        kinds = {self._type(kind) for kind in entity.kinds}
        if mention.kind in kinds:
            return self._same_identity(mention, entity)
        family = next((f for f in _FAMILIES if mention.kind in f), frozenset())
        return bool(kinds & family) and self._same_identity(mention, entity)

    @staticmethod
    def _same_identity(mention: Mention, entity: Entity) -> bool:
        """False where an identifier of the mention contradicts one of the entity."""
        theirs = dict(entity.identifiers)
        return all(
            theirs.get(scheme, value) == value
            for scheme, value in mention.identifiers
            if scheme in STRONG
        )

    @staticmethod
    def _provisional(mention: Mention) -> Link:
        """A node that depends on the name alone, so that no order of documents can change it."""
        money = mention.kind == "Money"
        key = " ".join(mention.text.lower().split()) if money else name_key(mention.text)
        family = "organisation" if mention.kind in _ORGANISATIONS else mention.kind.lower()
        entity = Entity(
            iri=mint(_folder(mention.kind), "name", family, key or mention.text),
            kinds=tuple(filter(None, (mention.kind, mention.subtype))),
            name=mention.text,
            identifiers=mention.identifiers,
            provisional=True,
        )
        reasons = ("no single entry of that name",)
        return Link(
            mention=mention, entity=entity, score=0.8, method="provisional", reasons=reasons
        )


def _folder(kind: str) -> str:
    """The folder of a provisional node; a kind outside the scheme (Service, Skill) has its own."""
    if kind in _ORGANISATIONS:
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
