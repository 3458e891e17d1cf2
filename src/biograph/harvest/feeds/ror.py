"""ROR's interface: French records of any status, by page, in the form of its snapshot.

Its pages may repeat and miss records where much is asked for at once; then the sums differ. The
whole registry is better had from its dump; this is for what changed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.harvest.declared import ROR
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import malformed, objects_in, unreadable
from biograph.harvest.forms.nested import cell, joined, objects, page_of, string, strings, value
from biograph.harvest.identifiers import valid
from biograph.model import Flag, Record, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

ID, WHOLE, WALL, LOOKBACK = "ror", False, 10_000, 14
SEARCH = "https://api.ror.org/v2/organizations"
_PAGE_SIZE = 20
_ADDRESS = "https://ror.org/"


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Pages of 20 of what was modified in the slice, also inactive and withdrawn records."""
    number, more = int(asked.cursor or 1), True
    changed = f"admin.last_modified.date:[{asked.since or '*'} TO {asked.until or '*'}]"
    while more:
        answer = client.get(
            SEARCH,
            params={
                "query.advanced": f"{asked.query.values['query']} AND {changed}",
                "all_status": "true",
                "page": str(number),
            },
            accept="application/json",
        )
        found, listed = page_of(answer, "items")
        total = value(found, "number_of_results")
        more = number * _PAGE_SIZE < int(total or 0)
        number += 1
        yield Page(
            payload=payload(answer, asked.query),
            size=len(listed),
            total=total,
            cursor=str(number) if more else "",
        )


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record an organisation; a withdrawn one tells what took its place."""
    found = objects_in(given.content)
    if not isinstance(value(found, "items"), list):
        yield unreadable(given, "a list of organisations")
        return
    for number, item in enumerate(found["items"], start=1):
        key = string(item, "id")
        if not valid("ror", key.removeprefix(_ADDRESS)):
            yield malformed(given, number, f"the organisation has no ROR key but {key!r}")
        elif string(item, "status") == "withdrawn":
            heirs = [string(one, "label") for one in _related(item, "successor")]
            yield Withdrawal(
                source=ID,
                key=key,
                date=string(item, "admin", "last_modified", "date"),
                reason=f"withdrawn, see {', '.join(heirs)}" if heirs else "withdrawn",
                url=key,
            )
        else:
            yield Record(
                source=ID,
                table=ROR.name,
                key=key,
                fields=_fields(item),
                url=key,
                sha256=given.sha256,
                fetched_at=given.fetched_at,
                media_type=given.media_type,
            )


def _fields(item: dict[str, Any]) -> dict[str, str]:
    """The columns of the snapshot."""
    place = next(iter(objects(item, "locations")), {}).get("geonames_details")
    sites = [string(one, "value") for one in objects(item, "links") if one.get("type") == "website"]
    parents = (
        (string(one, "id").removeprefix(_ADDRESS), string(one, "label"))
        for one in _related(item, "parent")
    )
    labels = _names(item, "label")
    name = "".join(_names(item, "ror_display")[:1])
    return {
        "ror_id": string(item, "id"),
        "name": name,
        "name_fr": joined(_names(item, "label", "fr")),
        "acronyms": joined(_names(item, "acronym")),
        "aliases": joined(_names(item, "alias")),
        "types": joined(strings(item, "types")),
        "status": string(item, "status"),
        "city": string(place, "name"),
        "region": string(place, "country_subdivision_name"),
        "lat": string(place, "lat"),
        "lon": string(place, "lng"),
        "website": "".join(sites[:1]),
        "wikidata": _wikidata(item),
        "parent": joined([cell(*parent) for parent in parents]),
        "labels": joined(labels if name in labels else [name, *labels]),
    }


def _names(item: dict[str, Any], sort: str, lang: str = "") -> list[str]:
    return [
        string(name, "value")
        for name in objects(item, "names")
        if sort in strings(name, "types") and lang in ("", name.get("lang"))
    ]


def _related(item: dict[str, Any], sort: str) -> list[dict[str, Any]]:
    return [one for one in objects(item, "relationships") if one.get("type") == sort]


def _wikidata(item: dict[str, Any]) -> str:
    """The preferred key, or else the first one."""
    found = [one for one in objects(item, "external_ids") if one.get("type") == "wikidata"]
    keys = [key for one in found for key in (string(one, "preferred"), *strings(one, "all")) if key]
    return "".join(keys[:1])
