"""A declared table of a snapshot folder in, its rows as Records (or Flags) out, one at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from biograph.harvest.lines import Row, physical_lines, rows
from biograph.model import Flag, Reason, Record
from biograph.resources import bundled_snapshot
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    from biograph.harvest.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What we rely on in a delimited file.

    ``path`` is relative to the snapshot folder. ``key`` names the columns that make a row's key;
    ``spare_key`` those used, hashed, where all cells of ``key`` are empty. ``columns`` must stand
    in the header; others are kept where present. Lines before the header that begin with ``head``
    are passed over. Fewer than ``floor`` rows are flagged; in the bundled snapshot, which is cut on
    purpose, fewer than ``cut_floor``.
    """

    path: str
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    spare_key: tuple[str, ...] = ()
    delimiter: str = ","
    quoted: bool = True
    head: str = ""
    floor: int = 1
    cut_floor: int = 1

    @property
    def name(self) -> str:
        """The file name: ``Record.table``."""
        return self.path.rpartition("/")[2]

    def under(self, root: Path) -> Table:
        """The table as it lies under ``root``: cut, and with a lower floor, in the bundle."""
        cut = root.resolve() == bundled_snapshot().resolve()
        return replace(self, floor=self.cut_floor) if cut else self

    def key_of(self, fields: Mapping[str, str]) -> str:
        """The key of a row, or the empty string where it has none."""
        key = "/".join(fields[column] for column in self.key)
        if key.strip("/") or not self.spare_key:
            return key if key.strip("/") else ""
        return digest(*(fields.get(column, "") for column in self.spare_key))


def read(
    table: Table,
    root: Path,
    *,
    source: str,
    url: str = "",
    wanted: Callable[[Mapping[str, str]], bool] = lambda _fields: True,
) -> Iterator[Record | Flag]:
    """The rows of ``table`` under ``root`` that are ``wanted``, each a Record.

    What cannot be used is flagged with file, line and mend, and the reading goes on: a missing or
    empty file, a header without a declared column, undecodable, over-long and malformed rows, a
    row without key or with one seen before, a table with fewer rows than its floor.
    """
    path = root / table.path
    try:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            if stream.read(3) != b"\xef\xbb\xbf":
                stream.seek(0)
            found = rows(
                _after_head(physical_lines(stream), table.head.encode()),
                delimiter=table.delimiter,
                quoted=table.quoted,
                name=table.path,
            )
            header = yield from _header(table, found)
            if header is not None:
                blank = Record(
                    source=source, table=table.name, key="", fields={}, url=url, sha256=sha256
                )
                yield from _records(table.under(root), header, found, blank=blank, wanted=wanted)
    except OSError as error:
        yield Flag(
            reason=Reason.UNREADABLE_FILE,
            where=table.path,
            message=f"{path} cannot be read: {error.strerror}",
            mend="give a folder laid out like the bundled snapshot, or fetch the source again",
        )


def _after_head(lines: Iterator[Line], mark: bytes) -> Iterator[Line]:
    return dropwhile(lambda line: line.data.startswith(mark), lines) if mark else lines


def _header(table: Table, found: Iterator[Row | Flag]) -> Generator[Flag, None, list[str] | None]:
    """Flag what is wrong with the first row; give the header back where it can be used."""
    first = next(found, None)
    if first is None:
        mend = "fetch the file again: the download was cut or the publisher withdrew it"
        message = "the file holds nothing"
        yield Flag(reason=Reason.EMPTY, where=table.path, message=message, mend=mend)
        return None
    if isinstance(first, Flag):
        yield first
        return None
    missing = [c for c in (*table.key, *table.columns) if c not in first.cells]
    if missing:
        yield Flag(
            reason=Reason.MISSING_COLUMN,
            where=f"{table.path} line {first.line}",
            message=f"the header lacks the column {', '.join(map(repr, dict.fromkeys(missing)))}",
            mend="give the column its former name, or change the declaration of the table",
        )
        return None
    return first.cells


def _records(
    table: Table,
    header: list[str],
    found: Iterator[Row | Flag],
    *,
    blank: Record,
    wanted: Callable[[Mapping[str, str]], bool],
) -> Iterator[Record | Flag]:
    seen: set[str] = set()
    count = 0
    for row in found:
        if isinstance(row, Flag):
            yield row
            continue
        count += 1
        fields = dict(zip(header, row.cells, strict=True))
        key = table.key_of(fields)
        if not wanted(fields):
            continue
        if not key or key in seen:
            yield duplicate(table, f"{table.path} line {row.line}", key)
            continue
        seen.add(key)
        yield replace(blank, key=key, fields=fields)
    if count < table.floor:
        yield too_few(table, table.path, count)


def too_few(table: Table, where: str, count: int) -> Flag:
    """The flag of a table with fewer rows than its floor."""
    return Flag(
        reason=Reason.TOO_FEW_ROWS,
        where=where,
        message=f"{count} rows where at least {table.floor} were expected",
        mend="look whether the file was cut; lower the floor if the publisher removed rows",
    )


def duplicate(table: Table, where: str, key: str) -> Flag:
    """The flag of a row whose key is empty or stood on an earlier row."""
    columns = ", ".join(table.key)
    return Flag(
        reason=Reason.DUPLICATE_KEY if key else Reason.MALFORMED,
        where=where,
        message=f"the key {key!r} ({columns}) stands on an earlier row" if key else f"no {columns}",
        mend="keep one of the rows" if key else "fill the column, or drop the row",
    )
