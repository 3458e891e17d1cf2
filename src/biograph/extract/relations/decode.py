"""Scored candidates of a document in, the ones that can stand together out.

One reference has one antecedent, a name beats a silent subject, a relation has one direction, and
an organisation is either based in a place or runs a site there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.extract.relations.scheme import SYMMETRIC

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.fits import Fit

_PLACED = frozenset({"locatedIn", "operatesSite"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its predicate, raw log-odds and best trigger."""

    scene: Scene
    pair: Pair
    predicate: str
    log_odds: float
    fit: Fit | None

    @property
    def triple(self) -> tuple[int, str, int]:
        """Subject, predicate and object as indices of names; a symmetric one in text order."""
        subject, object_ = self.pair.subject.name, self.pair.object.name
        if self.predicate in SYMMETRIC and object_ < subject:
            subject, object_ = object_, subject
        return subject, self.predicate, object_


def compatible(candidates: Iterable[Scored]) -> list[Scored]:
    """The candidates that can stand together, in order of triple."""
    kept = _best(candidates, _same_reference("subject"))
    kept = _best(kept, _same_reference("object"))
    kept = _best(kept, lambda c: c.triple)
    kept = _best(kept, _unordered)
    kept = _best(kept, _place)
    kept = _best(kept, _round)
    return sorted(_named_first(kept), key=lambda c: c.triple)


def _best(candidates: Iterable[Scored], key: Callable[[Scored], Hashable]) -> list[Scored]:
    """Of the candidates with one key, the likeliest; those with the key None are all kept."""
    free: list[Scored] = []
    best: dict[Hashable, Scored] = {}
    for candidate in candidates:
        group = key(candidate)
        if group is None:
            free.append(candidate)
        elif group not in best or candidate.log_odds > best[group].log_odds:
            best[group] = candidate
    return [*free, *best.values()]


def _same_reference(end: str) -> Callable[[Scored], Hashable]:
    def key(candidate: Scored) -> Hashable:
        pair = candidate.pair
        slot, other = pair.subject, pair.object
        if end == "object":
            slot, other = other, slot
        if slot.rank == 0:
            return None
        where = candidate.scene.parsed.sentence.index
        return where, candidate.predicate, slot.token, other.name, other.token

    return key


def _unordered(candidate: Scored) -> Hashable:
    subject, predicate, object_ = candidate.triple
    return predicate, *sorted((subject, object_))


def _place(candidate: Scored) -> Hashable:
    subject, predicate, object_ = candidate.triple
    return (subject, object_) if predicate in _PLACED else None


def _round(candidate: Scored) -> Hashable:
    """A sum is raised once."""
    return candidate.triple[2] if candidate.predicate == "raised" else None


def _named_first(candidates: Sequence[Scored]) -> list[Scored]:
    """Drop a silent end where a named one was found for the same sentence, predicate and end."""
    told: dict[Hashable, float] = defaultdict(lambda: float("-inf"))
    for c in candidates:
        for group, how in _ends(c):
            if how != "silent":
                told[group] = max(told[group], c.log_odds)
    return [
        c
        for c in candidates
        if all(how != "silent" or told[group] < c.log_odds for group, how in _ends(c))
    ]


def _ends(c: Scored) -> list[tuple[Hashable, str]]:
    where, subject, object_ = c.scene.parsed.sentence.index, c.pair.subject, c.pair.object
    return [
        ((where, c.predicate, "s", object_.name), subject.how),
        ((where, c.predicate, "o", subject.name), object_.how),
    ]
