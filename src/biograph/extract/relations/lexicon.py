"""The words of the relation reader: triggers, anaphors and modality cues, from three TSV files.

Patterns are lower-case words without accents; ``*`` stands for any ending, a space for the next
token. ``Lexicon.find`` gives every match over the tokens of a sentence.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LANGUAGES = ("fr", "en")


def fold(text: str) -> str:
    """Lower case without accents and with straight apostrophes, character for character.

    The result has the length of ``text``, so that offsets stay valid.
    """
    return "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return "'" if base in "’ʼ`" else base[:1] or character


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern as words, each with a flag telling whether any ending fits, and its labels."""

    words: tuple[tuple[str, bool], ...]
    labels: tuple[str, ...]

    def fits(self, words: Sequence[str], at: int) -> bool:
        """True where the words from position ``at`` on are those of the pattern."""
        end = at + len(self.words)
        if end > len(words):
            return False
        for got, (want, open_end) in zip(words[at:end], self.words, strict=True):
            if not (got.startswith(want) if open_end else got == want):
                return False
        return True


class Match(NamedTuple):
    """A pattern found at the tokens ``start`` to ``end`` (exclusive) of a sentence."""

    start: int
    end: int
    labels: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Lexicon:
    """Patterns of one language, indexed by their first word."""

    exact: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    prefix: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, pattern: str, labels: tuple[str, ...]) -> None:
        """Index a pattern; an apostrophe ends a word as in the tokenizers."""
        parts = pattern.replace("'", "' ").split()
        words = tuple((part.rstrip("*"), part.endswith("*")) for part in parts)
        first, open_end = words[0]
        (self.prefix if open_end else self.exact)[first].append(Entry(words, labels))

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """Every match over folded words, in order of position."""
        for at, word in enumerate(words):
            for entry in _starting(self, word):
                if len(entry.words) == 1 or entry.fits(words, at):
                    yield Match(at, at + len(entry.words), entry.labels)


@lru_cache(maxsize=1 << 14)  # a few words make most of a text
def _starting(lexicon: Lexicon, word: str) -> tuple[Entry, ...]:
    """The patterns whose first word fits."""
    prefixes = (word[:length] for length in range(2, len(word) + 1))
    open_ended = (entry for prefix in prefixes for entry in lexicon.prefix.get(prefix, ()))
    return (*lexicon.exact.get(word, ()), *open_ended)


@cache
def triggers(lang: str) -> Lexicon:
    """Trigger words of a language, labelled (predicate, frame, strength)."""
    return _load("triggers.tsv", lang, ("predicate", "frame", "strength"))


@cache
def anaphors(lang: str) -> Lexicon:
    """Pronouns and bare nouns that stand for a name, labelled (kind, types)."""
    return _load("anaphors.tsv", lang, ("kind", "types"))


@cache
def cues(lang: str) -> Lexicon:
    """Words that deny, doubt, end or announce, labelled (modality,)."""
    return _load("modality.tsv", lang, ("modality",))


def _load(name: str, lang: str, columns: tuple[str, ...]) -> Lexicon:
    path = resources.extract() / "patterns" / "relations" / name
    lexicon = Lexicon()
    for row in _rows(path, {"lang", "pattern", *columns}):
        if row["lang"] == lang:
            lexicon.add(row["pattern"], tuple(row[c] for c in columns))
    return lexicon


def _rows(path: Path, needed: set[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := needed - set(reader.fieldnames or ()):
            raise DataError(
                f"{path.name}: column {', '.join(sorted(missing))} is missing",
                hint="restore the file from the repository",
            )
        yield from reader
