"""Bodies as they come, piece by piece: counted, and decompressed into no more than is allowed."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What is asked for. Brotli and zstd are not: their decoders here have no bound on one step.
CODINGS = "gzip, deflate"
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_GZIP, _ZLIB, _RAW = 31, 15, -15  # what zlib calls wbits


class TooLargeError(Exception):
    """There are more bytes than allowed."""


class BrokenError(Exception):
    """The bytes are not, or not to the end, of the coding that was announced."""


class UnknownCodingError(Exception):
    """The coding is none of the CODINGS."""


def decoded(parts: Iterable[bytes], coding: str, largest: int) -> bytes:
    """The whole body in the ``coding`` (of Content-Encoding; empty: none).

    Neither it nor what is received may be larger than ``largest`` bytes; no step expands further.
    Raises TooLargeError, BrokenError, UnknownCodingError.
    """
    inflate = _inflate(coding.strip().lower())
    found = bytearray()
    received = 0
    for part in parts:
        received += len(part)
        found += inflate.feed(part, largest + 1 - len(found)) if inflate else part
        if max(received, len(found)) > largest:
            raise TooLargeError
    if inflate and received and not inflate.ended:
        raise BrokenError("the compressed body is cut off")
    return bytes(found)


def _inflate(coding: str) -> _Inflate | None:
    if coding in ("", "identity"):
        return None
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnknownCodingError(coding)
    return _Inflate(gzip=coding != "deflate")


class _Inflate:
    """Gzip members one after the other, or deflate with or without its zlib frame."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._zlib: zlib._Decompress | None = None

    @property
    def ended(self) -> bool:
        return self._zlib is not None and self._zlib.eof

    def feed(self, data: bytes, room: int) -> bytes:
        """What the data decode to, but at most ``room`` bytes (1 or more) of it."""
        found = bytearray()
        while data and len(found) < room:
            if self._zlib is None or self._zlib.eof:
                self._zlib = zlib.decompressobj(self._wbits(data[0]))
            try:
                found += self._zlib.decompress(data, room - len(found))
            except zlib.error as error:
                raise BrokenError(str(error)) from error
            data = self._zlib.unconsumed_tail or self._zlib.unused_data
        return bytes(found)

    def _wbits(self, first: int) -> int:
        if self._gzip:
            return _GZIP
        return _ZLIB if first & 0x0F == 8 else _RAW  # 8 names the method in a zlib frame


class Framing:
    """Counts the bytes of one answer that come after its head, as they arrive."""

    def __init__(self) -> None:
        self._head = b""
        self._ended = False
        self.body = 0

    def feed(self, data: bytes) -> None:
        """The next bytes of the answer."""
        if self._ended:
            self.body += len(data)
            return
        self._head += data
        while not self._ended and (blank := _BLANK_LINE.search(self._head)):
            # interim answers (1xx) come before the one that counts
            self._ended = not self._head.partition(b" ")[2].startswith(b"1")
            self._head = self._head[blank.end() :]
            self.body = len(self._head) if self._ended else 0
