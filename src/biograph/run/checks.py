"""All checks as one report: ontology, recipes, queries and, where there is one, the graph.

A run looks at no more than what it has changed.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.model import Flag, Reason, Report
from biograph.run.questions import check_questions
from biograph.store import open_store
from biograph.terms import ASSERTED, DATA, ONTOLOGY_GRAPH, RDF, REFERENCE, bg, digest
from biograph.validate import check_graph, check_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.model import Statement
    from biograph.store import GraphStore


def check_all(graph: Path) -> Report:
    """Check the data of the package and the graph in a folder; without a graph a note says so.

    The shapes are applied to the words of the ontology, too. Of the graph, HermiT sees a sample of
    things, the rules see all of it.
    """
    store = open_store(graph, read_only=True) if graph.is_dir() else None
    with _without_collector():
        # the words are those of the package as it is now, not those of the last run
        said = [s for s in store.quads() if s.graph != ONTOLOGY_GRAPH] if store else []
        ontology = check_ontology(things=sample(said))
        if any(found.check == "form" for found in ontology.violations):
            return ontology
        questions = check_questions(store)
        whole = check_graph([*said, *vocabulary.statements()])
    absent = f"there is no graph in {graph}: only the package's own data was checked"
    reports = [ontology, questions, whole if store else replace(whole, counts={}, notes=(absent,))]
    return Report(
        violations=tuple(found for report in reports for found in report.violations),
        counts={name: count for report in reports for name, count in report.counts.items()},
        notes=tuple(note for report in reports for note in report.notes),
    )


def sample(statements: Iterable[Statement], size: int = 2_000) -> list[Statement]:
    """What the graph says of ``size`` of its things to other things, always the same ones."""
    facts = [
        s
        for s in statements
        if s.graph in {ASSERTED, REFERENCE} and isinstance(s.object, str)
        if not s.subject.startswith(DATA + "rel/")
    ]
    chosen = set(sorted({s.subject for s in facts}, key=digest)[:size])
    return [s for s in facts if s.subject in chosen]


def check_changed(store: GraphStore, versions: Iterable[str]) -> list[Flag]:
    """What is wrong with what these document versions say, each with the document at fault."""
    about: dict[str, str] = {}
    with _without_collector():
        report = check_graph(_said_by(store, versions, about))
    flags = (
        Flag(
            reason=Reason.VIOLATION,
            where=found.document or about.get(found.focus, found.focus),
            message=f"{found.focus}: {found.check}: {found.message_en}",
            mend="correct the row or text at its source; until then the graph says it as it stands",
        )
        for found in report.violations
    )
    return list(dict.fromkeys(flags))


def _said_by(
    store: GraphStore, versions: Iterable[str], about: dict[str, str]
) -> Iterator[Statement]:
    """The graphs of the versions, the facts they support and the things these are about.

    ``about`` is filled with a version that speaks of each fact and thing.
    """
    facts: dict[str, str] = {}
    things: dict[str, str] = {}
    for version in versions:
        for statement in store.quads(version):
            if statement.predicate == bg("supports"):
                facts.setdefault(str(statement.object), version)
            elif statement.predicate == bg("describes"):
                things.setdefault(str(statement.object), version)
            yield statement
    for statement in store.about(facts, ASSERTED):
        if statement.predicate in {RDF + "subject", RDF + "object"}:
            things.setdefault(str(statement.object), facts[statement.subject])
        yield statement
    yield from store.about(things, REFERENCE)
    about |= things | facts


@contextmanager
def _without_collector() -> Iterator[None]:
    """Without cyclic garbage collection: millions of objects that stay are a third of the time."""
    was_on = gc.isenabled()
    gc.collect()  # what is over must not stay beside them
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
