"""Predicted claims with their confidence and the gold in, how far it can be believed out.

Expected calibration error over equal bins (Naeini, Cooper and Hauskrecht, AAAI 2015), and the
precision and recall of what lies above a confidence; intervals are bootstrapped over documents.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from biograph.extract.score import Counts, bounds, line, paired, relation_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.score import Score

BINS = 10
LEVELS = tuple(n / BINS for n in range(BINS))
FACTS = "facts"


class Judged(NamedTuple):
    """The confidence of a claim and whether the gold has it."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, their mean confidence, the share that is right."""

    low: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Calibration of the relations, and their scores by least confidence."""

    error: float
    low: float | None
    high: float | None
    bins: Sequence[Bin]
    levels: Mapping[str, Score]

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``--json``."""
        return asdict(self)


def judged(gold: Annotated, predicted: Annotated) -> list[Judged]:
    """The relations of a document, each once with its highest confidence."""
    wanted = {relation_key(r) for r in gold.relations}
    best: dict[tuple[str, str, str], float] = {}
    for relation in predicted.relations:
        key = relation_key(relation)
        best[key] = max(best.get(key, 0.0), relation.confidence)
    return [Judged(confidence, key in wanted) for key, confidence in best.items()]


def binned(claims: Iterable[Judged]) -> list[Bin]:
    """The claims in ten equal bins of confidence; empty bins are left out."""
    inside: dict[int, list[Judged]] = {}
    for claim in claims:
        inside.setdefault(min(int(claim.confidence * BINS), BINS - 1), []).append(claim)
    return [
        Bin(
            low=place / BINS,
            claims=len(found),
            confidence=sum(c.confidence for c in found) / len(found),
            right=sum(c.right for c in found) / len(found),
        )
        for place, found in sorted(inside.items())
    ]


def calibration_error(claims: Iterable[Judged]) -> float:
    """The mean distance of confidence and share of right claims, weighted by bin; 0 for none."""
    bins = binned(claims)
    total = sum(b.claims for b in bins)
    return sum(b.claims * abs(b.confidence - b.right) for b in bins) / max(1, total)


def _error_bounds(
    documents: Sequence[Sequence[Judged]], rounds: int, seed: int
) -> tuple[float | None, float | None]:
    if not rounds:
        return None, None
    draw = random.Random(seed)  # noqa: S311 - a bootstrap needs repeatable, not secret, numbers
    samples = (draw.choices(documents, k=len(documents)) for _ in range(rounds))
    return bounds(calibration_error(c for some in sample for c in some) for sample in samples)


def _above(claims: Iterable[Judged], least: float, gold: int) -> Counts:
    kept = [c for c in claims if c.confidence >= least]
    return Counts(sum(c.right for c in kept), len(kept), gold)


def reliability(
    gold: Iterable[Annotated],
    predicted: Iterable[Annotated],
    *,
    facts: float,
    rounds: int = 1000,
    seed: int = 0,
) -> Reliability:
    """The calibration of predicted relations and their scores from each tenth of confidence on.

    ``facts`` is the confidence from which a claim becomes a fact. ``rounds`` bootstrap samples of
    documents give the intervals (0: none). Raises DataError where the predictions lack a document.
    """
    pairs = paired(gold, predicted)
    documents = [judged(g, p) for g, p in pairs]
    sizes = [len({relation_key(r) for r in g.relations}) for g, _ in pairs]
    levels = {f"{least:.1f}": least for least in LEVELS} | {FACTS: facts}
    claims = [c for some in documents for c in some]
    low, high = _error_bounds(documents, rounds, seed)
    return Reliability(
        error=calibration_error(claims),
        low=low,
        high=high,
        bins=binned(claims),
        levels={
            label: line(
                label,
                [_above(d, least, n) for d, n in zip(documents, sizes, strict=True)],
                rounds=rounds,
                seed=seed,
            )
            for label, least in levels.items()
        },
    )
