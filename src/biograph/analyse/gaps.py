"""Gaps: stages, inputs and medicines that France lacks, or of which biograph knows nothing.

Findings whose presence is UNKNOWN are knowledge gaps: their sentences speak of what biograph knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.coverage import input_coverage, stage_matrix, statements
from biograph.analyse.recipes import recipes
from biograph.analyse.supply import FRANCE, actors_in, supply
from biograph.model import Finding, Presence, Text
from biograph.terms import bg, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.coverage import Cell, InputCoverage, Statement
    from biograph.analyse.recipes import Recipes
    from biograph.analyse.supply import Maker
    from biograph.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What every gap of one call rests on."""

    recipes: Recipes
    scope: form.Scope
    families: tuple[str, ...]
    coverage: float | None
    local: frozenset[str] | None


def gaps(ask: Ask, *, family: str | None = None, region: str | None = None) -> tuple[Finding, ...]:
    """The gaps of France (or one region) for all therapy families or one, ranked.

    ``family`` is a key or IRI of a family or therapy class, ``region`` a code, IRI or name.
    Raises QueryError for an unknown family, or a region where no actor is known.
    """
    known, made = recipes(ask), supply(ask)
    chosen = known.families(family)
    goods = {line.input for line in known.essential(chosen) if line.bought}
    view = _View(
        recipes=known,
        scope=form.Scope(family=family, region=region),
        families=chosen,
        coverage=made.share_known(goods),
        local=actors_in(ask, region),
    )
    cells = stage_matrix(ask, known, families=chosen, region=region)
    inputs = input_coverage(ask, known, made, families=chosen)
    return form.ranked([*_stages(view, cells), *_inputs(view, inputs), *_market(view, ask)])


def _stages(view: _View, cells: Sequence[Cell]) -> Iterator[Finding]:
    for cell in cells:
        if cell.statement is not None:
            yield _absent_stage(view, cell, cell.statement)
    for family in view.families:
        mine = [cell for cell in cells if cell.family == family]
        if any(cell.presence is Presence.UNKNOWN for cell in mine):
            yield _unknown_stages(view, family, mine)


def _absent_stage(view: _View, cell: Cell, statement: Statement) -> Finding:
    stage, family = view.recipes.name(cell.stage), view.recipes.name(cell.family)
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
        id=form.identity("stage-gap", cell.family, cell.stage, view.scope.region or ""),
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
        command=view.scope.command("gaps"),
        caveats=(form.UNREVIEWED,),
    )


def _unknown_stages(view: _View, family: str, cells: Sequence[Cell]) -> Finding:
    unknown = [cell for cell in cells if cell.presence is Presence.UNKNOWN]
    share = 1 - len(unknown) / len(cells)
    name, known = view.recipes.name(family), form.known_share(share)
    stages = form.listed([view.recipes.name(cell.stage) for cell in unknown], most=12)
    count = form.several(len(unknown), "étape|étapes", "stage|stages")
    where = _where(view)
    return Finding(
        id=form.identity("stage-unknown", family, view.scope.region or ""),
        kind="stage-unknown",
        sentence=Text(
            fr=f"« {name.fr} » : {count.fr} sur {len(cells)} sans acteur {where.fr} connu de "
            f"biograph {known.fr} : {stages.fr}.",
            en=f"'{name.en}': {count.en} of {len(cells)} without an actor {where.en} known to "
            f"biograph {known.en}: {stages.en}.",
        ),
        value=float(len(unknown)),
        unit=form.STAGES,
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.3 * len(unknown) / len(cells),
        subjects=(family, *(cell.stage for cell in unknown)),
        evidence=tuple(sorted({fact for cell in cells for fact in cell.evidence})),
        command=view.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, form.UNREVIEWED),
    )


def _where(view: _View) -> Text:
    if view.local is None:
        return Text(fr="français", en="in France")
    return Text(fr=f"dans la région {view.scope.region}", en=f"in the region {view.scope.region}")


def _inputs(view: _View, inputs: Sequence[InputCoverage]) -> Iterator[Finding]:
    for item in inputs:
        if not item.world.makers:
            if any(line.bought or line.serviced for line in item.lines):
                yield _unknown_input(view, item)
        elif not _near(view, item.france.makers):
            yield _foreign_input(view, item)


def _near(view: _View, makers: Sequence[Maker]) -> list[Maker]:
    return [m for m in makers if view.local is None or m.iri in view.local]


def _unknown_input(view: _View, item: InputCoverage) -> Finding:
    name, known = view.recipes.name(item.input), form.known_share(view.coverage)
    families = sorted({line.family for line in item.lines})
    needed = form.families(len(families))
    absent = item.world.statement
    said, perhaps = Text(fr="aucun fournisseur", en="no supplier"), form.perhaps(item.possible)
    return Finding(
        id=form.identity("input-unknown", item.input),
        kind="input-unknown",
        sentence=Text(
            fr=f"« {name.fr} » : {said.fr} connu de biograph {known.fr} ; requis par {needed.fr}"
            f"{perhaps.fr}.",
            en=f"'{name.en}': {said.en} known to biograph {known.en}; required by {needed.en}"
            f"{perhaps.en}.",
        ),
        value=float(len(families)),
        unit=form.FAMILIES,
        presence=item.world.presence,
        coverage=view.coverage,
        rank=(0.9 if absent else 0.2) * len(families) / len(view.families),
        subjects=(item.input, *families),
        evidence=tuple(line.iri for line in item.lines) + ((absent.iri,) if absent else ()),
        command=f"biograph ask supply/makers-of-input --param input={local_name(item.input)}",
        caveats=(form.UNREVIEWED,) if absent else (form.NOT_SUPPLY, form.UNREVIEWED),
    )


def _foreign_input(view: _View, item: InputCoverage) -> Finding:
    name, known = view.recipes.name(item.input), form.known_share(view.coverage)
    families = sorted({line.family for line in item.lines})
    needed, where = form.families(len(families)), _where(view)
    makers = item.world.makers
    count = form.several(
        len(makers), "fournisseur connu|fournisseurs connus", "known supplier|known suppliers"
    )
    europe, perhaps = _in_union(item), form.perhaps(item.possible)
    absent = item.france.statement
    weight = 0.9 if absent else 0.5 if item.europe.makers else 0.6
    return Finding(
        id=form.identity("input-gap", item.input, view.scope.region or ""),
        kind="input-gap",
        sentence=Text(
            fr=f"« {name.fr} » : {count.fr}, dont {europe.fr} et aucun {where.fr} connu de "
            f"biograph {known.fr} ; requis par {needed.fr}{perhaps.fr}.",
            en=f"'{name.en}': {count.en}, {europe.en} and none {where.en} known to "
            f"biograph {known.en}; required by {needed.en}{perhaps.en}.",
        ),
        value=float(len(makers)),
        unit=form.MAKERS,
        presence=item.france.presence if view.local is None else Presence.UNKNOWN,
        coverage=view.coverage,
        rank=weight * len(families) / len(view.families),
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


def _market(view: _View, ask: Ask) -> Iterator[Finding]:
    """Medicines authorised in the EU without a French record: a gap if that register is whole."""
    classes = (
        sorted({c for family in view.families for c in view.recipes.classes.get(family, ())})
        if view.scope.family
        else ["advanced-therapy"]
    )
    rows = list(ask("market/without-french-record", **{"class": tuple(classes)}).records())
    authorised = ask("market/authorised-therapies", **{"class": tuple(classes)})
    whole = [
        s
        for s in statements(ask)
        if s.predicate == bg("holdsAuthorisation") and s.area in {"", FRANCE}
    ]
    if not rows:
        return
    therapies = sorted({(row["therapy_label"], row["therapy"]) for row in rows})
    names = form.listed([form.plain(name) for name, _ in therapies])
    total = len(set(authorised.column("therapy")))
    known = Text(fr="", en="") if whole else Text(fr="connue de biograph ", en="known to biograph ")
    count = form.several(
        len(therapies), "médicament autorisé|médicaments autorisés", "medicine|medicines"
    )
    yield Finding(
        id=form.identity("market-gap", *classes),
        kind="market-gap",
        sentence=Text(
            fr=f"{count.fr} dans l'UE sur {total} sans fiche {known.fr}dans la base française des "
            f"médicaments : {names.fr}.",
            en=f"{count.en} of {total} authorised in the EU without a record {known.en}in the "
            f"French medicines database: {names.en}.",
        ),
        value=float(len(therapies)),
        unit=form.THERAPIES,
        presence=whole[0].presence if whole else Presence.UNKNOWN,
        coverage=1.0 if whole else None,
        rank=(0.8 if whole else 0.3) * len(therapies) / max(total, 1),
        subjects=tuple(iri for _, iri in therapies),
        evidence=(
            *sorted({row["relation"] for row in rows}),
            *(statement.iri for statement in whole),
        ),
        command=view.scope.command("gaps"),
        caveats=() if whole else (form.NOT_SUPPLY,),
    )
