"""Reads the tab-separated tables of ``ontology/``: a file enters, rows that know their place leave.

The form is strict (UTF-8, one header line, no quoting, every cell trimmed), so that a slip of the
hand is found when the table is read and not as a hole in the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


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


def read_rows(path: Path, columns: Sequence[str], *, key: str) -> Iterator[Row]:
    """The rows of the table at ``path``, whose header has to be exactly ``columns``.

    ``key`` is the column that no two rows may share. Raises DataError naming file and line for an
    unreadable file, a wrong header, a wrong number of cells, untrimmed cells, empty or repeated
    keys.
    """
    lines = _lines(path)
    place = f"{path.parent.name}/{path.name}"
    if not lines or lines[0].split("\t") != list(columns):
        raise DataError(f"{place}:1: wrong header", hint=f"the columns are: {', '.join(columns)}")
    seen: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        row = _row(f"{place}:{number}", line, columns)
        value = row[key]
        if not value or value in seen:
            what = (
                f"{key} '{value}' already stands at {seen[value]}" if value else f"{key} is empty"
            )
            raise row.wrong(what, f"give every row its own {key}")
        seen[value] = row.where
        yield row


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such table", hint="restore it from the repository") from error
    except UnicodeDecodeError as error:
        message = f"{path.parent.name}/{path.name}: byte {error.start} is not UTF-8"
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
