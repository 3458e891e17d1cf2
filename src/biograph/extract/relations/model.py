"""Named features of a candidate in, a probability out: trained weights of a logistic regression.

Each feature has a weight shared by all predicates and one of its own for each predicate.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from biograph.extract.relations.features import Group

    Floats = npt.NDArray[np.float64]
    Thousandths = npt.NDArray[np.int64]

SHARED = "*"
_ONE = 1000  # thousandths


class Beside(NamedTuple):
    """How the log-odds by features and by the head make one: a weight each and a constant."""

    features: float
    head: float
    constant: float

    def odds(self, features: Floats, head: Floats) -> Floats:
        """The log-odds of both."""
        return self.features * features + self.head * head + self.constant


ALONE = Beside(1.0, 0.0, 0.0)  # features alone


@dataclass(frozen=True, eq=False)
class Weights:
    """Trained weights by predicate and feature, the threshold of acceptance, the calibrations.

    Weights count in whole thousandths, so that a sum is the same in whatever order it is made.
    ``calibration`` (slope, intercept) turns a raw log-odds into the measured share of right claims
    where the names are true, ``joint`` does so with the names as they are read: it is taken of the
    log-odds of the product of the three confidences. ``beside`` tells how the log-odds of the
    encoder's head count. Equal to themselves alone, so that what is looked up in them can be kept.
    """

    by_predicate: Mapping[str, Mapping[str, float]]
    threshold: float
    calibration: tuple[float, float]
    joint: tuple[float, float] = (1.0, 0.0)
    beside: Beside = ALONE

    def log_odds(
        self, common: Iterable[Iterable[Group]], own: Sequence[Mapping[str, Group]]
    ) -> Floats:
        """For each predicate of each pair the sum of the weights of its features, in a row.

        ``common`` are groups of features of each pair, ``own`` those of each of its predicates.
        """
        columns = self._table[1]
        asked = [(pair, columns.get(p, 0)) for pair, told in enumerate(own) for p in told]
        pair, column = np.array(asked, dtype=np.intp).reshape(-1, 2).T
        shared, added = self._sums(common), self._sums([g] for told in own for g in told.values())
        return (shared[pair, column] + added[np.arange(len(asked)), column]) / _ONE

    def _sums(self, told: Iterable[Iterable[Group]]) -> Thousandths:
        """The summed weights of the groups of each item, in the columns of the table."""
        table = self._table[2]
        places: list[int] = []
        starts: list[int] = []
        for groups in told:
            starts.append(len(places))
            places.append(0)  # no item is empty
            for group in groups:
                places += _places(self, group)
        return np.add.reduceat(table[places], starts) if starts else table[:0]

    @cached_property
    def _whole(self) -> dict[str, dict[str, int]]:
        """The weights in thousandths, those that all predicates share first."""
        return {SHARED: {}} | {
            p: {f: round(_ONE * w) for f, w in own.items()} for p, own in self.by_predicate.items()
        }

    @cached_property
    def _table(self) -> tuple[dict[str, int], dict[str, int], Thousandths]:
        """Row of each feature (0 is of none), column of each predicate, and the weights there."""
        rows = {f: i for i, f in enumerate(dict.fromkeys(chain(*self._whole.values())), start=1)}
        columns = {p: i for i, p in enumerate(self._whole)}
        table = np.zeros((1 + len(rows), len(columns)), dtype=np.int64)
        for predicate, own in self._whole.items():
            places, weights = [rows[f] for f in own], np.array([*own.values()], dtype=np.int64)
            if predicate == SHARED:
                table[places] += weights[:, np.newaxis]
            else:
                table[places, columns[predicate]] += weights
        return rows, columns, table

    @property
    def rows(self) -> dict[str, int]:
        """The row of each feature that has a weight."""
        return self._table[0]

    @cached_property
    def least(self) -> float:
        """The log-odds whose confidence is the threshold."""
        slope, intercept = self.calibration
        return (logit(self.threshold) - intercept) / slope

    def confidence(self, log_odds: float) -> float:
        """The calibrated probability in [0, 1], given the two names."""
        slope, intercept = self.calibration
        return sigmoid(slope * log_odds + intercept)

    def believed(self, log_odds: float, subject: float, object_: float) -> float:
        """The calibrated probability in [0, 1] of a claim between names of these confidences."""
        return self.calibrated(self.confidence(log_odds) * subject * object_)

    def calibrated(self, product: float) -> float:
        """The measured share of right claims whose three confidences have this product."""
        slope, intercept = self.joint
        return sigmoid(slope * logit(product) + intercept)


@lru_cache(maxsize=1 << 13)  # of some hundred sentences, and of what all have in common
def _places(weights: Weights, group: Group) -> list[int]:
    """The rows of the features of a group."""
    rows = weights.rows
    return [rows[f] for f in group if f in rows]


def sigmoid(value: float) -> float:
    """The logistic function, safe for large values."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


def logit(share: float) -> float:
    """The log-odds of a share, cut at one in ten thousand."""
    kept = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def load(path: Path) -> Weights:
    """Read weights; DataError where the file is missing or not of the form ``train`` writes."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        slope, intercept = map(float, raw["calibration"])
        joint_slope, joint_intercept = map(float, raw["joint"])
        return Weights(
            raw["weights"],
            float(raw["threshold"]),
            (slope, intercept),
            (joint_slope, joint_intercept),
            Beside(**raw["beside"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"the weights of the relation reader, {path.name}, cannot be read: {error}",
            hint="train them: make train",
        ) from error


def save(weights: Weights, path: Path, *, measured: Mapping[str, object]) -> None:
    """Write weights and what was measured, so that the same training gives the same bytes."""
    raw = {
        "measured": dict(measured),
        "threshold": weights.threshold,
        "calibration": list(weights.calibration),
        "joint": list(weights.joint),
        "beside": weights.beside._asdict(),
        "weights": {p: dict(sorted(w.items())) for p, w in sorted(weights.by_predicate.items())},
    }
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
