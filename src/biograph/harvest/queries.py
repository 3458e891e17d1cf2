"""What the live sources are asked for: the lines of ``extract/feeds.tsv``, or of your own table."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from biograph.errors import DataError
from biograph.harvest.feed import Query
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "feeds.tsv"
COLUMNS = ("source", "id", "since", "values", "label_fr", "label_en", "checked")


def bundled() -> tuple[Query, ...]:
    """The queries of the package."""
    return read(extract() / FILE)


def read(path: Path) -> tuple[Query, ...]:
    """The queries of a table with the COLUMNS, in its order.

    Raises DataError for a table without these columns, a line without source, id or readable
    values, or two lines of one source and id.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise DataError(
                f"{path} has not the columns {', '.join(COLUMNS)}",
                hint="its first line names them, separated by tabs",
            )
        found = tuple(_queries(path, rows))
    names = [(query.source, query.id) for query in found]
    for source, name in sorted({one for one in names if names.count(one) > 1}):
        raise DataError(f"{path} has two queries {source} {name}", hint="give each its own id")
    return found


def _queries(path: Path, rows: csv.DictReader[str]) -> Iterator[Query]:
    for row in rows:
        values = _values(row["values"])
        if not (row["source"] and row["id"]) or values is None:
            raise DataError(
                f"{path} line {rows.line_num} has no source, no id or no JSON object of texts",
                hint='write values like {"query": "thérapie génique"}',
            )
        yield Query(source=row["source"], id=row["id"], values=values, since=row["since"])


def _values(text: str | None) -> dict[str, str] | None:
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        return None
    return found
