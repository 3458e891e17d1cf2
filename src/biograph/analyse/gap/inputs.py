"""G2: required inputs without a known maker, or without one in France."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.model import Finding, Presence, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.coverage import InputCoverage
    from biograph.analyse.known import Known
    from biograph.analyse.supply import Maker


def inputs(known: Known) -> Iterator[Finding]:
    """Inputs nobody is known to make, and inputs nobody is known to make in France."""
    for item in known.inputs:
        if not item.world.makers:
            if any(line.bought or line.serviced for line in item.lines):
                yield _unknown_input(known, item)
        elif not _near(known, item.france.makers):
            yield _foreign_input(known, item)


def _covered(known: Known) -> Text:
    return form.known_share(known.share_known(known.families))


def _near(known: Known, makers: Sequence[Maker]) -> list[Maker]:
    return [m for m in makers if known.local is None or m.iri in known.local]


def _unknown_input(known: Known, item: InputCoverage) -> Finding:
    name, covered = (
        known.recipes.name(item.input),
        form.known_share(known.share_known(known.families)),
    )
    families = sorted({line.family for line in item.lines})
    needed = form.families(len(families))
    absent = item.world.statement
    said, perhaps = Text(fr="aucun fournisseur", en="no supplier"), form.perhaps(item.possible)
    return Finding(
        id=form.identity("input-unknown", item.input),
        kind="input-unknown",
        sentence=Text(
            fr=f"« {name.fr} » : {said.fr} connu de biograph {covered.fr} ; requis par {needed.fr}"
            f"{perhaps.fr}.",
            en=f"'{name.en}': {said.en} known to biograph {covered.en}; required by {needed.en}"
            f"{perhaps.en}.",
        ),
        value=float(len(families)),
        unit=form.FAMILIES,
        presence=item.world.presence,
        coverage=known.share_known(known.families),
        rank=(0.9 if absent else 0.2) * len(families) / len(known.families),
        subjects=(item.input, *families),
        evidence=tuple(line.iri for line in item.lines) + ((absent.iri,) if absent else ()),
        command=f"biograph ask supply/makers-of-input --param input={local_name(item.input)}",
        caveats=(form.UNREVIEWED,) if absent else (form.NOT_SUPPLY, form.UNREVIEWED),
    )


def _foreign_input(known: Known, item: InputCoverage) -> Finding:
    name, covered = (
        known.recipes.name(item.input),
        form.known_share(known.share_known(known.families)),
    )
    families = sorted({line.family for line in item.lines})
    needed, where = form.families(len(families)), form.where(known.scope)
    makers = item.world.makers
    count = form.several(
        len(makers), "fournisseur connu|fournisseurs connus", "known supplier|known suppliers"
    )
    europe, perhaps = _in_union(item), form.perhaps(item.possible)
    absent = item.france.statement
    weight = 0.9 if absent else 0.5 if item.europe.makers else 0.6
    return Finding(
        id=form.identity("input-gap", item.input, known.scope.region or ""),
        kind="input-gap",
        sentence=Text(
            fr=f"« {name.fr} » : {count.fr}, dont {europe.fr} et aucun {where.fr} connu de "
            f"biograph {covered.fr} ; requis par {needed.fr}{perhaps.fr}.",
            en=f"'{name.en}': {count.en}, {europe.en} and none {where.en} known to "
            f"biograph {covered.en}; required by {needed.en}{perhaps.en}.",
        ),
        value=float(len(makers)),
        unit=form.MAKERS,
        presence=item.france.presence if known.local is None else Presence.UNKNOWN,
        coverage=known.share_known(known.families),
        rank=weight * len(families) / len(known.families),
        subjects=(item.input, *families),
        evidence=(
            *sorted({fact for maker in makers for fact in maker.relations}),
            *(line.iri for line in item.lines),
            *((absent.iri,) if absent else ()),
        ),
        command=f"biograph ask supply/makers-of-input --param input={local_name(item.input)}",
        caveats=(form.UNREVIEWED,) if absent else (form.NOT_SUPPLY, form.UNREVIEWED),
    )


def _in_union(item: InputCoverage) -> Text:
    """``2 dans l'UE``, with the number of makers whose country is not known, if any."""
    europe = len(item.europe.makers)
    unplaced = sum(1 for maker in item.world.makers if not maker.country)
    if not unplaced:
        return Text(fr=f"{europe} dans l'UE", en=f"{europe} of them in the EU")
    return Text(
        fr=f"{europe} dans l'UE, {unplaced} de pays inconnu",
        en=f"{europe} of them in the EU, {unplaced} of unknown country",
    )
