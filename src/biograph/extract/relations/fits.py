"""A candidate pair in, how well the triggers of each predicate fit it out, and as features."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from biograph.extract.relations.features import STEM, bucket, kept
from biograph.extract.relations.roles import role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.features import Group
    from biograph.extract.relations.lexicon import Match
    from biograph.extract.relations.parse import Parsed

_AGENTS = frozenset({"subj", "agent", "gsubj", "nmod:par", "obl:par", "poss", "det", "obl:by"})
_SELF = frozenset({"self", "subj", "head", "mod"})
_PATIENTS = ("obj", "psubj", "obl", "nmod", "iobj", "attr", "prep", "pobj", "relcl")
_COMPLEMENTS = ("nmod", "obl", "poss", "mod", "det", "flat", "appos", "prep", "obj")
_NONE = -1  # below the total of any fit


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


def fits(scene: Scene, pair: Pair) -> dict[str, Fit]:
    """For each possible predicate that has a trigger in the sentence, the best fitting one."""
    ends = pair.subject.token, pair.object.token
    return {p: _best(scene, p, *ends) for p in pair.predicates if p in scene.triggers}


@kept
def _best(scene: Scene, predicate: str, subject: int, object_: int) -> Fit:
    ends = (subject, scene.head(subject)), (object_, scene.head(object_))
    found = [_fit(scene.parsed, match, *ends) for match in scene.triggers[predicate]]
    return max(found, key=lambda f: (f.total + f.strong, -f.distance))


def _fit(parsed: Parsed, match: Match, subject: tuple[int, int], object_: tuple[int, int]) -> Fit:
    """The fit of a trigger to two ends, each a token and the token that stands for it."""
    trigger, frame = match.start, match.labels[1]
    first, second = (
        role(parsed, e[1], trigger) if e[0] >= 0 else "silent" for e in (subject, object_)
    )
    one, two = _wanted(frame, first, second)
    distance = sum([abs(trigger - e[0]) for e in (subject, object_) if e[0] >= 0])
    return Fit(match, frame, (first, second), one, two, distance)


@kept
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


def trigger_features(scene: Scene, pair: Pair, found: Mapping[str, Fit]) -> dict[str, Group]:
    """Features of each predicate: its best trigger, and how the rivals' compare.

    ``found`` is what ``fits`` gives.
    """
    first, second, *_ = *sorted([f.total for f in found.values()], reverse=True), _NONE, _NONE
    told = dict.fromkeys(pair.predicates, _untold(first))
    for predicate, own in found.items():
        rival = second if own.total == first else first
        lead = (own.total > rival) - (own.total < rival)
        told[predicate] = (
            *_triggered(scene, predicate, pair.subject.token, pair.object.token),
            *_compared(own.strong, own.total, pair.told, lead),
        )
    return told


@kept
def _untold(rival: int) -> Group:
    """No trigger of its own."""
    return "T:none", f"C:none:{rival}"


@kept
def _triggered(scene: Scene, predicate: str, subject: int, object_: int) -> Group:
    """What the places of trigger and ends tell."""
    own = _best(scene, predicate, subject, object_)
    stem = scene.parsed.words[own.trigger.start][:STEM]
    return (
        *_framed(own.strong, own.frame, own.subject, own.object),
        *_roles(own.frame, *own.roles),
        *_stemmed(stem, own.total),
        *_laid(bucket(own.distance), _order(subject, object_, own.trigger.start)),
    )


@kept
def _framed(strong: int, frame: str, subject: int, object_: int) -> Group:
    return f"T:{frame}:{subject}{object_}", f"T!:{strong}:{frame}:{subject}{object_}"


@kept
def _roles(frame: str, subject: str, object_: str) -> Group:
    return f"Tr:{frame}:{subject}>{object_}", f"Ts:{frame[0]}:{subject}", f"To:{frame[0]}:{object_}"


@kept
def _stemmed(stem: str, total: int) -> Group:
    return f"Tw:{stem}", f"Tw:{stem}:{total}"


@kept
def _laid(distance: int, order: str) -> Group:
    return f"Td:{distance}", f"Tp:{order}"


def _order(subject: int, object_: int, trigger: int) -> str:
    places = [("s", subject), ("o", object_), ("t", trigger)]
    places.sort(key=itemgetter(1))
    return "".join([name for name, token in places if token >= 0])


@kept
def _compared(strong: int, total: int, told: str, lead: int) -> Group:
    """What the fit tells beside the way the ends are told and beside the best rival."""
    return f"Th:{strong}:{total}:{told}", f"C:{lead}"
