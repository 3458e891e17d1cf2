"""The plan of an update: harvest what is new, take it in, tell what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from biograph.harvest.raw import RawStore
from biograph.harvest.registry import FEEDS
from biograph.run.changes import GraphChanges
from biograph.run.entities import remembered
from biograph.run.fetch import RAW_FOLDER, receive
from biograph.run.gather import gather_new
from biograph.run.given import GivenReader
from biograph.run.linking import linker_of
from biograph.run.load import add
from biograph.run.lock import writing
from biograph.run.plan import Built, Clock, build, finish, opened, validated
from biograph.run.reading import reading
from biograph.run.runlog import UpdateReport, write_log
from biograph.run.standing import Standing
from biograph.run.track import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biograph.harvest.sweep import Bounds
    from biograph.model import Entity
    from biograph.run.fetch import Fetched
    from biograph.run.gather import Gathered
    from biograph.run.track import Track


def update(  # noqa: PLR0913 - each is a choice of its own
    workspace: Path,
    bounds: Bounds,
    *,
    gateway: str = "",
    findings: bool = True,
    scheduler: str = "",
    track: Track = silent,
) -> UpdateReport:
    """Receive what the sources have new and bring the graph up to date.

    Documents are added by themselves; new registers, code or decisions link everything again.
    Without ``findings`` closure, findings, dump and report are left to the next update; the
    workers of a Dask ``scheduler`` read the texts where one is given. A source that fails is in the
    report and stops nothing. Where nothing is new nothing is written.

    Raises Locked where another run works on the workspace, UsageError for an unknown source.
    """
    started, clock = datetime.now(UTC), Clock()
    with writing(workspace):
        fetched = receive(workspace, bounds, gateway=gateway, track=track)
        received = sum(swept.items for swept in fetched.swept)
        clock.step("receive", received, fetched.new, sum(len(s.flags) for s in fetched.swept))
        built = _taken_in(workspace, fetched, _Way(clock, track, scheduler), findings=findings)
        run = finish(workspace, built, clock) if built and findings else None
        done = UpdateReport(
            started=started,
            ended=datetime.now(UTC),
            fetched=fetched,
            steps=tuple(clock.steps),
            flags=tuple(built.flags) if built else (),
            taken=built is not None,
            changes=built.changes if built else GraphChanges(),
            run=run,
        )
        if built:
            write_log(workspace, built.store, done)
        return done


class _Way(NamedTuple):
    """What takes the time of an update, what shows it, and who reads its texts."""

    clock: Clock
    track: Track
    scheduler: str


def _taken_in(workspace: Path, fetched: Fetched, way: _Way, *, findings: bool) -> Built | None:
    """The graph with what is new in it; None where it holds all there is.

    It is also None where no source answered and nothing waits to be taken in or ended: new code
    and data are then left for an update that reaches somebody.
    """
    was = Standing.of(workspace)
    now = Standing.now(workspace, was.base)
    current = replace(was, found=False) == now
    if current and (was.found or not findings):
        return None
    if current:
        store = opened(workspace, was.base)
        return Built(store=store, flags=[], before=store.count())
    offline = fetched.failures and not fetched.swept
    if offline and was.taken == now.taken and not was.unfinished:
        return None
    if was.stamp == now.stamp and (entities := remembered(workspace)) is not None:
        gathered = _documents_alone(workspace, was, way.track)
        if gathered is not None:
            built = _added(workspace, gathered, entities, way)
            now.write(workspace)
            return built
    return build(workspace, was.base, **way._asdict())


def _documents_alone(workspace: Path, was: Standing, track: Track) -> Gathered | None:
    """What was fetched since; None where a register is among it, to which all may be linked."""
    with RawStore(workspace / RAW_FOLDER) as raw:
        if any(FEEDS[name].WHOLE for name in raw.sources(after=was.taken)):
            return None
        gathered = gather_new(raw, after=was.taken, track=track)
    return None if any(unit.entries for unit in gathered.units.values()) else gathered


def _added(workspace: Path, gathered: Gathered, entities: Sequence[Entity], way: _Way) -> Built:
    """The graph with the documents added, linked to the entities of the last build."""
    way.clock.step("harvest", gathered.records, len(gathered.units), len(gathered.flags))
    store = opened(workspace, Standing.of(workspace).base)
    built = Built(store=store, flags=gathered.flags, before=store.count())
    with reading(way.scheduler) as texts:
        reader, linker = GivenReader(texts, ()), linker_of(entities)
        way.clock.step("models", 0, 0, 0)
        loaded = add(store, gathered, linker, reader=reader, track=way.track)
    way.clock.step("load", len(gathered.units), loaded.units, len(loaded.flags))
    return validated(built, loaded, way.clock)
