"""The value chain as a picture, each family with its recipe, each cell with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from biograph import analyse, vocabulary
from biograph.analyse.supply import FRANCE
from biograph.model import Literal, Presence, Text
from biograph.serve.chain.required import as_table, grouped, required
from biograph.serve.chain.stages import drawings, drawn, facts, matrix, regions
from biograph.serve.chain.subjects import known, subjects
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.table import Table
from biograph.terms import DATA, local_name
from biograph.view.matrix import family_axes, stage_axes
from biograph.view.proofs import quotes
from biograph.view.recipe import WIDTH, draw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.analyse.coverage import Cell
    from biograph.serve.site import Site
    from biograph.view.content import StageCell
    from biograph.view.proofs import Quoted
    from biograph.view.say import Lang

_TITLE = Text(fr="La chaîne de valeur", en="The value chain")
_CELLS = (
    *("family", "family_name", "stage", "stage_name", "presence", "actors", "names"),
    *("single_points", "inputs_from_abroad"),
)
_STYLES = ("report.css", "recipe.css", "site/chain.css")
_QUOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Active:
    """An actor known at a stage, with the quotes that say so."""

    iri: str
    quotes: tuple[Quoted, ...]


def chain(site: Site, asked: Asked) -> Answer:
    """All stages and families, or those asked for, in France or one of its regions."""
    known_cells = matrix(site, asked.one("region"))
    families = family_axes(known(site).recipes.families(asked.one("family") or None))
    stages = tuple(
        axis
        for axis in stage_axes(known(site).recipes)
        if asked.one("stage") in {"", local_name(axis.key)}
    )
    kept = {axis.key for axis in (*families, *stages)}
    cells = tuple(c for c in drawn(site, known_cells) if kept >= {c.family, c.stage})
    return Answer(
        template="site/chain.html.j2",
        title=_TITLE,
        values={
            "stages": stages,
            "drawings": drawings(stages, families, cells, asked),
            **_choices(site),
            "lines": tuple(_lines(known_cells, cells)),
            "presences": tuple(Presence),
            "chosen": {name: asked.one(name) for name in ("family", "stage", "region")},
        },
        table=Table(columns=_CELLS, rows=tuple(_row(site, c, asked.lang) for c in cells)),
        statements=facts(site, (c for c in known_cells if kept >= {c.family, c.stage})),
        styles=_STYLES,
    )


def family(site: Site, asked: Asked) -> Answer:
    """One family: its stages, its recipe as a picture, its inputs and the findings about it."""
    iri, terms = _family(site, asked), vocabulary.terms()
    term = next(term for term in terms if term.iri == iri)
    lines = [line for line in vocabulary.recipes() if line.family == term.id]
    cells = [c for c in drawn(site, matrix(site)) if c.family == iri]
    recipes = known(site).recipes
    ordered = sorted(recipes.lines[iri], key=lambda line: recipes.stages.index(line.stage))
    wanted = required(site, ordered)
    told = [f for f in site.findings.values() if iri in subjects(site)[f.id].families]
    return Answer(
        template="site/family.html.j2",
        title=Text(**term.labels),
        values={
            "stages": stage_axes(recipes),
            "drawings": drawings(stage_axes(recipes), family_axes([iri]), cells, asked),
            "family": iri,
            "recipe": draw(term, lines, terms, lang=asked.lang),
            "width": WIDTH,
            "required": grouped(wanted),
            "findings": told,
            "presences": tuple(Presence),
        },
        table=as_table(site, wanted, asked.lang),
        data={"family": iri, "cells": cells, "inputs": wanted, "findings": told},
        statements=facts(site, (c for c in matrix(site) if c.family == iri)),
        styles=_STYLES,
    )


def cell(site: Site, asked: Asked) -> Answer:
    """One stage of one family: who is known there, what it requires and who makes that."""
    iri, stage = _family(site, asked), f"{DATA}stage/{asked.path['stage']}"
    cells = matrix(site, asked.one("region"))
    found = next((c for c in cells if (c.family, c.stage) == (iri, stage)), None)
    if found is None:
        raise NotFound(
            f"the recipe of '{asked.path['family']}' has no stage '{asked.path['stage']}'",
            hint=f"see its stages on /chain/{asked.path['family']}",
        )
    wanted = required(
        site, (line for line in known(site).recipes.lines[iri] if line.stage == stage)
    )
    told = [f for f in site.findings.values() if (iri, stage) in subjects(site)[f.id].cells]
    names = site.name(iri), site.name(stage)
    return Answer(
        template="site/cell.html.j2",
        title=Text(fr=f"{names[1].fr} : {names[0].fr}", en=f"{names[1].en}: {names[0].en}"),
        values={
            "cell": found,
            "region": next(
                (n for r, n in regions(site) if asked.one("region") in {local_name(r), n}), ""
            ),
            "active": _active(site, found),
            "required": grouped(wanted),
            "findings": told,
        },
        table=as_table(site, wanted, asked.lang),
        data={"cell": found, "inputs": wanted, "findings": told},
        statements=facts(site, [found]),
        styles=_STYLES,
    )


def warm(site: Site) -> None:
    """Read what all of these pages rest on."""
    matrix(site)
    subjects(site)
    _ = known(site).supply


def _choices(site: Site) -> dict[str, object]:
    """What the picture can be narrowed down to."""
    recipes = known(site).recipes
    return {
        "all_families": family_axes(recipes.families()),
        "all_stages": stage_axes(recipes),
        "regions": regions(site),
    }


def _lines(
    known_cells: Iterable[Cell], cells: Iterable[StageCell]
) -> Iterator[tuple[str, list[tuple[StageCell, Cell]]]]:
    """The cells of each family, drawn and as they are known, in the order of the stages."""
    by_key = {(c.family, c.stage): c for c in known_cells}
    for of, same in groupby(cells, key=lambda c: c.family):
        yield of, [(drawn, by_key[drawn.family, drawn.stage]) for drawn in same]


def _family(site: Site, asked: Asked) -> str:
    iri = f"{DATA}family/{asked.path['family']}"
    if iri not in known(site).recipes.lines:
        keys = ", ".join(sorted(map(local_name, known(site).recipes.lines)))
        raise NotFound(
            f"there is no therapy family '{asked.path['family']}'", hint=f"there are: {keys}"
        )
    return iri


def _active(site: Site, found: Cell) -> list[Active]:
    """The actors of a cell, those that most sources name first."""
    proofs = analyse.facts(site.ask, found.evidence)
    rows = site.ask("gaps/stage-activity", country=FRANCE).records()
    of_actor: dict[str, list[str]] = {}
    for row in rows:
        if row["relation"] in proofs and (row["family"], row["stage"]) == (
            found.family,
            found.stage,
        ):
            of_actor.setdefault(row["actor"], []).append(row["relation"])
    active = [
        Active(
            iri=actor,
            quotes=tuple(q for r in relations for q in quotes(proofs[r], most=_QUOTES))[:_QUOTES],
        )
        for actor, relations in of_actor.items()
    ]
    return sorted(active, key=lambda a: (-len(a.quotes), site.name(a.iri).fr))


def _row(site: Site, cell: StageCell, lang: Lang) -> tuple[str | Literal | None, ...]:
    """A cell of the table; who is unknown is not counted."""
    counted = Literal(str(len(cell.actors))) if cell.presence is not Presence.UNKNOWN else None
    return (
        cell.family,
        Literal(getattr(site.name(cell.family), lang)),
        cell.stage,
        Literal(getattr(site.name(cell.stage), lang)),
        Literal(cell.presence),
        counted,
        Literal("; ".join(cell.actors)),
        Literal(str(cell.narrow)),
        Literal(str(cell.lacking)),
    )


PAGES = (
    Page(path="/chain", answer=chain),
    Page(path="/chain/{family}", answer=family),
    Page(path="/chain/{family}/{stage}", answer=cell),
)
