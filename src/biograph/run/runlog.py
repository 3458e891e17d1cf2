"""What updates did, as data in a graph of its own and as a page: in, out, flagged, what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph import ask
from biograph.journal import AskedQuery, ChangeKind, SetAside, Update
from biograph.model import Changes
from biograph.run.logged import write_page
from biograph.run.pages import FILES, FOLDER
from biograph.run.wording import in_words
from biograph.store.updates import log_update

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from biograph.ask import Ask
    from biograph.model import Flag, RunReport, StepCount
    from biograph.run.changes import GraphChanges
    from biograph.run.fetch import Fetched
    from biograph.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update received and what that changed.

    ``taken`` tells whether there was anything to take in; ``run`` is None where there was not, or
    where closure, findings and report were left to the next update.
    """

    started: datetime
    ended: datetime
    fetched: Fetched
    steps: tuple[StepCount, ...] = ()
    flags: tuple[Flag, ...] = ()
    taken: bool = False
    changes: GraphChanges
    run: RunReport | None = None


def write_log(workspace: Path, store: GraphStore, done: UpdateReport) -> None:
    """Add the update to the log graph and renew the page of updates beside the report."""
    question = ask.over(store)
    log_update(store, logged(question, done))
    store.flush()
    write_page(workspace / FOLDER, question, report=FILES)


def logged(question: Ask, done: UpdateReport) -> Update:
    """The update as the log holds it, in the words of the graph as it is now."""
    swept = done.fetched.swept
    flags = tuple(dict.fromkeys([*(flag for one in swept for flag in one.flags), *done.flags]))
    graph, found = done.changes, done.run.changes if done.run else Changes()
    if found.repeated:
        found = Changes()
    return Update(
        started=done.started,
        ended=done.ended,
        digest=done.run.digest if done.run else "",
        received=sum(one.items for one in swept),
        new=done.fetched.new,
        flagged=len(flags),
        counts={
            ChangeKind.FACT_GAINED: len(graph.facts_gained),
            ChangeKind.FACT_LOST: len(graph.facts_lost),
            ChangeKind.ACTOR_GAINED: len(graph.actors_gained),
            ChangeKind.ACTOR_LOST: len(graph.actors_lost),
            ChangeKind.FINDING_GAINED: len(found.new),
            ChangeKind.FINDING_LOST: len(found.gone),
            ChangeKind.FINDING_MOVED: len(found.changed),
        },
        changes=tuple(in_words(question, graph, found)),
        queries=tuple(_queries(done.fetched)),
        set_aside=tuple(_set_aside(flags)),
    )


def _queries(fetched: Fetched) -> Iterator[AskedQuery]:
    for swept in fetched.swept:
        yield AskedQuery(
            source=swept.query.source,
            query=swept.query.id,
            received=swept.items,
            new=swept.new,
            flagged=len(swept.flags),
        )
    for failed in fetched.failures:
        yield AskedQuery(
            source=failed.source, query=failed.query, failure=failed.message, mend=failed.hint
        )


def _set_aside(flags: Sequence[Flag]) -> Iterator[SetAside]:
    """The flags by reason, the most frequent first, each with the first of them."""
    first: dict[str, Flag] = {}
    for flag in flags:
        first.setdefault(flag.reason, flag)
    for reason, count in Counter(flag.reason for flag in flags).most_common():
        flag = first[reason]
        yield SetAside(
            reason=reason, count=count, example=f"{flag.where}: {flag.message}", mend=flag.mend
        )
