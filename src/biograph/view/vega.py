"""What all Vega-Lite pictures share: look, numbers of a language, colours, tooltips, days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.table import python_value
from biograph.view.say import THIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.table import Term
    from biograph.view.say import Lang

    Spec = dict[str, Any]

#: Colours that can be told apart, also by those who see red and green alike.
COLOURS = (
    *("#0b4f6c", "#c8791d", "#00785a", "#a8380b", "#7a6bb0", "#3f8fb0", "#8f8a00", "#8a4f86"),
)
INK, SOFT, RULE = "#1b2430", "#55606d", "#d9d2c3"
# Names with digits would need quotes, which canvas and SVG do not read alike.
_FONT = "Segoe UI, Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of an answer.

    ``left_out`` is how many of its bars the picture has no room for; ``undated`` names the things
    that have no date, where the picture is about dates.
    """

    spec: Spec
    left_out: int = 0
    undated: tuple[str, ...] = ()


def framed(spec: Spec, lang: Lang) -> Spec:
    """The picture as wide as the page, in the look of the site and the numbers of a language."""
    decimal, thousands = (",", THIN) if lang == "fr" else (".", ",")
    numbers = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    axis = {"labelFont": _FONT, "titleFont": _FONT, "labelColor": INK, "titleColor": SOFT}
    sizes = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    return {
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        **spec,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": axis | sizes | {"gridColor": RULE, "domainColor": SOFT, "labelLimit": 260},
            "legend": axis | sizes | {"orient": "top", "columns": 3, "labelLimit": 320},
            "locale": {"number": numbers},
        },
    }


def lines(title: str) -> Spec:
    """A line for each name from the top down, in the order of the data; the title above them."""
    above = {"titleAngle": 0, "titleAlign": "right", "titleAnchor": "end"}
    place = {"titleX": -8, "titleY": -10, "titleBaseline": "bottom"}
    axis = above | place
    return {"field": "name", "type": "nominal", "sort": None, "title": title, "axis": axis}


def tooltip(fields: Mapping[str, str]) -> list[Spec]:
    """Fields of the data with their titles, those without title left out."""
    return [{"field": field, "title": title} for field, title in fields.items() if title]


def day(cell: Term) -> str:
    """The first day of a date that may be no finer than a year."""
    text = str(python_value(cell))[:10]
    return text + "0000-01-01"[len(text) :]
