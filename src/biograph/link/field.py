"""What a linker holds of its entities, and what every way through a document asks of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from biograph.link import forms, profile
from biograph.link.choice import choose
from biograph.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from biograph.link.blocking import NamesIndex
    from biograph.link.context import Context
    from biograph.link.forms import Form
    from biograph.link.profile import Profile
    from biograph.model import Entity, Mention

_WHOLE = frozenset({forms.KEY, forms.SQUEEZED, forms.WORDS})


class Field(NamedTuple):
    """The entities by number, their profiles and forms, the words of organisations' names.

    ``weigh`` gives the candidates of a name; ``compatible`` tells whether an entity may be meant.
    """

    known: Sequence[Entity]
    profiles: Sequence[Profile]
    by_form: Mapping[Form, Sequence[int]]
    words: NamesIndex
    weigh: Callable[[Mention], tuple[str, tuple[Candidate, ...]]]
    compatible: Callable[[Mention, Profile, int], bool]
    annotation_type: Callable[[str], str]

    def called(self, mention: Mention, text: str, context: Context) -> Candidate | None:
        """Who would be chosen if the mention were written so."""
        other = replace(mention, text=text, span=None, score=1.0)
        return choose(other, self.weigh(other)[1], context, self.annotation_type)

    def bearers(self, mention: Mention, text: str) -> list[int]:
        """The fitting bearers of a whole name."""
        read = profile.of_mention(replace(mention, text=text, span=None))
        looked_up = (form for form in forms.of(read.names[0], read) if form[0] in _WHOLE)
        held = (self.by_form.get(form, ()) for form in looked_up)
        return self.fitting(mention, next(filter(None, held), ()))

    def fitting(self, mention: Mention, numbers: Iterable[int]) -> list[int]:
        """The organisations among these that the mention may be."""
        said = profile.of_mention(mention)
        return [
            n
            for n in sorted(set(numbers))
            if self.profiles[n].organisation and self.compatible(mention, said, n)
        ]

    def alone(self, numbers: Sequence[int], score: float, reason: str) -> Iterator[Candidate]:
        """A candidate of the only one, named in the reason; none of several."""
        if len(numbers) == 1:
            entity = self.known[numbers[0]]
            yield Candidate(entity, score, f"{reason} {entity.name}")
