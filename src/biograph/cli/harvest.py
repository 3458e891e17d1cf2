"""``biograph harvest``: fetch live sources, or look at what recorded files hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from biograph.cli.shared import DEFAULT_WORKSPACE, Json, Snapshot, Workspace, print_json, progress

NOTHING_NEW = 5


def harvest(
    source: Annotated[list[str] | None, typer.Argument(help="Sources; all without any.")] = None,
    snapshot: Snapshot = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    as_json: Json = False,
) -> None:
    """Fetch live sources into the workspace for the next run.

    With --snapshot the records are read from files instead, and what cannot be used is listed.

    Example: biograph harvest ilab pia --snapshot ../shared/data
    """
    if snapshot is None:
        _fetch(workspace, source or [], as_json=as_json)
    else:
        _read(snapshot, source or [], as_json=as_json)


def _fetch(workspace: Path, names: list[str], *, as_json: bool) -> None:
    from biograph.harvest.http import Client  # noqa: PLC0415 - keeps --help quick
    from biograph.run.fetch import fetch  # noqa: PLC0415

    with Client() as client:
        new = fetch(workspace, names, client=client)
    if as_json:
        print_json({"new": new})
    else:
        print(f"{new} new files in {workspace}: biograph run reads them")
    if not new:
        raise typer.Exit(NOTHING_NEW)


def _read(snapshot: Path, names: list[str], *, as_json: bool) -> None:
    from biograph.run.gather import gather  # noqa: PLC0415 - keeps --help quick

    with progress() as track:
        found = gather(names, snapshot=snapshot, track=track)
    if as_json:
        print_json({"records": found.records, "units": len(found.units), "flags": found.flags})
        return
    print(f"{found.records} records in {len(found.units)} documents and tables")
    for flag in found.flags:
        print(f"{flag.reason}: {flag.where}: {flag.message}\n  -> {flag.mend}", file=sys.stderr)
