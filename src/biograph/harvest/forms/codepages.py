"""Lines of files that are in UTF-8, in Windows-1252, or here and there in one and the other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from biograph.harvest.lines import Line, physical_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = b"\xef\xbb\xbf"  # byte order mark


def utf8_lines(content: bytes) -> Iterator[Line]:
    """The lines in UTF-8: one that is not is taken as Windows-1252, which the registers write.

    A line that is neither stays as it is, to be flagged by whoever reads its cells.
    """
    for line in physical_lines(io.BytesIO(content.removeprefix(_MARK))):
        yield line._replace(data=_utf8(line.data))


def _utf8(data: bytes) -> bytes:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data
