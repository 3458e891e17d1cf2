"""``biograph extract``: texts in, the annotation form with mentions and relations out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.shared import Scheduler, progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.extract import annotation as form
    from biograph.model import Document

Output = Annotated[Path | None, typer.Option("-o", help="A file instead of stdout.")]


def extract(
    source: Annotated[Path, typer.Argument(metavar="INPUT.jsonl", help="id and text a line.")],
    to: Output = None,
    scheduler: Scheduler = "",
) -> None:
    """Read texts and write what they mention and state, one JSON document a line.

    Example: biograph extract texts.jsonl -o read.jsonl --scheduler tcp://127.0.0.1:8786
    """
    from biograph.extract import annotation  # noqa: PLC0415 - keeps --help quick
    from biograph.run.reading import reading  # noqa: PLC0415 - models load when needed

    texts = documents(annotation.read(source))
    with progress() as track, reading(scheduler) as reader:
        found = track(reader.read(texts), "extract", len(texts))
        write(annotation.write(map(annotation.annotated, found)), to)


def documents(items: Iterable[form.Annotated]) -> list[Document]:
    """The texts to read; the language is guessed where it is not given."""
    from biograph.document import detect  # noqa: PLC0415 - loads a model
    from biograph.extract import annotation  # noqa: PLC0415

    return [annotation.document(replace(i, lang=i.lang or detect(i.text))) for i in items]


def write(lines: Iterable[str], to: Path | None) -> None:
    """Lines, with their ends, to a file or to stdout."""
    if to is None:
        sys.stdout.writelines(lines)
    else:
        to.write_text("".join(lines), encoding="utf-8")
