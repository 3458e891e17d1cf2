"""A parsed sentence and its slots in, candidate pairs out: names whose types allow a predicate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from biograph.extract.relations.scheme import SYMMETRIC, predicates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.extract.relations.anaphora import Slot
    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.names import Name
    from biograph.extract.relations.parse import Parsed

_NAMED = frozenset({"name", "class"})
MAX_LINK = 5  # words between two members of a list
_CLOSING = frozenset({"et", "and", "ou", "or", "&", "puis"})
_LINKS = _CLOSING | frozenset(
    [
        ",",
        "l'",
        "d'",
        "la",
        "le",
        "les",
        "de",
        "du",
        "des",
        "a",
        "au",
        "aux",
        "en",
        "dans",
        "par",
        "avec",
        "pour",
        "the",
        "of",
        "in",
        "with",
        "by",
        "qu'",
        "que",
    ]
)
MAX_SLOTS = 40  # of one sentence; a list of a thousand names is a table, not a sentence


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A parsed sentence with its slots and with the triggers found in it, by predicate.

    ``doubts`` are its cues of negation, hope, plan or end; ``lists`` leads from each further member
    of a coordination to its first member.
    """

    parsed: Parsed
    slots: Sequence[Slot]
    triggers: dict[str, list[Match]]
    doubts: Sequence[Match]
    names: Sequence[Name]
    lists: dict[int, int]

    def head(self, token: int) -> int:
        """The token that stands for one in the structure: a list is where its first member is."""
        return self.lists.get(token, token)


class Pair(NamedTuple):
    """Two slots of a scene in the order subject, object, with what may hold between them."""

    subject: Slot
    object: Slot
    kinds: tuple[str, str]
    predicates: tuple[str, ...]

    @property
    def told(self) -> str:
        """How the ends are told: by name, by reference (with the rank of the antecedent)."""
        one, two = self.subject, self.object
        return f"{one.how}{one.rank}>{two.how}{two.rank}"


def pairs(scene: Scene) -> Iterator[Pair]:
    """Every candidate pair of a scene."""
    for subject, object_ in permutations(scene.slots[:MAX_SLOTS], 2):
        kinds = scene.names[subject.name].kind, scene.names[object_.name].kind
        possible = predicates(*kinds)
        if not possible or subject.name == object_.name or not _anchored(subject, object_):
            continue
        if 0 <= object_.token < subject.token:
            possible = tuple(p for p in possible if p not in SYMMETRIC)
        if _listed_together(scene, subject, object_):
            possible = tuple(p for p in possible if p in SYMMETRIC)
        if possible:
            yield Pair(subject, object_, kinds, possible)


def _listed_together(scene: Scene, subject: Slot, object_: Slot) -> bool:
    """Members of one list share what is said of them; nothing but partnership joins them."""
    one = scene.head(subject.token)
    return one >= 0 and one == scene.head(object_.token)


def _anchored(subject: Slot, object_: Slot) -> bool:
    """At least one end is named here; two references must both be the likeliest."""
    if subject.how in _NAMED or object_.how in _NAMED:
        return True
    if subject.how == "silent" or object_.how == "silent":
        return False
    return subject.rank == object_.rank == 1 and subject.token != object_.token


def lists(parsed: Parsed, kind_at: dict[int, str]) -> dict[int, int]:
    """Coordinations of names of one type: ``A, B et C`` gives B -> A, C -> A.

    A comma alone joins nothing: the list must be closed by a conjunction.
    """
    heads: dict[int, int] = {}
    run: list[int] = []
    for token in sorted(kind_at):
        if run and kind_at[token] == kind_at[run[0]] and (link := _link(parsed, run[-1], token)):
            run.append(token)
            if link == "closed":
                heads |= dict.fromkeys(run[1:], run[0])
        else:
            run = [token]
    return heads


def _link(parsed: Parsed, left: int, right: int) -> str:
    words = parsed.words[left + 1 : right]
    if not words or len(words) > MAX_LINK:
        return ""
    if any(w in _CLOSING for w in words) and set(words) <= _LINKS:
        return "closed"
    return "open" if words[0] == "," and set(words) <= _LINKS else ""
