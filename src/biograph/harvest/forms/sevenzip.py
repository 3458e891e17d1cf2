"""7-Zip archives in memory: members out, within bounds."""

from __future__ import annotations

import io
import re
import struct
from lzma import LZMAError
from typing import TYPE_CHECKING

from py7zr import SevenZipFile
from py7zr.exceptions import ArchiveError, DecompressionBombError, PasswordRequired
from py7zr.io import BytesIOFactory

from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.archive import LARGEST, flagged
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.harvest.raw import Payload

MOST = 4_000_000_000  # bytes unpacked in all: a member may lie behind all others in one stream
_MAGIC = b"7z\xbc\xaf\x27\x1c"
_BROKEN = (
    ArchiveError,
    PasswordRequired,
    LZMAError,
    ArithmeticError,
    AssertionError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


def is_archive(content: bytes) -> bool:
    """Whether the bytes begin as a 7-Zip archive does."""
    return content.startswith(_MAGIC)


def count(content: bytes) -> int | None:
    """The number of members; None where the bytes are no readable 7-Zip archive."""
    try:
        with SevenZipFile(io.BytesIO(content)) as archive:
            return len(archive.getnames())
    except _BROKEN:
        return None


def members(
    given: Payload, *wanted: str, largest: int = LARGEST, most: int = MOST
) -> dict[str, bytes] | Flag:
    """The first member whose name, in whatever folder, fits each pattern, by pattern.

    A flag where one cannot be had. Nothing is written to disk, no member is unpacked that claims
    more than ``largest`` bytes, and no more than ``most`` bytes are unpacked on the way to them.
    """
    try:
        with SevenZipFile(io.BytesIO(given.content), max_extract_size=most) as archive:
            sizes = {one.filename: one.uncompressed for one in archive.list() if one.is_file}
            paths = {pattern: _fitting(pattern, sizes) for pattern in wanted}
            for pattern, path in paths.items():
                if not path:
                    return flagged(given, Reason.EMPTY, f"the archive has no {pattern}")
                if sizes[path] > largest:
                    message = f"{path} is longer than {largest} bytes when unpacked"
                    return flagged(given, Reason.TOO_LARGE, message)
            return _unpacked(archive, paths, largest)
    except DecompressionBombError:
        message = f"the archive has more than {most} bytes when unpacked"
        return flagged(given, Reason.TOO_LARGE, message)
    except _BROKEN:
        return unreadable(given, "a readable 7-Zip archive")


def _fitting(pattern: str, paths: Iterable[str]) -> str:
    fits = re.compile(pattern)
    return next((path for path in paths if fits.fullmatch(path.rpartition("/")[2])), "")


def _unpacked(archive: SevenZipFile, paths: Mapping[str, str], largest: int) -> dict[str, bytes]:
    held = BytesIOFactory(largest)
    archive.extract(targets=list(paths.values()), factory=held)
    found = {}
    for pattern, path in paths.items():
        member = held.products[path]
        member.seek(0)
        found[pattern] = member.read()
    return found
