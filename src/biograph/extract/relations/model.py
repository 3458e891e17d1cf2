"""Named features of a candidate in, a probability out: trained weights of a logistic regression.

Each feature has a weight shared by all predicates and one of its own for each predicate.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from biograph.extract.relations.features import Group

SHARED = "*"
_ONE = 1000  # thousandths


@dataclass(frozen=True, eq=False)
class Weights:
    """Trained weights by predicate and feature, the threshold of acceptance, the calibrations.

    Weights count in whole thousandths, so that a sum is the same in whatever order it is made.
    ``calibration`` (slope, intercept) turns a raw log-odds into the measured share of right claims
    where the names are true, ``joint`` does so with the names as they are read: it is taken of the
    log-odds of the product of the three confidences. Equal to themselves alone, so that sums can
    be kept.
    """

    by_predicate: Mapping[str, Mapping[str, float]]
    threshold: float
    calibration: tuple[float, float]
    joint: tuple[float, float] = (1.0, 0.0)

    def log_odds(
        self, common: Iterable[Group], own: Mapping[str, Iterable[str]]
    ) -> dict[str, float]:
        """For each predicate of ``own`` the sum of the weights of ``common`` and its own features.

        ``common`` features come in groups, whose sums for all predicates are kept.
        """
        sums = [_sums(self, group) for group in common]
        return {p: self._added(sums, p, told) / _ONE for p, told in own.items()}

    def _added(self, sums: Iterable[Sequence[int]], predicate: str, features: Iterable[str]) -> int:
        shared, own = self._whole[SHARED], self._whole.get(predicate, {})
        column = self._table[1].get(predicate, 0)
        start = sum([s[column] for s in sums])
        return sum([shared.get(f, 0) + own.get(f, 0) for f in features], start)

    @cached_property
    def _whole(self) -> dict[str, dict[str, int]]:
        """The weights in thousandths, those that all predicates share first."""
        return {SHARED: {}} | {
            p: {f: round(_ONE * w) for f, w in own.items()} for p, own in self.by_predicate.items()
        }

    @cached_property
    def _table(self) -> tuple[dict[str, int], dict[str, int], npt.NDArray[np.int64]]:
        """Row of each feature, column of each predicate, and the summed weights there."""
        rows = {f: i for i, f in enumerate(dict.fromkeys(chain(*self._whole.values())))}
        columns = {p: i for i, p in enumerate(self._whole)}
        table = np.zeros((len(rows), len(columns)), dtype=np.int64)
        for predicate, own in self._whole.items():
            places, weights = [rows[f] for f in own], np.array([*own.values()], dtype=np.int64)
            if predicate == SHARED:
                table[places] += weights[:, np.newaxis]
            else:
                table[places, columns[predicate]] += weights
        return rows, columns, table

    def summed(self, group: Group) -> list[int]:
        """The sum of the weights of a group in thousandths, for each column of the table."""
        rows, _, table = self._table
        sums: list[int] = np.add.reduce(table[[rows[f] for f in group if f in rows]]).tolist()
        return sums

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
def _sums(weights: Weights, group: Group) -> list[int]:
    return weights.summed(group)


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
        "weights": {p: dict(sorted(w.items())) for p, w in sorted(weights.by_predicate.items())},
    }
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
