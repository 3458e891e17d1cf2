"""The report: content in, one self-contained HTML page out, for readers who look first.

The page loads nothing and holds no script; its security policy forbids both.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from biograph.model import Presence
from biograph.view import chain, published
from biograph.view.pages import render
from biograph.view.proofs import bounded
from biograph.view.shelf import PROOF_NODES, sections, shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.model import Finding, Flag, Text
    from biograph.view.content import Aim, Axis, InputOrigin, ReportContent, StageCell
    from biograph.view.say import Lang

#: Bars in a picture; the table below it holds all.
BARS = 18
#: Findings that are new, gone or changed, of each so many in sight.
CHANGES = 4
_EXAMPLES = 4


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
    parts = sections(content.bottlenecks, content.gaps)
    shelves = {
        "bottlenecks": shelf(content, parts.bottlenecks),
        "interventions": shelf(content, parts.interventions),
        "gaps": shelf(content, parts.gaps),
        "unknowns": shelf(content, parts.unknowns),
    }
    shown = frozenset(f.id for f in parts.questions).union(*(s.shown for s in shelves.values()))
    axes = (content.stages, content.families, content.cells)
    return render(
        "report.html.j2",
        lang=lang,
        c=content,
        aims=published.board(content.aims),
        shelves=shelves,
        questions=parts.questions,
        shown=shown,
        changes_shown=CHANGES,
        leading=[
            card.finding
            for name, most in (("bottlenecks", 3), ("gaps", 2))
            for card in shelves[name].cards[:most]
        ],
        drawings=(
            chain.wide(*axes, lang=lang, link=partial(_anchor, shown)),
            chain.narrow(*axes, lang=lang, link=partial(_anchor, shown)),
        ),
        lines=tuple(_lines(content.families, content.stages, content.cells)),
        cell_id=chain.cell_id,
        classes=sorted(content.run.actors.items(), key=lambda pair: (-pair[1], pair[0])),
        bars=_bars(content.inputs),
        bars_shown=BARS,
        spreads_sorted=sorted(content.spreads, key=lambda s: (-s.hhi, -s.total, s.label.en)),
        verdicts=published.by_status(content.verdicts),
        tally=published.tally(content.verdicts),
        rivals=published.spans(content.rivals),
        conflicts=tuple(bounded(conflict, most=PROOF_NODES) for conflict in content.conflicts),
        flags=_flags(content.run.flags),
        commands=_commands((*content.bottlenecks, *content.gaps), shown),
        measures=_measures(content.aims),
        presences=tuple(Presence),
    )


def _anchor(shown: frozenset[str], cell: StageCell) -> str:
    """Where a cell leads on this page: to its finding if that is shown, else to its names."""
    found = cell.finding if cell.finding in shown else ""
    return f"#{found or chain.cell_id(cell.family, cell.stage)}"


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


def _measures(aims: Iterable[Aim]) -> tuple[tuple[str, Text], ...]:
    """The indicators with the commands that obtain them again."""
    return tuple((i.command, i.label) for aim in aims for i in aim.indicators if i.command)
