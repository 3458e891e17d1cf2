"""What share of all things independent families of sources name: capture-recapture over sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.method.estimate import chapman

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The share of all things there are that sources name, in [0, 1].

    ``observed`` things are named, ``estimated`` is how many there are. ``share`` and ``estimated``
    are None where the sources name nothing in common; ``low`` is 0 then, and ``high`` all that is
    known.
    """

    share: float | None
    low: float
    high: float
    observed: int
    estimated: float | None


def coverage(first: AbstractSet[str], second: AbstractSet[str], level: float = 0.9) -> Coverage:
    """The share of all things that two lists name between them, by :func:`chapman`.

    Read it as an upper bound: lists that depend on each other positively make the total too low
    and the share too high, and what neither list would ever name (a kind of firm that nobody looks
    for) is not in the total at all. ``high`` is 1 where a list is empty.

    Raises ValueError unless 0 < level < 1.
    """
    observed, common = len(first | second), len(first & second)
    there = chapman(len(first), len(second), common, level)
    return Coverage(
        share=observed / there.total if common else None,
        low=observed / there.high,
        high=observed / there.low if there.low else 1.0,
        observed=observed,
        estimated=there.total if common else None,
    )


def of_families(sets: Mapping[str, AbstractSet[str]], level: float = 0.9) -> Coverage:
    """The share of all things that two or more families of sources name between them.

    Each family is held against all others together, so that every estimate is of the same union,
    and the one with the lowest ``high`` is returned. Positive dependence only makes an upper bound
    too high, so the lowest is the best of them; a family that another one copies does not have it,
    and a family of few things seldom does, for its interval is wide. As the lowest of several
    bounds fails more often than one, each is taken at the level 1 - (1 - level) / families
    (Bonferroni).

    Raises ValueError for less than two families and unless 0 < level < 1.
    """
    if len(sets) < 2:
        raise ValueError("coverage is estimated from two families of sources or more")
    # Two families make one comparison, seen from either side.
    strict = 1 - (1 - level) / (len(sets) if len(sets) > 2 else 1)
    splits = (
        (named, frozenset().union(*(sets[name] for name in sets if name != family)))
        for family, named in sorted(sets.items())
    )
    found = (coverage(named, others, strict) for named, others in splits)
    return min(found, key=lambda split: (split.high, split.low))
