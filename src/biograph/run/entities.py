"""What the last run made of the entries, kept beside the graph: entities, and doubtful pairs.

An update links to the entities at once, and people decide on the pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from biograph.model import Entity, Match

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biograph.link import Resolution

FILE = "entities.msgpack"
DOUBTFUL = "pairs.msgpack"
Kept = TypeVar("Kept")


def remember(workspace: Path, resolution: Resolution) -> None:
    """Write both, each whole or not at all."""
    _write(workspace / FILE, resolution.entities)
    _write(workspace / DOUBTFUL, resolution.doubtful)


def remembered(workspace: Path) -> list[Entity] | None:
    """The entities as they were written; None where there are none, or of another form."""
    return _read(workspace / FILE, list[Entity])


def doubtful(workspace: Path) -> list[Match] | None:
    """The pairs that are likely but not sure, the likeliest first; None where no run left any."""
    return _read(workspace / DOUBTFUL, list[Match])


def _write(path: Path, things: Sequence[object]) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.msgpack.encode(things))
    part.replace(path)


def _read(path: Path, form: type[Kept]) -> Kept | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=form)
    except (OSError, msgspec.MsgspecError):
        return None
