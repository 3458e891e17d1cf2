"""Raw payloads in, the records that hold now out: the last word of each source on each record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from biograph.harvest.registry import FEEDS
from biograph.harvest.sweep import content, parsed
from biograph.model import Flag, Record, Withdrawal

if TYPE_CHECKING:
    from biograph.harvest.feed import Feed
    from biograph.harvest.raw import RawStore

Key = tuple[str, str]  # table and key of a record


@dataclass(slots=True)
class Received:
    """What a source said last; ``whole`` are the tables of which it gave a whole file."""

    records: dict[Key, Record] = field(default_factory=dict)
    withdrawn: dict[str, Withdrawal] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


def received(store: RawStore, source: str, *, after: int = 0) -> Received:
    """What the live form of a source gave, or gave after the fetch of that number."""
    found = Received()
    feed = FEEDS[source]
    for payload in store.replay(source, whole=feed.WHOLE, after=after):
        if isinstance(payload, Flag):
            found.flags.append(payload)
            continue
        for one in parsed(feed, payload):
            if isinstance(one, Flag):
                found.flags.append(one)
            elif isinstance(one, Withdrawal):
                _withdraw(one, found)
            else:
                _add(feed, one, found)
    return found


def _withdraw(one: Withdrawal, found: Received) -> None:
    found.withdrawn[one.key] = one
    for table in found.tables:
        found.records.pop((table, one.key), None)


def _add(feed: Feed, record: Record, found: Received) -> None:
    """The record in the place of the one before it; one that says the same leaves that in place.

    A row of a paged source stands for itself: its version is told by its own content, where that of
    a row in a whole file is the file's.
    """
    found.withdrawn.pop(record.key, None)
    if feed.WHOLE:
        found.whole.add(record.table)
    else:
        record = replace(record, sha256=content(record))
    found.tables.add(record.table)
    before = found.records.get((record.table, record.key))
    if before is None or content(before) != content(record):
        found.records[record.table, record.key] = record
