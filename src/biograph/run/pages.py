"""The report of a run: the graph and its findings in, pages in both languages on disk out."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from biograph import analyse, vocabulary
from biograph.analyse.catalogue import ANALYSES
from biograph.analyse.claims import verdicts
from biograph.analyse.concentration import CONCENTRATED, of_classes, of_inputs
from biograph.analyse.conflicts import conflicts
from biograph.analyse.coverage import input_coverage, stage_matrix
from biograph.analyse.known import Known
from biograph.analyse.recipes import recipes
from biograph.analyse.supply import supply
from biograph.harvest.registry import CONNECTORS
from biograph.harvest.sources import newest
from biograph.model import Text
from biograph.run.aims import aims
from biograph.run.fetch import RAW_FOLDER
from biograph.run.logged import FILES as UPDATES
from biograph.run.logged import write_page
from biograph.run.rivals import rivals
from biograph.terms import DATA
from biograph.view.content import InputOrigin, ReportContent, Spread
from biograph.view.finding_graph import finding_graph
from biograph.view.matrix import family_axes, stage_axes, stage_cells
from biograph.view.named import words
from biograph.view.pyvis_page import graph_page
from biograph.view.report import report
from biograph.view.shelf import foremost, sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.analyse.coverage import Cell
    from biograph.analyse.recipes import Recipes
    from biograph.ask import Ask
    from biograph.model import Finding, RunReport, Source
    from biograph.view.content import StageCell

FOLDER = "report"
FILES = Text(fr="rapport.fr.html", en="report.en.html")
_TITLE = Text(
    fr="La chaîne de valeur des biothérapies en France : lacunes et goulets d'étranglement",
    en="The French biotherapy value chain: gaps and bottlenecks",
)
_DRAWN = 6  # findings that get a graph page
_SPREADS = 16  # markets in the chart of concentration


def write_report(workspace: Path, ask: Ask, run: RunReport) -> str:
    """Write the report and the graphs of its first findings; give the path of the French page.

    Where the workspace takes live sources in, the page of updates is written as well.
    """
    folder = workspace / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    content = _content(ask, run, folder)
    if (workspace / RAW_FOLDER).is_dir():
        write_page(folder, ask, report=FILES)
        content = replace(content, updates=UPDATES)
    for lang in ("fr", "en"):
        page = report(content, lang=lang)
        (folder / getattr(FILES, lang)).write_text(page, encoding="utf-8")
    return str(folder / FILES.fr)


def _content(ask: Ask, run: RunReport, folder: Path) -> ReportContent:
    known = recipes(ask)
    lacking = tuple(finding for finding in run.findings if finding.analysis.startswith("G"))
    narrow = tuple(finding for finding in run.findings if not finding.analysis.startswith("G"))
    parts = sections(narrow, lacking)
    families = known.families()
    return ReportContent(
        title=_TITLE,
        date=newest(),
        files=FILES,
        actors=run.actors.get("Organization", 0),
        run=run,
        labels=words(ask),
        analyses={analysis.id: analysis.title for analysis in ANALYSES},
        aims=aims(ask),
        stages=stage_axes(known),
        families=family_axes(families),
        cells=_cells(ask, known, lacking),
        bottlenecks=narrow,
        gaps=lacking,
        proofs={finding.id: analyse.explain(ask, finding) for finding in parts.carded},
        inputs=tuple(_inputs(ask, known, families)),
        spreads=tuple(_spreads(ask, known)),
        concentrated=CONCENTRATED,
        rivals=rivals(),
        verdicts=verdicts(Known(ask=ask)),
        conflicts=conflicts(ask),
        sources=sources(),
        graphs=dict(_graphs(ask, _drawable(foremost(parts.bottlenecks)), folder)),
    )


def sources() -> tuple[Source, ...]:
    """Where everything comes from, with licences and the attributions that some ask for."""
    return tuple(connector.SOURCE for connector in CONNECTORS.values())


def _drawable(findings: Iterable[Finding]) -> list[Finding]:
    """The first findings that rest on recipes: their graph has suppliers, inputs, stages."""
    lines = DATA + "requirement/"
    resting = (f for f in findings if any(iri.startswith(lines) for iri in f.evidence))
    return list(islice(resting, _DRAWN))


def _graphs(ask: Ask, findings: Iterable[Finding], folder: Path) -> Iterator[tuple[str, Text]]:
    for finding in findings:
        files = Text(fr=f"graphe.{finding.id}.fr.html", en=f"graph.{finding.id}.en.html")
        content = finding_graph(ask, finding, files=files)
        for lang in ("fr", "en"):
            page = graph_page(content, lang=lang)
            (folder / getattr(files, lang)).write_text(page, encoding="utf-8")
        yield finding.id, files


def _cells(ask: Ask, known: Recipes, lacking: tuple[Finding, ...]) -> tuple[StageCell, ...]:
    matrix = stage_matrix(ask, known, families=known.families())
    names = _names(ask, matrix)
    return stage_cells(matrix, lambda actor: names.get(actor, actor), lacking)


def _names(ask: Ask, matrix: tuple[Cell, ...]) -> dict[str, str]:
    wanted = tuple(sorted({actor for cell in matrix for actor in cell.actors}))
    if not wanted:
        return {}
    listed = " ".join(f"<{iri}>" for iri in wanted)
    query = (
        f"SELECT ?actor ?label {{ VALUES ?actor {{ {listed} }} "
        "GRAPH graph:reference { ?actor rdfs:label ?label } }"
    )
    table = ask(query)
    return dict(zip(table.column("actor"), table.column("label"), strict=True))


def _inputs(ask: Ask, known: Recipes, families: tuple[str, ...]) -> Iterator[InputOrigin]:
    made = supply(ask)
    for item in input_coverage(ask, known, made, families=families):
        if any(line.bought for line in item.lines):
            yield InputOrigin(
                label=known.name(item.input),
                france=len(item.france.makers),
                europe=len(item.europe.makers),
                world=len(item.world.makers),
                families=len({line.family for line in item.lines}),
                presence=item.france.presence,
            )


def _spreads(ask: Ask, known: Recipes) -> Iterator[Spread]:
    """The markets with most members: inputs by owner and country, therapy classes by holder."""
    terms = {term.iri: term.labels for term in vocabulary.terms()}
    measured = sorted((*of_classes(ask), *of_inputs(ask)), key=lambda c: (-c.total, c.subject))
    for spread in measured[:_SPREADS]:
        labels = terms.get(spread.subject)
        yield Spread(
            label=Text(**labels) if labels else known.name(spread.subject),
            by=_BY.get(spread.by, Text(fr=spread.by, en=spread.by)),
            total=spread.total,
            hhi=spread.hhi,
            effective=spread.n2,
            outside=spread.outside,
        )


_BY = {
    "owner": Text(fr="groupe", en="owner"),
    "country": Text(fr="pays", en="country"),
    "holder": Text(fr="titulaire", en="holder"),
}
