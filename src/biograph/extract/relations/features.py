"""A candidate pair in, named features out: words, structure and how the ends are told.

What hangs on the same thing (two tokens, a way of telling) is told in one group, made once. The
names of features are the contract with the trained weights; changing one means training anew.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from biograph.extract.relations.anaphora import ACTORS
from biograph.extract.relations.roles import role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.extract.relations.anaphora import Slot
    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.parse import Parsed

    Group = tuple[str, ...]  # features that are told together

kept = lru_cache(maxsize=1 << 12)  # what many pairs of the sentences at hand share
STEM = 5  # letters that tell a word
_LENGTHS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 99)
_NEAR_CUE = 4  # words between a cue and a name it may bear on


def pair_features(scene: Scene, pair: Pair) -> Iterator[Group]:
    """Groups of features that do not depend on the predicate; no two have one in common."""
    subject, object_ = pair.subject, pair.object
    far = min(max(subject.distance, object_.distance), 3)
    rivals = _named(scene, pair.kinds[0]), _named(scene, pair.kinds[1])
    yield _setting(scene.parsed.lang, pair.kinds, pair.told, far, rivals)
    yield from _placed(scene, subject.token, object_.token)
    if subject.token >= 0 and object_.token >= 0:
        yield _nearness(scene, "s", subject, object_)
        yield _nearness(scene, "o", object_, subject)


@kept
def _setting(
    lang: str, kinds: tuple[str, str], told: str, far: int, rivals: tuple[int, int]
) -> Group:
    """Types, how the ends are told, and how many names of their types the sentence has."""
    return (
        "bias",
        f"t:{kinds[0]}>{kinds[1]}",
        f"h:{told}",
        f"lang:{lang}",
        f"far:{far}",
        f"ks:{min(rivals[0], 3)}",
        f"ko:{min(rivals[1], 3)}",
    )


@kept
def _named(scene: Scene, kind: str) -> int:
    return sum(s.how == "name" and scene.names[s.name].kind == kind for s in scene.slots)


@kept
def _placed(scene: Scene, subject: int, object_: int) -> list[Group]:
    """What hangs on the places of the two ends, -1 for a silent one."""
    parsed, places = scene.parsed, [t for t in (subject, object_) if t >= 0]
    groups = [
        tuple(dict.fromkeys(_doubts(scene, places))),
        _before(parsed, subject, "s"),
        _before(parsed, object_, "o"),
    ]
    if len(places) == 2:
        groups.append(tuple(dict.fromkeys(_joined(scene, subject, object_))))
    return groups


def _doubts(scene: Scene, places: list[int]) -> Iterator[str]:
    """Cues of negation, hope, plan or end in the sentence, and whether one is near an end."""
    words = scene.parsed.words
    if words and words[-1] == "?":
        yield "asked"
    for match in scene.doubts:
        near = any(abs(match.start - place) <= _NEAR_CUE for place in places)
        between = min(places, default=0) < match.start < max(places, default=0)
        yield f"cue:{match.labels[0]}"
        yield f"cue:{match.labels[0]}:{near}:{between}"
        yield f"cuew:{words[match.start][:STEM]}"


@kept
def _before(parsed: Parsed, token: int, end: str) -> Group:
    """The words before a token and the words that govern it."""
    if token < 0:
        return ()
    before = _masked(parsed)[max(0, token - 2) : token]
    after = parsed.words[token + 1 : token + 2]
    governors = enumerate(parsed.chain(token)[1:3], start=1)
    return (
        f"{end}1:{before[-1] if before else '^'}",
        f"{end}2:{' '.join(before)}",
        f"{end}+:{after[0] if after else '$'}",
        *(f"{end}g{height}:{_masked(parsed)[governor][:STEM]}" for height, governor in governors),
    )


@kept
def _masked(parsed: Parsed) -> list[str]:
    """The words, with a mark for each name."""
    return ["@" if t in parsed.mention_at else word for t, word in enumerate(parsed.words)]


@kept
def _stems(parsed: Parsed) -> list[str]:
    return [f"w:{word[:STEM]}" for word in _masked(parsed)]


def _joined(scene: Scene, subject: int, object_: int) -> list[str]:
    """The words between two ends and the role of each for the other; of lists also the heads'."""
    one, two = scene.head(subject), scene.head(object_)
    told = [
        *_between(scene.parsed, subject, object_),
        f"r:{role(scene.parsed, two, one)}",
        f"q:{role(scene.parsed, one, two)}",
    ]
    if (one, two) != (subject, object_) and one != two:
        told += ["listed", *_between(scene.parsed, one, two)]
    return told


def _between(parsed: Parsed, subject: int, object_: int) -> list[str]:
    low, high = sorted((subject, object_))
    order, inner = "so" if subject < object_ else "os", slice(low + 1, high)
    words = parsed.words[inner]
    names = sum([low < t < high for t in parsed.mention_at])
    told = [*_gap(order, bucket(len(words)), min(names, 4), ";" in words or ":" in words)]
    if len(words) <= 4:
        told.append(f"g:{order}:{' '.join(_masked(parsed)[inner])}")
    if len(words) <= 14:
        told += sorted({*_stems(parsed)[inner]})
    return told


@kept
def _gap(order: str, length: int, names: int, broken: bool) -> Group:  # noqa: FBT001 - told on
    return f"order:{order}", f"gap:{order}:{length}", f"mid:{names}", f"break:{broken}"


def bucket(length: int) -> int:
    """The least of a few lengths that is no shorter, 99 for the longest."""
    return _LENGTHS[min(bisect_left(_LENGTHS, length), len(_LENGTHS) - 1)]


def _nearness(scene: Scene, end: str, slot: Slot, other: Slot) -> Group:
    """Whether an end is the nearest of its type to the other, and the first of the sentence."""
    same = _others(scene, scene.names[slot.name].kind, other.name)
    here, there = scene.head(slot.token), scene.head(other.token)
    gap = abs(here - there)
    nearer = sum([abs(t - there) < gap for t in same])
    before = sum([t < here for t in same])
    return _standing(end, min(nearer, 2), min(before, 2), here < there)


@kept
def _standing(end: str, nearer: int, before: int, first: bool) -> Group:  # noqa: FBT001 - told on
    return f"near{end}:{nearer}", f"rank{end}:{before}", f"near{end}:{nearer}:{first}"


@kept
def _others(scene: Scene, kind: str, name: int) -> frozenset[int]:
    """The tokens that stand for the names of a type, one name left out."""
    return frozenset(head for other, head in _heads(scene, kind) if other != name)


@kept
def _heads(scene: Scene, kind: str) -> list[tuple[int, int]]:
    """The names of a type that the sentence tells, each with the token that stands for it."""
    return [
        (s.name, scene.head(s.token))
        for s in scene.slots
        if s.token >= 0 and s.rank < 2 and _alike(scene, s, kind)
    ]


def _alike(scene: Scene, slot: Slot, kind: str) -> bool:
    other = scene.names[slot.name].kind
    return other == kind or (other in ACTORS and kind in ACTORS)
