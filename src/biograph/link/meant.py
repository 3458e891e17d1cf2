"""A mention and its document in, whom the document means out, where the name alone says too little.

The ways are tried from the surest to the loosest, and each gives an answer only where it finds one
organisation alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from biograph.link import names, placed
from biograph.link.completion import Completions
from biograph.link.model import telling, weights
from biograph.link.spoken import Spoken, called
from biograph.link.wordings import wordings
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.link.context import Context
    from biograph.link.field import Field
    from biograph.link.profile import Profile
    from biograph.model import Candidate, Mention

_EXPLAINED = 0.95  # of the sureness of the full name that a document gives
_SHORT = 0.75  # how sure a short form is that the document does not explain
_REWORDED = 0.9  # of the sureness of the other wording
_CONFIRMED, _COMPLETED = 0.7, 0.65  # how sure
_DOUBTFUL = 0.15  # least probability of a candidate that the document may confirm
_SHORTEST_CONFIRMING = 4  # letters of a name that confirms
_SHORTEST_SLIP = 10  # letters of a name in which one may be wrong
_TELLING = 34.0  # least weight of the words of a name that begins a longer one
_LEAST_HELD = 2  # words of a hospital's name that stand in a longer one; of another body's more
_PERSON = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+[ -][A-ZÀ-Þ][a-zà-ÿ]+")
_HOSPITALS = frozenset({"hopital", "hospitalier", "chu", "chr", "ch", "gh", "ghu", "clinique"})
_SITES = frozenset({"site", "groupe"})  # parts by which a hospital is known
_RARE = 60.0  # weight of a word that few names bear, or of two that some do


class Meant:
    """The ways from a mention through its document to one of the entities of a linker."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._spoken = Spoken(field.known, field.profiles, field.by_form)
        self._completions = Completions(
            (name, number)
            for number, read in enumerate(field.profiles)
            if read.organisation
            for name in read.names
        )
        self._number = {entity.iri: number for number, entity in enumerate(field.known)}

    def choice(
        self,
        mention: Mention,
        chosen: Candidate | None,
        candidates: Sequence[Candidate],
        context: Context,
    ) -> Candidate | None:
        """The choice once the document is heard: by the full name that it gives a short form.

        Who is not of that full name is not meant, unless the document is about him (a project
        explains its own name) or he is a supervising body, which stands in brackets behind its
        laboratories. Where nobody is chosen the other ways are tried.
        """
        key = name_key(mention.text)
        full = context.full_names.get(key, "")
        if full and not names.common(key):
            found = self._field.called(mention, full, context)
            if found:
                return found._replace(
                    score=_EXPLAINED * found.score, reason=f"short for {full}: {found.reason}"
                )
            own = chosen and context.own.intersection(e.id for e in chosen.entity.entries)
            if chosen and not own and not called(chosen.entity, full):
                return None
        return chosen or next(self._ways(mention, candidates, context), None)

    def _ways(
        self, mention: Mention, candidates: Sequence[Candidate], context: Context
    ) -> Iterator[Candidate]:
        yield from self._short_for(mention, context)
        yield from self._reworded(mention, context)
        yield from placed.ways(mention, context, self._field)
        yield from self._confirmed(mention, candidates, context)
        yield from self._completed(mention)
        yield from self._within(mention)
        yield from self._hospital(mention)

    def _short_for(self, mention: Mention, context: Context) -> Iterator[Candidate]:
        """The document's own subject, or the only one of those it names in full."""
        for meant in self._spoken.of(names.read(mention.text), context):
            fitting = self._field.fitting(mention, meant)
            yield from self._field.alone(fitting, _SHORT, "in this document short for")

    def _reworded(self, mention: Mention, context: Context) -> Iterator[Candidate]:
        for text in wordings(mention.text):
            found = self._field.called(mention, text, context)
            if found and found.score >= _SHORT:
                reason = f"read as {text}: {found.reason}"
                yield found._replace(score=_REWORDED * found.score, reason=reason)

    def _confirmed(
        self, mention: Mention, candidates: Sequence[Candidate], context: Context
    ) -> Iterator[Candidate]:
        """The doubtful candidate whose short name or number the document holds, or a slip."""
        said = names.read(mention.text)
        near = {self._number[c.entity.iri]: c.score for c in candidates}
        read = self._field.profiles
        confirmed = [
            n for n in near if near[n] >= _DOUBTFUL and _short_name_in(context, read[n], said)
        ]
        yield from self._field.alone(confirmed, _CONFIRMED, "by a short name that stands here too,")
        slips = [n for n in near if _slip(said, read[n])]
        yield from self._field.alone(slips, _CONFIRMED, "a slip for")

    def _completed(self, mention: Mention) -> Iterator[Candidate]:
        """The only body whose name begins with these words."""
        name = names.read(mention.text)
        if _of_a_sort(name) and sum(map(telling, name.core)) >= _TELLING:
            begun = self._field.fitting(mention, self._completions.begun(name))
            yield from self._field.alone(begun, _COMPLETED, "the only name that begins so,")

    def _within(self, mention: Mention) -> Iterator[Candidate]:
        """The body whose name has all these words, begins alike and has the least besides."""
        name = names.read(mention.text)
        sort = _of_a_sort(name) and "universite" not in name.words
        rare = sum(map(telling, name.core)) >= _RARE
        if sort and rare and len(name.words) > _LEAST_HELD:
            held = self._field.words.holding(name.words)
            alike = [(len(other.words), n) for other, n in held if other.words[0] == name.words[0]]
            least = min(alike, default=(0, 0))[0]
            found = self._field.fitting(mention, (n for length, n in alike if length == least))
            yield from self._field.alone(found, _COMPLETED, "the only name that has these words,")

    def _hospital(self, mention: Mention) -> Iterator[Candidate]:
        """The only hospital whose name holds this one, or its last word where it is a person's."""
        name = names.read(mention.text)
        core = [word for word in name.words if word not in name.sort]
        called_so = name.sort <= _HOSPITALS and (name.sort or len(core) >= _LEAST_HELD)
        if not (core and called_so) or mention.kind == "Company":
            return
        last = core[-1:] if _PERSON.fullmatch(mention.text) else core
        for words in (core, last):
            if max(map(telling, words)) >= _RARE:
                found = self._field.fitting(mention, self._hospitals(words))
                yield from self._field.alone(found, _COMPLETED, "the only hospital so called,")

    def _hospitals(self, words: Sequence[str]) -> Iterator[int]:
        for other, number in self._field.words.holding(words):
            whole = names.components(other) <= _SITES
            if whole and "Hospital" in self._field.profiles[number].types:
                yield number


def _short_name_in(context: Context, read: Profile, said: names.Name) -> bool:
    """True where the document holds a number or, beside several words, a rare name of one word."""
    if read.units & context.units:
        return True
    short = (n.key for n in read.names if " " not in n.key and n.key not in said.words)
    rare = (k for k in short if len(k) >= _SHORTEST_CONFIRMING and k not in weights().shares)
    return len(said.words) > 1 and any(f" {key} " in context.key for key in rare)


def _of_a_sort(name: names.Name) -> bool:
    """True for a name that begins with a sort of body, or with a body: institut, INRIA."""
    first = name.words[:1]
    return bool(name.sort.intersection(first)) or any(map(names.common, first))


def _slip(said: names.Name, read: Profile) -> bool:
    """True where a letter is wrong within a name of one long word."""
    one = said.key
    return len(one) >= _SHORTEST_SLIP and any(
        " " not in name.key + one
        and (one[0], one[-1]) == (name.key[:1], name.key[-1:])
        and OSA.distance(one, name.key, score_cutoff=1) == 1
        for name in read.names
    )
