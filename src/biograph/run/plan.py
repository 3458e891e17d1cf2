"""The plan of a run: gather, load, find, count; one writer at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from biograph import ask
from biograph.analyse import all_findings
from biograph.api import GRAPH_FOLDER
from biograph.harvest.sources import newest
from biograph.model import RunReport, StepCount
from biograph.reason import infer_quads
from biograph.run import history
from biograph.run.changes import GraphChanges
from biograph.run.checks import check_changed
from biograph.run.copies import mark_copies
from biograph.run.entities import remember
from biograph.run.gather import gather
from biograph.run.given import GivenReader
from biograph.run.linking import resolved
from biograph.run.load import load
from biograph.run.lock import writing
from biograph.run.pages import write_report
from biograph.run.reading import reading
from biograph.run.standing import Base, Standing
from biograph.run.track import silent
from biograph.store import open_endpoint, open_store
from biograph.store.findings import replace_findings
from biograph.terms import local_name
from biograph.vocabulary import superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from biograph.ask import Ask
    from biograph.extract.annotation import Annotated
    from biograph.model import Flag
    from biograph.run.load import Loaded
    from biograph.run.track import Track
    from biograph.store import GraphStore

DUMP = "graph.nq"


def run(  # noqa: PLR0913 - each is a choice of its own
    workspace: Path,
    *,
    sources: Sequence[str] = (),
    snapshot: Path | None = None,
    annotated: Iterable[Annotated] = (),
    endpoint: str = "",
    scheduler: str = "",
    track: Track = silent,
) -> RunReport:
    """Everything from documents to findings.

    ``sources`` are read from the ``snapshot`` folder, or the bundled one where it is None, as far
    as they were not fetched into the workspace since. ``annotated`` documents are loaded as they
    stand. The SPARQL server at ``endpoint`` holds the graph where one is given, and the workers of
    a Dask ``scheduler`` read the texts.

    Raises UsageError for an unknown source and Locked where another run works there.
    """
    with writing(workspace):
        clock = Clock()
        built = build(
            workspace,
            Base(sources=tuple(sources), snapshot=snapshot, endpoint=endpoint),
            annotated,
            clock=clock,
            scheduler=scheduler,
            track=track,
        )
        return finish(workspace, built, clock)


@dataclass(slots=True)
class Built:
    """An open store, brought up to date: what was set aside, its quads before, what changed."""

    store: GraphStore
    flags: list[Flag]
    before: int
    changes: GraphChanges = field(default_factory=GraphChanges)


def build(  # noqa: PLR0913 - each is a choice of its own
    workspace: Path,
    base: Base,
    annotated: Iterable[Annotated] = (),
    *,
    clock: Clock,
    scheduler: str = "",
    track: Track,
) -> Built:
    """Read every source and bring the graph of the workspace up to date with all they say."""
    with reading(scheduler) as texts:
        return _built(workspace, base, GivenReader(texts, annotated), clock, track)


def opened(workspace: Path, base: Base) -> GraphStore:
    """The graph, to be written: on the server of its base, or in the workspace."""
    return open_endpoint(base.endpoint) if base.endpoint else open_store(workspace / GRAPH_FOLDER)


def _built(workspace: Path, base: Base, reader: GivenReader, clock: Clock, track: Track) -> Built:
    standing = Standing.now(workspace, base)
    gathered = gather(base.sources, snapshot=base.snapshot, track=track, workspace=workspace)
    for document in reader.documents():
        gathered.unit(document.version, document.source).document = document
    clock.step("harvest", gathered.records, len(gathered.units), len(gathered.flags))
    store = opened(workspace, base)
    built = Built(store=store, flags=gathered.flags, before=store.count())
    found = resolved(gathered, workspace)
    standing.begun().write(workspace)
    loaded = load(store, gathered, found.entities, reader=reader, track=track)
    remember(workspace, found)
    standing.write(workspace)
    clock.step("load", len(gathered.units), loaded.units, len(loaded.flags))
    del gathered, reader, found  # the validation needs their memory
    return validated(built, loaded, clock)


def validated(built: Built, loaded: Loaded, clock: Clock) -> Built:
    """The built graph with what is wrong with its new documents and tables flagged."""
    violations = check_changed(built.store, loaded.versions)
    built.flags += [*loaded.flags, *violations]
    built.changes = loaded.changes
    clock.step("validate", loaded.units, loaded.units, len(violations))
    return built


def finish(workspace: Path, built: Built, clock: Clock) -> RunReport:
    """What follows from the facts: closure, findings, dump, report."""
    store = built.store
    clock.step("copies", store.count(), mark_copies(store), 0)
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
        flags=tuple(built.flags),
        documents=_documents(question),
        actors=_actors(question),
        facts=facts,
        facts_with_evidence=proven,
        added=max(0, after - built.before),
        removed=max(0, built.before - after),
        findings=found,
        changes=changed,
        digest=digest,
    )
    report = replace(report, report=write_report(workspace, question, report))
    Standing.of(workspace).told().write(workspace)
    return report


class Clock:
    """Counts and seconds of the steps of a run."""

    def __init__(self) -> None:
        self.steps: list[StepCount] = []
        self._started = time.perf_counter()

    def step(self, name: str, received: int, produced: int, flagged: int) -> None:
        """Note that a step ended now, what it received and produced and what it set aside."""
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
