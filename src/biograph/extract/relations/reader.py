"""Documents with their mentions in, claims with their evidence out: the relation reader."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from biograph import resources
from biograph.extract.relations import model
from biograph.extract.relations.assembly import Assembler
from biograph.extract.relations.candidates import pairs
from biograph.extract.relations.decode import Scored, compatible
from biograph.extract.relations.features import pair_features
from biograph.extract.relations.fits import fits, trigger_features
from biograph.extract.relations.scenes import read_scenes
from biograph.extract.relations.sentences import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.relations.candidates import Scene
    from biograph.extract.relations.model import Weights
    from biograph.model import Claim, Document, Mention

WEIGHTS = "relations.json"
_TOGETHER = 256  # pairs whose log-odds are summed at once


class RelationReader:
    """Finds what a text says between the names found in it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @classmethod
    def load(cls, path: Path | None = None) -> RelationReader:
        """A reader with the bundled weights; the parsers are loaded with the first text.

        Raises DataError where the weights cannot be read.
        """
        return cls(model.load(path or resources.extract() / "models" / WEIGHTS))

    def read(self, found: Sequence[tuple[Document, Sequence[Mention]]]) -> Iterator[list[Claim]]:
        """The claims of each document, in order of first naming, of every modality.

        Each is as likely as the threshold, its names included.
        """
        marked = [Marked(d.text, _placed(d.text, mentions), d.lang) for d, mentions in found]
        read = read_scenes(marked)
        least = self._weights.calibrated(self._weights.threshold)
        for (document, _), text, (sentences, scenes) in zip(found, marked, read, strict=True):
            assembler = Assembler(document, text.mentions, sentences, self._weights)
            claims = map(assembler.claim, compatible(self._candidates(scenes)))
            yield [claim for claim in claims if claim.score >= least]

    def _candidates(self, scenes: Iterable[Scene]) -> Iterator[Scored]:
        """What may be claimed; many pairs are weighed at once."""
        told = ((scene, pair, fits(scene, pair)) for scene in scenes for pair in pairs(scene))
        while some := [*islice(told, _TOGETHER)]:
            common = (pair_features(scene, pair) for scene, pair, _ in some)
            own = [trigger_features(scene, pair, found) for scene, pair, found in some]
            odds = self._weights.log_odds(common, own)
            asked = [(at, predicate) for at, features in enumerate(own) for predicate in features]
            for place in np.flatnonzero(odds >= self._weights.least):
                (scene, pair, found), predicate = some[asked[place][0]], asked[place][1]
                yield Scored(scene, pair, predicate, float(odds[place]), found.get(predicate))


def _placed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(
        (m for m in mentions if m.span is not None and m.span.end <= len(text)),
        key=lambda m: m.span or (0, 0),
    )
