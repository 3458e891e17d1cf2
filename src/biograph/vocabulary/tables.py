"""Reads the tab-separated tables of ``ontology/``: a file enters, rows that know their place leave.

The form is strict (UTF-8, one header line, no quoting, every cell trimmed), so that a slip of the
hand is found when the table is read and not as a hole in the graph. A table may begin with head
lines ``#key<TAB>value`` that say what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

HEAD = "#"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: ``row["label_fr"]`` is a cell, ``where`` names file and line."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell whose parts are separated by bars; empty for an empty cell."""
        return tuple(filter(None, self.cells[column].split("|")))

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """The cell, which has to be one of the allowed values; DataError else."""
        value = self.cells[column]
        if value not in allowed:
            raise self.wrong(f"{column} is '{value}'", f"write one of: {', '.join(allowed)}")
        return value

    def wrong(self, what: str, mend: str) -> DataError:
        """The error that names this line."""
        return DataError(f"{self.where}: {what}", hint=mend)


def read_head(path: Path, keys: Sequence[str]) -> Row:
    """The head lines of the table at ``path`` as one row: every key, empty where no line has it.

    Raises DataError naming file and line for a key that is not among ``keys`` or stands twice.
    """
    place = _place(path)
    cells = dict.fromkeys(keys, "")
    for number, line in enumerate(_head(_lines(path)), start=1):
        key, tab, value = line.removeprefix(HEAD).partition("\t")
        row = Row(f"{place}:{number}", cells)
        if not tab or key not in cells or cells[key] or not value or value != value.strip():
            hint = f"write #key, a tab and its value once; the keys are: {', '.join(keys)}"
            raise row.wrong(f"head line '{line}' is of no known form", hint)
        cells[key] = value
    return Row(f"{place}:1", cells)


def read_rows(path: Path, columns: Sequence[str], *, key: str) -> Iterator[Row]:
    """The rows of the table at ``path``, whose header has to be exactly ``columns``.

    ``key`` is the column that no two rows may share. Raises DataError naming file and line for an
    unreadable file, a wrong header, a wrong number of cells, untrimmed cells, empty or repeated
    keys.
    """
    lines = _lines(path)
    place = _place(path)
    first = len(_head(lines))
    if not lines[first:] or lines[first].split("\t") != list(columns):
        message = f"{place}:{first + 1}: wrong header"
        raise DataError(message, hint=f"the columns are: {', '.join(columns)}")
    seen: dict[str, str] = {}
    for number, line in enumerate(lines[first + 1 :], start=first + 2):
        row = _row(f"{place}:{number}", line, columns)
        value = row[key]
        if not value or value in seen:
            what = (
                f"{key} '{value}' already stands at {seen[value]}" if value else f"{key} is empty"
            )
            raise row.wrong(what, f"give every row its own {key}")
        seen[value] = row.where
        yield row


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _head(lines: Sequence[str]) -> list[str]:
    return list(takewhile(lambda line: line.startswith(HEAD), lines))


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such table", hint="restore it from the repository") from error
    except UnicodeDecodeError as error:
        message = f"{_place(path)}: byte {error.start} is not UTF-8"
        raise DataError(message, hint="save the table as UTF-8") from error
    return text.removesuffix("\n").split("\n") if text else []


def _row(where: str, line: str, columns: Sequence[str]) -> Row:
    cells = line.split("\t")
    if len(cells) != len(columns):
        message = f"{where}: {len(cells)} cells instead of {len(columns)}"
        raise DataError(message, hint="separate the cells by single tabs, none may hold a tab")
    untrimmed = [c for c, v in zip(columns, cells, strict=True) if v != v.strip()]
    if untrimmed:
        message = f"{where}: blanks around the text of {', '.join(untrimmed)}"
        raise DataError(message, hint="remove the blanks at the ends of the cell")
    return Row(where, dict(zip(columns, cells, strict=True)))
