"""``biograph harvest``: fetch live sources, or look at what recorded files hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from biograph.cli.shared import (
    DEFAULT_WORKSPACE,
    Gateway,
    Json,
    Since,
    Snapshot,
    Workspace,
    bounds,
    end_of_fetch,
    print_json,
    progress,
    tell_fetched,
)


def harvest(
    source: Annotated[list[str] | None, typer.Argument(help="Sources; all without any.")] = None,
    snapshot: Snapshot = None,
    since: Since = "",
    limit: Annotated[int, typer.Option(min=0, help="Items a query; 0: all of them.")] = 0,
    workspace: Workspace = DEFAULT_WORKSPACE,
    gateway: Gateway = "",
    as_json: Json = False,
) -> None:
    """Fetch what live sources have new into the workspace, for the next run or update.

    With --snapshot the records are read from files instead, and what cannot be used is listed.

    Example: biograph harvest hal europepmc --since 2026-11-01 --limit 200
    """
    if snapshot is not None:
        _read(snapshot, source or [], as_json=as_json)
        return
    from biograph.run.fetch import fetch_into  # noqa: PLC0415 - keeps --help quick

    with progress() as track:
        found = fetch_into(workspace, bounds(source, since, limit), gateway=gateway, track=track)
    if as_json:
        print_json(found)
    else:
        tell_fetched(found)
        print(f"{found.new} new in {workspace}: biograph update reads them")
    end_of_fetch(found, anything=bool(found.new))


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
