"""Features of a pair in, the probability that both are one thing out: a logistic regression.

The weights are trained by ``python -m biograph.run.identity SNAPSHOT`` and lie in
``extract/models/identity.json``.
"""

from __future__ import annotations

import json
import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from biograph.errors import DataError
from biograph.link import names
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "identity.json"
#: The share of the names that a word is taken to have which fewer bear.
RARE_SHARE = 1e-4
_BODY = 0.3  # what is left of the weight of a supervising body's word


class Weights(NamedTuple):
    """A weight for each feature; the thresholds from which a pair is doubtful, and accepted.

    ``shares`` tells of each common word which share of all names bears it. The words are those of
    all registers, so that a name weighs the same whichever of them a run reads.
    """

    by_feature: Mapping[str, float]
    doubtful: float
    accepted: float
    shares: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability that a pair of these features is one thing, in [0, 1]."""
        odds, weight = 0.0, self.by_feature.get
        for name, value in features.items():
            odds += weight(name, 0.0) * value
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))

    def telling(self, word: str) -> float:
        """How telling a word is: the square of the logarithm of its share of the names.

        Squared, because ``laboratoire`` beside a rare word says next to nothing. The word of a
        supervising body tells less still: it stands beside many a unit's own name.
        """
        share = self.shares.get(word, RARE_SHARE)
        return math.log(share) ** 2 * (_BODY if names.common(word) else 1)


class Weighed(NamedTuple):
    """The words of a name, each with how telling it is, and the sum."""

    words: Mapping[str, float]
    total: float


@cache
def weights() -> Weights:
    """The trained weights of the package."""
    return load(extract() / "models" / FILE)


@lru_cache(maxsize=200_000)
def telling(word: str) -> float:
    """How telling a word is by the weights of the package."""
    return weights().telling(word)


@lru_cache(maxsize=200_000)
def weighed(words: tuple[str, ...]) -> Weighed:
    """The words, which are unique, with how telling each is: a name is weighed once for many."""
    found = {word: telling(word) for word in words}
    return Weighed(found, sum(found.values()))


def save(trained: Weights) -> None:
    """Write weights, so that the same training gives the same bytes, and read them from now on."""
    content = {
        "doubtful": trained.doubtful,
        "accepted": trained.accepted,
        "weights": dict(sorted(trained.by_feature.items())),
        "shares": dict(sorted(trained.shares.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=0) + "\n"
    (extract() / "models" / FILE).write_text(text, encoding="utf-8")
    for held in (weights, telling, weighed):
        held.cache_clear()


def load(path: Path) -> Weights:
    """Read weights; DataError where the file is missing or not of the form of the training."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        by_feature = {str(name): float(value) for name, value in raw["weights"].items()}
        shares = {str(word): float(share) for word, share in raw["shares"].items()}
        return Weights(by_feature, float(raw["doubtful"]), float(raw["accepted"]), shares)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"the weights of identity, {path.name}, cannot be read: {error}",
            hint="train them: python -m biograph.run.identity SNAPSHOT",
        ) from error
