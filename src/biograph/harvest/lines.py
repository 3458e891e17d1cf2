"""Bytes of a delimited file in, its rows of cells out; a broken line costs no other line.

Memory is bounded by the longest line allowed, not by the file.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 5_000_000  # bytes; no register known to us has a row above 50 kB
MOST_LINES_IN_A_ROW = 2_000  # a quoted cell may span lines, an unclosed quote must not eat the file

_UNCLOSED = "unexpected end of data"  # what the csv module says of a quote left open

csv.field_size_limit(LONGEST_LINE)  # the default of 131,072 characters would refuse good rows


class Line(NamedTuple):
    """One physical line; ``data`` is empty where it was longer than allowed."""

    number: int
    data: bytes
    too_long: bool = False


class Row(NamedTuple):
    """The cells of one row and the number of the line it starts on."""

    line: int
    cells: list[str]


def physical_lines(stream: BinaryIO, *, longest: int = LONGEST_LINE) -> Iterator[Line]:
    """The lines of ``stream``, numbered from 1; one over ``longest`` bytes is passed over."""
    number = 0
    while data := stream.readline(longest + 1):
        number += 1
        if len(data) <= longest or data.endswith(b"\n"):
            yield Line(number, data)
            continue
        while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
            pass
        yield Line(number, b"", too_long=True)


def rows(lines: Iterator[Line], *, delimiter: str, quoted: bool, name: str) -> Iterator[Row | Flag]:
    """The rows that ``lines`` hold; a line that cannot be read is flagged and the next one tried.

    The first row decides how many cells each row has. ``quoted`` tells whether a cell in double
    quotes may hold delimiters and line ends.
    """
    waiting: deque[Line] = deque()
    width = 0
    while (line := _next(waiting, lines)) is not None:
        found = _cells([line], delimiter=delimiter, quoted=quoted, width=width, name=name)
        if found is _OPEN:
            block = [line, *_until_closed(line, waiting, lines)]
            found = _cells(block, delimiter=delimiter, quoted=quoted, width=width, name=name)
            if found is _OPEN:
                found = _malformed(f"{name} line {line.number}", "a quote is never closed")
            if isinstance(found, Flag):
                waiting.extendleft(reversed(block[1:]))
        if isinstance(found, Flag):
            yield found
        elif found:
            width = width or len(found)
            yield Row(line.number, found)


def _next(waiting: deque[Line], lines: Iterator[Line]) -> Line | None:
    return waiting.popleft() if waiting else next(lines, None)


def _until_closed(first: Line, waiting: deque[Line], lines: Iterator[Line]) -> Iterator[Line]:
    """The lines up to the one that closes the quote left open in ``first``."""
    quotes = first.data.count(b'"')
    for _ in range(MOST_LINES_IN_A_ROW):
        if (line := _next(waiting, lines)) is None:
            return
        yield line
        quotes += line.data.count(b'"')
        if line.too_long or quotes % 2 == 0:
            return


_OPEN: list[str] = []  # what _cells gives for a line that ends within quotes


def _cells(
    block: list[Line], *, delimiter: str, quoted: bool, width: int, name: str
) -> list[str] | Flag | None:
    """The cells, None for a blank line, _OPEN where the row goes on in the next line."""
    where = f"{name} line {block[0].number}"
    text = _text(block, where)
    if isinstance(text, Flag) or not text:
        return text or None
    try:
        reader = csv.reader([text], delimiter=delimiter, strict=True)
        cells = next(reader) if quoted else text.split(delimiter)
    except csv.Error as error:
        if len(block) == 1 and str(error) == _UNCLOSED:
            return _OPEN
        return _malformed(where, f"the row cannot be parsed: {error}")
    if width and len(cells) != width:
        return _malformed(where, f"the row has {len(cells)} cells where the header has {width}")
    return cells


def _text(block: list[Line], where: str) -> str | Flag:
    if block[0].too_long:
        return Flag(
            reason=Reason.TOO_LARGE,
            where=where,
            message=f"the line is longer than {LONGEST_LINE} bytes",
            mend="look whether a line end was lost, and fetch the file again",
        )
    try:
        return b"".join(line.data for line in block).decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        return Flag(
            reason=Reason.BAD_ENCODING,
            where=where,
            message=f"byte {error.object[error.start]:#04x} at position {error.start} is not UTF-8",
            mend="save the file as UTF-8, or mend this row",
        )


def _malformed(where: str, message: str) -> Flag:
    mend = "compare the row with its neighbours: a delimiter or a quote is lost or doubled"
    return Flag(reason=Reason.MALFORMED, where=where, message=message, mend=mend)
