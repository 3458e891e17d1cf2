"""Sentences with what the rules say of them in, labelled spans with their probability out.

The encoder tells for each word how likely each label is; here the likeliest row of labels that
makes whole names is found, and any other span can be asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.extract.encoder.words import Words, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from biograph.extract.encoder.tagger import Tagger
    from biograph.extract.spans import Candidate
    from biograph.extract.tokens import Tokens

    Floats = npt.NDArray[np.float32]
    Key = tuple[int, int, str]

OUTSIDE = "O"
_NEVER = -1e4  # log-probability of what no row of labels may hold


class Labelled(NamedTuple):
    """A span of the model: half-open character offsets, a type, its least word probability."""

    start: int
    end: int
    kind: str
    probability: float


def inside(tokens: Tokens, start: int, end: int) -> range:
    """The tokens that lie wholly between two offsets."""
    return range(bisect_left(tokens.starts, start), bisect_right(tokens.ends, end))


def rule_tags(tokens: Tokens, found: Iterable[Candidate]) -> list[str]:
    """For each token what the rules say: ``B-Company:actor``, ``I-...`` or ``O``."""
    tags = [OUTSIDE] * len(tokens.words)
    if not tokens.words:
        return tags
    for candidate in found:
        if candidate.end <= tokens.starts[0] or candidate.start >= tokens.ends[-1]:
            continue
        for place, i in enumerate(inside(tokens, candidate.start, candidate.end)):
            tags[i] = f"{'I' if place else 'B'}-{candidate.kind}:{candidate.source}"
    return tags


def labels(tokens: Tokens, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The BIO labels of annotated spans, for training."""
    told = [OUTSIDE] * len(tokens.words)
    for start, end, kind in spans:
        for place, i in enumerate(inside(tokens, start, end)):
            told[i] = f"{'I' if place else 'B'}-{kind}"
    return told


class Seen(NamedTuple):
    """The spans the encoder sees in a text, its probability of each rule candidate, the words."""

    spans: list[Labelled]
    asked: dict[Key, float]
    words: Words


class Sequencer:
    """The encoder as a reader of spans."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._place = {label: i for i, label in enumerate(tagger.labels)}
        opens = [not label.startswith("I-") for label in tagger.labels]
        self._first = np.where(opens, 0.0, _NEVER)
        follows = [
            [opens[i] or before[2:] == label[2:] for i, label in enumerate(tagger.labels)]
            for before in tagger.labels
        ]
        self._next = np.where(follows, 0.0, _NEVER)

    def read(self, sentences: Sequence[tuple[Tokens, Sequence[Candidate]]]) -> Seen:
        """The sentences of a text, each with the rule candidates in it."""
        told = self._tagger.read([(t, rule_tags(t, near)) for t, near in sentences])
        spans: list[Labelled] = []
        asked: dict[Key, float] = {}
        at = 0
        for tokens, near in sentences:
            if not tokens.words:
                continue
            part = told.labels[at : at + len(tokens.words)]
            at += len(tokens.words)
            chances = np.exp(part)
            for i, j, kind in _spans(self._likeliest(part)):
                chance = self._probability(chances, range(i, j), kind)
                spans.append(Labelled(tokens.starts[i], tokens.ends[j - 1], kind, chance))
            for c in near:
                if places := inside(tokens, c.start, c.end):
                    asked[c.start, c.end, c.kind] = self._probability(chances, places, c.kind)
        return Seen(spans, asked, Words(where(t for t, _ in sentences), told.vectors))

    def _likeliest(self, told: Floats) -> list[str]:
        """The likeliest labels of a sentence of which each name begins with ``B-`` (Viterbi)."""
        score, back = told[0] + self._first, []
        for word in told[1:]:
            ways = score[:, None] + self._next
            back.append(ways.argmax(0))
            score = ways.max(0) + word
        row = [int(score.argmax())]
        for best in reversed(back):
            row.append(int(best[row[-1]]))
        return [self._tagger.labels[i] for i in reversed(row)]

    def _probability(self, chances: Floats, places: Sequence[int], kind: str) -> float:
        """That of the least sure word, or of the next word's not going on with the name."""
        first, more = self._place.get(f"B-{kind}"), self._place.get(f"I-{kind}")
        if first is None or (more is None and len(places) > 1):
            return 0.0
        found = [chances[places[0], first], *(chances[i, more] for i in places[1:])]
        after = places[-1] + 1
        if more is not None and after < len(chances):
            found.append(1 - chances[after, more])
        return float(min(found))


def _spans(told: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First token, token after the last, and type of each labelled run."""
    first = 0
    while first < len(told):
        kind, last = told[first][2:], first + 1
        while kind and last < len(told) and told[last] == f"I-{kind}":
            last += 1
        if kind:
            yield first, last, kind
        first = last
