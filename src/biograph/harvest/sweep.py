"""A query swept since its mark: every page kept raw, resumed where it stopped, counted at its end.

What a source announces and what it gives are compared; a slice that the source cannot give whole
is cut by date; nothing is written where nothing is new.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from biograph.errors import CursorExpired, Incomplete
from biograph.harvest.feed import Asked
from biograph.harvest.raw import State
from biograph.model import Flag, Reason, Record, Withdrawal
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Feed, Page, Query
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload, RawStore

#: What makes a whole file unfit to take the place of the one before.
POOR = frozenset({Reason.TOO_FEW_ROWS, Reason.MISSING_COLUMN, Reason.EMPTY, Reason.UNREADABLE_FILE})
_TRIES = 2  # times a slice is swept where its sum is not the one announced: it may have changed


class _TooLongError(Exception):
    """A slice is longer than its source gives: the date in its middle cuts it."""


class _EnoughError(Exception):
    """As many items came as were wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a harvest may ask for: up to the day ``until``, ``since`` a day in place of the mark.

    ``limit`` ends a query after the page with that item; 0: no limit. ``sources`` are the names of
    those to ask; none: all of them.
    """

    until: str
    since: str = ""
    limit: int = 0
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Swept:
    """What a sweep brought: pages and items received, new or changed records or files, flags."""

    query: Query
    pages: int = 0
    items: int = 0
    new: int = 0
    flags: list[Flag] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The days (ISO dates, both included) of one stretch of a sweep; empty: no bound."""

    since: str
    until: str

    def halves(self) -> tuple[Slice, Slice]:
        """The earlier and the later half. Raises ValueError for a day, or without bounds."""
        first, last = date.fromisoformat(self.since), date.fromisoformat(self.until)
        if first >= last:
            msg = f"{self.since} cannot be cut"
            raise ValueError(msg)
        middle = first + (last - first) // 2
        return (
            replace(self, until=middle.isoformat()),
            replace(self, since=(middle + timedelta(days=1)).isoformat()),
        )


def content(record: Record | Withdrawal) -> str:
    """The digest of what a record says, wherever and whenever it was received."""
    if isinstance(record, Withdrawal):
        return digest("withdrawn", record.date, record.reason)
    fields = (part for item in sorted(record.fields.items()) for part in item)
    head = (record.table, record.key, record.published, record.licence, record.url)
    return digest(*head, *fields)


def parsed(feed: Feed, payload: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """What a payload holds; a shape nobody foresaw is flagged like any other bad answer."""
    try:
        yield from feed.parse(payload)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        yield Flag(
            reason=Reason.MALFORMED,
            where=payload.url,
            message=f"the answer has an unknown shape: {type(error).__name__}: {error}",
            mend="compare it with the source's documentation; the bytes are kept",
        )


def sweep(feed: Feed, query: Query, bounds: Bounds, *, client: Client, store: RawStore) -> Swept:
    """Receive what a query has new, and keep it in the store.

    Raises Unreachable where the source does not answer, Incomplete where it gives other than it
    announces; what was received before stays, and the next sweep goes on from there.
    """
    return _Sweep(feed, query, client, store).run(bounds)


class _Sweep:
    def __init__(self, feed: Feed, query: Query, client: Client, store: RawStore) -> None:
        self._feed, self._query, self._client, self._store = feed, query, client, store
        self._state = store.state(query.source, query.id)
        self._written = bool(self._state.cursor)  # an unfinished slice has to be closed
        self._limit = 0
        self._swept = Swept(query)

    def run(self, bounds: Bounds) -> Swept:
        self._limit = bounds.limit
        with suppress(_EnoughError):
            if bounds.since:
                self._state = State(mark=self._state.mark)
            elif self._state.cursor:
                self._slices(Slice(since=self._state.since, until=self._state.until))
            begin = bounds.since or self._begin()
            self._slices(Slice(since=begin, until=bounds.until if begin else ""))
        return self._swept

    def _begin(self) -> str:
        """The first day to ask for: some days before the mark, or the query's own start."""
        if not self._state.mark:
            return self._query.since
        return (date.fromisoformat(self._state.mark) - timedelta(self._feed.LOOKBACK)).isoformat()

    def _slices(self, whole: Slice) -> None:
        waiting = [whole]
        while waiting:
            piece = waiting.pop()
            try:
                self._slice(piece)
            except _TooLongError:
                self._state = State(mark=self._state.mark)
                waiting.extend(reversed(self._halves(piece)))

    def _slice(self, piece: Slice) -> None:
        problem = ""
        for _ in range(_TRIES):
            problem = self._pages(piece)
            if not problem:
                mark = piece.until if self._joins(piece) else self._state.mark
                self._reached(State(mark=mark))
                return
            self._state = State(mark=self._state.mark)
        self._reached(self._state)
        raise Incomplete(
            f"{self._query.source} ({self._query.id}): {problem}",
            hint="the mark stays where it was; the next update asks again",
        )

    def _joins(self, piece: Slice) -> bool:
        """Whether nothing lies between the mark and the slice: a day given by hand may be later."""
        if not (self._state.mark and piece.since):
            return piece.since <= self._query.since
        gap = date.fromisoformat(piece.since) - date.fromisoformat(self._state.mark)
        return gap <= timedelta(days=1)

    def _pages(self, piece: Slice) -> str:
        """Receive a slice from where it stopped; what is wrong with its sum, if anything."""
        announced: int | None = None
        met: Counter[str] = Counter()
        cursors = {self._state.cursor}
        try:
            for page in self._feed.pages(self._client, self._asked(piece)):
                self._within_wall(page)
                announced = announced if page.total is None else page.total
                self._keep(page, piece, met)
                if page.cursor and page.cursor in cursors:
                    return f"the cursor {page.cursor!r} came twice"
                cursors.add(page.cursor)
        except CursorExpired as error:
            return error.message
        different = self._state.received - (met.total() - len(met))
        if announced is not None and announced != different:
            return f"{announced} items were announced, {different} different ones came"
        return ""

    def _asked(self, piece: Slice) -> Asked:
        return Asked(
            query=self._query, since=piece.since, until=piece.until, cursor=self._state.cursor
        )

    def _within_wall(self, page: Page) -> None:
        wall = self._feed.WALL
        if wall and page.total and page.total > wall:
            raise _TooLongError

    def _keep(self, page: Page, piece: Slice, met: Counter[str]) -> None:
        """Store the page where it brings anything, or what a better reader may read.

        ``met`` counts the records of the slice. The bytes of a whole file that its query gave last
        say what they said then: they are not read again, where a server knows no "unchanged".
        """
        self._swept.pages += 1
        self._swept.items += page.size
        self._state = State(
            mark=self._state.mark,
            since=piece.since,
            until=piece.until,
            cursor=page.cursor,
            received=self._state.received + page.size,
        )
        self._store.write(page.payload)
        if self._feed.WHOLE and self._store.is_last(page.payload):
            return
        found, keys, flags = self._read(page)
        self._swept.flags += flags
        met.update(keys if page.size else ())
        new = self._store.new(self._query.source, found)
        self._swept.new += len(new)
        unread = bool(flags) and not self._feed.WHOLE and not self._store.knows(page.payload)
        if new or unread:
            self._store.keep(page.payload, records=new, state=self._state)
            self._written = True
        elif not flags:
            self._store.discard(page.payload)
        if page.cursor and 0 < self._limit <= self._swept.items:
            raise _EnoughError

    def _read(self, page: Page) -> tuple[dict[str, str], list[str], list[Flag]]:
        """What a page says, each with its digest; the keys of its records; what is unreadable."""
        found: dict[str, str] = {}
        keys: list[str] = []
        flags: list[Flag] = []
        for one in parsed(self._feed, page.payload):
            if isinstance(one, Flag):
                flags.append(one)
                continue
            found[one.key] = content(one)
            if isinstance(one, Record):  # one item may withdraw another, which comes by itself
                keys.append(one.key)
        return self._file(found, flags) if self._feed.WHOLE else found, keys, flags

    def _file(self, found: dict[str, str], flags: list[Flag]) -> dict[str, str]:
        """A whole file is one record, as what it no longer lists is news, too; a poor one none."""
        if not found or any(flag.reason in POOR for flag in flags):
            return {}
        return {f"file {self._query.id}": digest(*map("".join, sorted(found.items())))}

    def _reached(self, state: State) -> None:
        """Note how far it went, where anything was written: else nothing is."""
        self._state = state
        if self._written:
            self._store.reached(self._query.source, self._query.id, state)

    def _halves(self, piece: Slice) -> tuple[Slice, Slice]:
        try:
            return piece.halves()
        except ValueError as error:
            raise Incomplete(
                f"{self._query.source} ({self._query.id}) has more than {self._feed.WALL} items "
                f"from {piece.since or 'the start'} to {piece.until or 'now'} and gives no more",
                hint="narrow the query in extract/feeds.tsv, or cut it into several",
            ) from error
