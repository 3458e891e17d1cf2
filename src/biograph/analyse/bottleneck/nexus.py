"""B6: hidden common points: owners that many families hang on and that hardly any source names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.loss import grounds, loss_of
from biograph.analyse.support import support
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.loss import Loss

_MOST = 8


def hidden_nexus(known: Known) -> Iterator[Finding]:
    """The owners with the largest loss for how seen they are, at most eight.

    Seen is an owner by the independent sources that name one of its supplies; hidden are families
    that stop although no line of their own recipe needs it: a nested recipe does.
    """
    owners = sorted(known.worlds.of_owner)
    found = loss_of(known, [known.worlds.of_owner[owner] for owner in owners])
    seen = _mentions(known)
    felt = [(owner, loss) for owner, loss in zip(owners, found, strict=True) if loss.families]
    felt.sort(key=lambda pair: (-pair[1].expected / (1 + seen[pair[0]]), pair[0]))
    for owner, loss in felt[:_MOST]:
        yield _finding(known, owner, loss, mentions=seen[owner])


def _mentions(known: Known) -> Mapping[str, int]:
    """By owner, the independent sources that say what one of its firms supplies."""
    told = support(known.ask, predicate="suppliesInput")
    found: dict[str, set[tuple[str, str]]] = {}
    for same in known.supply.makers.values():
        for maker in same:
            said = {(r, g) for r in maker.relations if r in told for g in told[r].groups}
            found.setdefault(maker.owner, set()).update(said)
    return {owner: len(said) for owner, said in found.items()}


def _indirect(known: Known, loss: Loss) -> frozenset[str]:
    """The families that stop by a nested recipe alone."""
    return frozenset(
        family
        for family in loss.families
        if not any(line.input in loss.inputs for line in known.recipes.essential([family]))
    )


def _finding(known: Known, owner: str, loss: Loss, *, mentions: int) -> Finding:
    name = known.supply.names.get(owner) or local_name(owner)
    naive, full = loss.held
    indirect, number = len(_indirect(known, loss)), len(loss.families)
    count = form.families(number)
    times = form.several(
        mentions,
        "mention indépendante|mentions indépendantes",
        "independent mention|independent mentions",
    )
    hang = Text(fr="en dépend", en="hangs") if number == 1 else Text(fr="en dépendent", en="hang")
    covered = form.known_share(known.share_known(loss.families))
    visibility = loss.expected / (1 + mentions)
    return Finding(
        id=form.identity("hidden-nexus", owner),
        kind="hidden-nexus",
        sentence=Text(
            fr=f"{name} : {times.fr} de ce qu'il fournit, mais {count.fr} {hang.fr}, dont "
            f"{indirect} par une recette imbriquée seulement {covered.fr}.",
            en=f"{name}: {times.en} of what it supplies, yet {count.en} {hang.en} on it, "
            f"{indirect} of them by a nested recipe only {covered.en}.",
        ),
        value=visibility,
        unit=Text(fr="familles par mention", en="families per mention"),
        coverage=known.share_known(loss.families),
        rank=0.3 * loss.expected / len(known.families) / (1 + mentions),
        subjects=(owner, *loss.inputs, *sorted(loss.families)),
        evidence=grounds(known, loss),
        command=known.scope.command("bottlenecks"),
        caveats=(form.OF_THE_FAMILY, form.UNREVIEWED),
        naive=naive,
        completed=full,
        overturned_by=Text(
            fr="un second fournisseur de ce qu'il fournit, ou une source qui détaille sa place",
            en="a second supplier of what it supplies, or a source that tells its place",
        ),
    )
