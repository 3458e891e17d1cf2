"""The form ``orient="split"`` of pandas, in which ANR publishes: columns, then lists of cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from biograph.harvest.forms import whole
from biograph.harvest.forms.answers import objects_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.harvest.forms.whole import Row

# the resources have carried both names over the years
_RENAMED = {
    "Projet.Code_Decision": "Projet.Code_Decision_ANR",
    "Projet.Partenaire.Code_Decision": "Projet.Partenaire.Code_Decision_ANR",
}


def rows(content: bytes) -> list[Row] | None:
    """The rows by column; None where the bytes are not of this form."""
    given = objects_in(content)
    if not isinstance(given, dict):
        return None
    names, data = given.get("columns"), given.get("data")
    if not (isinstance(names, list) and isinstance(data, list)):
        return None
    names = [_RENAMED.get(str(name), str(name)) for name in names]
    return [_paired(names, row) for row in data]


def count(content: bytes) -> int | None:
    """The number of rows; None where the bytes are not of this form."""
    found = rows(content)
    return None if found is None else len(found)


def only(content: bytes, columns: Sequence[str]) -> bytes:
    """The same with these columns only: those with the names of persons go no further."""
    kept = whole.only(rows(content) or (), columns)
    data = [row and list(row.values()) for row in kept]
    return json.dumps({"columns": list(columns), "data": data}, ensure_ascii=False).encode()


def _paired(names: list[str], cells: Any) -> Row:  # noqa: ANN401 - any JSON value
    if not isinstance(cells, list) or len(cells) != len(names):
        return None
    return dict(zip(names, cells, strict=True))
