"""B9: inputs whose stock ends before they come back when their maker stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import endurance_words as words
from biograph.analyse.bottleneck.holding import holdings
from biograph.analyse.method.endurance import Verdict
from biograph.analyse.stated import UNITS, caveats, cited, published
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.bottleneck.holding import Holding
    from biograph.analyse.known import Known

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
        unit=UNITS["months"],
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
