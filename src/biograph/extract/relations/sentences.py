"""A text and its mentions in, sentences out: each with its mentions and a masked form to parse.

In the masked form a plain word of the same role stands for each name, so that the parser is
never led astray by a name; every masked word leads back to its mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from biograph.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.model import Mention

MAX_SENTENCE = 900  # characters; a longer run without a full stop is cut at a blank

_BOUNDARY = re.compile(r"\n+|(?<=[.!?…])[\"»”)\]]*[ \u00a0\t]+(?=[^\sa-zà-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Dr|Pr|St|Ste|vs|cf|env|art|al|Inc|Ltd|Corp|Co|No)|\b[A-Z])\.$"
)

_PLACEHOLDER = {
    "Location": "Paris",
    "Therapy": "Kymriah",
    "TherapyClass": "vaccin",
    "InputMaterial": "plasma",
    "Equipment": "machine",
    "Disease": "cancer",
    "Money": "euros",
    "Date": "2021",
}
_ORGANISATION = "Sanofi"


class Marked(NamedTuple):
    """A text with the mentions found in it, sorted by place, and its language."""

    text: str
    mentions: Sequence[Mention]
    lang: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place, its paragraph, and the indices of the mentions that lie in it."""

    index: int
    paragraph: int
    span: Span
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence in masked form; ``at`` gives the mention that begins at a masked offset.

    ``parts`` are the masked offsets at which plain text or a name begins, and where that is in the
    whole text.
    """

    text: str
    at: dict[int, int]
    parts: Sequence[tuple[int, int]]

    def origin(self, offset: int) -> int:
        """Where in the whole text a masked offset is; anywhere in a name it is the name's start."""
        part, start = self.parts[bisect_right(self.parts, offset, key=itemgetter(0)) - 1]
        return start if part in self.at else start + offset - part


def split(text: str, mentions: Sequence[Mention]) -> list[Sentence]:
    """Sentences of a text; no border falls into a mention. ``mentions`` are sorted by place."""
    spans = [m.span for m in mentions if m.span is not None]
    starts = [s.start for s in spans]
    sentences: list[Sentence] = []
    for paragraph, span in _spans(text, spans):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        inside = tuple(range(first, last))
        sentences.append(Sentence(len(sentences), paragraph, span, inside))
    return sentences


def _spans(text: str, names: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    ends = [n.end for n in names]
    start = paragraph = 0
    for found in _BOUNDARY.finditer(text):
        at = bisect_left(ends, found.start() + 1)
        in_name = at < len(names) and names[at].start < found.start()
        if in_name or _ABBREVIATION.search(text, max(start, found.start() - 5), found.start()):
            continue
        yield from ((paragraph, s) for s in _trimmed(text, start, found.start(), names))
        start = found.end()
        paragraph += "\n" in found.group()
    yield from ((paragraph, s) for s in _trimmed(text, start, len(text), names))


def _trimmed(text: str, start: int, end: int, names: Sequence[Span]) -> Iterator[Span]:
    """The span without outer blanks, cut into pieces of bearable length outside of names."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = _cut(text, start, names)
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def _cut(text: str, start: int, names: Sequence[Span]) -> int:
    blank = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
    cut = blank + 1 if blank >= 0 else start + MAX_SENTENCE
    at = bisect_left(names, cut, key=lambda n: n.end)
    if at < len(names) and names[at].start < cut < names[at].end:
        return names[at].end
    return cut


def mask(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> Masked:
    """The sentence with each name replaced by a plain word of the same role."""
    parts: list[str] = []
    at: dict[int, int] = {}
    begun: list[tuple[int, int]] = []
    done, length = sentence.span.start, 0
    for index in sentence.mentions:
        span = mentions[index].span
        if span is None or span.start < done:
            continue
        begun.append((length, done))
        before = text[done : span.start]
        before += " " if before[-1:].isalnum() else ""
        word = _PLACEHOLDER.get(mentions[index].kind, _ORGANISATION)
        at[length + len(before)] = index
        begun.append((length + len(before), span.start))
        word += " " if text[span.end : span.end + 1].isalnum() else ""
        parts += [before, word]
        length += len(before) + len(word)
        done = span.end
    parts.append(text[done : max(done, sentence.span.end)])
    return Masked("".join(parts), at, (*begun, (length, done)))
