"""Names proposed by rules and by the encoder in, the likeliest reading with confidence out.

A logistic regression weighs who proposes a span, what the model's probability is and what it
competes with; its probability is the confidence of the mention (calibration: docs/measurements.md).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.errors import DataError
from biograph.extract.spans import Candidate, apart
from biograph.terms import ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biograph.extract.sequence import Labelled

WEIGHTS = "names.json"
# Of confidence: where F1 is highest in cross-validation, for names of organisations and others.
LEAST_ORGANISATION, LEAST = 0.5, 0.4
_LIMIT = 6.0
_WORDS = 5

Key = tuple[int, int, str]


class Proposal(NamedTuple):
    """A span that may be a name, with the features its chance is told by."""

    candidate: Candidate
    features: tuple[str, ...]


def proposals(
    text: str,
    lang: str,
    ruled: Sequence[Candidate],
    seen: Iterable[Labelled],
    asked: Mapping[Key, float],
) -> list[Proposal]:
    """Every span that the rules (``ruled``) or the model (``seen``) propose, with its features.

    ``asked`` is the model's probability of each ruled span.
    """
    by_rule = {(c.start, c.end, c.kind): c for c in ruled}
    by_model = {(s.start, s.end, s.kind): s.probability for s in seen}
    keys = sorted({*by_rule, *by_model})
    told = {key: (by_rule[key].source if key in by_rule else "-", key in by_model) for key in keys}
    chances = {key: by_model.get(key, asked.get(key, 0.0)) for key in keys}
    elsewhere = _elsewhere(text, chances)
    made = []
    for key, rivals in _rivals(keys):
        start, end, kind = key
        candidate = by_rule.get(key) or Candidate(start, end, kind, "", "model")
        own = _own(text[start:end], lang, kind, told[key], chances[key])
        against = (_against(key, rival, told[rival]) for rival in rivals)
        count = f"riv:{min(len(rivals), 2)}"
        made.append(Proposal(candidate, (*own, *elsewhere[key], count, *against)))
    return made


def _elsewhere(text: str, chances: Mapping[Key, float]) -> dict[Key, list[str]]:
    """How likely the same surface is of this and of another type over all places of the text."""
    by_surface: dict[str, dict[str, list[float]]] = {}
    for (start, end, kind), chance in chances.items():
        by_surface.setdefault(text[start:end], {}).setdefault(kind, []).append(chance)
    told = {}
    for key, chance in chances.items():
        kinds = {k: max(v) for k, v in by_surface[text[key[0] : key[1]]].items()}
        best, other = kinds[key[2]], max((v for k, v in kinds.items() if k != key[2]), default=0.0)
        told[key] = [f"doc:{_odds(best)}", f"docr:{_odds(other) if other else '-'}"]
        told[key].append(f"doc+:{key[2]}:{int(_odds(best) - _odds(chance))}")
    return told


def _odds(chance: float) -> int:
    """The log-odds of a chance, clipped and cut to a whole number."""
    return int(_clipped(math.log(max(chance, 1e-4) / max(1 - chance, 1e-4))))


def _rivals(keys: Sequence[Key]) -> Iterator[tuple[Key, list[Key]]]:
    """Each span with the spans that overlap it; ``keys`` are sorted."""
    rivals: dict[Key, list[Key]] = {key: [] for key in keys}
    active: list[Key] = []
    for key in keys:
        active = [other for other in active if other[1] > key[0]]
        for other in active:
            rivals[other].append(key)
            rivals[key].append(other)
        active.append(key)
    yield from rivals.items()


def _own(surface: str, lang: str, kind: str, told: tuple[str, bool], chance: float) -> list[str]:
    source, modelled = told
    odds = _odds(chance)
    return [
        "bias",
        f"src:{source}:{modelled}",
        f"k:{kind}",
        f"ks:{kind}:{source}:{modelled}",
        f"m:{odds}",
        f"km:{kind}:{int(odds / 2)}",
        f"sm:{source}:{int(odds / 2)}",
        f"len:{min(len(surface.split()), _WORDS)}:{kind}",
        f"cap:{surface[:1].isupper()}:{kind}",
        f"lang:{lang}:{kind}",
    ]


def _clipped(value: float) -> float:
    return max(-_LIMIT, min(_LIMIT, value))


def _against(key: Key, rival: Key, told: tuple[str, bool]) -> str:
    longer = (rival[1] - rival[0] > key[1] - key[0]) - (rival[1] - rival[0] < key[1] - key[0])
    return f"rv:{told[0]}:{told[1]}:{longer}:{rival[:2] == key[:2]}:{rival[2] == key[2]}"


def least(kind: str) -> float:
    """The confidence from which a name of a type is told."""
    return LEAST_ORGANISATION if kind in ORGANISATION_TYPES else LEAST


class Chooser:
    """The trained weights in memory."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def confidence(self, features: Iterable[str]) -> float:
        """The calibrated probability in [0, 1] that a proposal is right."""
        odds = sum(self._weights.get(f, 0.0) for f in features)
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))

    def choose(self, made: Iterable[Proposal]) -> list[Candidate]:
        """The likeliest proposals that do not overlap, in text order, with their confidence."""
        scored = [p.candidate._replace(score=self.confidence(p.features)) for p in made]
        scored.sort(key=lambda c: (-c.score, c.start, c.end, c.kind))
        return apart(c for c in scored if c.score >= least(c.kind))


def load(folder: Path | None = None) -> Chooser:
    """The weights of ``extract/models`` (or of ``folder``); DataError where there are none."""
    path = (folder or resources.extract() / "models") / WEIGHTS
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Chooser({str(k): float(v) for k, v in raw["weights"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise DataError(
            f"{path}: the weights of the names cannot be read: {error}", hint="make train"
        ) from error
