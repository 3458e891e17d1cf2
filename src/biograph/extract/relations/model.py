"""Named features of a candidate in, a probability out: trained weights of a logistic regression.

Each feature has a weight shared by all predicates and one of its own for each predicate.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SHARED = "*"


@dataclass(frozen=True)
class Weights:
    """Trained weights by predicate and feature, the threshold of acceptance, the calibrations.

    ``calibration`` (slope, intercept) turns a raw log-odds into the measured share of right claims
    where the names are true, ``joint`` does so with the names as they are read: it is taken of the
    log-odds of the product of the three confidences.
    """

    by_predicate: Mapping[str, Mapping[str, float]]
    threshold: float
    calibration: tuple[float, float]
    joint: tuple[float, float] = (1.0, 0.0)

    def log_odds(self, common: Iterable[str], own: Mapping[str, Iterable[str]]) -> dict[str, float]:
        """For each predicate of ``own`` the sum of the weights of ``common`` and its own features.

        The sums of ``common`` are made for all predicates at once.
        """
        rows, columns, table = self._table
        sums = table[[rows[f] for f in common if f in rows]].sum(axis=0)
        return {p: self._added(float(sums[columns.get(p, 0)]), p, told) for p, told in own.items()}

    def _added(self, start: float, predicate: str, features: Iterable[str]) -> float:
        shared, own = self.by_predicate.get(SHARED, {}), self.by_predicate.get(predicate, {})
        return sum([shared.get(f, 0.0) + own.get(f, 0.0) for f in features], start)

    @cached_property
    def _table(self) -> tuple[dict[str, int], dict[str, int], Floats]:
        """Row of each feature, column of each predicate, and the summed weights there."""
        shared = self.by_predicate.get(SHARED, {})
        rows = {f: i for i, f in enumerate(dict.fromkeys(chain(*self.by_predicate.values())))}
        columns = {p: i for i, p in enumerate(dict.fromkeys((SHARED, *self.by_predicate)))}
        column = np.array([shared.get(f, 0.0) for f in rows])
        table = np.repeat(column[:, np.newaxis], len(columns), axis=1)
        for predicate, own in self.by_predicate.items():
            if predicate != SHARED:
                table[[rows[f] for f in own], columns[predicate]] += list(own.values())
        return rows, columns, table

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
