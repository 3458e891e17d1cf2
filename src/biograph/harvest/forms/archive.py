"""Zip archives in memory: members out, within bounds; files in, always as the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from biograph.harvest.forms.answers import unreadable
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.harvest.raw import Payload

LARGEST = 500_000_000  # bytes of a member when unpacked; CORDIS has some of 100 MB
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: a member tells no other
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def count(content: bytes) -> int | None:
    """The number of members; None where the bytes are no zip archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return len(archive.namelist())
    except _BROKEN:
        return None


def members(given: Payload, *wanted: str, largest: int = LARGEST) -> dict[str, bytes] | Flag:
    """The members of these names, in whatever folder of it; a flag where one cannot be had.

    No member is unpacked beyond ``largest`` bytes, whatever size it claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
            paths = {path.rpartition("/")[2]: path for path in archive.namelist()}
            found = {}
            for name in wanted:
                if name not in paths:
                    return flagged(given, Reason.EMPTY, f"the archive has no {name}")
                with archive.open(paths[name]) as stream:
                    found[name] = stream.read(largest + 1)
                if len(found[name]) > largest:
                    message = f"{name} is longer than {largest} bytes when unpacked"
                    return flagged(given, Reason.TOO_LARGE, message)
            return found
    except _BROKEN:
        return unreadable(given, "a readable zip archive")


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of the files, byte for byte the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def flagged(given: Payload, reason: Reason, message: str) -> Flag:
    """The flag of an archive that is not as it was, or not within its bounds."""
    mend = "look at the archive at its publisher's: its form may have changed"
    return Flag(reason=reason, where=given.url, message=message, mend=mend)
