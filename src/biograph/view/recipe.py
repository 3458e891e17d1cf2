"""A recipe as a picture: its lines and terms in, an SVG of stages, groups and alternatives out.

Each stage is a band, read from top to bottom; in it each box is a group, all of which are needed.
Inside a box one line is enough: they are alternatives.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from biograph.view.lettering import wrapped
from biograph.view.pages import render
from biograph.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.view.say import Lang
    from biograph.vocabulary import RecipeLine, Term

WIDTH = 1180.0
_LABEL, _GAP, _PADDING = 150.0, 10.0, 9.0
_ACROSS = 4
_BOX = (WIDTH - _LABEL - _GAP * (_ACROSS - 1)) / _ACROSS
_SIZE, _SMALL = 13.0, 10.5
_LEAD, _SMALL_LEAD = 16.0, 13.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """One line of text of a box: where its baseline is and how it is set (a class of the SVG).

    ``link`` is the id of the family whose recipe makes what it names.
    """

    y: float
    text: str
    style: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBox:
    """The alternatives of one group. ``criticality`` is a word of the recipes."""

    x: float
    y: float
    height: float
    criticality: str
    what: str
    lines: tuple[Lettered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One stage: its number, the lines of its name and its boxes."""

    y: float
    height: float
    number: int
    name: tuple[str, ...]
    boxes: tuple[GroupBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeDrawing:
    """The whole picture, ``WIDTH`` x ``height`` units; a box is ``box`` wide."""

    title: str
    height: float
    box: float
    bands: tuple[Band, ...]


def draw(
    family: Term, lines: Sequence[RecipeLine], terms: Iterable[Term], *, lang: Lang
) -> RecipeDrawing:
    """The picture of one family's recipe; ``lines`` are its own, in their order."""
    known = {term.iri.rsplit("/id/", 1)[1]: term for term in terms}
    bands: list[Band] = []
    y = 64.0
    for stage, at_stage in groupby(lines, key=attrgetter("stage")):
        term = known[f"stage/{stage}"]
        boxes = _boxes(_grouped(at_stage), known, y + _GAP, lang)
        height = max(box.y + box.height for box in boxes) - y + _GAP
        name = wrapped(term.labels[lang], _LABEL - 44, size=_SIZE)
        bands.append(Band(y=y, height=height, number=term.order, name=name, boxes=tuple(boxes)))
        y += height
    return RecipeDrawing(title=family.labels[lang], height=y + 4, box=_BOX, bands=tuple(bands))


def recipe_svg(
    family: Term, lines: Sequence[RecipeLine], terms: Iterable[Term], *, lang: Lang
) -> str:
    """The picture as an SVG file that needs nothing from outside."""
    drawing = draw(family, lines, terms, lang=lang)
    return render("recipe.svg.j2", lang=lang, d=drawing, width=WIDTH)


def _grouped(lines: Iterable[RecipeLine]) -> list[list[RecipeLine]]:
    """The groups in order of their first line: a group's lines need not stand together."""
    groups: dict[str, list[RecipeLine]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return list(groups.values())


def _boxes(
    groups: Sequence[Sequence[RecipeLine]], known: Mapping[str, Term], top: float, lang: Lang
) -> list[GroupBox]:
    """Boxes in rows of equal tops, as many rows as they need."""
    placed: list[GroupBox] = []
    y = top
    for start in range(0, len(groups), _ACROSS):
        row = [
            _box(group, known, _LABEL + column * (_BOX + _GAP), y, lang)
            for column, group in enumerate(groups[start : start + _ACROSS])
        ]
        height = max(box.height for box in row)
        placed += row
        y += height + _GAP
    return placed


def _box(
    group: Sequence[RecipeLine], known: Mapping[str, Term], x: float, top: float, lang: Lang
) -> GroupBox:
    lettered: list[Lettered] = []
    y = top + _PADDING
    for number, line in enumerate(group):
        if number:
            y += _LEAD
            lettered.append(Lettered(y=y - 3, text=words(lang)["or"], style="or"))
        said = line.unit_operation[lang]
        if not number or said != group[number - 1].unit_operation[lang]:
            y += _SMALL_LEAD
            lettered.append(Lettered(y=y - 3, text=said, style="step"))
        for text, style, link in _texts(line, known, lang):
            size, lead = (_SIZE, _LEAD) if style == "what" else (_SMALL, _SMALL_LEAD)
            for part in wrapped(text, _BOX - 2 * _PADDING - 4, size=size):
                y += lead
                lettered.append(Lettered(y=y - 3, text=part, style=style, link=link))
    return GroupBox(
        x=x,
        y=top,
        height=y + _PADDING - top,
        criticality=group[0].criticality,
        what=known[f"input/{group[0].requirement}"].labels[lang],
        lines=tuple(lettered),
    )


def _texts(
    line: RecipeLine, known: Mapping[str, Term], lang: Lang
) -> Iterator[tuple[str, str, str]]:
    """What is said of one line: text, style, and where it leads."""
    fixed = words(lang)
    yield known[f"input/{line.requirement}"].labels[lang], "what", ""
    figures = (line.scale.get(lang, ""), _degrees(*line.temperature))
    if any(figures):
        yield ", ".join(filter(None, figures)), "note", ""
    if line.routes:
        routes = ", ".join(route.removeprefix("route=") for route in line.routes)
        yield f"{fixed['route']} {routes}", "route", ""
    if line.expands_into:
        nested = known[f"family/{line.expands_into}"]
        yield f"→ {nested.labels[lang]}", "nested", line.expands_into
    if line.basis == "textbook":
        yield fixed["textbook"], "note", ""


def _degrees(low: int | None, high: int | None) -> str:
    """A range as it is written on a label: ``2…8 °C``, ``≤ −60 °C``."""
    bounds = [str(bound).replace("-", "−") for bound in (low, high) if bound is not None]
    sign = "" if len(bounds) == 2 else "≤ " if low is None else "≥ "
    return f"{sign}{'…'.join(bounds)} °C" if bounds else ""
