"""What others published, to be drawn: figures and verdicts in, places and shares in percent out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.model import Text
    from biograph.view.content import Aim, Indicator, Published, Rivals, Verdict

#: The verdicts in the order in which they are read.
STATUSES = ("contradicted", "supported", "undecidable")
#: The share of a track that the largest figure fills, in percent: its rounded end needs room.
_FULL = 97.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """An indicator with how far it and its target reach along one track, in percent.

    ``reached`` is None where the number is unknown, ``wanted`` where there is no target.
    """

    indicator: Indicator
    reached: float | None
    wanted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A published figure with its place along the track that its rivals share, in percent."""

    figure: Published
    left: float
    right: float


def board(aims: Iterable[Aim]) -> tuple[tuple[Text, tuple[Gauge, ...]], ...]:
    """The aims with their indicators drawn against the targets that there are."""
    return tuple((aim.label, tuple(map(_gauge, aim.indicators))) for aim in aims)


def spans(rivals: Iterable[Rivals]) -> tuple[tuple[Text, tuple[Span, ...]], ...]:
    """The figures that contradict each other, each group on a scale of its own from 0 on."""
    return tuple((group.label, _spans(group.figures)) for group in rivals)


def by_status(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts by status, else in the order given."""
    return tuple(sorted(verdicts, key=lambda verdict: STATUSES.index(verdict.status)))


def tally(verdicts: Sequence[Verdict]) -> tuple[tuple[str, int, float, float], ...]:
    """Each status with its number, where its part of one bar begins and how long it is."""
    counts = Counter(verdict.status for verdict in verdicts)
    found, start = [], 0.0
    for status in STATUSES:
        part = 100 * counts[status] / max(len(verdicts), 1)
        found.append((status, counts[status], start, part))
        start += part
    return tuple(found)


def _gauge(indicator: Indicator) -> Gauge:
    value, target = indicator.value, indicator.target
    longest = max(value or 0.0, target or 0.0) or 1.0
    return Gauge(
        indicator=indicator,
        reached=None if value is None else _FULL * value / longest,
        wanted=None if target is None else _FULL * target / longest,
    )


def _spans(figures: Sequence[Published]) -> tuple[Span, ...]:
    longest = max((figure.high for figure in figures), default=0.0) or 1.0
    return tuple(
        Span(figure=f, left=_FULL * f.low / longest, right=_FULL * f.high / longest)
        for f in figures
    )
