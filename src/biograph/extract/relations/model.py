"""Named features of a candidate in, a probability out: trained weights of a logistic regression.

Each feature has a weight shared by all predicates and one of its own for each predicate.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SHARED = "*"


@dataclass(frozen=True)
class Weights:
    """Trained weights by predicate and feature, the threshold of acceptance, the calibration.

    ``calibration`` (slope, intercept) turns a raw log-odds into the measured share of right
    claims.
    """

    by_predicate: Mapping[str, Mapping[str, float]]
    threshold: float
    calibration: tuple[float, float]

    def log_odds(self, predicate: str, features: Iterable[str]) -> float:
        """The raw sum of the weights."""
        weights = self._summed.get(predicate) or self._summed.get(SHARED, {})
        return sum(map(weights.get, features, repeat(0.0)))

    @cached_property
    def _summed(self) -> Mapping[str, Mapping[str, float]]:
        """For each predicate its own weights added to the shared ones."""
        shared = self.by_predicate.get(SHARED, {})
        return {
            predicate: {**shared, **{f: shared.get(f, 0.0) + w for f, w in own.items()}}
            for predicate, own in {**self.by_predicate, SHARED: {}}.items()
        }

    def confidence(self, log_odds: float) -> float:
        """The calibrated probability in [0, 1]."""
        slope, intercept = self.calibration
        return sigmoid(slope * log_odds + intercept)


def sigmoid(value: float) -> float:
    """The logistic function, safe for large values."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


def load(path: Path) -> Weights:
    """Read weights; DataError where the file is missing or not of the form ``train`` writes."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        slope, intercept = raw["calibration"]
        return Weights(raw["weights"], float(raw["threshold"]), (float(slope), float(intercept)))
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
        "weights": {p: dict(sorted(w.items())) for p, w in sorted(weights.by_predicate.items())},
    }
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
