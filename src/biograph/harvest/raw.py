"""Fetched bytes in, the same bytes out without a network: a store of payloads by content.

``raw/ab/abcd...`` holds the bytes of SHA-256 ``abcd...``; ``manifest.jsonl`` tells, one line a
fetch, what they are. Files appear whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from biograph.harvest.jsonlines import objects
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What one address of a source answered at one time; ``table`` names the resource."""

    source: str
    table: str
    url: str
    content: bytes
    media_type: str
    fetched_at: datetime

    @property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


def keep(folder: Path, payload: Payload) -> bool:
    """Store ``payload``; False where the address had these bytes already at its last fetch."""
    last = {(line["source"], line["table"]): line["sha256"] for line in _lines(folder)}
    if last.get((payload.source, payload.table)) == payload.sha256:
        return False
    path = _path(folder, payload.sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(payload.content)
        part.replace(path)
    line = {
        "source": payload.source,
        "table": payload.table,
        "url": payload.url,
        "media_type": payload.media_type,
        "fetched_at": payload.fetched_at.isoformat(),
        "sha256": payload.sha256,
    }
    _append(folder / _MANIFEST, json.dumps(line, ensure_ascii=False, sort_keys=True))
    return True


def _append(path: Path, line: str) -> None:
    """One line at the end; a half line that a killed run left is closed first."""
    torn = path.exists() and path.read_bytes()[-1:] not in {b"", b"\n"}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(("\n" if torn else "") + line + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def replay(folder: Path, source: str) -> Iterator[Payload | Flag]:
    """The last payload of each resource of ``source``, in the order of the resources' names.

    A line that cannot be read, bytes that are lost or were changed are flagged.
    """
    last: dict[str, dict[str, Any]] = {}
    for found in _found(folder):
        if isinstance(found, Flag):
            yield found
        elif found["source"] == source:
            last[found["table"]] = found
    for _, line in sorted(last.items()):
        yield _payload(folder, line)


def _payload(folder: Path, line: dict[str, Any]) -> Payload | Flag:
    path = _path(folder, line["sha256"])
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != line["sha256"]:
        return Flag(
            reason=Reason.UNREADABLE_FILE,
            where=str(path.relative_to(folder)),
            message=f"the bytes fetched from {line['url']} are lost or were changed",
            mend="fetch the source again",
        )
    return Payload(
        source=line["source"],
        table=line["table"],
        url=line["url"],
        content=content,
        media_type=line["media_type"],
        fetched_at=datetime.fromisoformat(line["fetched_at"]),
    )


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    return (found for found in _found(folder) if not isinstance(found, Flag))


def _found(folder: Path) -> Iterator[dict[str, Any] | Flag]:
    """The lines of the manifest that tell all they must; none where nothing was kept yet."""
    path = folder / _MANIFEST
    needed = {"source", "table", "url", "media_type", "fetched_at", "sha256"}
    for found in objects(path, _MANIFEST) if path.exists() else ():
        if isinstance(found, Flag):
            yield found
        elif needed <= {key for key, value in found[1].items() if isinstance(value, str)}:
            yield found[1]
        else:
            yield Flag(
                reason=Reason.MALFORMED,
                where=f"{_MANIFEST} line {found[0]}",
                message="the line lacks a field",
                mend="delete the line; the next fetch writes a new one",
            )


def _path(folder: Path, sha256: str) -> Path:
    return folder / "raw" / sha256[:2] / sha256
