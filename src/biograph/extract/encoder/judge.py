"""Word vectors of a text and pairs of its names in, the log-odds of each predicate out.

The head of the encoder that reads relations (ONNX Runtime). Sentences are reckoned one by one, so
that a text is read the same whatever it is read beside.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.extract.encoder.tagger import NAMES, readable, session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy.typing as npt
    import onnxruntime

    from biograph.extract.encoder.tagger import Floats

    Numbers = npt.NDArray[np.int64]

NETWORK = "pairs.onnx"


class Shown(NamedTuple):
    """Pairs of the names of a sentence, a row each.

    ``spans``, (pairs, 10), are first and last word of the sentence, of the subject, of the object
    (-1 for a silent one) and of the names that the two stand for. ``told``, (pairs, 4), are the
    numbers of how subject and object are told and of their types.
    """

    spans: Numbers
    told: Numbers


class Wanted(NamedTuple):
    """What training wants to be told of pairs: (pairs, predicates) what is stated, what counts."""

    shown: Shown
    stated: Floats
    counts: Floats


class PairNames(NamedTuple):
    """The ways an end is told, the types of ends and the predicates, by their number.

    The first of the ways and of the types is of what training never saw.
    """

    hows: dict[str, int]
    kinds: dict[str, int]
    predicates: dict[str, int]

    @property
    def sizes(self) -> list[int]:
        """How many ways, types and predicates a network tells apart, the unseen ones counted."""
        return [len(self.hows) + 1, len(self.kinds) + 1, len(self.predicates)]


def numbered(hows: Iterable[str], kinds: Iterable[str], predicates: Iterable[str]) -> PairNames:
    """Names as given, ways and types numbered from 1."""
    first, second = ({name: i for i, name in enumerate(some, start=1)} for some in (hows, kinds))
    return PairNames(first, second, {name: i for i, name in enumerate(predicates)})


def narrowed(spans: Numbers) -> tuple[Numbers, Numbers]:
    """The words that spans look at, and the spans counted in these."""
    ranges = np.unique(spans.reshape(-1, 2), axis=0)
    words = np.unique(np.concatenate([np.arange(a, b + 1) for a, b in ranges if a >= 0]))
    return words, np.where(spans < 0, spans, np.searchsorted(words, spans))


class Judge:
    """The head in memory; ``names.predicates`` gives the column of each in what it tells."""

    def __init__(self, network: onnxruntime.InferenceSession, names: PairNames) -> None:
        self._network = network
        self.names = names

    def read(self, vectors: npt.NDArray[np.float16], shown: Shown) -> Floats:
        """(pairs, predicates): log-odds for pairs of a sentence of a text with these words."""
        words, spans = narrowed(shown.spans)
        told = {"words": vectors[words].astype(np.float32), "spans": spans, "told": shown.told}
        (odds,) = self._network.run(None, told)
        return odds


def opened(folder: Path) -> Judge:
    """The head of a folder."""
    raw = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    names = numbered(*(raw[some] for some in PairNames._fields))
    return Judge(session(folder / NETWORK), names)


@cache
def load(folder: Path) -> Judge:
    """The head of a folder, loaded once a process; DataError where it cannot be read."""
    with readable(folder):
        return opened(folder)
