"""Answers as charts: a table with counts in, the Vega-Lite description of a picture out.

A description holds its data and loads nothing. Everything in it that a reader sees is written in
Python in the reader's language. What is not drawn is counted, to be said beside the picture.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from biograph.table import python_value
from biograph.view.say import amount, pick
from biograph.view.vega import COLOURS, INK, Chart, day, framed, lines, tooltip
from biograph.view.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.table import Term
    from biograph.view.columns import Column, Reading
    from biograph.view.say import Lang
    from biograph.view.vega import Spec

    Row = Sequence[Term]

#: Bars that can still be read, and colours that can be told apart.
MOST_BARS, MOST_COLOURS = 60, 8
_UNKNOWN_COLOUR = "#b9b3a6"
#: Numbers that are no counts: a bar of their sum would say nothing.
_NO_COUNTS = frozenset(
    {"lat", "long", "start", "end", "order", "year", "value", "low", "high", "confidence"}
)


def chart(read: Reading) -> Chart | None:
    """Bars of the counts of an answer, or of its rows by their first column; None for neither.

    Years run from left to right, everything else from the top down, in the order of the answer.
    """
    counts = tuple(c for c in read.of_kind("number") if c.name not in _NO_COUNTS)
    groups = [c for c in read.of_kind("thing", "text", "date") if _told(read, c)]
    if not counts:
        return _rows_counted(read, groups)
    if not groups:
        numbers = read.of_kind("number")
        return _bars(read, numbers[:1], numbers[1:]) if len(numbers) > 1 else None
    time = next((column for column in groups if column.kind == "date"), None)
    others = [column for column in groups if column is not time]
    if time:
        return _over_time(read, time, others, counts)
    return _bars(read, others, counts)


def _told(read: Reading, column: Column) -> bool:
    return any(row[column.at] is not None for row in read.table.rows)


def _rows_counted(read: Reading, groups: Sequence[Column]) -> Chart | None:
    """The rows of an answer without counts, by the first column whose values repeat."""
    for column in groups:
        found = Counter(_name(read, row, (column,)) for row in read.table.rows)
        if 1 < len(found) <= len(read.table) / 2:
            title = pick(WORDS["questions_rows"], read.lang)
            bars = [_bar(key, "", title, count, read.lang) for key, count in found.most_common()]
            return _drawn(bars, read.lang, title=pick(column.title, read.lang), measures=(title,))
    return None


def _bars(read: Reading, groups: Sequence[Column], counts: Sequence[Column]) -> Chart:
    """A bar for each thing, in a colour for each count or for each value of another column."""
    lang = read.lang
    titles = tuple(pick(column.title, lang) for column in counts)
    colour = _colour(read, groups) if len(counts) == 1 else None
    named = [column for column in groups if column is not colour]
    if colour is None and len(counts) == 1:
        named = list(groups)
    bars = [
        _bar(
            _name(read, row, named),
            _name(read, row, (colour,)) if colour else "",
            pick(count.title, lang),
            python_value(row[count.at]),
            lang,
        )
        for row in read.table.rows
        for count in counts
    ]
    title = " · ".join(pick(column.title, lang) for column in named)
    return _drawn(
        bars,
        lang,
        title=title,
        measures=titles,
        by=pick(colour.title, lang) if colour else "",
    )


def _colour(read: Reading, groups: Sequence[Column]) -> Column | None:
    """The last column of few values, where there is another one to name the bars."""
    few = [
        column
        for column in groups
        if 1 < len({read.said(row, column) for row in read.table.rows}) <= MOST_COLOURS
    ]
    return few[-1] if few and len(groups) > 1 else None


def _name(read: Reading, row: Row, columns: Iterable[Column]) -> str:
    unknown = pick(WORDS["questions_unknown"], read.lang)
    return " · ".join(read.said(row, column) or unknown for column in columns)


def _bar(name: str, by: str, measure: str, value: float | None, lang: Lang) -> Spec:
    said = pick(WORDS["questions_unknown"], lang) if value is None else amount(value, lang)
    return {"name": name, "by": by or measure, "measure": measure, "value": value, "said": said}


def _drawn(
    bars: list[Spec], lang: Lang, *, title: str, measures: tuple[str, ...], by: str = ""
) -> Chart:
    """Bars from left to right, beside each other where there are several for a thing."""
    totals: Counter[str] = Counter()
    for bar in bars:
        totals[bar["name"]] += bar["value"] or 0
    kept = {name for name, _ in totals.most_common(MOST_BARS)}
    shown = [bar for bar in bars if bar["name"] in kept]
    colours = tuple(dict.fromkeys(bar["by"] for bar in shown))
    measure = measures[0] if len(measures) == 1 else ""
    one = bool(measure) and not by
    y = lines(title)
    axis = {"tickMinStep": 1, "tickCount": 6, "orient": "top"}
    x: Spec = {"field": "value", "type": "quantitative", "title": measure or None, "axis": axis}
    encoding: Spec = {
        "y": y,
        "x": x,
        "color": _legend(colours, by, lang),
        "tooltip": tooltip({"name": title, "by": by or "", "said": measure or " "}),
    }
    if not one:  # side by side, for counts of things that overlap have no sum
        encoding["yOffset"] = {"field": "by", "sort": list(colours)}
    text = {
        "mark": {"type": "text", "align": "left", "dx": 4, "color": INK},
        "encoding": {"y": y, "x": x, "text": {"field": "said"}},
    }
    line = 22 if one else 12 * len(colours) + 10
    spec = {
        "data": {"values": shown},
        "height": line * len(kept),
        "layer": [{"mark": "bar", "encoding": encoding}, *([text] if one else [])],
    }
    return Chart(spec=framed(spec, lang), left_out=len(totals) - len(kept))


def _legend(colours: Sequence[str], title: str, lang: Lang) -> Spec:
    unknown = pick(WORDS["questions_unknown"], lang)
    known = iter(COLOURS * (len(colours) // len(COLOURS) + 1))
    shades = [_UNKNOWN_COLOUR if name == unknown else next(known) for name in colours]
    legend = {"title": title or None} if len(colours) > 1 else None
    scale = {"domain": list(colours), "range": shades}
    return {"field": "by", "type": "nominal", "scale": scale, "legend": legend}


def _over_time(
    read: Reading, time: Column, others: Sequence[Column], counts: Sequence[Column]
) -> Chart:
    """Counts by year: a line for each thing, or a shade in a row for each where they are many."""
    lang = read.lang
    count = counts[0]
    bars = [
        _bar(
            _name(read, row, others) if others else pick(count.title, lang),
            "",
            pick(count.title, lang),
            python_value(row[count.at]),
            lang,
        )
        | {"time": day(row[time.at]), "when": read.said(row, time)}
        for row in read.table.rows
        if row[time.at] is not None
    ]
    title = " · ".join(pick(column.title, lang) for column in others)
    names = tuple(dict.fromkeys(bar["name"] for bar in bars))
    measure = pick(count.title, lang)
    told = tooltip(
        {"name": title, "when": pick(time.title, lang), "said": measure},
    )
    x: Spec = {
        "field": "time",
        "type": "ordinal",
        "timeUnit": "utcyear",
        "title": None,
        "axis": {"format": "%Y", "labelAngle": 0, "labelOverlap": True},
    }
    value = {"field": "value", "type": "quantitative", "title": measure}
    if len(names) <= MOST_COLOURS:
        colour = _legend(names, title, lang) | {"field": "name"}
        marked = {"mark": {"type": "line", "point": True}, "height": 320}
        encoding = {"x": x, "y": value, "color": colour, "tooltip": told}
    else:
        y = lines(title)
        shade = value | {"scale": {"scheme": "blues"}, "legend": {"title": measure}}
        marked = {"mark": "rect", "height": 22 * len(names)}
        encoding = {"x": x, "y": y, "color": shade, "tooltip": told}
    undated = [
        _name(read, row, others) for row in read.table.rows if row[time.at] is None and others
    ]
    spec = {"data": {"values": bars}, **marked, "encoding": encoding}
    return Chart(spec=framed(spec, lang), undated=tuple(dict.fromkeys(undated)))
