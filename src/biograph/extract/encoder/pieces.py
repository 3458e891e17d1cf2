"""Words in, the numbers of their word pieces out: the vocabulary of the encoder.

A SentencePiece unigram model (Kudo, 2018) cut down to the pieces that texts of the field need.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import sentencepiece

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LAST = 0, 1  # numbers of the pieces that open and close a window
UNKNOWN = 2
RESERVED = 3


class Pieces:
    """The vocabulary in memory."""

    def __init__(self, model: sentencepiece.SentencePieceProcessor) -> None:
        self._model = model
        self.split = lru_cache(maxsize=1 << 16)(self._split)

    def _split(self, word: str, *, after_blank: bool) -> tuple[int, ...]:
        """The pieces of a word, at least one; a word after a blank has pieces of its own."""
        plain = unicodedata.normalize("NFKC", word)
        plain = plain.encode("utf-8", "replace").decode()  # half a surrogate pair has no UTF-8 form
        found = self._model.encode(f" {plain}" if after_blank else plain)
        return tuple(found) or (UNKNOWN,)


def load(path: Path) -> Pieces:
    """The vocabulary of a file. Raises OSError where there is none that can be read."""
    return Pieces(sentencepiece.SentencePieceProcessor(model_file=str(path)))
