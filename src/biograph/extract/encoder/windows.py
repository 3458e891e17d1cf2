"""The sentences of a text in, what the encoder sees at once out.

A window holds whole sentences, as many as fit, so that a name is read beside its neighbours; a
sentence that is too long by itself is cut between two words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.extract.encoder.pieces import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from biograph.extract.encoder.pieces import Pieces
    from biograph.extract.tokens import Tokens

    Numbers = npt.NDArray[np.int64]

PIECES = 254  # of a window, the opening and the closing one apart
SHAPES = 5
_LONGEST = 24  # pieces of one word: what is longer is no word


class Window(NamedTuple):
    """Numbers of pieces and of the rule tags of their words.

    For each word its first and last piece and its shape.
    """

    pieces: Numbers
    tags: Numbers
    first: Numbers
    last: Numbers
    shapes: npt.NDArray[np.float32]


def shape(word: str) -> tuple[bool, ...]:
    """How a word is written: a capital, capitals alone, a digit, a sign, a letter in front."""
    return (
        word[0].isupper(),
        word.isupper() and len(word) > 1,
        any(c.isdigit() for c in word),
        not word[0].isalnum(),
        word[0].isalpha(),
    )


def apart(tokens: Tokens) -> Iterator[bool]:
    """For each word of a sentence whether a blank is before it; the first is told to have one."""
    for start, end in zip(tokens.starts, (-1, *tokens.ends), strict=False):
        yield start != end


def _words(
    pieces: Pieces, sentences: Iterable[tuple[Tokens, Sequence[int]]]
) -> Iterator[list[tuple[str, int, tuple[int, ...]]]]:
    """The words of each sentence with their tag and their pieces."""
    for tokens, tags in sentences:
        yield [
            (word, tag, pieces.split(word, after_blank=blank)[:_LONGEST])
            for word, tag, blank in zip(tokens.words, tags, apart(tokens), strict=True)
        ]


def _runs(
    sentences: Iterable[list[tuple[str, int, tuple[int, ...]]]],
) -> Iterator[list[tuple[str, int, tuple[int, ...]]]]:
    """Words that are seen together."""
    run: list[tuple[str, int, tuple[int, ...]]] = []
    length = 0
    for words in sentences:
        own = sum(len(w[2]) for w in words)
        if run and length + own > PIECES:
            yield run
            run, length = [], 0
        for word in words:
            if length + len(word[2]) > PIECES:
                yield run
                run, length = [], 0
            run.append(word)
            length += len(word[2])
    if run:
        yield run


def windows(pieces: Pieces, sentences: Iterable[tuple[Tokens, Sequence[int]]]) -> Iterator[Window]:
    """The windows of a text whose sentences come with the number of each word's rule tag."""
    for run in _runs(_words(pieces, sentences)):
        lengths = np.array([len(w[2]) for w in run])
        ends = lengths.cumsum()
        yield Window(
            np.array([FIRST, *(p for w in run for p in w[2]), LAST], dtype=np.int64),
            np.pad(np.array([w[1] for w in run], dtype=np.int64).repeat(lengths), 1),
            ends - lengths + 1,
            ends,
            np.array([shape(w[0]) for w in run], dtype=np.float32),
        )
