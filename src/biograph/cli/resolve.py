"""``biograph resolve``: doubtful pairs for a person to decide, and the decisions back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Json,
    Snapshot,
    Workspace,
    error_console,
    print_json,
    progress,
)
from biograph.errors import DataError


def resolve(
    source: Annotated[list[str] | None, typer.Argument(help="Sources; all without any.")] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="A filled sheet to take over.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", help="The sheet; without it stdout.")
    ] = None,
    snapshot: Snapshot = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    as_json: Json = False,
) -> None:
    """List the pairs of entries that may be one actor, or take over what a person decided.

    Fill verdict (same or different) and reason of the lines you are sure of, leave the others.

    Example: biograph resolve -o pairs.tsv, then biograph resolve --decisions pairs.tsv
    """
    from biograph.run import deciding  # noqa: PLC0415 - keeps --help quick

    if decisions is not None:
        if not decisions.is_file():
            raise DataError(
                f"there is no file {decisions}", hint="write one: biograph resolve -o pairs.tsv"
            )
        new = deciding.decide(decisions, workspace)
        if as_json:
            print_json({"new": new})
        else:
            print(f"{new} new decisions in {workspace}: biograph run obeys them")
        return
    with progress() as track:
        pairs = deciding.doubtful(
            snapshot=snapshot, workspace=workspace, sources=source or (), track=track
        )
    if as_json:
        print_json(
            [
                {"left": p.left.id, "right": p.right.id, "score": p.score, "reason": p.reason}
                for p in pairs
            ]
        )
        return
    text = deciding.sheet(pairs, today=datetime.now(UTC).date().isoformat())
    if to is None:
        print(text, end="")
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")
        error_console.print(f"{len(pairs)} pairs to decide in {to}")
