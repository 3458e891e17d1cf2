"""The report: content in, one self-contained HTML page out, for readers who look first.

The page loads nothing and holds no script; its security policy forbids both.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Presence, Text
from biograph.view import chain
from biograph.view.pages import render
from biograph.view.proofs import Branch, Quoted, bounded, quotes, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.model import Finding, Flag
    from biograph.view.content import Axis, InputOrigin, ProofNode, ReportContent, StageCell
    from biograph.view.say import Lang

#: Findings shown in full; the others stand in a table.
CARDS = 8
#: Findings in such a table; the number left out is said, with the command that lists all.
LISTED = 40
#: Quotes beside a finding and nodes of its unfolded proof.
QUOTES, PROOF_NODES = 3, 60
#: Bars in a picture; the table below it holds all.
BARS = 18
_EXAMPLES = 4


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
    """The findings of one section: some in full, some in a table, the rest by number."""

    cards: tuple[Card, ...]
    listed: tuple[Finding, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagGroup:
    """The flags of one reason: how many, and the first few."""

    reason: str
    count: int
    examples: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The known makers of an input as shares of the longest bar, in percent."""

    item: InputOrigin
    france: float
    europe: float
    world: float


def report(content: ReportContent, *, lang: Lang) -> str:
    """The page in one language, as text to be written in UTF-8."""
    shelves = {
        "bottlenecks": _shelf(content, content.bottlenecks),
        "gaps": _shelf(content, [f for f in content.gaps if f.presence is not Presence.UNKNOWN]),
        "unknowns": _shelf(content, [f for f in content.gaps if f.presence is Presence.UNKNOWN]),
    }
    shown = frozenset(
        finding.id
        for shelf in shelves.values()
        for finding in (*(card.finding for card in shelf.cards), *shelf.listed)
    )
    axes = (content.stages, content.families, content.cells)
    return render(
        "report.html.j2",
        lang=lang,
        c=content,
        shelves=shelves,
        leading=[
            card.finding
            for name, most in (("bottlenecks", 3), ("gaps", 2))
            for card in shelves[name].cards[:most]
        ],
        drawings=(
            chain.wide(*axes, lang=lang, shown=shown),
            chain.narrow(*axes, lang=lang, shown=shown),
        ),
        lines=tuple(_lines(content.families, content.stages, content.cells)),
        cell_id=chain.cell_id,
        classes=sorted(content.run.actors.items(), key=lambda pair: (-pair[1], pair[0])),
        bars=_bars(content.inputs),
        bars_shown=BARS,
        spreads_sorted=sorted(content.spreads, key=lambda s: (-s.hhi, -s.total, s.label.en)),
        conflicts=tuple(bounded(conflict, most=PROOF_NODES) for conflict in content.conflicts),
        flags=_flags(content.run.flags),
        commands=_commands((*content.bottlenecks, *content.gaps), shown),
        presences=tuple(Presence),
    )


def _shelf(content: ReportContent, findings: Iterable[Finding]) -> Shelf:
    ranked = sorted(findings, key=lambda f: (-f.rank, f.id))
    return Shelf(
        cards=tuple(_card(content, finding) for finding in ranked[:CARDS]),
        listed=tuple(ranked[CARDS : CARDS + LISTED]),
        left_out=max(len(ranked) - CARDS - LISTED, 0),
    )


def _card(content: ReportContent, finding: Finding) -> Card:
    proof: ProofNode | None = content.proofs.get(finding.id)
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


def _lines(
    families: Iterable[Axis], stages: Iterable[Axis], cells: Iterable[StageCell]
) -> Iterable[tuple[Axis, list[tuple[Axis, StageCell]]]]:
    """The cells of each family in the order of the stages."""
    known: Mapping[tuple[str, str], StageCell] = {(c.family, c.stage): c for c in cells}
    columns = tuple(stages)
    for family in families:
        yield (
            family,
            [
                (stage, known[family.key, stage.key])
                for stage in columns
                if (family.key, stage.key) in known
            ],
        )


def _bars(inputs: Iterable[InputOrigin]) -> tuple[Bar, ...]:
    """Bars of all inputs, the most required first, on one scale."""
    ordered = sorted(inputs, key=lambda i: (-i.families, i.world, i.label.en))
    longest = max((item.world for item in ordered[:BARS]), default=0) or 1
    return tuple(
        Bar(
            item=item,
            france=100 * item.france / longest,
            europe=100 * (item.europe - item.france) / longest,
            world=100 * (item.world - item.europe) / longest,
        )
        for item in ordered
    )


def _flags(flags: Iterable[Flag]) -> tuple[FlagGroup, ...]:
    groups: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags:
        groups[flag.reason.value].append(flag)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        FlagGroup(reason=reason, count=len(same), examples=tuple(same[:_EXAMPLES]))
        for reason, same in ordered
    )


def _commands(
    findings: Iterable[Finding], shown: frozenset[str]
) -> tuple[tuple[str, list[Finding]], ...]:
    """The findings on the page by the command that obtains them again."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.command and finding.id in shown:
            groups[finding.command].append(finding)
    return tuple(sorted(groups.items()))
