"""The stages of the therapy families as pages show them: a site in, cells and pictures out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from biograph.analyse.coverage import stage_matrix
from biograph.serve.chain.subjects import known, subjects
from biograph.terms import ASSERTED, local_name
from biograph.view import chain
from biograph.view.matrix import stage_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biograph.analyse.coverage import Cell
    from biograph.model import Statement
    from biograph.serve.page import Asked
    from biograph.serve.site import Site
    from biograph.view.chain import Drawing
    from biograph.view.content import Axis, StageCell

Drawn = TypeVar("Drawn", bound=chain.Placed)


def matrix(site: Site, region: str = "") -> tuple[Cell, ...]:
    """What is known of each stage of each family, in France or one of its regions.

    Raises QueryError for a region in which no actor is known.
    """
    recipes = known(site).recipes
    families = recipes.families()
    return site.keep(
        ("matrix", region),
        lambda: stage_matrix(site.ask, recipes, families=families, region=region or None),
    )


def drawn(site: Site, cells: Iterable[Cell]) -> tuple[StageCell, ...]:
    """Cells as they are drawn, marked by what the findings say of them."""
    return stage_cells(
        cells,
        lambda actor: site.name(actor).fr,
        tuple(site.findings.values()),
        lambda finding: subjects(site)[finding.id].cells,
    )


def drawings(
    stages: Sequence[Axis], families: Sequence[Axis], cells: Sequence[Drawn], asked: Asked
) -> tuple[Drawing[Drawn], Drawing[Drawn]]:
    """The wide and the narrow picture; each cell is a link to its page."""
    kept = {"region": asked.one("region"), "embed": "1" if asked.embed else ""}
    query = urlencode({name: value for name, value in kept.items() if value})

    def link(of: Drawn) -> str:
        path = f"/{asked.lang}/chain/{local_name(of.family)}/{local_name(of.stage)}"
        return f"{path}?{query}" if query else path

    axes = (stages, families, cells)
    return (
        chain.wide(*axes, lang=asked.lang, link=link),
        chain.narrow(*axes, lang=asked.lang, link=link),
    )


def facts(site: Site, cells: Iterable[Cell]) -> Iterator[Statement]:
    """The facts that show who is active in some cells."""
    relations = {relation for one in cells for relation in one.evidence}
    return site.kg.store.about(sorted(relations), ASSERTED)


def regions(site: Site) -> list[tuple[str, str]]:
    """The regions with actors, IRI and name, by name."""
    found = {row["region"]: row["region_label"] for row in site.ask("actors/regions").records()}
    return sorted(found.items(), key=lambda pair: pair[1])
