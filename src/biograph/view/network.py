"""A network as an SVG picture: places, names and styles in, one file that loads nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.view.lettering import shortened, text_width
from biograph.view.pages import render
from biograph.view.palette import STYLES, outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.view.say import Lang

_WIDTH, _MARGIN, _LINE = 1400.0, 60.0, 13.0
_SHORTEST, _LONGEST = 500.0, 220.0  # the picture, a name
#: What XML 1.0 cannot say.
_UNSAYABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A node: where it is, its radius in pixels, its place in STYLES and its name."""

    x: float
    y: float
    size: float
    style: int
    name: str
    bold: bool = False


def network_svg(
    marks: Sequence[Mark],
    links: Sequence[tuple[int, int]],
    legend: Sequence[tuple[int, str]],
    *,
    title: str,
    lang: Lang,
) -> str:
    """The picture, 1400 px wide. ``links`` are pairs of places in ``marks``.

    Names are written from the largest node down, as long as none covers another. ``legend`` has the
    words for styles in use.
    """
    left = min((m.x for m in marks), default=0.0)
    top = min((m.y for m in marks), default=0.0)
    span = max(max((m.x for m in marks), default=0.0) - left, 1.0)
    scale = min((_WIDTH - 2 * _MARGIN) / span, 40.0)
    spot = [(_MARGIN + (m.x - left) * scale, _MARGIN + (m.y - top) * scale) for m in marks]
    deep = max((y for _, y in spot), default=0.0) + _MARGIN
    return render(
        "network.svg.j2",
        lang=lang,
        title=sayable(title),
        width=_WIDTH,
        height=max(deep, _SHORTEST),
        shapes=[(shape, outline(shape), colour) for shape, colour in STYLES],
        lines=[(*spot[one], *spot[other]) for one, other in links],
        marks=[(*place, mark) for place, mark in zip(spot, marks, strict=True)],
        names=list(_named(marks, spot)),
        legend=legend,
    )


def sayable(text: str) -> str:
    """The text without characters that no XML can hold."""
    return text.translate(_UNSAYABLE)


def _named(
    marks: Sequence[Mark], spot: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, float, Mark, str]]:
    """The names that fit, each right of its node."""
    taken: set[tuple[int, int]] = set()
    order = sorted(range(len(marks)), key=lambda at: (not marks[at].bold, -marks[at].size, at))
    for at in order:
        mark, (x, y) = marks[at], spot[at]
        name, start = shortened(mark.name, _LONGEST, size=_LINE), x + mark.size + 3
        long = text_width(name, size=_LINE)
        cells = _cells(start, y, long)
        if start + long < _WIDTH and not cells & taken:
            taken |= cells
            yield start, y + _LINE / 3, mark, sayable(name)


def _cells(x: float, y: float, long: float) -> set[tuple[int, int]]:
    """The fields of a grid, as high as a line, that a name covers."""
    rows = {int((y - _LINE / 2) // _LINE), int((y + _LINE / 2) // _LINE)}
    columns = range(int(x // _LINE), int((x + long) // _LINE) + 1)
    return {(column, row) for column in columns for row in rows}
