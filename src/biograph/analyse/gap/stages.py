"""G1: stages of the value chain without a known actor in France, or a region of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.coverage import stage_matrix
from biograph.analyse.gap.scales import by_scale, scales
from biograph.model import Finding, Presence, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.coverage import Cell, Statement
    from biograph.analyse.known import Known


_SCALE = Text(
    fr="L'échelle se déduit des faits (développer, mener un essai, fabriquer un médicament "
    "autorisé) : qu'une échelle ne soit pas connue ne dit pas qu'elle manque.",
    en="The scale follows from facts (developing, running a trial, making an authorised medicine): "
    "a scale that is not known need not be missing.",
)


def stages(known: Known) -> Iterator[Finding]:
    """Stages that a source says to be absent, and for each family those without a known actor."""
    cells = stage_matrix(
        known.ask, known.recipes, families=known.families, region=known.scope.region
    )
    for cell in cells:
        if cell.statement is not None:
            yield _absent_stage(known, cell, cell.statement)
    told = scales(known.ask, cells)
    for family in known.families:
        mine = [cell for cell in cells if cell.family == family]
        if any(cell.presence is Presence.UNKNOWN for cell in mine):
            yield _unknown_stages(known, family, mine, by_scale(mine, told))


def _absent_stage(known: Known, cell: Cell, statement: Statement) -> Finding:
    stage, family = known.recipes.name(cell.stage), known.recipes.name(cell.family)
    source, date = local_name(statement.source), statement.date
    by = (
        Text(fr=f"la source « {source} » le dit ({date})", en=f"source '{source}' says so ({date})")
        if statement.asserts_absence
        else Text(
            fr=f"la source « {source} » est déclarée complète ({date})",
            en=f"source '{source}' is declared complete ({date})",
        )
    )
    return Finding(
        id=form.identity("stage-gap", cell.family, cell.stage, known.scope.region or ""),
        kind="stage-gap",
        sentence=Text(
            fr=f"Étape « {stage.fr} » absente en France pour « {family.fr} » : {by.fr}.",
            en=f"Stage '{stage.en}' is absent in France for '{family.en}': {by.en}.",
        ),
        value=0.0,
        unit=Text(fr="acteurs français", en="French actors"),
        presence=cell.presence,
        coverage=1.0,
        rank=1.0,
        subjects=(cell.family, cell.stage),
        evidence=(statement.iri,),
        command=known.scope.command("gaps"),
        caveats=(form.UNREVIEWED,),
    )


def _unknown_stages(known: Known, family: str, cells: Sequence[Cell], scale: Text) -> Finding:
    unknown = [cell for cell in cells if cell.presence is Presence.UNKNOWN]
    share = 1 - len(unknown) / len(cells)
    name, covered = known.recipes.name(family), form.known_share(share)
    stages = form.listed([known.recipes.name(cell.stage) for cell in unknown], most=12)
    count = form.several(len(unknown), "étape|étapes", "stage|stages")
    where = form.where(known.scope)
    return Finding(
        id=form.identity("stage-unknown", family, known.scope.region or ""),
        kind="stage-unknown",
        sentence=Text(
            fr=f"« {name.fr} » : {count.fr} sur {len(cells)} sans acteur {where.fr} connu de "
            f"biograph {covered.fr} : {stages.fr}.{scale.fr}",
            en=f"'{name.en}': {count.en} of {len(cells)} without an actor {where.en} known to "
            f"biograph {covered.en}: {stages.en}.{scale.en}",
        ),
        value=float(len(unknown)),
        unit=form.STAGES,
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.3 * len(unknown) / len(cells),
        subjects=(family, *(cell.stage for cell in unknown)),
        evidence=tuple(sorted({fact for cell in cells for fact in cell.evidence})),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, form.UNREVIEWED, *((_SCALE,) if scale.fr else ())),
    )
