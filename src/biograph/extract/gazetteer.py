"""Lists of names compiled to a trie over tokens; matching gives every name at every place.

Case rules: a single word must stand as listed or in capitals; of one that a register writes in
capitals a capital at the head is enough. A name of several words must have a capital where the
listed one has; a term may have any case.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from biograph.errors import DataError
from biograph.extract.spans import Candidate
from biograph.extract.tokens import fold, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.extract.tokens import Tokens

REGISTER = "register"  # the source of names of registers, which often write all in capitals
_PLURAL = 4  # shorter words keep their s


class Name(NamedTuple):
    """One listed spelling; ``term`` names may be inflected and written in any case."""

    text: str
    kind: str
    subtype: str = ""
    source: str = "actor"
    term: bool = False
    score: float = 0.95


class _Node:
    __slots__ = ("names", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.names: list[Name] = []


def stem(key: str) -> str:
    """A folded word without its plural ending (``viraux`` -> ``viral``)."""
    if len(key) > _PLURAL and key.endswith("aux"):
        return f"{key[:-3]}al"
    return key[:-1] if len(key) >= _PLURAL and key[-1] in "sx" else key


def _acronym(text: str) -> bool:
    return len(text) <= 6 and sum(c.isupper() for c in text) >= 2


def _shaped(name: Name, surface: str) -> bool:
    """Whether the case of ``surface`` allows it to be this name."""
    text = name.text
    if surface == text or (name.term and not _acronym(text)):
        return True
    if " " not in text and "-" not in text:
        if text.isupper() and name.source == REGISTER:
            return len(text) > _PLURAL and surface[0].isupper()
        return surface.isupper() and len(text) >= _PLURAL and not name.term
    if _acronym(text):
        return False
    return any(c.isupper() for c in surface) and (text[0].islower() or not surface[0].islower())


class Gazetteer:
    """A trie of names over folded tokens (stems for terms)."""

    def __init__(self, names: Iterable[Name], *, stems: bool = False) -> None:
        self._root: dict[str, _Node] = {}
        self._stems = stems
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        keys = [stem(k) if self._stems else k for k in map(fold, tokenize(name.text).words)]
        if not keys:
            return
        name = name._replace(text=name.text.replace("’", "'"))
        branch = self._root
        for key in keys:
            node = branch.setdefault(key, _Node())
            branch = node.next
        node.names.append(name)

    def match(self, text: str, tokens: Tokens) -> Iterator[Candidate]:
        """Every name that starts at a token and whose case fits, shorter ones too."""
        keys = tuple(map(stem, tokens.keys)) if self._stems else tokens.keys
        root = self._root
        for i, key in enumerate(keys):
            if key in root:
                yield from self._starting(text, tokens, keys, i)

    def _starting(
        self, text: str, tokens: Tokens, keys: tuple[str, ...], i: int
    ) -> Iterator[Candidate]:
        branch = self._root
        start = tokens.starts[i]
        for j in range(i, len(keys)):
            node = branch.get(keys[j])
            if node is None:
                return
            surface = text[start : tokens.ends[j]].replace("’", "'") if node.names else ""
            for name in node.names:
                if _shaped(name, surface):
                    yield Candidate(
                        start, tokens.ends[j], name.kind, name.subtype, name.source, name.score
                    )
                    break
            branch = node.next


def rows(path: Path, columns: Iterable[str], *, delimiter: str = "\t") -> Iterator[dict[str, str]]:
    """The rows of a list; tab-separated ones have no quoting.

    Raises DataError where the file cannot be read or lacks one of ``columns``.
    """
    plain = delimiter == "\t"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(
                lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
            )
            missing = sorted(set(columns) - set(reader.fieldnames or ()))
            if missing:
                raise DataError(f"{path}: the columns {missing} are missing", hint="restore it")
            for row in reader:
                yield {k: v or "" for k, v in row.items() if k}
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}", hint="restore the list") from error


def cell(value: str) -> list[str]:
    """The values of a cell separated by ``|``, without the mark of doubt."""
    return [v for part in value.split("|") if (v := part.strip().rstrip("?").strip())]
