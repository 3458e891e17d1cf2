"""Findings in the order in which they are read: ranked findings in, cards and tables out.

The first cards of a section are of different analyses; its table lists all by rank.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from biograph.model import Presence
from biograph.view.proofs import Branch, Quoted, bounded, quotes, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.model import Finding, Text
    from biograph.view.content import ReportContent

#: Findings shown in full; the others stand in a table.
CARDS = 8
#: Findings in such a table beside those; the number left out is said, with the command for all.
LISTED = 40
#: Quotes beside a finding and nodes of its unfolded proof.
QUOTES, PROOF_NODES = 3, 60
#: Kinds of findings that have a place of their own.
QUESTION, INTERVENTION = "first-question", "intervention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding with what can be shown of its proof."""

    finding: Finding
    quotes: tuple[Quoted, ...] = ()
    proof: Branch | None = None
    proof_size: int = 0
    graph: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The findings of one section: some in full, the first by rank in a table, the rest by number.

    ``listed`` are the places in the ranking with their findings, those of the cards among them;
    empty where the cards show all. ``others`` counts the findings that have no card.
    """

    cards: tuple[Card, ...]
    listed: tuple[tuple[int, Finding], ...]
    others: int
    left_out: int

    @property
    def carded(self) -> frozenset[str]:
        """The ids of the findings that have a card."""
        return frozenset(card.finding.id for card in self.cards)

    @property
    def shown(self) -> frozenset[str]:
        """The ids of all findings that can be linked to."""
        return self.carded.union(finding.id for _, finding in self.listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The findings of a report by the section in which they stand, each ranked."""

    bottlenecks: tuple[Finding, ...]
    interventions: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    unknowns: tuple[Finding, ...]
    questions: tuple[Finding, ...]

    @property
    def carded(self) -> tuple[Finding, ...]:
        """The findings that are shown in full, and so with their proof."""
        parts = (self.bottlenecks, self.interventions, self.gaps, self.unknowns)
        return tuple(finding for part in parts for finding in foremost(part))


def sections(bottlenecks: Iterable[Finding], gaps: Iterable[Finding]) -> Sections:
    """Each finding in its section; what is unknown is never among the gaps."""
    narrow, lacking = list(bottlenecks), list(gaps)
    own = {QUESTION, INTERVENTION}
    absent = [f for f in lacking if f.kind not in own]
    return Sections(
        bottlenecks=_ranked(f for f in narrow if f.kind not in own),
        interventions=_ranked(f for f in (*narrow, *lacking) if f.kind == INTERVENTION),
        gaps=_ranked(f for f in absent if f.presence is not Presence.UNKNOWN),
        unknowns=_ranked(f for f in absent if f.presence is Presence.UNKNOWN),
        questions=_ranked(f for f in (*narrow, *lacking) if f.kind == QUESTION),
    )


def foremost(ranked: Sequence[Finding], *, most: int = CARDS) -> tuple[Finding, ...]:
    """The first finding of each analysis, then the second of each, at most ``most``."""
    lanes: dict[str, list[Finding]] = defaultdict(list)
    for finding in ranked:
        lanes[finding.analysis].append(finding)
    rounds = (finding for same in zip_longest(*lanes.values()) for finding in same if finding)
    return tuple(islice(rounds, most))


def shelf(content: ReportContent, ranked: Sequence[Finding]) -> Shelf:
    """A section's findings as they are shown."""
    cards = tuple(_card(content, finding) for finding in foremost(ranked))
    shown = {card.finding.id for card in cards}
    others = [finding.id for finding in ranked if finding.id not in shown]
    shown.update(others[:LISTED])
    return Shelf(
        cards=cards,
        listed=tuple((place, f) for place, f in enumerate(ranked, start=1) if f.id in shown)
        if others
        else (),
        others=len(others),
        left_out=max(len(others) - LISTED, 0),
    )


def _ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (-f.rank, f.id)))


def _card(content: ReportContent, finding: Finding) -> Card:
    proof = content.proofs.get(finding.id)
    graph = content.graphs.get(finding.id)
    if proof is None:
        return Card(finding=finding, graph=graph)
    return Card(
        finding=finding,
        quotes=quotes(proof, most=QUOTES),
        proof=bounded(proof, most=PROOF_NODES) if proof.children else None,
        proof_size=size(proof) - 1,
        graph=graph,
    )
