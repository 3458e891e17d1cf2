"""B9: inputs whose stock ends before they come back when their maker stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import endurance_words as words
from biograph.analyse.bottleneck.holding import families_last, holdings
from biograph.analyse.method.endurance import Verdict
from biograph.analyse.stated import caveats, cited, published
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.bottleneck.holding import Holding
    from biograph.analyse.known import Known
    from biograph.analyse.method.interval import Interval

_INPUTS = Text(fr="intrants", en="inputs")


def endurance(known: Known) -> Iterator[Finding]:
    """Inputs of which somebody publishes a figure, those of mere assumptions, those of none."""
    found = holdings(known.inputs)
    exposed = [one for one in found if one.decidable and one.exposed]
    for one in exposed:
        if one.published:
            yield _exposed(known, one)
    if assumed := [one for one in exposed if not one.published]:
        yield _assumed(known, assumed)
    if unknown := [one for one in found if not one.decidable]:
        yield _unknown(known, unknown, found)
    if lasting := families_last(known, found):
        yield _whole(known, lasting, found)


def _whole(known: Known, lasting: Mapping[str, Interval], found: Sequence[Holding]) -> Finding:
    """How long families go on when no stated stock is filled up any more: the first to stop."""
    first = sorted(lasting, key=lambda family: (lasting[family], family))
    shortest = lasting[first[0]]
    stocked = [one for one in found if one.stock]
    figures = [figure for one in stocked for figure in (*one.stock, *one.shelf)]
    coverage = len(_inputs(stocked)) / len(_inputs(found))
    return Finding(
        id=form.identity("endurance-families", *known.families),
        kind="endurance-families",
        sentence=words.families(known, {family: lasting[family] for family in first}, coverage),
        value=shortest[1],
        unit=form.UNITS["months"],
        presence=Presence.UNKNOWN,
        low=shortest[0],
        high=shortest[1],
        coverage=coverage,
        rank=0.1,
        subjects=tuple(first),
        evidence=(*_lines(stocked), *cited(figures)),
        command=known.scope.command("bottlenecks"),
        caveats=(form.NOT_SUPPLY, *words.CAVEATS, *caveats(figures)),
        overturned_by=words.DECIDED_BY,
    )


def _exposed(known: Known, found: Holding) -> Finding:
    inputs, families = _inputs([found]), _families([found])
    low, high = found.exposure.gap
    coverage = published((found.lead, found.requalification, found.stock))
    surely = found.exposure.verdict is Verdict.SURELY
    sure = surely and all(figure.basis == "published" for figure in found.figures)
    return Finding(
        id=form.identity("endurance", *sorted(figure.id for figure in found.figures)),
        kind="endurance",
        sentence=words.exposed(known, found, coverage),
        value=high,
        unit=form.UNITS["months"],
        presence=Presence.PRESENT if sure else Presence.UNKNOWN,
        low=max(low, 0.0),
        high=high,
        coverage=coverage,
        rank=(0.4 if surely else 0.2) * len(families) / len(known.families),
        subjects=(*inputs, *families),
        evidence=(*_lines([found]), *cited(found.figures)),
        command=known.scope.command("bottlenecks"),
        caveats=(*(() if sure else (form.NOT_SUPPLY,)), *words.CAVEATS, *caveats(found.figures)),
        overturned_by=words.DECIDED_BY,
    )


def _assumed(known: Known, found: Sequence[Holding]) -> Finding:
    inputs, families = _inputs(found), _families(found)
    figures = [figure for one in found for figure in one.figures]
    surely = [one for one in found if one.exposure.verdict is Verdict.SURELY]
    return Finding(
        id=form.identity("endurance-assumed", *known.families),
        kind="endurance-assumed",
        sentence=words.assumed(found),
        value=float(len(inputs)),
        unit=_INPUTS,
        presence=Presence.UNKNOWN,
        low=float(len(_inputs(surely))),
        high=float(len(inputs)),
        coverage=0.0,
        rank=0.1 * len(families) / len(known.families),
        subjects=(*inputs, *families),
        evidence=cited(figures),
        command=known.scope.command("bottlenecks"),
        caveats=(form.NOT_SUPPLY, *words.CAVEATS, *caveats(figures)),
        overturned_by=words.DECIDED_BY,
    )


def _unknown(known: Known, found: Sequence[Holding], of: Sequence[Holding]) -> Finding:
    inputs, families, total = _inputs(found), _families(found), len(_inputs(of))
    coverage = len(_inputs([one for one in of if one.published])) / total
    return Finding(
        id=form.identity("endurance-unknown", *known.families),
        kind="endurance-unknown",
        sentence=words.unknown(known, inputs, total, coverage),
        value=float(len(inputs)),
        unit=_INPUTS,
        presence=Presence.UNKNOWN,
        coverage=coverage,
        rank=0.2 * len(inputs) / total,
        subjects=(*inputs, *families),
        evidence=_lines(found),
        command=known.scope.command("bottlenecks"),
        caveats=(form.NOT_SUPPLY,),
        overturned_by=words.DECIDED_BY,
    )


def _inputs(found: Sequence[Holding]) -> tuple[str, ...]:
    return tuple(sorted(item.input for one in found for item in one.inputs))


def _families(found: Sequence[Holding]) -> tuple[str, ...]:
    return tuple(sorted({family for one in found for family in one.families}))


def _lines(found: Sequence[Holding]) -> tuple[str, ...]:
    return tuple(sorted(line.iri for one in found for item in one.inputs for line in item.lines))
