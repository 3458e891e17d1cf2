"""``biograph harvest``: read sources and say what came, without touching the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from biograph.cli.shared import Json, Snapshot, print_json, progress


def harvest(
    source: Annotated[list[str] | None, typer.Argument(help="Sources; all without any.")] = None,
    snapshot: Snapshot = None,
    as_json: Json = False,
) -> None:
    """Read the records of sources from recorded files and list what cannot be used.

    Example: biograph harvest ilab pia --snapshot ../shared/data
    """
    from biograph.run.gather import gather  # noqa: PLC0415 - keeps --help quick

    with progress() as track:
        found = gather(source or (), snapshot=snapshot, track=track)
    if as_json:
        print_json({"records": found.records, "units": len(found.units), "flags": found.flags})
        return
    print(f"{found.records} records in {len(found.units)} documents and tables")
    for flag in found.flags:
        print(f"{flag.reason}: {flag.where}: {flag.message}\n  -> {flag.mend}")
