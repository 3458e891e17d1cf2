"""The entities of the last run, kept beside the graph: an update links to them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from biograph.model import Entity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "entities.msgpack"


def remember(workspace: Path, entities: Sequence[Entity]) -> None:
    """Write the entities, whole or not at all."""
    path = workspace / FILE
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.msgpack.encode(entities))
    part.replace(path)


def remembered(workspace: Path) -> list[Entity] | None:
    """The entities as they were written; None where there are none, or of another form."""
    try:
        return msgspec.msgpack.decode((workspace / FILE).read_bytes(), type=list[Entity])
    except (OSError, msgspec.MsgspecError):
        return None
