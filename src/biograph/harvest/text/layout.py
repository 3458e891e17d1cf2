"""Lines of set pages as prose: columns one after the other, no running heads, whole paragraphs.

Positions are PDF points: x to the right, y upwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from biograph.harvest.text.mend import HYPHENS, joined, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Most lines at the top and at the bottom of a page among which running heads are looked for.
_EDGE = 4
#: Of a column; fewer are a caption, a date or the label of a form.
_FEWEST_LINES = 4
#: Characters of a line; shorter ones are cells of a table.
_CELL = 20
#: Of a page that is looked at for columns; more are a drawing.
_MOST_LINES = 2_000
_LEADER = "....."  # of a table of contents
_BULLET = re.compile(r"[•▪●■◦‣➢✓–-]\s")
_STOPS = (".", "!", "?", ":", ";", "…")


@dataclass(frozen=True, slots=True)
class Line:
    """Words in one row without a wide gap, with their box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of the font; never zero."""
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Line) -> bool:
        """Whether both stand in one row."""
        return abs(self.middle - other.middle) < self.height / 2


def prose(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document: running heads, page numbers and contents left out."""
    lines = [
        line for page in without_heads(pages) for line in in_order(page) if _LEADER not in line.text
    ]
    known = vocabulary(line.text for line in lines)
    return [joined((line.text for line in part), known) for part in _paragraphs(lines)]


def without_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the same height at an edge of several of them.

    Numbers in it may differ: those of pages and of chapters do.
    """
    edges = [_edge(page) for page in pages]
    seen = Counter(place for edge in edges for place in edge)
    often = {place for place, count in seen.items() if count >= (3 if len(pages) > 4 else 2)}
    return [
        [line for line in page if _place(line) not in edge & often]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge(page: Sequence[Line]) -> set[tuple[str, int]]:
    downwards = sorted(page, key=lambda line: -line.top)
    most = max(1, min(_EDGE, len(page) // 4))
    return {_place(line) for line in (*downwards[:most], *downwards[-most:])}


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.lower()), round(line.top)


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are read: column by column between lines that run across.

    Where there are no columns, the order of the file is kept.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    across = sorted(-line.middle for line in lines if line.left < gutter < line.right)

    def place(line: Line) -> tuple[int, int]:
        above = bisect_left(across, -line.middle)
        if line.left < gutter < line.right:
            return above + 1, 0
        return above, 1 if line.right <= gutter else 2

    parts = groupby(sorted(lines, key=place), key=place)
    return [line for _, part in parts for line in in_order(list(part))]


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x between two columns that the fewest lines cross; None where there are no columns."""
    if not 2 * _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return None
    found = []
    for x in sorted({round(line.right) + 1 for line in lines}):
        left = [line for line in lines if line.right <= x]
        right = [line for line in lines if line.left >= x]
        if _is_column(left) and _is_column(right) and _side_by_side(left, right):
            found.append((len(lines) - len(left) - len(right), x))
    return min(found)[1] if found else None


def _is_column(lines: Sequence[Line]) -> bool:
    """Whether the lines are prose that fills its width; the cells of a table are shorter."""
    if len(lines) < _FEWEST_LINES:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = median(line.right - line.left for line in lines)
    return filled >= 0.6 * width and median(len(line.text) for line in lines) >= _CELL


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether half of the shorter column stands beside the other one."""
    (low, high), (other_low, other_high) = _extent(left), _extent(right)
    shared = min(high, other_high) - max(low, other_low)
    return shared >= min(high - low, other_high - other_low) / 2


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.bottom for line in lines), max(line.top for line in lines)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that belong together, across columns and pages too."""
    found: list[list[Line]] = []
    for column in _runs(lines):
        first, *others = _parts(column)
        if found and _goes_over(found[-1][-1], first[0]):
            found[-1].extend(first)
        else:
            found.append(first)
        found.extend(others)
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines cut where the next one does not stand beside or below: a new column or page."""
    run: list[Line] = []
    for line in lines:
        if run and not (line.beside(run[-1]) or line.middle < run[-1].middle):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parts(column: Sequence[Line]) -> list[list[Line]]:
    """The paragraphs of a column."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    usual = median([_gap(*two) for two in pairwise(column) if not two[0].beside(two[1])] or [0.0])
    parts = [[column[0]]]
    for last, line in pairwise(column):
        free = (right - last.right) / max(right - left, 1.0)
        if line.beside(last) or (_goes_on(last, line, free) and _gap(last, line) < usual + 0.35):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _gap(upper: Line, lower: Line) -> float:
    """Between two rows, as a part of the height of the font."""
    return (upper.bottom - lower.top) / upper.height


def _goes_on(last: Line, line: Line, free: float) -> bool:
    """Whether a row goes on with the one above, which leaves the share ``free`` of its column."""
    if _BULLET.match(line.text) or not 0.85 < line.height / last.height < 1.18:
        return False
    if last.text.endswith(_STOPS):
        return free < 0.05 and line.left - last.left < line.height
    return free < 0.2 or _open(last, line)


def _goes_over(last: Line, line: Line) -> bool:
    """Whether the top of a column goes on with the end of the one before it."""
    return _open(last, line) and not last.text.endswith(_STOPS)


def _open(last: Line, line: Line) -> bool:
    """Whether the letters tell that a sentence goes on."""
    return last.text.endswith(tuple(HYPHENS)) or line.text[:1].islower()
