"""What to do first and at what cost: the cheapest known ways to lower the loss, as findings.

Also what no money lowers: what hangs on authorities by law, and what nobody knows a price of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.plan.planner import Planner
from biograph.analyse.plan.planning import evidence, programme
from biograph.analyse.plan.told import regretted
from biograph.analyse.plan.words import caveats, counted
from biograph.model import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from biograph.analyse.known import Known
    from biograph.analyse.plan.programme import Programme, Rest

_UNIT = Text(fr="millions d'euros", en="million euros")
_STOPS = Text(fr="arrêts de familles attendus", en="expected stops of families")
#: Shares of the loss that plans are made for: half of it, and as little as can be.
_TARGETS = {"half": 0.5, "least": 0.0}
#: Something that costs nothing is dearer than this, in MEUR.
_FREE = 1e-9
_KNOWN_ALREADY = Text(
    fr="un fournisseur d'un autre groupe, déjà qualifié, pour l'un de ces intrants",
    en="a supplier of another group, qualified already, for one of these inputs",
)
_LAW = Text(
    fr="tiennent à des autorités seules : de par la loi il n'y en a pas d'autre, et aucune mesure "
    "n'y change rien",
    en="hang on authorities alone: by law there are no others, and no measure changes that",
)
_PRICE = Text(
    fr="tiennent à des intrants pour lesquels biograph ne connaît aucune mesure au coût publié ou "
    "supposé",
    en="hang on inputs for which biograph knows no measure of published or assumed cost",
)


def interventions(known: Known) -> Iterator[Finding]:
    """The plans that halve the loss and that leave least of it, the best first step, the rests."""
    planner = Planner(known=known)
    if not planner.loss:
        return
    plans = {key: programme(planner, target) for key, target in _TARGETS.items()}
    for key, found in plans.items():
        if found.chosen:
            yield _plan(planner, key, found)
    least = plans["least"]
    if least.chosen:
        yield _first(planner, least)
    if least.by_law.loss:
        yield _rest(planner, "by-law", least.by_law, _LAW)
    if least.unpriced.loss:
        yield _rest(planner, "unpriced", least.unpriced, _PRICE)


def _plan(planner: Planner, key: str, found: Programme) -> Finding:
    steps = form.listed([one.name for one in found.chosen], most=4)
    doubt = regretted(found.doubt) if found.doubt else Text(fr="", en="")
    sentence = Text(
        fr=f"{found.sentence.fr} Les plus utiles : {steps.fr}. En doute, {doubt.fr}.",
        en=f"{found.sentence.en} Most useful: {steps.en}. In doubt, {doubt.en}.",
    )
    inputs = [one.remedy.input for one in found.chosen]
    return replace(
        _finding(planner, key, sentence, inputs, avoided=found.loss - found.left),
        value=sum(found.cost) / 2,
        low=found.cost[0],
        high=found.cost[1],
        evidence=found.evidence,
        command=planner.known.scope.command(f"plan --target {found.target:g}"),
        caveats=found.caveats,
        naive=found.naive if found.reached else None,
        completed=found.completed if found.reached else None,
        overturned_by=_KNOWN_ALREADY,
    )


def _first(planner: Planner, least: Programme) -> Finding:
    """The remedy that takes away most of the loss for its price."""
    best = max(least.chosen, key=lambda one: one.avoids / max(sum(one.remedy.cost), _FREE))
    avoids, loss = counted(best.avoids), counted(planner.loss)
    cost = form.between(*best.remedy.cost)
    sentence = Text(
        fr=f"La mesure qui évite le plus pour son prix : {best.name.fr}, {cost.fr} millions "
        f"d'euros ; elle évite {avoids.fr} arrêts de familles attendus sur {loss.fr}.",
        en=f"The measure that avoids most for its price: {best.name.en}, {cost.en} million euros; "
        f"it avoids {avoids.en} of {loss.en} expected stops of families.",
    )
    return replace(
        _finding(planner, "first", sentence, [best.remedy.input], avoided=best.avoids),
        value=sum(best.remedy.cost) / 2,
        low=best.remedy.cost[0],
        high=best.remedy.cost[1],
        evidence=evidence(planner, [best]),
        command=planner.known.scope.command("plan --target 0"),
        caveats=caveats([best]),
        overturned_by=_KNOWN_ALREADY,
    )


def _rest(planner: Planner, key: str, rest: Rest, why: Text) -> Finding:
    loss, whole, names = counted(rest.loss), counted(planner.loss), form.listed(rest.names)
    sentence = Text(
        fr=f"{loss.fr} arrêts de familles attendus sur {whole.fr} {why.fr} : {names.fr}.",
        en=f"{loss.en} of {whole.en} expected stops of families {why.en}: {names.en}.",
    )
    return replace(
        _finding(planner, key, sentence, rest.inputs, avoided=rest.loss),
        value=rest.loss,
        unit=_STOPS,
        evidence=planner.grounds(rest.inputs),
        command=planner.known.scope.command("plan --target 0"),
        caveats=caveats([]),
    )


def _finding(
    planner: Planner, key: str, sentence: Text, inputs: Collection[str], *, avoided: float
) -> Finding:
    """What all findings share; weighed by the share of families that a failure stops on average."""
    known = planner.known
    weight = avoided / (len(planner.dangers) * len(known.families))
    return Finding(
        id=form.identity("intervention", key),
        kind="intervention",
        sentence=sentence,
        value=None,
        unit=_UNIT,
        coverage=known.share_known(known.families),
        rank=weight,
        subjects=tuple(dict.fromkeys(inputs)),
    )
