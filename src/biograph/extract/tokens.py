"""Text into tokens with character offsets: one tokenizer for both languages and every component.

A token is an elided word with its apostrophe (``l'``), a run of letters or digits, or one other
character; white space is no token.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"[^\W\d_]+['’](?=\w)|[^\W\d_]+|\d+|[^\w\s]|_")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
WINDOW = 20_000  # characters: longer paragraphs are cut at a space


class Tokens(NamedTuple):
    """Parallel tuples: the words, where they start and end, and their folded forms."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The form under which words are compared: no case, no accents, one kind of apostrophe."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=1 << 7)  # the rules and the model read the same paragraphs one after the other
def tokenize(text: str, *, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of ``text[start:end]``; offsets are those of the whole text."""
    found = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    words = tuple([m.group() for m in found])
    return Tokens(
        words,
        tuple([m.start() for m in found]),
        tuple([m.end() for m in found]),
        tuple(map(fold, words)),
    )


def windows(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text as offsets; one longer than WINDOW is cut at a space."""
    cut = []
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        while end - start > WINDOW:
            space = text.rfind(" ", start + 1, start + WINDOW)
            middle = space if space > 0 else start + WINDOW
            cut.append((start, middle))
            start = middle
        cut.append((start, end))
    return cut


def part(tokens: Tokens, first: int, last: int) -> Tokens:
    """The tokens ``first`` to ``last`` (exclusive)."""
    cut = slice(first, last)
    return Tokens(tokens.words[cut], tokens.starts[cut], tokens.ends[cut], tokens.keys[cut])


def sentences(tokens: Tokens) -> Iterator[Tokens]:
    """The tokens cut after each full stop, question or exclamation mark; cheap, not exact.

    A full stop inside a word, a number or an address and one after a single capital letter
    (``Inventiva S.A.``, ``J. Dupont``) ends no sentence.
    """
    first = 0
    for i, word in enumerate(tokens.words, 1):
        if word in {"!", "?"} or (word == "." and _ends(tokens, i - 1)):
            yield part(tokens, first, i)
            first = i
    if first < len(tokens.words):
        yield part(tokens, first, len(tokens.words))


def _ends(tokens: Tokens, at: int) -> bool:
    """Whether the full stop at a place ends a sentence."""
    if at + 1 < len(tokens.words) and tokens.starts[at + 1] == tokens.ends[at]:
        return False
    before = tokens.words[at - 1] if at else ""
    return not (len(before) == 1 and before.isupper())


def read_sentences(text: str) -> Iterator[Tokens]:
    """The tokens of each sentence of a whole text."""
    for start, end in windows(text):
        yield from sentences(tokenize(text, start=start, end=end))
