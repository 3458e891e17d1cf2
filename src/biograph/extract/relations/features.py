"""A candidate pair in, named features out: words, structure, triggers and how the ends are told.

The names of features are the contract with the trained weights; changing one means training anew.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from biograph.extract.relations.anaphora import ACTORS
from biograph.extract.relations.roles import role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.extract.relations.anaphora import Slot
    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.parse import Parsed

_kept = lru_cache(maxsize=1 << 12)  # what many pairs of the sentences at hand share
_STEM = 5
_NEAR_CUE = 4  # words between a cue and a name it may bear on
_AGENTS = frozenset({"subj", "agent", "gsubj", "nmod:par", "obl:par", "poss", "det", "obl:by"})
_SELF = frozenset({"self", "subj", "head", "mod"})
_PATIENTS = ("obj", "psubj", "obl", "nmod", "iobj", "attr", "prep", "pobj", "relcl")
_COMPLEMENTS = ("nmod", "obl", "poss", "mod", "det", "flat", "appos", "prep", "obj")


class Fit(NamedTuple):
    """How well a trigger's arguments lie where its frame wants them: 0 to 2 for each end."""

    trigger: Match
    frame: str
    roles: tuple[str, str]
    subject: int
    object: int
    distance: int

    @property
    def strong(self) -> int:
        """1 for a trigger that hardly ever means anything else."""
        return int(self.trigger.labels[2] == "strong")

    @property
    def total(self) -> int:
        """Both ends together."""
        return self.subject + self.object


def pair_features(scene: Scene, pair: Pair) -> list[str]:
    """Features that do not depend on the predicate."""
    parsed, subject, object_ = scene.parsed, pair.subject, pair.object
    features = [
        "bias",
        f"t:{pair.kinds[0]}>{pair.kinds[1]}",
        f"h:{_told(pair)}",
        f"lang:{parsed.lang}",
        f"far:{min(max(subject.distance, object_.distance), 3)}",
        *_crowd(scene, pair),
        *_doubts(scene, pair),
        *_before(parsed, subject.token, "s"),
        *_before(parsed, object_.token, "o"),
    ]
    if subject.token >= 0 and object_.token >= 0:
        features += _between(parsed, subject.token, object_.token)
        one, two = _head(scene, subject), _head(scene, object_)
        features.append(f"r:{role(parsed, two, one)}")
        features.append(f"q:{role(parsed, one, two)}")
        if (one, two) != (subject.token, object_.token) and one != two:
            features.append("listed")
            features += _between(parsed, one, two)
        features += _nearness(scene, pair)
    return features


def _doubts(scene: Scene, pair: Pair) -> Iterator[str]:
    """Cues of negation, hope, plan or end in the sentence, and whether one is near an end."""
    words = scene.parsed.words
    if words and words[-1] == "?":
        yield "asked"
    places = [s.token for s in (pair.subject, pair.object) if s.token >= 0]
    for match in scene.doubts:
        near = any(abs(match.start - place) <= _NEAR_CUE for place in places)
        between = min(places, default=0) < match.start < max(places, default=0)
        yield f"cue:{match.labels[0]}"
        yield f"cue:{match.labels[0]}:{near}:{between}"
        yield f"cuew:{words[match.start][:_STEM]}"


def _told(pair: Pair) -> str:
    """How the two ends are told: by name, by reference (with the rank of the antecedent)."""
    one, two = pair.subject, pair.object
    return f"{one.how}{one.rank}>{two.how}{two.rank}"


def _head(scene: Scene, slot: Slot) -> int:
    """The token that stands for a slot in the structure: a list is where its first member is."""
    return scene.lists.get(slot.token, slot.token)


def _nearness(scene: Scene, pair: Pair) -> Iterator[str]:
    """Whether each end is the nearest of its type to the other, and the first of the sentence."""
    for end, slot, other, kind in (
        ("s", pair.subject, pair.object, pair.kinds[0]),
        ("o", pair.object, pair.subject, pair.kinds[1]),
    ):
        same = _others(scene, kind, other.name)
        here, there = _head(scene, slot), _head(scene, other)
        nearer = sum(abs(t - there) < abs(here - there) for t in same)
        before = sum(t < here for t in same)
        yield f"near{end}:{min(nearer, 2)}"
        yield f"rank{end}:{min(before, 2)}"
        yield f"near{end}:{min(nearer, 2)}:{here < there}"


@_kept
def _others(scene: Scene, kind: str, name: int) -> frozenset[int]:
    """The tokens that stand for the names of a type, one name left out."""
    return frozenset(head for other, head in _heads(scene, kind) if other != name)


@_kept
def _heads(scene: Scene, kind: str) -> list[tuple[int, int]]:
    """The names of a type that the sentence tells, each with the token that stands for it."""
    return [
        (s.name, _head(scene, s))
        for s in scene.slots
        if s.token >= 0 and s.rank < 2 and _alike(scene, s, kind)
    ]


def _alike(scene: Scene, slot: Slot, kind: str) -> bool:
    other = scene.names[slot.name].kind
    return other == kind or (other in ACTORS and kind in ACTORS)


def _crowd(scene: Scene, pair: Pair) -> Iterator[str]:
    """How many rivals of the same type the sentence names."""
    for end, kind in zip("so", pair.kinds, strict=True):
        yield f"k{end}:{min(_named(scene, kind), 3)}"


@_kept
def _named(scene: Scene, kind: str) -> int:
    return sum(s.how == "name" and scene.names[s.name].kind == kind for s in scene.slots)


@_kept
def _before(parsed: Parsed, token: int, end: str) -> list[str]:
    """The words before a token and the words that govern it."""
    if token < 0:
        return []
    before = [_word(parsed, t) for t in range(max(0, token - 3), token)]
    after = parsed.words[token + 1 : token + 2]
    governors = enumerate(parsed.chain(token)[1:3], start=1)
    return [
        f"{end}1:{before[-1] if before else '^'}",
        f"{end}2:{' '.join(before[-2:])}",
        f"{end}+:{after[0] if after else '$'}",
        *(f"{end}g{height}:{_stem(parsed, governor)}" for height, governor in governors),
    ]


def _word(parsed: Parsed, token: int) -> str:
    return "@" if token in parsed.mention_at else parsed.words[token]


def _stem(parsed: Parsed, token: int) -> str:
    return "@" if token in parsed.mention_at else parsed.words[token][:_STEM]


@_kept
def _between(parsed: Parsed, subject: int, object_: int) -> list[str]:
    low, high = sorted((subject, object_))
    order = "so" if subject < object_ else "os"
    inner = range(low + 1, high)
    told = [
        f"order:{order}",
        f"gap:{order}:{_bucket(len(inner))}",
        f"mid:{min(sum(t in parsed.mention_at for t in inner), 4)}",
        f"break:{any(parsed.words[t] in {';', ':'} for t in inner)}",
    ]
    if len(inner) <= 4:
        told.append(f"g:{order}:{' '.join(_word(parsed, t) for t in inner)}")
    if len(inner) <= 14:
        told += [f"w:{stem}" for stem in sorted({_stem(parsed, t) for t in inner})]
    return told


def _bucket(length: int) -> int:
    return next((n for n in (0, 1, 2, 3, 5, 8, 12, 20, 35) if length <= n), 99)


def fits(scene: Scene, pair: Pair) -> dict[str, Fit]:
    """For each possible predicate that has a trigger in the sentence, the best fitting one."""
    best: dict[str, Fit] = {}
    for predicate in pair.predicates:
        found = [_fit(scene, pair, m) for m in scene.triggers.get(predicate, ())]
        if found:
            best[predicate] = max(found, key=lambda f: (f.total + f.strong, -f.distance))
    return best


def _fit(scene: Scene, pair: Pair, match: Match) -> Fit:
    trigger, frame = match.start, match.labels[1]
    told = [
        role(scene.parsed, _head(scene, slot), trigger) if slot.token >= 0 else "silent"
        for slot in (pair.subject, pair.object)
    ]
    one, two = _wanted(frame, told[0], told[1])
    places = [s.token for s in (pair.subject, pair.object) if s.token >= 0]
    distance = sum(abs(trigger - p) for p in places)
    return Fit(match, frame, (told[0], told[1]), one, two, distance)


@_kept
def _wanted(frame: str, subject: str, object_: str) -> tuple[int, int]:
    if frame == "p":
        return int(bool(subject)), int(bool(object_))
    if frame.endswith("r"):
        second, first = _wanted(frame[0], object_, subject)
        return first, second
    agents = _SELF if frame == "n" else _AGENTS
    patients = _COMPLEMENTS if frame == "n" else _PATIENTS
    return _grade(subject, subject.rstrip("~") in agents), _grade(
        object_, object_.startswith(patients) and object_ not in {"obl:par", "nmod:par"}
    )


def _grade(role_: str, wanted: bool) -> int:  # noqa: FBT001 - a private two-liner
    return 2 if wanted else int(role_ == "silent")


def trigger_features(
    parsed: Parsed, pair: Pair, predicate: str, found: dict[str, Fit]
) -> list[str]:
    """Features of one predicate: its own best trigger, and the rivals' better ones."""
    own = found.get(predicate)
    rival = max([f.total for f in found.values() if f is not own], default=-1)
    if own is None:
        return ["T:none", f"C:none:{rival}"]
    stem = parsed.words[own.trigger.start][:_STEM]
    return [
        f"T:{own.frame}:{own.subject}{own.object}",
        f"T!:{own.strong}:{own.frame}:{own.subject}{own.object}",
        f"Th:{own.strong}:{own.total}:{_told(pair)}",
        f"Tr:{own.frame}:{own.roles[0]}>{own.roles[1]}",
        f"Ts:{own.frame[0]}:{own.roles[0]}",
        f"To:{own.frame[0]}:{own.roles[1]}",
        f"Tw:{stem}",
        f"Tw:{stem}:{own.total}",
        f"Td:{_bucket(own.distance)}",
        f"Tp:{_order(pair, own.trigger.start)}",
        f"C:{(own.total > rival) - (own.total < rival)}",
    ]


def _order(pair: Pair, trigger: int) -> str:
    places = (("s", pair.subject.token), ("o", pair.object.token), ("t", trigger))
    return "".join(n for n, t in sorted(places, key=lambda p: p[1]) if t >= 0)


def all_features(
    scene: Scene, pair: Pair, found: dict[str, Fit]
) -> tuple[list[str], dict[str, list[str]]]:
    """The features of a pair, and those of each predicate; ``found`` is what ``fits`` gives."""
    return list(dict.fromkeys(pair_features(scene, pair))), {
        predicate: trigger_features(scene.parsed, pair, predicate, found)
        for predicate in pair.predicates
    }
