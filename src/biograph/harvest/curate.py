"""A full snapshot folder in, the bundled one out: the trimmed registers.

Run as ``python -m biograph.harvest.curate SNAPSHOT [EXTRACT]`` by whoever renews the data.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.errors import DataError, UsageError
from biograph.harvest.tables import Table, read
from biograph.harvest.trim import CUTS, Cut
from biograph.model import Flag
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_EMAIL = re.compile(r"\S+@[\w-]+\.\S+")


def curate(snapshot: Path, target: Path) -> None:
    """Write ``snapshot/`` under ``target``.

    Raises DataError where a row of the full snapshot cannot be read: bundled data are whole.
    """
    kept: dict[str, list[Mapping[str, str]]] = {}
    for cut in CUTS:
        kept[cut.table.name] = list(_kept(snapshot, cut, kept))
        path = target / "snapshot" / cut.table.path
        _write(path, cut.columns, kept[cut.table.name], delimiter=cut.table.delimiter)


def _kept(
    snapshot: Path, cut: Cut, kept: Mapping[str, list[Mapping[str, str]]]
) -> Iterator[Mapping[str, str]]:
    rows = _rows(snapshot, cut.table, cut.wanted(kept))
    yield from sorted(rows, key=lambda row: tuple(row[column] for column in cut.columns))


def _rows(
    snapshot: Path, table: Table, wanted: Callable[[Mapping[str, str]], bool] = lambda _row: True
) -> Iterator[Mapping[str, str]]:
    """The rows, without the e-mail addresses that some columns hold."""
    for record in read(table, snapshot, source="curate", wanted=wanted):
        if isinstance(record, Flag):
            raise DataError(f"{record.where}: {record.message}", hint=record.mend)
        yield {name: _EMAIL.sub("", cell) for name, cell in record.fields.items()}


def _write(
    path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]], *, delimiter: str
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        if delimiter == ",":
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row[column] for column in columns] for row in rows)
            return
        stream.write(delimiter.join(columns) + "\n")
        for row in rows:
            stream.write(delimiter.join(row[column] for column in columns) + "\n")


def main(arguments: list[str]) -> None:
    """The command: one or two folders. Raises UsageError for any other number."""
    if len(arguments) not in {1, 2}:
        raise UsageError(
            "curate takes the folder of a full snapshot",
            hint="python -m biograph.harvest.curate SNAPSHOT [EXTRACT]",
        )
    curate(Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else extract())


if __name__ == "__main__":
    main(sys.argv[1:])
