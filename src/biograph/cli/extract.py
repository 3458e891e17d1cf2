"""``biograph extract``: texts in, the annotation form with mentions and relations out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biograph.cli.shared import progress

if TYPE_CHECKING:
    from collections.abc import Iterable

Output = Annotated[Path | None, typer.Option("-o", help="A file instead of stdout.")]


def extract(
    source: Annotated[Path, typer.Argument(metavar="INPUT.jsonl", help="id and text a line.")],
    to: Output = None,
) -> None:
    """Read texts and write what they mention and state, one JSON document a line.

    Example: biograph extract texts.jsonl -o read.jsonl
    """
    from biograph.extract import annotation, pipeline  # noqa: PLC0415 - models load when needed

    documents = [annotation.document(item) for item in annotation.read(source)]
    with progress() as track:
        found = track(pipeline.load().read(documents), "extract", len(documents))
        write(annotation.write(map(annotation.annotated, found)), to)


def write(lines: Iterable[str], to: Path | None) -> None:
    """Lines to a file or to stdout."""
    if to is None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        to.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
