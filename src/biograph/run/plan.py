"""The plan of a run: gather, load, find, count; one writer at a time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from biograph import ask
from biograph.analyse import all_findings
from biograph.api import GRAPH_FOLDER
from biograph.errors import Locked
from biograph.extract import pipeline
from biograph.harvest.sources import newest
from biograph.model import RunReport, StepCount
from biograph.reason import infer_quads
from biograph.run import history
from biograph.run.checks import check_changed
from biograph.run.gather import gather
from biograph.run.given import GivenReader
from biograph.run.load import load
from biograph.run.pages import write_report
from biograph.run.track import silent
from biograph.store import open_store
from biograph.store.findings import replace_findings
from biograph.terms import local_name
from biograph.vocabulary import superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.ask import Ask
    from biograph.extract.annotation import Annotated
    from biograph.run.track import Track

DUMP = "graph.nq"


def run(
    workspace: Path,
    *,
    sources: Sequence[str] = (),
    snapshot: Path | None = None,
    annotated: Iterable[Annotated] = (),
    track: Track = silent,
) -> RunReport:
    """Everything from documents to findings.

    ``sources`` are read from the ``snapshot`` folder; where it is None as last fetched into the
    workspace, else from the bundled snapshot. ``annotated`` documents are loaded as they stand.
    Raises UsageError for an unknown source and Locked where another run works on the workspace.
    """
    with writing(workspace):
        clock = _Clock()
        gathered = gather(sources, snapshot=snapshot, track=track, workspace=workspace)
        reader = GivenReader(pipeline.load(), annotated)
        for document in reader.documents():
            gathered.unit(document.version, document.source).document = document
        clock.step("harvest", gathered.records, len(gathered.units), len(gathered.flags))
        store = open_store(workspace / GRAPH_FOLDER)
        before = store.count()
        loaded = load(store, gathered, reader=reader, track=track, workspace=workspace)
        clock.step("load", len(gathered.units), loaded.units, len(loaded.flags))
        flags = (*gathered.flags, *loaded.flags)
        del gathered, reader  # the validation needs their memory
        violations = check_changed(store, loaded.versions)
        clock.step("validate", loaded.units, loaded.units, len(violations))
        clock.step("reason", store.count(), infer_quads(store), 0)
        question = ask.remembering(ask.over(store))
        found = all_findings(question)
        replace_findings(store, found, date=newest())
        changed = history.keep(workspace, found, date=newest())
        after = store.count()
        clock.step("find", after, len(found), 0)
        digest = store.export(workspace / DUMP)
        clock.step("export", after, after, 0)
        facts, proven = _facts(question)
        report = RunReport(
            steps=tuple(clock.steps),
            flags=(*flags, *violations),
            documents=_documents(question),
            actors=_actors(question),
            facts=facts,
            facts_with_evidence=proven,
            added=max(0, after - before),
            removed=max(0, before - after),
            findings=found,
            changes=changed,
            digest=digest,
        )
        return replace(report, report=write_report(workspace, question, report))


@contextmanager
def writing(workspace: Path) -> Iterator[None]:
    """Hold the workspace; raises Locked at once where another process does."""
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise Locked(
            f"another run works on {workspace}",
            hint="wait until it has ended, or name another --workspace",
        ) from error


class _Clock:
    """Counts and seconds of the steps."""

    def __init__(self) -> None:
        self.steps: list[StepCount] = []
        self._started = time.perf_counter()

    def step(self, name: str, received: int, produced: int, flagged: int) -> None:
        now = time.perf_counter()
        self.steps.append(
            StepCount(
                step=name,
                received=received,
                produced=produced,
                flagged=flagged,
                seconds=round(now - self._started, 2),
            )
        )
        self._started = now


def _documents(question: Ask) -> int:
    return sum(question("quality/documents-by-source").column("documents"))


def _actors(question: Ask) -> dict[str, int]:
    """Organisations by class; the class ``Organization`` counts each of them once."""
    table = question(_CLASSES)
    counts = zip(map(local_name, table.column("class")), table.column("actors"), strict=True)
    return {kind: n for kind, n in counts if "Organization" in {kind, *superclasses(kind)}}


_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?actor) AS ?actors) { GRAPH graph:reference { ?actor a ?class } }
GROUP BY ?class ORDER BY DESC(?actors) ?class
"""


def _facts(question: Ask) -> tuple[int, int]:
    facts = next(question(_FACTS).records())
    without = len(question("quality/facts-without-evidence"))
    return facts["facts"], facts["facts"] - without


_FACTS = "SELECT (COUNT(?r) AS ?facts) { GRAPH graph:asserted { ?r a bg:Relation } }"
