"""How long inputs hold when their supply stops, against how long supply takes to come back.

Time to survive (TTS) is how long stock covers the need; time to recover (TTR) is how long it takes
until an input comes again, a change of supplier in the licence included (Simchi-Levi et al. 2015).
Both are intervals in one unit of time; what is not known is 0 to infinity.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from biograph.analyse.method.circuit import Leaf, Node, Some
from biograph.analyse.method.interval import UNKNOWN, Interval, checked

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verdict(StrEnum):
    """Whether recovery takes longer than stock lasts, given what is known of both."""

    SURELY = "surely"
    POSSIBLY = "possibly"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Exposure:
    """``gap`` is TTR - TTS, the time without: of either sign, with ends that may be infinite."""

    gap: Interval
    verdict: Verdict


def exposure(survive: Interval, recover: Interval) -> Exposure:
    """How long an input is missed that lasts for ``survive`` and is back after ``recover``.

    Exact for the two ends; stock that lasts without end is never exposed. Raises ValueError for
    ends that are negative or in the wrong order.
    """
    tts, ttr = checked(survive), checked(recover)
    gap = _less(ttr[0], tts[1]), _less(ttr[1], tts[0])
    if gap[0] > 0:
        return Exposure(gap, Verdict.SURELY)
    return Exposure(gap, Verdict.POSSIBLY if gap[1] > 0 else Verdict.NEVER)


def _less(recover: float, survive: float) -> float:
    """The difference; infinite stock outlasts even what never comes back."""
    return -math.inf if survive == math.inf else recover - survive


def time_to_survive(
    node: Node, cover: Mapping[str, Interval], *, otherwise: Interval = UNKNOWN
) -> Interval:
    """How long a circuit holds when all its supply stops at once and stocks run down.

    A leaf holds as long as its ``cover``, or ``otherwise`` where it has none: say (inf, inf) there
    to stop only the inputs with a cover. All parts hold as long as the first to end, alternatives
    as long as the last. Alternatives that are used up one after the other last longer, up to the
    sum. Exact for the ends, as none of these falls with a cover. Raises ValueError as
    :func:`exposure` does.
    """
    if isinstance(node, Leaf):
        return checked(cover.get(node.name, otherwise))
    parts = [time_to_survive(part, cover, otherwise=otherwise) for part in node.parts]
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if isinstance(node, Some):
        return max(lows, default=0.0), max(highs, default=0.0)
    return min(lows, default=math.inf), min(highs, default=math.inf)
