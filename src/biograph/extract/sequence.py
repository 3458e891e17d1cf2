"""The trained sequence model: tokens with what the rules say of them in, labelled spans out.

A conditional random field over named features (python-crfsuite). It reads the names the rules
propose as features beside the words, so it learns from annotated text where to trust them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import pycrfsuite

from biograph import resources
from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.spans import Candidate
    from biograph.extract.tokens import Tokens

MODEL, DIGEST, LEXICON = "names.crf", "names.crf.sha256", "lexicon.txt"
OUTSIDE = "O"
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1{2,}")
_LONG = 12  # characters of a word that its shape tells
_NEAR = (-2, -1, 1, 2)
_FAR = (-4, -3, 3, 4)


class Labelled(NamedTuple):
    """A span of the model: half-open character offsets, a type, its least token probability."""

    start: int
    end: int
    kind: str
    probability: float


def inside(tokens: Tokens, start: int, end: int) -> list[int]:
    """The tokens that lie wholly between two offsets."""
    spans = enumerate(zip(tokens.starts, tokens.ends, strict=True))
    return [i for i, (a, b) in spans if a >= start and b <= end]


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


def _shape(word: str) -> str:
    letters = (
        "X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c
        for c in word[:_LONG]
    )
    return _safe(_RUN.sub(r"\1\1", "".join(letters)))


def _safe(text: str) -> str:
    """A text that has a UTF-8 form: half a surrogate pair, which JSON may hold, has none."""
    return text.encode("utf-8", "replace").decode()


def _own(word: str, key: str, tag: str, *, common: bool) -> list[str]:
    key = _safe(_DIGIT.sub("0", key))
    told = [f"w={key}", f"s3={key[-3:]}", f"sh={_shape(word)}", f"r={tag}"]
    told += [f"s4={key[-4:]}", f"p3={key[:3]}", f"p4={key[:4]}"]
    told.append(f"c={int(word[0].isupper())}{int(common)}")
    if tag != OUTSIDE:
        told += [f"rk={tag.partition(':')[0]}", f"rb={tag[2:].partition(':')[0]}"]
    return told


@lru_cache(maxsize=1 << 14)  # a few words make most of a text; full it takes about 50 MB
def _seen_from(word: str, key: str, tag: str, *, common: bool) -> dict[int, list[str]]:
    """What a token tells of itself (0) and of those it stands so many tokens away from."""
    own = _own(word, key, tag, common=common)
    told = {0: own}
    told |= {step: [f"{step}{f}" for f in own[:4]] for step in (-1, 1)}
    told |= {step: [f"{step}{f}" for f in (own[0], own[2], own[3])] for step in (-2, 2)}
    told |= {step: [f"{'<' if step < 0 else '>'}{own[0]}"] for step in _FAR}
    return told


def features(tokens: Tokens, tags: Sequence[str], common: frozenset[str]) -> list[list[str]]:
    """Named features of each token: its own form and rule tag, and those of its neighbours.

    The names of features are the contract with the trained model.
    """
    told = [
        _seen_from(word, key, tag, common=key in common)
        for word, key, tag in zip(tokens.words, tokens.keys, tags, strict=True)
    ]
    return [_with_neighbours(told, i) for i in range(len(told))]


def _with_neighbours(told: Sequence[dict[int, list[str]]], at: int) -> list[str]:
    own = told[at][0]
    found = list(own)
    for step in _NEAR:
        found += told[at + step][step] if 0 <= at + step < len(told) else [f"{step}edge"]
    for step in _FAR:
        if 0 <= at + step < len(told):
            found += told[at + step][step]
    if at:
        found.append(f"-1_0={told[at - 1][0][0]}|{own[0]}")
    if at + 1 < len(told):
        found.append(f"0_1={own[0]}|{told[at + 1][0][0]}")
    return found


class Sequencer:
    """The model in memory, with the common words that its features tell apart."""

    def __init__(self, tagger: pycrfsuite.Tagger, common: frozenset[str]) -> None:
        self._tagger = tagger
        self._labels = frozenset(tagger.labels())
        self.common = common

    def read(
        self, tokens: Tokens, found: Sequence[Candidate]
    ) -> tuple[list[Labelled], dict[tuple[int, int, str], float]]:
        """The spans the model sees in a sentence, and its probability of each rule candidate."""
        if not tokens.words:
            return [], {}
        self._tagger.set(features(tokens, rule_tags(tokens, found), self.common))
        spans = [
            Labelled(
                tokens.starts[i], tokens.ends[j - 1], kind, self._probability(range(i, j), kind)
            )
            for i, j, kind in _spans(self._tagger.tag())
        ]
        asked = {
            (c.start, c.end, c.kind): self._probability(places, c.kind)
            for c in found
            if (places := inside(tokens, c.start, c.end))
        }
        return spans, asked

    def _probability(self, places: Sequence[int], kind: str) -> float:
        told = [f"{'I' if n else 'B'}-{kind}" for n in range(len(places))]
        if not self._labels.issuperset(told):
            return 0.0
        pairs = zip(told, places, strict=True)
        return min(float(self._tagger.marginal(label, place)) for label, place in pairs)


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


def opened(path: Path, common: frozenset[str]) -> Sequencer:
    """The model of a file."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return Sequencer(tagger, common)


@cache
def load(folder: Path | None = None) -> Sequencer:
    """The model of ``extract/models`` (or of ``folder``), loaded once a process.

    Raises DataError where there is none or it is not whole (a cut file would end the process).
    """
    path = folder or resources.extract() / "models"
    try:
        common = frozenset((path / LEXICON).read_text(encoding="utf-8").split())
        _whole(path)
        return opened(path / MODEL, common)
    except (OSError, ValueError) as error:
        raise DataError(
            f"{path}: the model of names cannot be read: {error}",
            hint="train it: make train",
        ) from error


def _whole(folder: Path) -> None:
    wanted = (folder / DIGEST).read_text(encoding="utf-8").strip()
    if sha256((folder / MODEL).read_bytes()).hexdigest() != wanted:
        raise ValueError(f"{MODEL} has not the digest of {DIGEST}")


def seal(path: Path) -> None:
    """Write the digest of a model beside it, which ``load`` checks."""
    path.with_name(DIGEST).write_text(
        sha256(path.read_bytes()).hexdigest() + "\n", encoding="utf-8"
    )
