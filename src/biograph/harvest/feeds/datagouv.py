"""data.gouv.fr: its catalogue as documents, and the present address of a resource of a data set.

The catalogue has no filter on dates of change: each sweep reads all that a query finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.errors import Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import json_of, malformed, objects_in, unreadable
from biograph.harvest.rows import iso_date
from biograph.harvest.text.prose import paragraphs
from biograph.model import Flag, Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="datagouv",
    title="Catalogue de data.gouv.fr",
    publisher="DINUM",
    licence="Licence Ouverte 2.0",
    url="https://www.data.gouv.fr/datasets",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 0
DATASETS = "https://www.data.gouv.fr/api/1/datasets/"
_PAGE_SIZE = "100"

records, entries, claims = no_rows, no_entries, no_claims


def resource(client: Client, values: Mapping[str, str]) -> str:
    """The present address of a resource of the data set ``values["dataset"]`` (id or slug).

    ``values["resource"]`` is the id of the resource or a part of its address. Of several the one
    changed last is taken, or that with the last address in the alphabet where ``values["newest"]``
    is ``address``: editions that all stay there, each with its year, are mended out of turn.

    A new version has a new address, so that a file is fetched only when it changed.

    Raises Unreachable where the catalogue does not answer or has no such resource.
    """
    dataset, wanted = values["dataset"], values["resource"]
    found = json_of(client.get(f"{DATASETS}{dataset}/", accept="application/json"))
    listed = [one for one in found.get("resources") or () if isinstance(one, dict)]
    by_address = values.get("newest") == "address"
    fitting = [
        ("" if by_address else str(one.get("last_modified") or ""), str(one["url"]))
        for one in listed
        if one.get("url") and (one.get("id") == wanted or wanted in str(one["url"]))
    ]
    if not fitting:
        raise Unreachable(
            f"the data set {dataset} of data.gouv.fr has no resource {wanted}",
            hint="look the data set up there, and mend its line in extract/feeds.tsv",
        )
    return max(fitting)[1]


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Numbered pages of the data sets found; the last one names no next page."""
    cursor = asked.cursor or "1"
    while cursor:
        answer = client.get(
            DATASETS,
            params={**asked.query.values, "page": cursor, "page_size": _PAGE_SIZE},
            accept="application/json",
        )
        found = json_of(answer)
        listed = _listed(found)
        cursor = str(int(cursor) + 1) if found.get("next_page") and listed else ""
        yield Page(
            payload=payload(answer, asked.query),
            size=len(listed),
            total=found.get("total"),
            cursor=cursor,
        )


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a data set, without its owner and contacts; one that was deleted is withdrawn."""
    found = objects_in(given.content)
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        yield unreadable(given, "a page of data sets")
        return
    for number, dataset in enumerate(_listed(found), start=1):
        if not (isinstance(dataset, dict) and dataset.get("id") and dataset.get("title")):
            yield malformed(given, number, "the data set has no id and title")
        elif dataset.get("deleted"):
            yield Withdrawal(source=ID, key=str(dataset["id"]), date=iso_date(dataset["deleted"]))
        else:
            yield _record(given, dataset)


def _listed(found: Mapping[str, Any]) -> list[Any]:
    listed = found.get("data")
    return listed if isinstance(listed, list) else []


def _record(given: Payload, dataset: Mapping[str, Any]) -> Record:
    organisation = dataset.get("organization") or {}
    return Record(
        source=ID,
        table=given.table,
        key=str(dataset["id"]),
        fields={
            "title": str(dataset["title"]),
            "description": paragraphs(str(dataset.get("description") or "").splitlines()),
            "organization": str(organisation.get("name") or ""),
        },
        url=str(dataset.get("page") or ""),
        published=iso_date(str(dataset.get("last_modified") or dataset.get("created_at") or "")),
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
        licence=str(dataset.get("license") or ""),
    )


def text(record: Record) -> tuple[str, str, str] | None:
    """Title and description; None for a bare title, which states nothing."""
    fields = record.fields
    return (fields["title"], fields["description"], "fr") if fields["description"] else None
