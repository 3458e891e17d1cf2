"""Crossref: titles and abstracts as publishers deposit them with their DOIs, and retractions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.forms import cursors
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.cursors import Paging, items_in
from biograph.harvest.forms.publications import (
    jats_text,
    other_language,
    prose,
    publication,
    read_each,
)
from biograph.harvest.text.prose import iso_date
from biograph.model import Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

SOURCE = Source(
    id="crossref",
    title="Crossref",
    publisher="Crossref",
    licence="facts free to use, abstracts may be copyrighted",
    url="https://www.crossref.org",
    date="",
    lang="en",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 3
_PAGING = Paging(
    url="https://api.crossref.org/works",
    cursor="cursor",
    items=("message", "items"),
    total=("message", "total-results"),
    following=("message", "next-cursor"),
    stays=True,
)
_ENDS = frozenset({"retraction", "withdrawal", "removal"})  # updates that take a work back
_FREE = "creativecommons.org/"

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """What was indexed anew in the slice, up to an empty page.

    The values of the query are parameters of the API (``filter``, ``query.bibliographic``, ...).
    """
    dates = {"from-index-date": asked.since, "until-index-date": asked.until}
    filters = [f"{name}:{day}" for name, day in dates.items() if day]
    given = dict(asked.query.values)
    chosen = ",".join(filter(None, [given.pop("filter", ""), *filters]))
    params = {**given, **({"filter": chosen} if chosen else {}), "rows": "200"}
    if contact := os.environ.get("BIOGRAPH_CONTACT"):
        params["mailto"] = contact
    return cursors.pages(client, asked, _PAGING, params)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a work; one that was retracted is withdrawn, as is the one that a notice names."""
    found = items_in(given, _PAGING)
    if found is None:
        yield unreadable(given, "a list of works")
        return
    read = read_each(given, found, _publication)
    yield from sorted(
        read, key=lambda one: isinstance(one, Withdrawal)
    )  # a notice has the last word


def _publication(given: Payload, work: dict[str, Any]) -> Iterator[Record | Withdrawal]:
    doi = work["DOI"].lower()
    ends = [update for update in work.get("updated-by") or () if update.get("type") in _ENDS]
    notices = [update for update in work.get("update-to") or () if update.get("type") in _ENDS]
    for update in ends:
        yield _withdrawal(doi, update)
    for update in notices:
        yield _withdrawal(update["DOI"].lower(), update)
    if ends:
        return
    yield publication(
        given,
        ID,
        doi,
        title=jats_text(" ".join(work.get("title") or ())),
        text=jats_text(work.get("abstract") or ""),
        lang=other_language(work.get("language") or ""),
        url=_url(doi),
        published=_day(work.get("published") or work.get("issued")),
        licence=_licence(work.get("license") or ()),
        doi=doi,
    )


def _withdrawal(doi: str, update: dict[str, Any]) -> Withdrawal:
    day = _day(update.get("updated"))
    return Withdrawal(source=ID, key=doi, date=day, reason=update["type"], url=_url(doi))


def _url(doi: str) -> str:
    return f"https://doi.org/{doi}"


def _day(date: dict[str, Any] | None) -> str:
    """A date given as ``{"date-parts": [[2020, 3, 1]]}``, as precise as it is."""
    parts = (date or {}).get("date-parts") or [[]]
    return iso_date(*map(str, parts[0])) if parts[0] else ""


def _licence(licences: Iterable[dict[str, Any]]) -> str:
    """The address of the licence, a Creative Commons one before any other."""
    found = [licence["URL"] for licence in licences]
    return next((url for url in found if _FREE in url), next(iter(found), ""))
