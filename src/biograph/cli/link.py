"""``biograph link``: the annotation form in, the same with the IRIs of entities out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from biograph.cli.extract import Output, write
from biograph.cli.shared import Snapshot, progress


def link(
    source: Annotated[Path, typer.Argument(metavar="INPUT.jsonl", help="The annotation form.")],
    to: Output = None,
    snapshot: Snapshot = None,
) -> None:
    """Fill the ids of annotated entities from the registers; unknown names get provisional ones.

    Example: biograph extract texts.jsonl -o read.jsonl && biograph link read.jsonl
    """
    from biograph.extract import annotation  # noqa: PLC0415 - keeps --help quick
    from biograph.run.linking import linked  # noqa: PLC0415

    with progress() as track:
        items = linked(annotation.read(source), snapshot=snapshot, track=track)
        write(annotation.write(items), to)
