"""Decisions and gold in, precision, recall and B-cubed out.

B-cubed as in Bagga and Baldwin, Algorithms for scoring coreference chains (1998): for each item the
share of its found group that belongs with it, and the share of its gold group that was found.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Score(NamedTuple):
    """Precision and recall in [0, 1] over ``gold`` items."""

    precision: float
    recall: float
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are 0."""
        whole = self.precision + self.recall
        return 2 * self.precision * self.recall / whole if whole else 0.0


def pairwise(decided: Iterable[tuple[bool, bool]]) -> Score:
    """The score of (found, gold) decisions on pairs; a precision over nothing found is 1."""
    right = found = gold = 0
    for said, true in decided:
        right += said and true
        found += said
        gold += true
    return Score(right / found if found else 1.0, right / gold if gold else 1.0, gold)


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> Score:
    """The B-cubed score of the items in ``gold``: each maps to its group.

    Raises KeyError where an item of ``gold`` has no found group.
    """
    theirs, ours = _groups(found, gold), _groups(gold, gold)
    precision = recall = 0.0
    for item, group in gold.items():
        both = len(theirs[found[item]] & ours[group])
        precision += both / len(theirs[found[item]])
        recall += both / len(ours[group])
    count = len(gold)
    return Score(precision / count, recall / count, count) if count else Score(1.0, 1.0, 0)


def _groups(grouped: Mapping[str, str], items: Iterable[str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for item in items:
        groups[grouped[item]].add(item)
    return groups
