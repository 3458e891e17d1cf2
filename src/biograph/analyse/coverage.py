"""Coverage: who does what where, with four values a cell; the graph in, cells out.

A cell is PRESENT where a fact shows it. It is ABSENT only where a source says that there is nothing
(bg:AbsenceStatement) or where a register is declared complete for it (bg:CoverageStatement). All
else is UNKNOWN: that biograph knows nobody says nothing about the world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.supply import EUROPE, FRANCE, actors_in
from biograph.model import Presence
from biograph.terms import bg

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from biograph.analyse.recipes import Line, Recipes
    from biograph.analyse.supply import Maker, Supply
    from biograph.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """That a source is complete, or says that there is nothing, on a stage, input or predicate.

    An empty ``family`` or ``area`` means all of them.
    """

    iri: str
    asserts_absence: bool
    family: str = ""
    stage: str = ""
    input: str = ""
    predicate: str = ""
    area: str = ""
    source: str = ""
    date: str = ""

    @property
    def presence(self) -> Presence:
        """What a cell is that the statement covers and where no fact is known."""
        return Presence.ABSENT_ASSERTED if self.asserts_absence else Presence.ABSENT_CLOSURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One stage of one family in France (or a region): who is known to do it."""

    family: str
    stage: str
    presence: Presence
    actors: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    statement: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The known makers of an input in one area."""

    presence: Presence
    makers: tuple[Maker, ...] = ()
    statement: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputCoverage:
    """One required input: the lines that require it and its known makers by area.

    Makers without a known country count for the world only. ``possible`` is the number of makers of
    something more general.
    """

    input: str
    lines: tuple[Line, ...]
    france: Origin
    europe: Origin
    world: Origin
    possible: int = 0


def statements(ask: Ask) -> tuple[Statement, ...]:
    """All statements of completeness or absence."""
    return tuple(
        Statement(
            iri=row["statement"],
            asserts_absence=row["says"] == bg("AbsenceStatement"),
            **{
                name: row[name] or ""
                for name in ("family", "stage", "input", "predicate", "area", "source", "date")
            },
        )
        for row in ask("gaps/completeness").records()
    )


def presence(
    found: bool,  # noqa: FBT001 - the one question that this function is about
    covering: Iterable[Statement],
) -> tuple[Presence, Statement | None]:
    """The value of a cell: a fact wins, then a source that says none, then a complete register."""
    if found:
        return Presence.PRESENT, None
    ordered = sorted(covering, key=lambda s: (not s.asserts_absence, s.iri))
    return (ordered[0].presence, ordered[0]) if ordered else (Presence.UNKNOWN, None)


def stage_matrix(
    ask: Ask,
    recipes: Recipes,
    *,
    families: Sequence[str],
    region: str | None = None,
) -> tuple[Cell, ...]:
    """One cell for each stage that a family's recipe has, for France or one of its regions.

    Raises QueryError for a region in which no actor is known.
    """
    local = actors_in(ask, region)
    doing: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in ask("gaps/stage-activity", country=FRANCE).records():
        if local is None or row["actor"] in local:
            cell = (row["family"], row["stage"])
            doing.setdefault(cell, []).append((row["actor"], row["relation"]))
    said = statements(ask)
    return tuple(
        _cell(family, stage, doing.get((family, stage), ()), said)
        for family in families
        for stage in _stages(recipes.lines[family], recipes.stages)
    )


def _stages(lines: Iterable[Line], order: Sequence[str]) -> list[str]:
    position = {stage: number for number, stage in enumerate(order)}
    return sorted({line.stage for line in lines}, key=lambda s: (position.get(s, len(order)), s))


def _cell(
    family: str, stage: str, doing: Iterable[tuple[str, str]], said: Iterable[Statement]
) -> Cell:
    known = sorted(set(doing))
    covering = [
        s
        for s in said
        if s.stage == stage and s.family in {"", family} and s.area in {"", FRANCE, EUROPE}
    ]
    value, statement = presence(bool(known), covering)
    return Cell(
        family=family,
        stage=stage,
        presence=value,
        actors=tuple(sorted({actor for actor, _ in known})),
        evidence=tuple(sorted({relation for _, relation in known})),
        statement=statement,
    )


def input_coverage(
    ask: Ask, recipes: Recipes, supply: Supply, *, families: Sequence[str]
) -> tuple[InputCoverage, ...]:
    """Each input that the families require (essential lines), with its known makers by area."""
    said = [statement for statement in statements(ask) if statement.input]
    lines: dict[str, list[Line]] = {}
    for line in recipes.essential(families):
        lines.setdefault(line.input, []).append(line)
    return tuple(
        origins(iri, tuple(same), supply, [s for s in said if s.input == iri])
        for iri, same in sorted(lines.items())
    )


def origins(
    iri: str, lines: tuple[Line, ...], supply: Supply, said: Sequence[Statement]
) -> InputCoverage:
    """Where an input that some lines require is made, by what is known and ``said`` of it."""
    makers = supply.of(iri)
    return InputCoverage(
        input=iri,
        lines=lines,
        france=_origin([m for m in makers if m.country == FRANCE], said, {"", EUROPE, FRANCE}),
        europe=_origin([m for m in makers if m.country in supply.union], said, {"", EUROPE}),
        world=_origin(makers, said, {""}),
        possible=len(supply.possible.get(iri, ())),
    )


def _origin(makers: Sequence[Maker], said: Iterable[Statement], areas: Collection[str]) -> Origin:
    value, statement = presence(bool(makers), (s for s in said if s.area in areas))
    return Origin(presence=value, makers=tuple(makers), statement=statement)
