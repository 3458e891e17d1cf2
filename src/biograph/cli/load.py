"""``biograph load``: annotated documents into the graph, as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Endpoint,
    Json,
    Workspace,
    print_json,
    progress,
)


def load(
    source: Annotated[Path, typer.Argument(metavar="INPUT.jsonl", help="The annotation form.")],
    endpoint: Endpoint = "",
    workspace: Workspace = DEFAULT_WORKSPACE,
    as_json: Json = False,
) -> None:
    """Put annotated documents into the graph beside the bundled sources, and renew the findings.

    Example: biograph extract texts.jsonl -o read.jsonl && biograph load read.jsonl
    """
    from biograph.extract import annotation  # noqa: PLC0415 - keeps --help quick
    from biograph.run import run  # noqa: PLC0415

    items = list(annotation.read(source))
    with progress() as track:
        report = run(workspace, annotated=items, endpoint=endpoint, track=track)
    if as_json:
        print_json(report)
    else:
        print(f"{len(items)} documents; {report.facts} facts, +{report.added} quads")
