"""Live sources in, raw payloads in the workspace out, each query from where it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from biograph.errors import BiographError, Forbidden, KeyMissing, UsageError
from biograph.harvest import queries
from biograph.harvest.http import Client
from biograph.harvest.raw import RawStore
from biograph.harvest.registry import FEEDS
from biograph.harvest.sweep import sweep
from biograph.run.lock import writing
from biograph.run.track import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from biograph.harvest.feed import Query
    from biograph.harvest.sweep import Bounds, Swept
    from biograph.run.track import Track

RAW_FOLDER = "raw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A query that its source did not answer, or not whole, and what to do about it."""

    source: str
    query: str
    message: str
    hint: str


@dataclass(slots=True)
class Fetched:
    """What the sources gave, query by query, and which of them failed.

    Those left out failed as expected: they want a key first, or their robots.txt closes the page.
    """

    swept: list[Swept] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[Failure] = field(default_factory=list)

    @property
    def new(self) -> int:
        """The records and whole files that are new or changed."""
        return sum(one.new for one in self.swept)


def fetch_into(
    workspace: Path,
    bounds: Bounds,
    *,
    gateway: str = "",
    track: Track = silent,
) -> Fetched:
    """Ask the sources for what is new, and keep it in the workspace.

    Raises UsageError for a source that has no live form and Locked where another run works there.
    """
    with writing(workspace):
        return receive(workspace, bounds, gateway=gateway, track=track)


def receive(workspace: Path, bounds: Bounds, *, gateway: str, track: Track) -> Fetched:
    """The same, for a caller who holds the workspace."""
    asked = queries_of(workspace, bounds.sources)
    with (
        RawStore(workspace / RAW_FOLDER) as store,
        Client(validators=store.validators, gateway=gateway) as client,
    ):
        return fetch(asked, bounds, client=client, store=store, track=track)


def queries_of(workspace: Path, names: Sequence[str] = ()) -> list[Query]:
    """The queries of the sources (all where none is named).

    The table ``feeds.tsv`` in the workspace takes the place of the bundled one. Raises UsageError
    for a source that has no live form, DataError for a table that cannot be read.
    """
    own = workspace / queries.FILE
    given = queries.read(own) if own.exists() else queries.bundled()
    without = sorted({*names, *(query.source for query in given)} - FEEDS.keys())
    if without:
        raise UsageError(
            f"{', '.join(without)} cannot be fetched",
            hint=f"live sources are {', '.join(sorted(FEEDS))}; give --snapshot DIR for the others",
        )
    return [query for query in given if not names or query.source in names]


def fetch(
    asked: Iterable[Query], bounds: Bounds, *, client: Client, store: RawStore, track: Track
) -> Fetched:
    """Ask all queries for what is new; one that fails does not stop the others."""
    found = Fetched()
    for query in track(list(asked), "harvest"):
        try:
            swept = sweep(FEEDS[query.source], query, bounds, client=client, store=store)
        except BiographError as error:
            failure = Failure(
                source=query.source, query=query.id, message=error.message, hint=error.hint
            )
            left_out = isinstance(error, KeyMissing | Forbidden)
            (found.left_out if left_out else found.failures).append(failure)
        else:
            found.swept.append(swept)
    return found
