"""Documents with their mentions in, claims with their evidence out: the relation reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from biograph.extract.relations.candidates import Scene
    from biograph.extract.relations.model import Weights
    from biograph.model import Claim, Document, Mention

WEIGHTS = "relations.json"


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
            likely = (c for scene in scenes for c in self._candidates(scene))
            assembler = Assembler(document, text.mentions, sentences, self._weights)
            claims = map(assembler.claim, compatible(likely))
            yield [claim for claim in claims if claim.score >= least]

    def _candidates(self, scene: Scene) -> Iterator[Scored]:
        for pair in pairs(scene):
            found = fits(scene, pair)
            own = trigger_features(scene, pair, found)
            told = self._weights.log_odds(pair_features(scene, pair), own)
            for predicate, odds in told.items():
                if odds >= self._weights.least:
                    yield Scored(scene, pair, predicate, odds, found.get(predicate))


def _placed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(
        (m for m in mentions if m.span is not None and m.span.end <= len(text)),
        key=lambda m: m.span or (0, 0),
    )
