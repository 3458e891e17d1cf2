"""OpenAlex: titles and abstracts of works, by cursor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.forms import cursors
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.cursors import Paging, items_in
from biograph.harvest.forms.nested import value
from biograph.harvest.forms.publications import language, prose, publication, read_each
from biograph.harvest.text.prose import day
from biograph.model import Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

SOURCE = Source(
    id="openalex",
    title="OpenAlex",
    publisher="OurResearch",
    licence="CC0-1.0",
    url="https://openalex.org",
    date="",
    lang="en",
)
# A work may be listed weeks after its publication, by whose date it is asked for.
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 60
_PAGING = Paging(
    url="https://api.openalex.org/works",
    cursor="cursor",
    items=("results",),
    total=("meta", "count"),
    following=("meta", "next_cursor"),
)
_LOCATIONS = ("best_oa_location", "primary_location")
_FIELDS = (
    *("id", "ids", "title", "language", "publication_date", "is_retracted", *_LOCATIONS),
    "abstract_inverted_index",
)

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The works of the slice, up to the page without a next cursor.

    The value ``date`` says which date makes the slice: that of ``publication`` (without the value),
    ``updated``, which only paid plans may ask for, or ``none``: all works, each time.
    """
    sort = asked.query.values.get("date", "publication")
    filters = [asked.query.values["filter"]]
    if asked.since and sort != "none":
        filters.append(f"from_{sort}_date:{asked.since}")
    if asked.until and sort != "none":
        filters.append(f"to_{sort}_date:{asked.until}")
    params = {"filter": ",".join(filters), "per-page": "100", "select": ",".join(_FIELDS)}
    if key := os.environ.get("OPENALEX_API_KEY"):
        params["api_key"] = key
    return cursors.pages(client, asked, _PAGING, params)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a work, the abstract put together from its index; a retracted one is withdrawn."""
    found = items_in(given, _PAGING)
    if found is None:
        yield unreadable(given, "a list of works")
        return
    yield from read_each(given, found, _publication)


def _publication(given: Payload, work: dict[str, Any]) -> tuple[Record | Withdrawal]:
    key = work["id"].rpartition("/")[2]
    if work.get("is_retracted"):
        return (Withdrawal(source=ID, key=key, reason="retracted", url=work["id"]),)
    places = [work.get(name) or {} for name in _LOCATIONS]
    record = publication(
        given,
        ID,
        key,
        title=work.get("title") or "",
        text=_in_order(work.get("abstract_inverted_index") or {}),
        lang=language(work.get("language") or ""),
        url=work["id"],
        published=day(work.get("publication_date") or ""),
        licence=next(filter(None, (place.get("license") for place in places)), ""),
        doi=value(work, "ids", "doi") or "",
        pmid=value(work, "ids", "pmid") or "",
        pmcid=value(work, "ids", "pmcid") or "",
        hal=" ".join(place.get("landing_page_url") or "" for place in places),
    )
    return (record,)


def _in_order(index: dict[str, list[int]]) -> str:
    """The text of an index from words to their places."""
    words = sorted((place, word) for word, places in index.items() for place in places)
    return " ".join(word for _, word in words)
