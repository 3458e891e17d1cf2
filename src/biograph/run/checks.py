"""All checks as one report: ontology, recipes, queries and, where there is one, the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import ask
from biograph.errors import QueryError
from biograph.model import Report, Violation
from biograph.store import open_store
from biograph.validate import check_graph, check_ontology

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from biograph.store import GraphStore


def check_all(graph: Path, *, changed: Collection[str] | None = None) -> Report:
    """Check the data of the package and the graph in a folder; without a graph a note says so.

    ``changed`` names the graphs to look at; None means all of them.
    """
    reports = [check_ontology(), check_queries()]
    notes: tuple[str, ...] = ()
    if graph.is_dir():
        reports.append(check_graph(open_store(graph, read_only=True).quads(), changed=changed))
    else:
        notes = (f"there is no graph in {graph}: only the package's own data was checked",)
    return Report(
        violations=tuple(found for report in reports for found in report.violations),
        counts={name: count for report in reports for name, count in report.counts.items()},
        notes=(*notes, *(note for report in reports for note in report.notes)),
    )


def check_queries() -> Report:
    """Whether every question of the library parses, is a read and runs (on an empty graph)."""
    empty = open_store()
    questions = ask.library()
    return Report(
        violations=tuple(
            found
            for question in questions.values()
            if (found := _problem(empty, question)) is not None
        ),
        counts={"queries": len(questions)},
    )


def _problem(empty: GraphStore, question: ask.Question) -> Violation | None:
    try:
        ask.answer(empty, question)
    except QueryError as error:
        return Violation(
            check="query-runs",
            focus=question.name,
            message_fr=f"la requête ne s'exécute pas : {error.message}",
            message_en=f"the query does not run: {error.message}",
        )
    return None
