"""Profiles of organisations by number in, pairs with the probability that they are one out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from biograph.link.blocking import NamesIndex
from biograph.link.compare import likeness, overlap
from biograph.link.model import weights
from biograph.link.profile import akin, bodies, clash
from biograph.link.twice import waived

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.link.profile import Profile

#: Types whose names repeat from town to town: the name alone does not join them.
NEEDS_TOWN = frozenset({"Hospital", "ResearchOrganization", "Site"})


class Pair(NamedTuple):
    """Two profiles by number, their features and the probability that they are one, in [0, 1].

    What is ``waived`` differs and does not forbid that they are.
    """

    one: int
    other: int
    score: float
    features: Mapping[str, float]
    waived: frozenset[str] = frozenset()

    @property
    def reason(self) -> str:
        """The features that speak loudest, for a person to read."""
        told = weights().by_feature
        weighed = {f: told.get(f, 0.0) * v for f, v in self.features.items() if f != "bias"}
        loudest = sorted(weighed, key=lambda f: (-abs(weighed[f]), f))[:4]
        return ", ".join(f"{f} {self.features[f]:.2f}".replace(" 1.00", "") for f in loudest)


def likely(profiles: Mapping[int, Profile]) -> Iterator[Pair]:
    """The pairs worth a look, in order of their numbers; those that contradict are left out."""
    chosen = [row for row, profile in profiles.items() if profile.organisation]
    index = NamesIndex((name, row) for row in chosen for name in profiles[row].names)
    told = weights()
    blocked = ((row, other) for row in chosen for other in index.akin(profiles[row].names))
    for one, other in sorted({(min(p), max(p)) for p in blocked if p[0] != p[1]}):
        left, right = profiles[one], profiles[other]
        if not akin(left, right):
            continue
        excused = waived(left, right)
        if not clash(left.identifiers, right.identifiers) <= excused:
            continue
        score, found = likeness(left, right)
        if excused or _twice_named(left, right):
            found = {**found, _TWICE: 1.0}
            score = max(score, told.accepted)
        if score >= told.doubtful:
            yield Pair(one, other, score, found, excused)


def certain(one: Profile, other: Profile, pair: Pair) -> bool:
    """True where a pair may be joined without a person: likely enough, and not by a bare name.

    Two that share nothing but an alias of each, or a name that repeats from town to town without
    the town, wait for a person, unless the name is too telling to be borne twice. So do a firm and
    a hospital of one name.
    """
    told = pair.features
    if _TWICE in told:
        return True
    unit, town = "same unit" in told, "same town" in told
    telling = told.get("exact and telling", 0.0)
    named = "one main name" in told or unit or (town and telling >= _TELLING)
    open_town = not (one.town and other.town) and telling >= 1
    placed = town or unit or open_town or not NEEDS_TOWN & (one.types | other.types)
    sort = bool(one.types & other.types) or bodies(one, other)
    return pair.score >= weights().accepted and named and placed and sort


def _twice_named(one: Profile, other: Profile) -> bool:
    """True for laboratories of one acronym and one telling name, wherever they lie.

    They move, and lie on several campuses. Two unit numbers are two laboratories.
    """
    laboratories = "ResearchOrganization" in one.types & other.types
    if not laboratories or (one.units and other.units):
        return False
    shared = one.acronyms & other.acronyms
    if not shared:
        return False
    full = [[n for n in held.names if len(n.words) > 2] for held in (one, other)]
    agreed = (overlap(a, b, shared) for a in full[0] for b in full[1])
    return any(found.jaccard > _WHOLE and found.shared >= _TOLD for found in agreed)


_TWICE = "one acronym and one name"
_WHOLE, _TOLD = 0.9, 100.0  # shared share of two names, and weight of the words they share
_TELLING = 0.7  # of the weight at which a name is told from any other
