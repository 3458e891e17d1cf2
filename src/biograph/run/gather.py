"""Sources in, units out: everything the sources say, before anything is extracted or linked.

A *unit* is what is committed at once: a document version with all it says, or one version of a
register table.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from biograph import document
from biograph.errors import UsageError
from biograph.harvest.raw import LOG, RawStore
from biograph.harvest.registry import CONNECTORS
from biograph.harvest.sweep import content
from biograph.model import Entry, Flag
from biograph.resources import bundled_snapshot
from biograph.run.fetch import RAW_FOLDER
from biograph.run.received import received
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from biograph.model import Claim, Document, Record, Withdrawal
    from biograph.run.received import Received
    from biograph.run.track import Track

#: Read whatever sources are asked for: names, places and recipes that all others are linked to.
GROUND = ("actors", "countries", "geo", "recipes")


@dataclass(slots=True)
class Unit:
    """What one document version or register table says."""

    version: str
    source: str
    document: Document | None = None
    entries: list[Entry] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    #: Digest of what its rows declare, where the version does not tell it: a text with columns.
    stamp: str = ""

    @property
    def table(self) -> str:
        """The table its rows stand in; empty for a unit without rows."""
        rows: list[Entry | Claim] = [*self.entries[:1], *self.claims[:1]]
        return rows[0].evidence.row.partition("#")[0] if rows else ""


@dataclass(slots=True)
class Gathered:
    """Everything read from the sources."""

    units: dict[str, Unit] = field(default_factory=dict)
    withdrawn: list[Withdrawal] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    records: int = 0
    #: Sources of whose snapshot some rows may have been renewed: the file's digest tells no more.
    renewed: set[str] = field(default_factory=set)

    def unit(self, version: str, source: str) -> Unit:
        """The unit of a version, made where it is new."""
        return self.units.setdefault(version, Unit(version, source))


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """The sources to read, with those every run needs; all of them where none is named.

    Raises UsageError for a name that is no source.
    """
    unknown = sorted(set(names) - CONNECTORS.keys())
    if unknown:
        raise UsageError(
            f"no source is called {', '.join(unknown)}",
            hint=f"the sources are {', '.join(sorted(CONNECTORS))}",
        )
    return tuple(sorted({*(names or CONNECTORS), *GROUND}))


def gather(
    names: Sequence[str],
    *,
    snapshot: Path | None,
    track: Track,
    workspace: Path | None = None,
) -> Gathered:
    """Read the sources from a ``snapshot`` folder, and what was fetched since of any source.

    Without a snapshot the bundled one is read; what was fetched stands in the ``workspace``. A
    snapshot may also be such a folder of raw payloads.
    """
    raw = None if workspace is None else workspace / RAW_FOLDER
    if snapshot is not None and (snapshot / LOG).exists():
        raw, snapshot = snapshot, None
    found = Gathered()
    with _opened(raw) as store:
        fetched = store.sources() if store else ()
        for name in sorted({*chosen(names), *fetched}):
            root = bundled_snapshot() if snapshot is None or name in GROUND else snapshot
            rows = CONNECTORS[name].records(root)
            if store and name in fetched:
                rows = _renewed(rows, received(store, name), found)
                found.renewed.add(name)
            for record in track(rows, f"harvest {name}"):
                if isinstance(record, Flag):
                    found.flags.append(record)
                else:
                    found.records += 1
                    _read(record, found)
    return found


def gather_new(store: RawStore, *, after: int, track: Track) -> Gathered:
    """Read what was fetched after the fetch of that number, and nothing else."""
    found = Gathered()
    for name in store.sources(after=after):
        given = received(store, name, after=after)
        found.flags += given.flags
        found.withdrawn += given.withdrawn.values()
        for record in track(given.records.values(), f"harvest {name}"):
            found.records += 1
            _read(record, found)
    return found


@contextmanager
def _opened(raw: Path | None) -> Iterator[RawStore | None]:
    """The payloads of a folder; None where nothing was ever fetched into it."""
    if raw is None or not (raw / LOG).exists():
        yield None
        return
    with RawStore(raw) as store:
        yield store


def _renewed(
    rows: Iterator[Record | Flag], given: Received, found: Gathered
) -> Iterator[Record | Flag]:
    """The rows of the snapshot as the source changed them since, and its new ones."""
    yield from given.flags
    found.withdrawn += given.withdrawn.values()
    yield from _outdated(rows, given)
    yield from given.records.values()


def _outdated(rows: Iterator[Record | Flag], given: Received) -> Iterator[Record | Flag]:
    """Those rows that the source did not give anew, take back or leave out of a whole table."""
    for row in rows:
        if isinstance(row, Flag) or not (
            row.table in given.whole
            or row.key in given.withdrawn
            or (row.table, row.key) in given.records
        ):
            yield row


def _read(record: Record, found: Gathered) -> None:
    """Add what one row says to the units it belongs to."""
    source = CONNECTORS[record.source]
    units = {}
    for said in chain(source.entries(record), source.claims(record)):
        if isinstance(said, Flag):
            found.flags.append(said)
            continue
        unit = units[said.evidence.document] = found.unit(said.evidence.document, record.source)
        if isinstance(said, Entry):
            unit.entries.append(said)
        else:
            unit.claims.append(said)
    made = _document(record)
    if isinstance(made, Flag):
        found.flags.append(made)
    elif made:
        unit = units[made.version] = found.unit(made.version, record.source)
        unit.document = made
    if record.fetched_at or record.source in found.renewed:
        for unit in units.values():
            unit.stamp = digest(unit.stamp, content(record))


def _document(record: Record) -> Document | Flag | None:
    """The text of a row as a document; None for a row without prose."""
    source = CONNECTORS[record.source]
    prose = source.text(record)
    if prose is None:
        return None
    title, text, lang = prose
    return document.read(record, title=title, text=text, lang=lang, source=source.SOURCE)
