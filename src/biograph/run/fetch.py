"""Live sources in, raw payloads in the workspace out; a later run reads those it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.errors import UsageError
from biograph.harvest.live import FEEDS
from biograph.harvest.snapshot import keep, replay
from biograph.model import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from biograph.harvest.http import Client
    from biograph.harvest.snapshot import Payload
    from biograph.model import Record

RAW_FOLDER = "raw"


def fetch(workspace: Path, names: Sequence[str], *, client: Client) -> int:
    """Fetch the sources (all live ones where none is named) and give how many payloads are new.

    Raises UsageError for a source without a live form and Unreachable where one does not answer;
    what was fetched before stays.
    """
    without = sorted(set(names) - FEEDS.keys())
    if without:
        raise UsageError(
            f"{', '.join(without)} cannot be fetched yet",
            hint=f"live sources are {', '.join(sorted(FEEDS))}; give --snapshot DIR for the others",
        )
    folder = workspace / RAW_FOLDER
    return sum(
        keep(folder, payload)
        for name in sorted(names or FEEDS)
        for payload in FEEDS[name].fetch(client)
    )


def fetched(workspace: Path, name: str) -> Iterator[Record | Flag] | None:
    """The records of a source as last fetched into the workspace; None where it never was."""
    folder = workspace / RAW_FOLDER
    if name not in FEEDS or not folder.is_dir():
        return None
    kept = list(replay(folder, name))
    return _records(name, kept) if kept else None


def _records(name: str, kept: Sequence[Payload | Flag]) -> Iterator[Record | Flag]:
    for payload in kept:
        if isinstance(payload, Flag):
            yield payload
        else:
            yield from FEEDS[name].records(payload)
