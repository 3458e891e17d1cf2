"""Makes a programme: a target and costs in, the cheapest remedies with all they rest on out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.plan import words
from biograph.analyse.plan.costs import Costs, read_costs
from biograph.analyse.plan.planner import Planner
from biograph.analyse.plan.programme import Chosen, Programme, Rest, Stage
from biograph.analyse.plan.remedies import lawful
from biograph.analyse.stated import cited
from biograph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from biograph.analyse.plan.dangers import Danger
    from biograph.ask import Ask


def plan(
    ask: Ask, *, target: float = 0.5, costs: Path | None = None, family: str | None = None
) -> Programme:
    """The cheapest known way to leave at most the share ``target`` of the loss, in [0, 1].

    ``costs`` is a table of figures that win over the stated ones, ``family`` a key or IRI of a
    family or therapy class. Raises InputError for another target or a missing file, DataError for
    a table of another form, QueryError for an unknown family.
    """
    own = read_costs(costs) if costs else Costs()
    known = Known(ask=ask, scope=Scope(family=family))
    return programme(Planner(known=known, costs=own), target)


def programme(planner: Planner, target: float) -> Programme:
    """The cheapest remedies that leave at most a share of the loss, in [0, 1].

    Raises InputError for another target.
    """
    if not 0 <= target <= 1:
        raise InputError(f"the target is {target}", hint="give a share from 0 to 1, such as 0.5")
    plan, law = planner.cheapest(target), lawful(planner.known)
    chosen = sorted(
        (_chosen(planner, name) for name in plan.options), key=lambda c: (-c.avoids, c.remedy.id)
    )
    helpless = planner.left(planner.options)
    naive, completed = planner.met(plan, target)
    found = Programme(
        target=target,
        reached=plan.reached,
        dangers=len(planner.dangers),
        total=len(planner.known.families),
        loss=planner.loss,
        left=plan.loss,
        by_law=_rest(planner, [d for d in helpless if d.inputs <= law]),
        unpriced=_rest(planner, [d for d in helpless if not d.inputs <= law]),
        chosen=tuple(chosen),
        cost=(plan.low, plan.high),
        exposed=planner.exposed(plan),
        naive=naive,
        completed=completed,
        doubt=planner.doubt(plan) if chosen else None,
        frontier=tuple(
            Stage(
                share=planner.share(stage.loss),
                cost=(stage.low, stage.high),
                remedies=stage.options,
            )
            for stage in planner.frontier
        ),
        caveats=words.caveats(chosen),
        evidence=evidence(planner, chosen),
    )
    return replace(found, sentence=words.sentence(found))


def evidence(planner: Planner, chosen: Collection[Chosen]) -> tuple[str, ...]:
    """The recipe lines and supply facts of the inputs of remedies, and the figures of these."""
    inputs = {one.remedy.input for one in chosen}
    figures = [figure for one in chosen for figure in one.remedy.figures]
    return (*planner.grounds(inputs), *cited(figures))


def _chosen(planner: Planner, name: str) -> Chosen:
    remedy, option = planner.remedies[name], planner.options[name]
    avoids = sum(loss for cut, loss in planner.losses.items() if option.hits(cut))
    called = words.remedy(remedy, planner.known.recipes.name(remedy.input))
    return Chosen(name=called, avoids=avoids, remedy=remedy)


def _rest(planner: Planner, left: Collection[Danger]) -> Rest:
    inputs = tuple(sorted(frozenset().union(*(danger.inputs for danger in left))))
    return Rest(
        loss=sum(danger.loss for danger in left),
        inputs=inputs,
        names=tuple(map(planner.known.recipes.name, inputs)),
    )
