"""A module as a picture: its classes as a tree, its object properties as arrows between classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.terms import OWL, RDFS, bg
from biograph.view.handbook.words import BELOW, TYPE
from biograph.view.lettering import shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.view.handbook.words import Words
    from biograph.view.say import Lang

WIDTH = 1000.0
_ROW, _INDENT, _SIZE, _END = 30.0, 26.0, 13.0, 250.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A class: where its box is, what it is called; ``elbow`` is where the class above it ends."""

    x: float
    y: float
    width: float
    text: str
    href: str
    elbow: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A property from one class to another."""

    y: float
    start: float
    end: float
    text: str
    href: str
    ends: tuple[Box, Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The tree above, the arrows below it; a box is 24 units high."""

    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def diagram(terms: Sequence[str], known: Words, *, lang: Lang) -> Diagram:
    """The picture of the terms of one module."""
    classes = {iri for iri in terms if OWL + "Class" in known.of(iri, TYPE)}
    boxes = tuple(_tree(classes, known, lang))
    top = len(boxes) * _ROW + (20 if boxes else 0)
    arrows = tuple(_arrows(terms, top, known, lang))
    return Diagram(height=top + len(arrows) * _ROW + 4, boxes=boxes, arrows=arrows)


def _tree(classes: set[str], known: Words, lang: Lang) -> Iterator[Box]:
    """Each class below the one above it, from top to bottom; those of other modules open it."""
    above = {iri: [c for c in known.of(iri, BELOW) if known.home(c)] for iri in classes}
    roots = {iri for iri in classes if not above[iri]} | {
        parent for parents in above.values() for parent in parents if parent not in classes
    }
    row = 0
    drawn: set[str] = set()
    waiting: list[tuple[str, int, tuple[float, float] | None]] = [
        (iri, 0, None) for iri in _by_label(roots, known, lang)[::-1]
    ]
    while waiting:
        iri, depth, elbow = waiting.pop()
        text = known.label(iri, lang)
        box = Box(
            x=_INDENT * depth + 2,
            y=row * _ROW + 3,
            width=round(text_width(text, size=_SIZE) + 22, 1),
            text=text,
            href=known.href(iri),
            elbow=elbow,
        )
        yield box
        row += 1
        if iri in drawn:  # what is below it stands there, and a circle would never end
            continue
        drawn.add(iri)
        below = [c for c in known.pointing(BELOW, iri) if c in classes]
        waiting += [
            (child, depth + 1, (box.x + 12, box.y + 24))
            for child in _by_label(below, known, lang)[::-1]
        ]


def _by_label(iris: Sequence[str] | set[str], known: Words, lang: Lang) -> list[str]:
    return sorted(iris, key=lambda iri: (known.label(iri, lang).casefold(), iri))


def _arrows(terms: Sequence[str], top: float, known: Words, lang: Lang) -> Iterator[Arrow]:
    """One arrow for each property and pair of classes that it may join."""
    y = top
    for iri in _by_label(
        [t for t in terms if OWL + "ObjectProperty" in known.of(t, TYPE)], known, lang
    ):
        starts = known.of(iri, RDFS + "domain") or known.of(iri, bg("domainIncludes"))
        ends = known.of(iri, RDFS + "range") or known.of(iri, bg("rangeIncludes"))
        for start in sorted(starts):
            for end in sorted(ends):
                pair = (
                    _end(known.label(start, lang), known.href(start), 2, y + 3),
                    _end(known.label(end, lang), known.href(end), WIDTH - _END - 2, y + 3),
                )
                yield Arrow(
                    y=y + 15,
                    start=_END + 2,
                    end=WIDTH - _END - 2,
                    text=known.label(iri, lang),
                    href=known.href(iri),
                    ends=pair,
                )
                y += _ROW


def _end(text: str, href: str, x: float, y: float) -> Box:
    """The class at one end of an arrow; a long name is cut."""
    shown = shortened(text, _END - 16, size=_SIZE)
    return Box(x=x, y=y, width=_END, text=shown, href=href)
