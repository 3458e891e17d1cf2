"""A whole file of a live source: its one page, and its rows as the records of a declared table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from biograph.errors import Unreachable
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import malformed
from biograph.harvest.rows import dated
from biograph.harvest.tables import duplicate, too_few
from biograph.model import Flag, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from biograph.harvest.feed import Query
    from biograph.harvest.http import Response
    from biograph.harvest.raw import Payload
    from biograph.harvest.tables import Table

#: A row as it was read: None where it is not of the form of the others.
Row = Mapping[str, Any] | None
_SHOWN = 60  # bytes of an odd answer that a message shows


def page(
    answer: Response,
    query: Query,
    count: Callable[[bytes], int | None],
    *,
    total: int | None = None,
) -> Iterator[Page]:
    """The page of a file that was sent; none where the file is unchanged.

    ``count`` gives the number of items in its bytes, None where they are not of the source's form
    (an outage page): then Unreachable is raised.
    """
    if answer.unchanged:
        return
    size = count(answer.content)
    if size is None:
        start = answer.content[:_SHOWN].decode(errors="replace")
        raise Unreachable(
            f"{answer.url} is not the file it should be; it begins with {start!r}",
            hint="open the address in a browser: the service may be down or its form changed",
        )
    yield Page(payload=payload(answer, query), size=size, total=total)


def records(
    given: Payload,
    table: Table,
    rows: Iterable[Row | Flag],
    *,
    date: str = "",
    wanted: Callable[[Mapping[str, str]], bool] = lambda _fields: True,
) -> Iterator[Record | Flag]:
    """The ``wanted`` rows as the snapshot form has them: their cells as text, the table's keys.

    Flagged are rows that are None, keys that are empty or seen before, and a table below its floor.
    ``date`` is the column with the date of publication.
    """
    blank = _blank(given, table)
    seen: set[str] = set()
    count = 0
    for number, row in enumerate(rows, start=1):
        if isinstance(row, Flag):
            yield row
            continue
        if row is None:
            yield malformed(given, number, "the row is no object, or has not one cell a column")
            continue
        count += 1
        fields = {column: cell(value) for column, value in row.items()}
        if not wanted(fields):
            continue
        key = table.key_of(fields)
        if not key or key in seen:
            yield duplicate(table, f"{given.url} item {number}", key)
            continue
        seen.add(key)
        one = replace(blank, key=key, fields=fields)
        yield dated(one, date) if date else one
    if count < table.floor:
        yield too_few(table, given.url, count)


def _blank(given: Payload, table: Table) -> Record:
    """A record without key and fields; the digest of the bytes is taken once for all."""
    return Record(
        source=given.source,
        table=table.name,
        key="",
        fields={},
        url=given.url,
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
    )


def lacking(given: Payload, columns: Iterable[str], known: Collection[str]) -> Iterator[Flag]:
    """The flag of a file that lost some of its ``columns``; nothing where all are ``known``."""
    if missing := [column for column in dict.fromkeys(columns) if column not in known]:
        yield Flag(
            reason=Reason.MISSING_COLUMN,
            where=given.url,
            message=f"no row has {', '.join(map(repr, missing))}",
            mend="look what the publisher renamed, and change the module of the source",
        )


def only(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    """The rows with these columns, and no other."""
    return (row and {column: row.get(column) for column in columns} for row in rows)


def names(rows: Iterable[Row]) -> set[str]:
    """The columns that any of the rows has."""
    return {column for row in rows if row for column in row}


def cell(value: object) -> str:
    """A JSON value as the CSV form writes it: null is empty, whole numbers have no point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ";".join(cell(one) for one in value)
    return str(value)
