"""What falls, by cell of the chain: a changed graph and its outcome in, cells to draw out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.analyse.recipes import Line
    from biograph.analyse.whatif.changed import Changed
    from biograph.analyse.whatif.outcome import WhatIf

State = Literal["same", "thinner", "more", "cause", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One stage of one family, before and after.

    ``before`` and ``after`` count the known owners behind what fewest can supply of all that the
    stage cannot do without; None where no supplier of any of it is known. A family stops at its
    cells of state ``cause``; its others are ``stopped``.
    """

    family: str
    stage: str
    state: State
    before: int | None
    after: int | None


def falls(changed: Changed, answer: WhatIf) -> tuple[Fall, ...]:
    """The cells of all families in the order of their stages."""
    causes: dict[str, set[str]] = defaultdict(set)
    for one in answer.inputs:
        for family in one.families:
            causes[family].add(one.input)
    return tuple(
        fall
        for family in changed.families
        for fall in _of_family(changed, family, causes.get(family, set()))
    )


def _of_family(changed: Changed, family: str, causes: set[str]) -> Iterator[Fall]:
    stages: dict[str, list[Line]] = defaultdict(list)
    for line in changed.recipes.essential([family]):
        stages[line.stage].append(line)
    for stage in changed.recipes.stages:
        if lines := stages.get(stage):
            before, after = _weakest(changed, lines)
            guilty = any(_fails(changed, line, causes) for line in lines)
            state = _state(before, after, guilty=guilty, stopped=bool(causes))
            yield Fall(family=family, stage=stage, state=state, before=before, after=after)


def _state(before: int | None, after: int | None, *, guilty: bool, stopped: bool) -> State:
    if stopped:
        return "cause" if guilty else "stopped"
    least, left = before or 0, after or 0
    return "same" if left == least else "thinner" if left < least else "more"


def _fails(changed: Changed, line: Line, causes: set[str]) -> bool:
    """Whether a line is in cause: by its input, or by one of the recipe that makes it."""
    nested = changed.recipes.parts(line.expands) if line.expands else frozenset()
    below = changed.recipes.lines.get(line.expands, ())
    return line.input in causes or any(
        other.input in causes for other in below if other.iri in nested
    )


def _weakest(changed: Changed, lines: Iterable[Line]) -> tuple[int | None, int | None]:
    """The fewest owners behind a group of alternatives, before and after.

    An alternative of which no supplier is known counts as there, and so does its group.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        groups[line.group].append(line.input)
    known, gone = changed.base.supply.of, changed.gone
    before = (
        {maker.owner for iri in same for maker in known(iri)}
        for same in groups.values()
        if all(map(known, same))
    )
    after = (
        {maker.owner for iri in same for maker in changed.living(iri)}
        for same in groups.values()
        if all(known(iri) or iri in gone for iri in same)
    )
    return min(map(len, before), default=None), min(map(len, after), default=None)
