"""The live form of i-Lab (Opendatasoft) and PIA (data.gouv.fr): payloads, and their Records.

Only the columns of the snapshot form are asked for or kept: names of persons stay outside.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from biograph.harvest.declared import ILAB, PIA_PARTNERS, PIA_PROJECTS
from biograph.harvest.rows import dated
from biograph.harvest.snapshot import Payload
from biograph.harvest.tables import duplicate, too_few
from biograph.model import Flag, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from biograph.harvest.http import Client
    from biograph.harvest.tables import Table

PORTAL = "https://data.enseignementsup-recherche.gouv.fr"
DATASET = "fr-esr-laureats-concours-national-i-lab"
RESOURCES = "https://www.data.gouv.fr/api/1/datasets/r"
_PIA_RESOURCES = {
    PIA_PROJECTS.name: "d9b2d1e7-0c85-43fc-a47a-5b57fc6b505a",
    PIA_PARTNERS.name: "559459fb-b947-44b7-849c-9287b1ef1134",
}
_TABLES = {table.name: table for table in (ILAB, PIA_PROJECTS, PIA_PARTNERS)}
_TEXTS = {  # columns the snapshot may lack
    ILAB.name: ("Projet", "Moto", "Résumé", "Site web entreprise"),
    PIA_PROJECTS.name: ("Projet.Resume.Francais", "Action.Titre.Francais"),
    PIA_PARTNERS.name: (),
}
_DATED = {
    ILAB.name: "Année de concours",
    PIA_PROJECTS.name: "Action.Edition",
    PIA_PARTNERS.name: "Action.Edition",
}
# the resource has carried both names over the years
_RENAMED = {
    "Projet.Code_Decision": "Projet.Code_Decision_ANR",
    "Projet.Partenaire.Code_Decision": "Projet.Partenaire.Code_Decision_ANR",
}


_Row = dict[str, Any] | None  # None: a row that is not of the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How a source is fetched; ``records`` reads what ``fetch`` gave, now or from a store."""

    fetch: Callable[..., Iterator[Payload]]
    records: Callable[[Payload], Iterator[Record | Flag]]


def columns(table: Table) -> tuple[str, ...]:
    """The columns of the snapshot form that are fetched."""
    return tuple(dict.fromkeys((*table.key, *table.columns, *_TEXTS[table.name])))


def field_name(label: str) -> str:
    """The technical name Opendatasoft gives a column: ``N° SIREN`` is ``ndeg_siren``."""
    plain = unicodedata.normalize("NFKD", label.replace("°", "deg").replace("'", "_"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def fetch_ilab(client: Client, *, base: str = PORTAL) -> Iterator[Payload]:
    """The whole data set in one export (the records call stops at 10,000). Raises Unreachable."""
    names = ",".join(field_name(column) for column in columns(ILAB))
    path = f"/api/explore/v2.1/catalog/datasets/{DATASET}/exports/json"
    url = f"{base}{path}?{urlencode({'select': names})}"
    yield _payload(client, "ilab", ILAB.name, url)


def fetch_pia(client: Client, *, base: str = RESOURCES) -> Iterator[Payload]:
    """Projects, then partners, without the columns that name persons. Raises Unreachable."""
    for table, resource in _PIA_RESOURCES.items():
        payload = _payload(client, "pia", table, f"{base}/{resource}")
        yield replace(payload, content=_impersonal(payload.content, _TABLES[table]))


def _payload(client: Client, source: str, table: str, url: str) -> Payload:
    answer = client.get(url, accept="application/json")
    return Payload(
        source=source,
        table=table,
        url=url,
        content=answer.content,
        media_type=answer.media_type,
        fetched_at=datetime.now(UTC),
    )


def _impersonal(content: bytes, table: Table) -> bytes:
    """The same JSON with the wanted columns only; what is no such JSON is left to ``records``."""
    rows = _split(content)
    if rows is None:
        return content
    wanted = columns(table)
    data = [row and [row.get(column) for column in wanted] for row in rows]
    return json.dumps({"columns": wanted, "data": data}, ensure_ascii=False).encode()


def records(payload: Payload) -> Iterator[Record | Flag]:
    """The rows of a payload as the snapshot form has them: same keys, same fields, as text."""
    table = _TABLES[payload.table]
    rows = _split(payload.content) if payload.source == "pia" else _objects(payload.content)
    if rows is None:
        yield _unreadable(payload)
        return
    yield from _records(payload, table, rows)


def _records(payload: Payload, table: Table, rows: list[_Row]) -> Iterator[Record | Flag]:
    known = {column for row in rows if row for column in row}
    if rows and (missing := [c for c in (*table.key, *table.columns) if c not in known]):
        message = f"no row has {', '.join(map(repr, missing))}"
        mend = "look what the publisher renamed, and change the declaration of the table"
        yield Flag(reason=Reason.MISSING_COLUMN, where=payload.url, message=message, mend=mend)
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        where = f"{payload.url} row {number}"
        record = _record(payload, table, row) if row else None
        if record is None:
            mend = "look at the row at the publisher's, and fetch again"
            message = "the row is no object, or has not one cell a column"
            yield Flag(reason=Reason.MALFORMED, where=where, message=message, mend=mend)
        elif not record.key or record.key in seen:
            yield duplicate(table, where, record.key)
        else:
            seen.add(record.key)
            yield dated(record, _DATED[table.name])
    if len(rows) < table.floor:
        yield too_few(table, payload.url, len(rows))


def _record(payload: Payload, table: Table, row: Mapping[str, Any]) -> Record:
    fields = {column: _text(row.get(column)) for column in columns(table)}
    return Record(
        source=payload.source,
        table=table.name,
        key=table.key_of(fields),
        fields=fields,
        url=payload.url,
        sha256=payload.sha256,
        fetched_at=payload.fetched_at,
        media_type=payload.media_type,
    )


def _json(content: bytes) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _objects(content: bytes) -> list[_Row] | None:
    """Opendatasoft's export, a list of objects, with the snapshot's column names."""
    given = _json(content)
    if not isinstance(given, list):
        return None
    labels = {field_name(column): column for column in columns(ILAB)}
    return [_labelled(row, labels) if isinstance(row, dict) else None for row in given]


def _labelled(row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    return {labels.get(field_name(name), name): value for name, value in row.items()}


def _split(content: bytes) -> list[_Row] | None:
    """The form ``orient="split"`` of pandas: names of columns, then lists of cells."""
    given = _json(content)
    if not isinstance(given, dict):
        return None
    names, data = given.get("columns"), given.get("data")
    if not (isinstance(names, list) and isinstance(data, list)):
        return None
    names = [_RENAMED.get(str(name), str(name)) for name in names]
    return [_paired(names, row) for row in data]


def _paired(names: list[str], cells: object) -> _Row:
    if not isinstance(cells, list) or len(cells) != len(names):
        return None
    return dict(zip(names, cells, strict=True))


def _text(value: object) -> str:
    """A JSON value as the CSV form writes it: null is empty, whole numbers have no point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ";".join(_text(one) for one in value)
    return str(value)


def _unreadable(payload: Payload) -> Flag:
    start = payload.content[:60].decode(errors="replace")
    return Flag(
        reason=Reason.MALFORMED,
        where=payload.url,
        message=f"the answer is not the JSON expected; it begins with {start!r}",
        mend="open the address in a browser: the portal may be down or the form may have changed",
    )


FEEDS = {
    "ilab": Feed(fetch=fetch_ilab, records=records),
    "pia": Feed(fetch=fetch_pia, records=records),
}
