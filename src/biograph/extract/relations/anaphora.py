"""Follows who a document is talking about: pronouns, bare nouns and silent subjects get names.

Fed sentence by sentence in order. Each reference yields up to two antecedents, best first; the
scorer decides how far to trust them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.extract.relations.lexicon import anaphors
from biograph.terms import ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.names import Name

ACTORS = frozenset(ORGANISATION_TYPES) | {"Site"}
PRODUCTS = frozenset({"Therapy", "TherapyClass"})
_VALUES = frozenset({"Money", "Date"})
_DETERMINERS = frozenset(
    [
        "le",
        "la",
        "l'",
        "les",
        "ce",
        "cet",
        "cette",
        "ces",
        "du",
        "au",
        "aux",
        "the",
        "this",
        "that",
        "these",
        "both",
        "ledit",
        "ladite",
    ]
)
_DEMONSTRATIVES = frozenset({"ce", "cet", "cette", "ces", "this", "these"})
_MODIFIERS = frozenset({"jeune", "petite", "petit", "jeunes", "meme", "young", "same", "french"})
_IMPERSONAL = frozenset(
    [
        "faut",
        "s'agit",
        "y",
        "reste",
        "fallait",
        "faudra",
        "convient",
        "s'",
        "suffit",
        "n'existe",
        "n'y",
        "manque",
        "is",
        "was",
        "took",
        "takes",
        "has",
        "remains",
    ]
)
_ANTECEDENTS = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """Something in a sentence that stands for a name.

    ``how`` is name, noun, pron, poss, ord1, ord2, last or silent; ``token`` is -1 for a silent
    one. ``rank`` counts antecedents from 1 (0 for a name), ``distance`` is in sentences.
    """

    name: int
    token: int
    how: str
    rank: int = 0
    distance: int = 0


@dataclass(slots=True)
class _Trace:
    """Where a name was last seen and how prominently."""

    sentence: int
    position: int
    leading: bool


@dataclass(slots=True)
class Discourse:
    """What was said so far in one document."""

    names: Sequence[Name]
    mention_name: Sequence[int]
    seen: dict[int, _Trace] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    leaders: dict[int, int] = field(default_factory=dict)
    position: int = 0

    def slots(
        self, index: int, words: Sequence[str], mention_at: dict[int, int], lang: str
    ) -> list[Slot]:
        """The slots of the next sentence: its names, references and silent subjects."""
        found = [self._named(index, t, m, words) for t, m in mention_at.items()]
        for match in references(words, mention_at, lang):
            found += self._resolve(match, index, mention_at)
        found += self._silent(index, {s.name for s in found})
        self._remember(index, found)
        return found

    def _named(self, index: int, token: int, mention: int, words: Sequence[str]) -> Slot:
        """A name; for a class told with a demonstrative (``cet anticorps``) the named product."""
        name = self.mention_name[mention]
        pointed = token > 0 and words[token - 1] in _DEMONSTRATIVES
        if pointed and self.names[name].kind == "TherapyClass":
            products = [n for n in self.seen if self.names[n].kind == "Therapy"]
            last = max(products, key=lambda n: self.seen[n].position, default=-1)
            if last >= 0 and index - self.seen[last].sentence <= 3:
                return Slot(last, token, "class", 1, index - self.seen[last].sentence)
        return Slot(name, token, "name")

    def pass_over(self, index: int, mentions: Sequence[int]) -> None:
        """Take note of a sentence that is not parsed."""
        self._remember(
            index, [Slot(self.mention_name[m], t, "name") for t, m in enumerate(mentions)]
        )

    def _resolve(self, match: Match, index: int, mention_at: dict[int, int]) -> list[Slot]:
        how, types = match.labels[0], frozenset(match.labels[1].split())
        here = {self.mention_name[m]: t for t, m in mention_at.items() if t < match.start}
        known = {n for n in (*self.seen, *here) if self.names[n].kind in types}
        ranked = sorted(known, key=lambda n: (-self._salience(n, index, here, how), n))
        if how == "ord2" and len(ranked) > 1:
            ranked = self._by_order(ranked[:2])[::-1]
        elif how == "ord1":
            ranked = self._by_order(ranked[:2])
        return [
            Slot(n, match.start, how, rank, 0 if n in here else index - self.seen[n].sentence)
            for rank, n in enumerate(ranked[:_ANTECEDENTS], start=1)
        ]

    def _by_order(self, names: Sequence[int]) -> list[int]:
        return sorted(names, key=lambda n: self.seen[n].position if n in self.seen else 10**9)

    def _salience(self, name: int, index: int, here: dict[int, int], how: str) -> float:
        if name in here:
            return here[name] if how == "last" else -0.6
        trace = self.seen[name]
        if how == "last":
            return trace.position - 10.0**6
        actor = self.names[name].kind in ACTORS
        return (
            -1.4 * min(index - trace.sentence, 5)
            + 0.6 * trace.leading
            + 0.05 * min(self.counts[name], 4) * actor
            + 0.3 * (name == self.topic())
        )

    def topic(self) -> int:
        """The actor the document is about so far: the most named, the first among equals."""
        actors = [n for n in self.counts if self.names[n].kind in ACTORS]
        return max(actors, key=lambda n: (self.counts[n], -n), default=-1)

    def _silent(self, index: int, present: set[int]) -> list[Slot]:
        """What the last sentences were about, where this one has not named it."""
        order = sorted(self.seen, key=lambda n: -self.seen[n].position)
        actors = [n for n in order if self.names[n].kind in ACTORS]
        leading = [n for n in actors if self.seen[n].leading]
        products = [n for n in order if self.names[n].kind in PRODUCTS]
        chosen = {self.topic(): 3, **dict.fromkeys(actors[:1], 2), **dict.fromkeys(leading[:1], 1)}
        chosen |= dict.fromkeys(products[:1], 1)
        return [
            Slot(n, -1, "silent", rank, index - self.seen[n].sentence)
            for n, rank in chosen.items()
            if n >= 0 and n not in present
        ]

    def _remember(self, index: int, slots: Sequence[Slot]) -> None:
        lead_actor = lead_product = False
        for slot in sorted(slots, key=lambda s: (s.token, s.rank)):
            kind = self.names[slot.name].kind
            if slot.rank > 1 or slot.token < 0 or kind in _VALUES:
                continue
            actor = kind in ACTORS
            leading = not (lead_actor if actor else lead_product)
            lead_actor, lead_product = lead_actor or actor, lead_product or not actor
            self.position += 1
            self.seen[slot.name] = _Trace(index, self.position, leading)
            self.counts[slot.name] = self.counts.get(slot.name, 0) + 1


def references(words: Sequence[str], mention_at: dict[int, int], lang: str) -> Iterator[Match]:
    """The pronouns and bare nouns of a sentence that may stand for a name."""
    for match in anaphors(lang).find(words):
        how = match.labels[0]
        following = words[match.end] if match.end < len(words) else ""
        if any(t in mention_at for t in range(match.start, match.end + (how == "noun"))):
            continue
        if how == "noun" and not _definite(words, match.start):
            continue
        if how == "pron" and following in _IMPERSONAL and words[match.start] in {"il", "it"}:
            continue
        yield match


def _definite(words: Sequence[str], at: int) -> bool:
    before = words[max(0, at - 2) : at]
    if before and before[-1] in _DETERMINERS:
        return True
    return len(before) == 2 and before[0] in _DETERMINERS and before[1] in _MODIFIERS
