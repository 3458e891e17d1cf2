"""What stages require and who is known to make it: recipe lines in, makers by area out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.coverage import origins
from biograph.model import Literal
from biograph.serve.chain.subjects import known
from biograph.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.analyse.coverage import InputCoverage
    from biograph.analyse.recipes import Line
    from biograph.analyse.supply import Maker
    from biograph.serve.site import Site
    from biograph.view.say import Lang

_COLUMNS = (
    *("stage", "group", "input", "input_name", "criticality"),
    *("presence_in_france", "france", "rest_of_eu", "elsewhere"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """An input required at a stage and its known makers: in France, in the EU else, elsewhere."""

    line: Line
    origin: InputCoverage
    france: tuple[Maker, ...]
    europe: tuple[Maker, ...]
    elsewhere: tuple[Maker, ...]


def required(site: Site, lines: Iterable[Line]) -> list[Required]:
    """What some lines require, in their order."""
    supply, said = known(site).supply, known(site).statements
    found = []
    for line in lines:
        origin = origins(line.input, (line,), supply, [s for s in said if s.input == line.input])
        french, union = set(origin.france.makers), set(origin.europe.makers)
        found.append(
            Required(
                line=line,
                origin=origin,
                france=origin.france.makers,
                europe=tuple(m for m in origin.europe.makers if m not in french),
                elsewhere=tuple(m for m in origin.world.makers if m not in french | union),
            )
        )
    return found


def grouped(wanted: Iterable[Required]) -> list[tuple[str, list[list[Required]]]]:
    """By stage, the groups; those of one group are alternatives."""
    stages: dict[str, dict[str, list[Required]]] = {}
    for one in wanted:
        stages.setdefault(one.line.stage, {}).setdefault(one.line.group, []).append(one)
    return [(stage, list(groups.values())) for stage, groups in stages.items()]


def as_table(site: Site, wanted: Iterable[Required], lang: Lang) -> Table:
    """One row an input."""
    rows = (
        (
            one.line.stage,
            Literal(one.line.group),
            one.line.input,
            Literal(getattr(site.name(one.line.input), lang)),
            Literal(one.line.criticality),
            Literal(one.origin.france.presence),
            _named(one.france),
            _named(one.europe),
            _named(one.elsewhere),
        )
        for one in wanted
    )
    return Table(columns=_COLUMNS, rows=tuple(rows))


def _named(makers: Iterable[Maker]) -> Literal:
    return Literal("; ".join(maker.name for maker in makers))
