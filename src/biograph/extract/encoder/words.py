"""The words of a text as the encoder sees them: their places, and a vector each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from biograph.extract.tokens import Tokens


class Places(NamedTuple):
    """Character offsets at which the words of a text start."""

    starts: Sequence[int]

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last word that a span of the text touches; at least one."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return first, max(bisect_left(self.starts, end) - 1, first)


class Words(NamedTuple):
    """The places of the words of a text and their vectors, (words, width)."""

    places: Places
    vectors: npt.NDArray[np.float16]


def where(sentences: Iterable[Tokens]) -> Places:
    """Where the words of sentences are."""
    return Places([start for tokens in sentences for start in tokens.starts])
