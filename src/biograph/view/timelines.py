"""Answers as timelines: a table with dates in, the Vega-Lite description of a picture out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from biograph.table import python_value
from biograph.view.say import amount, pick
from biograph.view.vega import COLOURS, Chart, day, framed, lines, tooltip
from biograph.view.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.table import Term
    from biograph.view.columns import Column, Reading
    from biograph.view.vega import Spec

    Row = Sequence[Term]

#: Lines that can still be read; more things are counted by year.
MOST_LINES = 120
#: Columns of dates at which what began at the first date ends.
_ENDS = frozenset({"until", "ended", "expected", "to", "last"})


def timeline(read: Reading) -> Chart | None:
    """When what the rows are about began, and until when it was so; None without dates.

    Too many things for a line each are counted by year.
    """
    dates = read.of_kind("date")
    things = read.of_kind("thing", "text")
    if not dates or not things:
        return None
    start, thing = dates[0], things[0]
    end = next((column for column in dates[1:] if column.name in _ENDS), None)
    dated = [row for row in read.table.rows if row[start.at] is not None]
    undated = [read.said(row, thing) for row in read.table.rows if row[start.at] is None]
    if not dated:
        return None
    many = len({read.said(row, thing) for row in dated}) > MOST_LINES
    drawn = _by_year if many else _lines
    return Chart(
        spec=drawn(read, dated, thing=thing, start=start, end=end),
        undated=tuple(dict.fromkeys(undated)),
    )


def _lines(
    read: Reading, rows: Sequence[Row], *, thing: Column, start: Column, end: Column | None
) -> Spec:
    """A line for each thing: a point where it began, a bar until it ended where that is known."""
    lang = read.lang
    events = sorted(
        (
            {
                "name": read.said(row, thing),
                "from": day(row[start.at]),
                "to": day(row[end.at]) if end and row[end.at] is not None else None,
                "said": read.said(row, start),
                "until": (read.said(row, end) if end else "")
                or pick(WORDS["questions_unknown"], lang),
            }
            for row in rows
        ),
        key=lambda event: (event["from"], event["name"]),
    )
    ended = {"until": pick(end.title, lang)} if end else {}
    y = lines(pick(thing.title, lang))
    x = _time_axis([day(row[start.at]) for row in rows], pick(start.title, lang))
    told = tooltip({"name": pick(thing.title, lang), "said": pick(start.title, lang), **ended})
    bar = {
        "transform": [{"filter": "isValid(datum.to)"}],
        "mark": {"type": "bar", "height": 5, "color": COLOURS[5]},
        "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "tooltip": told},
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 70, "color": COLOURS[0]},
        "encoding": {"x": x, "y": y, "tooltip": told},
    }
    height = 22 * len({event["name"] for event in events})
    spec = {"data": {"values": events}, "height": height}
    return framed(spec | {"layer": [*([bar] if end else []), point]}, lang)


def _time_axis(days: Sequence[str], title: str) -> Spec:
    years = int(max(days)[:4]) - int(min(days)[:4])
    axis = {"format": "%Y" if years > 2 else "%Y-%m", "orient": "top", "labelOverlap": True}
    return {
        "field": "from",
        "type": "temporal",
        "scale": {"type": "utc", "nice": True},
        "title": title,
    } | {"axis": axis | ({"tickCount": "year"} if years > 2 else {})}


def _by_year(
    read: Reading, rows: Sequence[Row], *, thing: Column, start: Column, end: Column | None
) -> Spec:
    """The number of things that began in each year."""
    del end  # a count of beginnings has no place for it
    lang = read.lang
    pairs = {(read.said(row, thing), str(python_value(row[start.at]))[:4]) for row in rows}
    found = Counter(year for _, year in pairs)
    title = f"{pick(thing.title, lang)} ({pick(WORDS['questions_number'], lang)})"
    first, last = int(min(found)), int(max(found))
    years = [
        {"year": str(year), "value": found[str(year)], "said": amount(found[str(year)], lang)}
        for year in range(first, last + 1)
    ]
    encoding = {
        "x": {"field": "year", "type": "ordinal", "title": pick(start.title, lang)}
        | {"axis": {"labelOverlap": True, "labelAngle": 0}},
        "y": {"field": "value", "type": "quantitative", "title": title},
        "tooltip": tooltip({"year": pick(start.title, lang), "said": title}),
    }
    bars = {"mark": {"type": "bar", "color": COLOURS[0]}, "encoding": encoding}
    return framed({"data": {"values": years}, "height": 320, **bars}, lang)
