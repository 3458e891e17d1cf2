"""The value chain as a picture: stages, families and cells in, places of what is drawn out.

The same cells are drawn twice: wide (labels left of the lines, headings over the columns) and
narrow for a phone (each family above its line, stages by number).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from biograph.view.lettering import shortened, wrapped
from biograph.view.say import pick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biograph.view.content import Axis
    from biograph.view.say import Lang


class Placed(Protocol):
    """What stands at one stage (key) of one family (key)."""

    @property
    def family(self) -> str: ...  # noqa: D102 - told by the class
    @property
    def stage(self) -> str: ...  # noqa: D102 - told by the class


Cell = TypeVar("Cell", bound=Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Lines of text that start at ``x`` with the first baseline at ``y``."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Generic[Cell]):
    """One drawn cell: its left upper corner, the address where a click leads.

    ``what`` are its family and stage in words.
    """

    x: float
    y: float
    cell: Cell
    link: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing(Generic[Cell]):
    """A picture of ``width`` x ``height`` units; a cell is ``cell_width`` x ``cell_height``.

    ``heads`` are the names of the stages, ``marks`` the left edges of the numbered arrows.
    """

    name: str
    width: float
    height: float
    cell_width: float
    cell_height: float
    head_top: float
    marks: tuple[float, ...]
    heads: tuple[Words, ...]
    names: tuple[Words, ...]
    boxes: tuple[Box[Cell], ...]


def cell_id(family: str, stage: str) -> str:
    """The id of a cell in the table below the picture."""
    return f"cell-{_slug(family)}-{_slug(stage)}"


def wide(
    stages: Sequence[Axis],
    families: Sequence[Axis],
    cells: Sequence[Cell],
    *,
    lang: Lang,
    link: Callable[[Cell], str],
) -> Drawing[Cell]:
    """The picture for screens and paper. ``link`` tells where a click on a cell leads."""
    left, width, gap, row, size = 236.0, 76.0, 4.0, 42.0, 11.0
    heads = [wrapped(pick(s.label, lang), width - 4, size=size) for s in stages]
    deepest = max((len(lines) for lines in heads), default=0)
    head_top = deepest * 14.0 + 10
    top = head_top + 34
    across = [left + i * (width + gap) for i in range(len(stages))]
    down = [top + i * (row + gap) for i in range(len(families))]
    return Drawing(
        name="wide",
        width=left + len(stages) * (width + gap) - gap + 2,
        height=top + len(families) * (row + gap),
        cell_width=width,
        cell_height=row,
        head_top=head_top,
        marks=tuple(across),
        heads=tuple(
            Words(x=x + 2, y=head_top - 4 - 14.0 * (len(lines) - 1), lines=lines)
            for x, lines in zip(across, heads, strict=True)
        ),
        names=tuple(
            _beside(pick(f.label, lang), y=y, width=left - 18, row=row)
            for f, y in zip(families, down, strict=True)
        ),
        boxes=_boxes(cells, _places(stages, across, lang), _places(families, down, lang), link),
    )


def narrow(
    stages: Sequence[Axis],
    families: Sequence[Axis],
    cells: Sequence[Cell],
    *,
    lang: Lang,
    link: Callable[[Cell], str],
) -> Drawing[Cell]:
    """The picture for a phone: 320 units wide, families above their line of cells."""
    gap, row, top, label = 2.0, 34.0, 34.0, 20.0
    width = round((318 - gap * (len(stages) - 1)) / max(len(stages), 1), 2)
    across = [1 + i * (width + gap) for i in range(len(stages))]
    down = [top + label + i * (row + label + 8) for i in range(len(families))]
    return Drawing(
        name="narrow",
        width=320,
        height=top + len(families) * (row + label + 8) + 4,
        cell_width=width,
        cell_height=row,
        head_top=2,
        marks=tuple(across),
        heads=(),
        names=tuple(
            Words(x=0, y=y - 6, lines=(shortened(pick(f.label, lang), 318, size=13),))
            for f, y in zip(families, down, strict=True)
        ),
        boxes=_boxes(cells, _places(stages, across, lang), _places(families, down, lang), link),
    )


def _beside(text: str, *, y: float, width: float, row: float) -> Words:
    lines = list(wrapped(text, width, size=13))
    if len(lines) > 2:
        lines[1:] = [shortened(" ".join(lines[1:]), width, size=13)]
    return Words(x=0, y=y + row / 2 + 4.5 - 8 * (len(lines) - 1), lines=tuple(lines))


def _places(axes: Sequence[Axis], at: Sequence[float], lang: Lang) -> dict[str, tuple[float, str]]:
    """Where each column or line begins and what it is called."""
    return {axis.key: (place, pick(axis.label, lang)) for axis, place in zip(axes, at, strict=True)}


def _boxes(
    cells: Sequence[Cell],
    across: dict[str, tuple[float, str]],
    down: dict[str, tuple[float, str]],
    link: Callable[[Cell], str],
) -> tuple[Box[Cell], ...]:
    return tuple(
        Box(
            x=across[cell.stage][0],
            y=down[cell.family][0],
            cell=cell,
            link=link(cell),
            what=f"{down[cell.family][1]}, {across[cell.stage][1]}",
        )
        for cell in cells
        if cell.stage in across and cell.family in down
    )


def _slug(key: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in key.rsplit("/", 1)[-1])
