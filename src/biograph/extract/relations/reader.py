"""Documents with their mentions in, claims with their evidence out: the relation reader."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph import resources
from biograph.extract.encoder import judge
from biograph.extract.relations import model
from biograph.extract.relations.assembly import Assembler
from biograph.extract.relations.candidates import pairs
from biograph.extract.relations.decode import Scored, compatible
from biograph.extract.relations.features import pair_features
from biograph.extract.relations.fits import fits, trigger_features
from biograph.extract.relations.scenes import read_scenes
from biograph.extract.relations.sentences import Marked
from biograph.extract.relations.show import heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.encoder.judge import Judge
    from biograph.extract.encoder.words import Words
    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.fits import Fit
    from biograph.extract.relations.model import Weights
    from biograph.extract.relations.show import Heads
    from biograph.model import Claim, Document, Mention

WEIGHTS = "relations.json"
_TOGETHER = 256  # pairs whose log-odds are summed at once


class Named(NamedTuple):
    """A document with the names found in it and its words as the encoder sees them."""

    document: Document
    mentions: Sequence[Mention]
    words: Words | None


class _Told(NamedTuple):
    """A pair, how triggers fit it, and what the encoder's head tells of each predicate."""

    scene: Scene
    pair: Pair
    fits: dict[str, Fit]
    head: dict[str, float]


class RelationReader:
    """Finds what a text says between the names found in it.

    Without a ``judge``, and of a text without words, features tell alone.
    """

    def __init__(self, weights: Weights, judge: Judge | None) -> None:
        self._weights = weights
        self._judge = judge

    @classmethod
    def load(cls, folder: Path | None = None) -> RelationReader:
        """A reader with the bundled weights; the parsers are loaded with the first text.

        Raises DataError where the weights cannot be read.
        """
        path = folder or resources.extract() / "models"
        return cls(model.load(path / WEIGHTS), judge.load(path))

    def read(self, found: Sequence[Named]) -> Iterator[list[Claim]]:
        """The claims of each document, in order of first naming, of every modality.

        Each is as likely as the threshold, its names included.
        """
        marked = [Marked(d.text, _placed(d.text, mentions), d.lang) for d, mentions, _ in found]
        read = read_scenes(marked)
        least = self._weights.calibrated(self._weights.threshold)
        for one, text, (sentences, scenes) in zip(found, marked, read, strict=True):
            assembler = Assembler(one.document, text.mentions, sentences, self._weights)
            scored = self._candidates(scenes, text, one.words)
            claims = map(assembler.claim, compatible(scored))
            yield [claim for claim in claims if claim.score >= least]

    def _told(self, scenes: Iterable[Scene], text: Marked, words: Words | None) -> Iterator[_Told]:
        for scene in scenes:
            some = [*pairs(scene)]
            told: Heads = [{}] * len(some)
            if some and self._judge and words:
                told = heads(scene, some, text, words, self._judge)
            for pair, head in zip(some, told, strict=True):
                yield _Told(scene, pair, fits(scene, pair), head)

    def _candidates(
        self, scenes: Iterable[Scene], text: Marked, words: Words | None
    ) -> Iterator[Scored]:
        """What may be claimed; many pairs are weighed at once."""
        told = self._told(scenes, text, words)
        while some := [*islice(told, _TOGETHER)]:
            common = (pair_features(t.scene, t.pair) for t in some)
            own = [trigger_features(t.scene, t.pair, t.fits) for t in some]
            asked = [(t, p) for t, features in zip(some, own, strict=True) for p in features]
            odds = self._weights.log_odds(common, own)
            if self._judge and words:
                beside = np.array([t.head[p] for t, p in asked])
                odds = self._weights.beside.odds(odds, beside)
            for place in np.flatnonzero(odds >= self._weights.least):
                t, predicate = asked[place]
                fit = t.fits.get(predicate)
                yield Scored(t.scene, t.pair, predicate, float(odds[place]), fit)


def _placed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(
        (m for m in mentions if m.span is not None and m.span.end <= len(text)),
        key=lambda m: m.span or (0, 0),
    )
