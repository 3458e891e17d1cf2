"""Documents annotated by marks in the text in, annotated documents out.

A block is a header, one sentence a line (an empty line is a paragraph break), ``--``, relations::

    === some-id | fr
    [[Yposkesi|Company:CDMO]] est à [[Corbeil|Location]].
    --
    Yposkesi | locatedIn | Corbeil | 1

A relation ends with the number (or range) of the sentence that states it, then optionally
``date=2021-03``, ``amount=49 M€`` and ``planned``, each after a bar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.errors import DataError
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.terms import ENTITY_TYPES, PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = re.compile(r"\[\[(?!\[)(.+?)\|([A-Za-z]+)(?::([A-Za-z]+))?\]\]")
_HEADER = re.compile(r"^=== ", re.MULTILINE)
_PARTS = 4  # of a relation: subject, predicate, object, sentences
_OPTIONS = frozenset({"date", "amount", "planned"})
_HINT = "the form is told in src/biograph/extract/markup.py"


@dataclass(slots=True)
class _Text:
    """A text as it grows, with its names and the places of its sentences."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: str, gap: str, where: str) -> None:
        self.text += gap if self.sentences else ""
        first, last = len(self.text), 0
        for mark in _MARK.finditer(line):
            self.text += line[last : mark.start()]
            if mark[2] not in ENTITY_TYPES:
                raise DataError(f"{where}: unknown entity type '{mark[2]}'", hint=_HINT)
            start = len(self.text)
            self.text += mark[1]
            self.entities.append(
                Entity(
                    text=mark[1],
                    start=start,
                    end=len(self.text),
                    type=mark[2],
                    subtype=mark[3] or "",
                )
            )
            last = mark.end()
        self.text += line[last:]
        self.sentences.append((first, len(self.text)))


def read(path: Path) -> Iterator[Annotated]:
    """The documents of a file, in order.

    Raises DataError naming file and document where a block is not of the form.
    """
    try:
        blocks = _HEADER.split(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}", hint=_HINT) from error
    for block in blocks[1:]:
        header, _, body = block.partition("\n")
        name, _, lang = (part.strip() for part in header.partition("|"))
        marked, bar, stated = f"\n{body}".partition("\n--")
        where = f"{path.name}: {name}"
        if not bar:
            raise DataError(f"{where}: no line '--' after the text", hint=_HINT)
        yield _annotated(name, lang, marked, stated, where)


def _annotated(name: str, lang: str, marked: str, stated: str, where: str) -> Annotated:
    made, gap = _Text(), " "
    for line in map(str.strip, marked.split("\n")):
        if line:
            made.add(line, gap, where)
        gap = " " if line else "\n\n"
    if "[[" in made.text or "]]" in made.text:
        raise DataError(f"{where}: a mark is not closed or has no type", hint=_HINT)
    return Annotated(
        id=name,
        text=made.text,
        lang=lang,
        entities=tuple(made.entities),
        relations=tuple(
            _relation(line, made, f"{where}: {line.strip()}")
            for line in stated.split("\n")
            if line.strip()
        ),
    )


def _relation(line: str, made: _Text, where: str) -> Relation:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < _PARTS or parts[1] not in PREDICATES:
        raise DataError(f"{where}: not 'subject | predicate | object | sentence'", hint=_HINT)
    subject, predicate, object_, sentences = parts[:_PARTS]
    if missing := {subject, object_} - {e.text for e in made.entities}:
        raise DataError(f"{where}: '{min(missing)}' is not marked in the text", hint=_HINT)
    more = dict(p.partition("=")[::2] for p in parts[_PARTS:])
    if unknown := more.keys() - _OPTIONS:
        raise DataError(f"{where}: what is '{min(unknown)}'?", hint=_HINT)
    start, end = _place(sentences, made, where)
    return Relation(
        subject=subject,
        predicate=predicate,
        object=object_,
        start=start,
        end=end,
        date=more.get("date", ""),
        amount=more.get("amount", ""),
        modality="planned" if "planned" in more else "",
    )


def _place(sentences: str, made: _Text, where: str) -> tuple[int, int]:
    first, _, last = sentences.partition("-")
    try:
        numbers = int(first), int(last or first)
    except ValueError:
        numbers = (0, 0)
    if not 1 <= numbers[0] <= numbers[1] <= len(made.sentences):
        raise DataError(
            f"{where}: '{sentences}' is no sentence of {len(made.sentences)}", hint=_HINT
        )
    return made.sentences[numbers[0] - 1][0], made.sentences[numbers[1] - 1][1]
