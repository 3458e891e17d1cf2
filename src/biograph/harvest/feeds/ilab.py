"""i-Lab from the ministry's portal (Opendatasoft): the whole table in one export.

Only the columns of the snapshot form are asked for: names of persons stay outside.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from biograph.harvest.declared import ILAB
from biograph.harvest.forms import whole
from biograph.harvest.forms.answers import objects_in, unreadable
from biograph.harvest.sources.ilab import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.forms.whole import Row
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
PORTAL = "https://data.enseignementsup-recherche.gouv.fr/api/explore/v2.1/catalog/datasets"
_TEXTS = ("Projet", "Moto", "Résumé", "Site web entreprise")  # the snapshot may lack them
COLUMNS = tuple(dict.fromkeys((*ILAB.key, *ILAB.columns, *_TEXTS)))


def field_name(label: str) -> str:
    """The technical name Opendatasoft gives a column: ``N° SIREN`` is ``ndeg_siren``."""
    plain = unicodedata.normalize("NFKD", label.replace("°", "deg").replace("'", "_"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


_LABELS = {field_name(column): column for column in COLUMNS}


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The whole data set in one export: the call for records stops at 10,000."""
    answer = client.get(
        f"{PORTAL}/{asked.query.values['dataset']}/exports/json",
        params={"select": ",".join(_LABELS)},
        accept="application/json",
        conditional=True,
    )
    yield from whole.page(answer, asked.query, _count)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a winner and year, with the names of columns that the snapshot has."""
    rows = _rows(given.content)
    if rows is None:
        yield unreadable(given, "the JSON list of winners")
        return
    needed = (*ILAB.key, *ILAB.columns)
    missing = list(whole.lacking(given, needed, whole.names(rows))) if rows else []
    yield from missing or whole.records(
        given, ILAB, whole.only(rows, COLUMNS), date="Année de concours"
    )


def _count(content: bytes) -> int | None:
    rows = _rows(content)
    return None if rows is None else len(rows)


def _rows(content: bytes) -> list[Row] | None:
    found = objects_in(content)
    if not isinstance(found, list):
        return None
    return [_labelled(row) if isinstance(row, dict) else None for row in found]


def _labelled(row: Mapping[str, Any]) -> dict[str, Any]:
    named = ((_LABELS.get(field_name(name)), value) for name, value in row.items())
    return {label: value for label, value in named if label}
