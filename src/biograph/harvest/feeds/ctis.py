"""CTIS, the trials of the Union: its list by page, then each trial of it that changed since.

The interface of its public portal is documented by its users only. It filters by no date and stops
silently at 10,000 trials; a GET of its search is refused, a page 0 is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.errors import Refused
from biograph.harvest.base import no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms import euct, trials
from biograph.harvest.forms.answers import json_of, malformed, objects_in, unreadable
from biograph.harvest.forms.nested import page_of, string, value
from biograph.harvest.http import Response
from biograph.harvest.identifiers import valid
from biograph.harvest.rows import iso_date, several
from biograph.model import Flag, Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Query
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="ctis",
    title="Clinical Trials Information System, public portal",
    publisher="European Medicines Agency",
    licence="EMA legal notice (reuse with acknowledgement)",
    url="https://euclinicaltrials.eu",
    date="",
    lang="en",
    attribution="Source: European Medicines Agency",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, 10_000, 14
SEARCH = "https://euclinicaltrials.eu/ctis-public-api/search"
RETRIEVE = "https://euclinicaltrials.eu/ctis-public-api/retrieve"
_JSON = "application/json"
_PAGE_SIZE = 100
_NUMBERS = frozenset({"msc", "status", "trialPhaseCode"})  # criteria that are lists of codes
_REGISTER = trials.Register(source=SOURCE, states=euct.STATES, kinds=euct.KINDS)

records, entries, text, claims = no_rows, no_entries, trials.text, _REGISTER.claims


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The list, page by page, and after each page those of its trials that changed since.

    A cursor is ``page`` or ``page.trials``: the list, or what follows these trials of it. Items are
    those of the list; the trials themselves come beside them.
    """
    start, _, received = asked.cursor.partition(".")
    number, done = int(start or 1), int(received or 0)
    more = True
    while more:
        answer = client.post(SEARCH, json=_question(asked.query, number), accept=_JSON)
        found, listed = page_of(answer, "data")
        changed = [string(one, "ctNumber") for one in listed if _changed(one, asked.since)]
        more = bool(listed) and number < int(value(found, "pagination", "totalPages") or 0)
        after = str(number + 1) if more else ""
        cursors = [*(f"{number}.{n}" for n in range(len(changed))), after]
        if not received:
            yield Page(
                payload=payload(answer, asked.query),
                size=len(listed),
                total=value(found, "pagination", "totalRecords"),
                cursor=cursors[0],
            )
        for trial, cursor in list(zip(changed, cursors[1:], strict=True))[done:]:
            detail = payload(_trial(client, trial), asked.query)
            yield Page(payload=detail, size=0, cursor=cursor)
        number, done, received = number + 1, 0, ""


def _question(query: Query, page: int) -> dict[str, object]:
    criteria: dict[str, object] = dict(query.values)
    for name in _NUMBERS & criteria.keys():
        criteria[name] = [int(code) for code in several(query.values[name], ",")]
    return {
        "pagination": {"page": page, "size": _PAGE_SIZE},
        "sort": {"property": "decisionDate", "direction": "DESC"},
        "searchCriteria": criteria,
    }


def _changed(listed: object, since: str) -> bool:
    """Whether a trial changed, or was published anew, on that day or later, or may have."""
    days = [iso_date(string(listed, day)) for day in ("lastUpdated", "lastPublicationUpdate")]
    return bool(string(listed, "ctNumber")) and (max(days) >= since or "" in days)


def _trial(client: Client, number: str) -> Response:
    """The trial; what the portal says instead where it lists a trial that it does not show."""
    url = f"{RETRIEVE}/{number}"
    try:
        answer = client.get(url, accept=_JSON)
    except Refused as error:
        if error.status != 404:
            raise
        return Response(url=url, content=error.content, media_type="")
    json_of(answer)  # an unknown path answers with the portal's own page
    return answer


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a trial, of both forms; a list tells nothing that its trials do not tell.

    What was refused, cancelled or expired before it began is withdrawn.
    """
    found = objects_in(given.content)
    if isinstance(value(found, "data"), list):
        for position, one in enumerate(found["data"], start=1):
            if not valid("euct", string(one, "ctNumber")):
                yield malformed(given, position, "the trial that is listed has no EU CT number")
    elif valid("euct", string(found, "ctNumber")):
        yield _record(given, found)
    else:
        yield unreadable(given, "a trial with its EU CT number")


def _record(given: Payload, found: dict[str, Any]) -> Record | Withdrawal:
    said = euct.columns(found)
    key, status = said["number"], said["status"]
    url = f"{SOURCE.url}/ctis-public/view/{key}"
    updated = iso_date(string(found, "publishDate") or string(found, "lastUpdated"))
    if status in euct.NEVER_BEGAN:
        return Withdrawal(source=ID, key=key, date=updated, reason=status, url=url)
    return Record(
        source=ID,
        table=given.table,
        key=key,
        fields=said,
        url=url,
        published=updated,
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
    )
