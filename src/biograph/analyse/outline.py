"""Answers told as an outline: lines in both languages, each with what belongs under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

_NONE = Text(fr="aucun", en="none")


@dataclass(frozen=True, slots=True)
class Outline:
    """A line and the lines under it."""

    text: Text
    below: tuple[Outline, ...] = ()


def under(fr: str, en: str, lines: Iterable[Outline | Text]) -> tuple[Outline, ...]:
    """A title with these lines under it; nothing where there are none."""
    below = tuple(line if isinstance(line, Outline) else Outline(line) for line in lines)
    return (Outline(Text(fr=fr, en=en), below),) if below else ()


def pair(fr: str, en: str, value: Text) -> Text:
    """``title : value`` in French, ``title: value`` in English."""
    return Text(fr=f"{fr} : {value.fr}", en=f"{en}: {value.en}")


def names(known: Iterable[str], most: int = 6) -> Text:
    """Proper names in a row, each once; ``none`` where there are none."""
    found = [form.plain(name) for name in dict.fromkeys(known)]
    return form.listed(found, most) if found else _NONE
