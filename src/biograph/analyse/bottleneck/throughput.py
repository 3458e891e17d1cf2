"""B3: which step of a chain limits how many are treated, or which capacities nobody publishes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import throughput_words as words
from biograph.analyse.bottleneck.chain import chains
from biograph.analyse.stated import caveats, cited, published
from biograph.model import Finding, Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.bottleneck.chain import Chain
    from biograph.analyse.known import Known
    from biograph.analyse.method.capacity import Throughput


def throughputs(known: Known) -> Iterator[Finding]:
    """The throughput of each chain of which a capacity or a demand is stated."""
    for chain in chains(known):
        yield _finding(known, chain, chain.throughput())


def _finding(known: Known, chain: Chain, found: Throughput) -> Finding:
    coverage = published(step.figures for step in chain.steps)
    used = [figure for step in chain.steps for figure in step.figures]
    weight = 0.5 if found.decidable else 0.3
    return Finding(
        id=form.identity("throughput", chain.subject),
        kind="throughput",
        sentence=words.sentence(chain, found, coverage),
        value=found.high if found.decidable else None,
        unit=form.UNITS[chain.unit],
        presence=Presence.PRESENT if found.decidable else Presence.UNKNOWN,
        low=found.low,
        high=None if math.isinf(found.high) else found.high,
        coverage=coverage,
        rank=weight * len(chain.families) / len(known.families),
        subjects=(chain.subject, *sorted(chain.families)),
        evidence=cited(used),
        command=known.scope.command("bottlenecks"),
        caveats=(*(() if found.decidable else (form.NOT_SUPPLY,)), *words.CAVEATS, *caveats(used)),
        overturned_by=words.decided_by(chain, found),
    )
