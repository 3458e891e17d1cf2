"""A document in, the organisations out that it is about or calls by their full name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from biograph.link import forms, names
from biograph.link.compare import overlap
from biograph.link.shortforms import short_for, slip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.link.context import Context
    from biograph.link.forms import Form
    from biograph.link.names import Name
    from biograph.link.profile import Profile
    from biograph.model import Entity

_FAIR_PART = 0.2  # of the weight of two full names that are one
_LONGEST = 10  # words of a name looked for in a document


class Spoken:
    """The entities of a linker, by their numbers: those a short name can mean in a document."""

    def __init__(
        self,
        known: Sequence[Entity],
        profiles: Sequence[Profile],
        by_form: Mapping[Form, Sequence[int]],
    ) -> None:
        self._profiles, self._by_form = profiles, by_form
        self._by_entry = {e.id: n for n, entity in enumerate(known) for e in entity.entries}
        self._by_identifier = {i: n for n, read in enumerate(profiles) for i in read.identifiers}
        self._named = lru_cache(maxsize=8)(self._full_names)

    def of(self, said: Name, context: Context) -> tuple[list[int], list[int]]:
        """The subjects of the document that are spelt alike; who bears a longer name in it."""
        subjects = {self._by_entry[entry] for entry in context.own if entry in self._by_entry}
        subjects |= {self._by_identifier[i] for i in context.declared if i in self._by_identifier}
        named = {n for n, name in self._named(context.key) if short_for(said, name)}
        return sorted(n for n in subjects if self._alike(said, n)), sorted(named)

    def _alike(self, said: Name, number: int) -> bool:
        return any(
            short_for(said, name) or short_for(name, said) or slip(said, name)
            for name in self._profiles[number].names
        )

    def _full_names(self, key: str) -> tuple[tuple[int, Name], ...]:
        """The only bearers of a name of several words that stands in a folded text."""
        words = key.split()
        phrases = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1)
        }
        borne = ((p, self._by_form.get((forms.KEY, p), ())) for p in sorted(phrases))
        return tuple(
            (numbers[0], names.read(phrase))
            for phrase, numbers in borne
            if len(numbers) == 1 and self._profiles[numbers[0]].organisation
        )


def called(entity: Entity, full: str, least: float = _FAIR_PART) -> bool:
    """True where a full name shares a fair part of its words with one of the entity's."""
    told = names.read(full)
    return any(overlap(told, names.read(name)).jaccard >= least for name in entity.names)
