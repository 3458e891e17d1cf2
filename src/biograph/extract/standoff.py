"""Annotations of texts that are not ours: offsets and a digest here, the texts in a snapshot.

A line names source, field, SHA-256 of the text, entities as [start, end, type, subtype] and
relations whose ends, amount and evidence are spans. Nothing of the text is in the file.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from biograph import resources
from biograph.errors import DataError
from biograph.extract import annotation
from biograph.extract.annotation import Annotated, Entity, Relation, dump, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "ilab": "registries/ilab_laureats_1999_2023.csv",
    "pia": "registries/anr_pia_projets_2022.csv",
    "listed": "registries/societes_cotees_sante_fr.csv",
}
_CORPUS = "corpus"  # the documents of the project itself


@cache
def _texts(snapshot: Path, source: str, field: str) -> dict[str, str]:
    """The texts of one column of a source by their digest."""
    if source == _CORPUS:
        path = resources.extract() / "corpus" / "documents.jsonl"
        lines = path.read_text(encoding="utf-8").strip().split("\n")
        found = [json.loads(line)[field] for line in lines]
    else:
        with (snapshot / FILES[source]).open(encoding="utf-8", newline="") as rows:
            found = [row[field] for row in csv.DictReader(rows)]
    return {sha256(text.encode()).hexdigest(): text for text in found}


def read(path: Path, snapshot: Path) -> Iterator[Annotated]:
    """The annotated documents of a file with the texts of a snapshot folder.

    Raises DataError where the snapshot lacks a text or the file is not of the form.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}", hint=_HINT) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _document(line, snapshot, f"{path.name}:{number}")


def given(path: Path, snapshot: Path | None) -> list[Annotated]:
    """The documents of a file of either form; texts it does not hold are read in the snapshot.

    Raises DataError where the file is of neither form or a text cannot be had.
    """
    if snapshot is not None and _textless(path):
        return list(read(path, snapshot))
    return list(annotation.read(path))


def _textless(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as lines:
            return "text" not in json.loads(next(lines))
    except (OSError, ValueError, StopIteration, TypeError):
        return False  # the reader of annotations says what is wrong


def _document(line: str, snapshot: Path, where: str) -> Annotated:
    try:
        raw = json.loads(line)
        text = _texts(snapshot, raw["source"], raw["field"])[raw["sha256"]]
        made = _annotated(raw, text)
    except OSError as error:
        raise DataError(f"{where}: its text cannot be read: {error}", hint=_HINT) from error
    except (KeyError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise DataError(f"{where}: no such text or field: {error}", hint=_HINT) from error
    return parse(dump(made), where=where)  # types, predicates and offsets are checked there


_HINT = "give the snapshot the annotations were made on, with its registries folder"


def _annotated(raw: dict[str, Any], text: str) -> Annotated:
    def cut(span: list[int]) -> str:
        return text[span[0] : span[1]]

    return Annotated(
        id=raw["id"],
        text=text,
        lang=raw["lang"],
        entities=tuple(
            Entity(text=text[a:b], start=a, end=b, type=kind, subtype=rest[0] if rest else "")
            for a, b, kind, *rest in raw["entities"]
        ),
        relations=tuple(
            Relation(
                subject=cut(r["subject"]),
                predicate=r["predicate"],
                object=cut(r["object"]),
                start=r["evidence"][0],
                end=r["evidence"][1],
                date=r.get("date", ""),
                amount=cut(r["amount"]) if "amount" in r else "",
                modality=r.get("modality", ""),
            )
            for r in raw["relations"]
        ),
    )
