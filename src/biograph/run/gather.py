"""Sources in, units out: everything the sources say, before anything is extracted or linked.

A *unit* is what is committed at once: a document version with all it says, or one version of a
register table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from biograph import document
from biograph.errors import UsageError
from biograph.harvest.sources import SOURCES
from biograph.model import Entry, Flag
from biograph.resources import bundled_snapshot
from biograph.run.fetch import fetched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biograph.model import Claim, Document, Record
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

    @property
    def table(self) -> str:
        """The table its rows stand in; empty for a unit without rows."""
        rows: list[Entry | Claim] = [*self.entries[:1], *self.claims[:1]]
        return rows[0].evidence.row.partition("#")[0] if rows else ""


@dataclass(slots=True)
class Gathered:
    """Everything read from the sources."""

    units: dict[str, Unit] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    records: int = 0

    def unit(self, version: str, source: str) -> Unit:
        """The unit of a version, made where it is new."""
        return self.units.setdefault(version, Unit(version, source))


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """The sources to read, with those every run needs; all of them where none is named.

    Raises UsageError for a name that is no source.
    """
    unknown = sorted(set(names) - SOURCES.keys())
    if unknown:
        raise UsageError(
            f"no source is called {', '.join(unknown)}",
            hint=f"the sources are {', '.join(sorted(SOURCES))}",
        )
    return tuple(sorted({*(names or SOURCES), *GROUND}))


def gather(
    names: Sequence[str],
    *,
    snapshot: Path | None,
    track: Track,
    workspace: Path | None = None,
) -> Gathered:
    """Read the sources from a ``snapshot`` folder.

    Where it is None they are read as last fetched into the ``workspace``, else from the bundled
    snapshot.
    """
    found = Gathered()
    for name in chosen(names):
        records = None if snapshot or workspace is None else fetched(workspace, name)
        if records is None:
            root = bundled_snapshot() if snapshot is None or name in GROUND else snapshot
            records = SOURCES[name].records(root)
        for record in track(records, f"harvest {name}"):
            if isinstance(record, Flag):
                found.flags.append(record)
            else:
                found.records += 1
                _read(record, found)
    return found


def _read(record: Record, found: Gathered) -> None:
    """Add what one row says to the units it belongs to."""
    source = SOURCES[record.source]
    for said in chain(source.entries(record), source.claims(record)):
        if isinstance(said, Flag):
            found.flags.append(said)
            continue
        unit = found.unit(said.evidence.document, record.source)
        if isinstance(said, Entry):
            unit.entries.append(said)
        else:
            unit.claims.append(said)
    prose = source.text(record)
    if prose is None:
        return
    title, text, lang = prose
    made = document.read(record, title=title, text=text, lang=lang, source=source.SOURCE)
    if isinstance(made, Flag):
        found.flags.append(made)
    else:
        found.unit(made.version, record.source).document = made
