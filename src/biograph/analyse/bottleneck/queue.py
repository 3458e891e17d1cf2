"""B8: whether hospitals can take all who need CAR-T cells, and what would decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import queue_words as words
from biograph.analyse.bottleneck.care import CLASS, care, stated
from biograph.analyse.stated import caveats, cited, concerned, published
from biograph.model import Finding, Presence, Text
from biograph.terms import DATA
from biograph.vocabulary.figures import measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.bottleneck.care import Care
    from biograph.analyse.known import Known

_UNIT = Text(fr="part des places demandée", en="share of the places asked for")


def queue(known: Known) -> Iterator[Finding]:
    """The queue for CAR-T care, where a family in scope needs it and its figures are stated."""
    families = concerned(known, "centres").get(CLASS)
    found = care()
    if families and found:
        yield _finding(known, found, families)


def _finding(known: Known, found: Care, families: frozenset[str]) -> Finding:
    given = stated()
    used = [figure for group in given.values() for figure in group]
    waits = measured("wait", CLASS)
    subject, coverage = DATA + "class/" + CLASS, published(given.values())
    low, high = found.utilisation
    undecided = low < 1 <= high
    weight = 0.5 if low >= 1 else 0.3 if undecided else 0.0
    return Finding(
        id=form.identity("care-queue", subject),
        kind="care-queue",
        sentence=words.sentence(found, coverage),
        value=None if undecided else low if low >= 1 else high,
        unit=_UNIT,
        presence=Presence.UNKNOWN if undecided else Presence.PRESENT,
        low=low,
        high=high,
        coverage=coverage,
        rank=weight * len(families) / len(known.families),
        subjects=(subject, *sorted(families)),
        evidence=cited([*used, *waits]),
        command=known.scope.command("bottlenecks"),
        caveats=(*((form.NOT_SUPPLY,) if undecided else ()), *words.CAVEATS, *caveats(used)),
        overturned_by=words.decided_by(found),
    )
