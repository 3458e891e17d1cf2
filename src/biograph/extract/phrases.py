"""Phrase patterns: heads, suffixes and open terms written as regular expressions in data files.

``patterns/blocks.tsv`` names parts, ``patterns/phrases.tsv`` uses them as ``<NAME>``; each match is
a candidate of the row's type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from biograph.errors import DataError
from biograph.extract.gazetteer import rows
from biograph.extract.spans import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BLOCK = re.compile(r"<([A-Z]+)>")
_SCORES = {"phrase": 0.85, "head": 0.85, "suffix": 0.75, "place": 0.75, "context": 0.65}


class Phrase(NamedTuple):
    """One compiled pattern; a group ``name`` in it delimits the span where there is one."""

    kind: str
    subtype: str
    source: str
    lang: str
    pattern: re.Pattern[str]


def _expand(pattern: str, blocks: dict[str, str], where: str) -> str:
    def part(match: re.Match[str]) -> str:
        if match[1] not in blocks:
            raise DataError(f"{where}: no block is named {match[0]}", hint="see blocks.tsv")
        return _expand(blocks[match[1]], blocks, where)

    return _BLOCK.sub(part, pattern)


def load(folder: Path) -> tuple[Phrase, ...]:
    """The patterns of a folder, compiled.

    Raises DataError naming the file and line of a pattern that does not compile.
    """
    blocks = {r["name"]: r["pattern"] for r in rows(folder / "blocks.tsv", ("name", "pattern"))}
    path = folder / "phrases.tsv"
    phrases = []
    columns = ("kind", "subtype", "source", "lang", "pattern")
    for number, row in enumerate(rows(path, columns), 2):
        where = f"{path}:{number}"
        try:
            pattern = re.compile(_expand(row["pattern"], blocks, where))
        except re.error as error:
            raise DataError(f"{where}: {error}", hint="mend the pattern") from error
        phrases.append(Phrase(row["kind"], row["subtype"], row["source"], row["lang"], pattern))
    return tuple(phrases)


def match(
    phrases: Sequence[Phrase], text: str, lang: str, *, start: int = 0, end: int | None = None
) -> Iterator[Candidate]:
    """The candidates of all patterns of a language in ``text[start:end]``."""
    stop = len(text) if end is None else end
    for phrase in phrases:
        if phrase.lang not in ("any", lang):
            continue
        group = "name" if "name" in phrase.pattern.groupindex else 0
        for found in phrase.pattern.finditer(text, start, stop):
            first, last = found.span(group)
            if first < last:
                yield Candidate(
                    first, last, phrase.kind, phrase.subtype, phrase.source, _SCORES[phrase.source]
                )
