"""A text and a place in it in, what stands around a name there out.

The rest of a name that was read too short, and the name before a bracket.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.model import Span

_MOST_WORDS = 8  # of the rest of a name, and of a name before a bracket
_END = re.compile(r"[.;:!?()\[\]«»\n]|,(?! )")
_WORD = re.compile(r"[\w&.-]+")
_APART = re.compile(r"[(),;:/\n«»]|\s[-–—]\s|\.\s")
_SHORT = r"([A-ZÀ-Þ][\w&'’-]{1,11})"
_BEHIND, _AHEAD = re.compile(rf"\s*\({_SHORT}[),; ]"), re.compile(rf"{_SHORT}\s*\($")
_NEAR, _SEGMENTS = 150, 3  # letters and pieces looked at before a name


def longer(text: str, span: Span) -> Iterator[str]:
    """The name at a place with the words that follow it in its sentence, the longest first."""
    stop = _END.search(text, span.end)
    rest = text[span.end : stop.start() if stop else len(text)]
    ends = [found.end() for found in _WORD.finditer(rest)][:_MOST_WORDS]
    yield from (text[span.start : span.end + end] for end in reversed(ends))


def before(text: str, span: Span) -> Iterator[str]:
    """What may be a name right before a place: ends of the pieces there, the nearest first."""
    pieces = [p.strip() for p in _APART.split(text[max(0, span.start - _NEAR) : span.start])]
    for piece in [p for p in reversed(pieces) if p][:_SEGMENTS]:
        starts = [found.start() for found in _WORD.finditer(piece)][-_MOST_WORDS:]
        yield from (piece[start:] for start in starts)


def bracketed(text: str, span: Span) -> Iterator[str]:
    """The short form in the bracket behind a place, or before the bracket that the place opens."""
    behind = _BEHIND.match(text, span.end)
    ahead = _AHEAD.search(text[max(0, span.start - _NEAR) : span.start])
    yield from (found[1] for found in (behind, ahead) if found)


def word_before(text: str, span: Span) -> str:
    """The word before a place, in small letters; empty at the head of a text."""
    words = _WORD.findall(text[max(0, span.start - _NEAR) : span.start])
    return words[-1].lower() if words else ""
