"""Web pages that a site lists in its sitemap: one record a page (HTML or PDF).

Sitemaps only lead to the pages and are not kept; robots.txt is asked for all of them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from biograph.errors import DataError, Forbidden, QuotaSpent, Refused, Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import unexpected
from biograph.harvest.forms.publications import prose
from biograph.harvest.raw import Payload
from biograph.harvest.text.document import document
from biograph.harvest.text.links import canonical
from biograph.harvest.text.sitemaps import read_sitemap
from biograph.model import Flag, Reason, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Query
    from biograph.harvest.http import Client
    from biograph.harvest.text.sitemaps import Listed
    from biograph.model import Record

SOURCE = Source(
    id="sitemap",
    title="Web pages of the field",
    publisher="the publisher of each page",
    licence="pages under copyright: quotation only, unless the page says otherwise",
    url="https://www.sitemaps.org/protocol.html",
    date="",
)
# A page that could not be had is asked for again as long as it is listed as changed in these days
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 30
MOST_SITEMAPS = 50
MOST_PAGES = 200
_MOST_FAILURES = 3  # in a row: the site is down, or does not want to be read
_NOT_FOUND, _GONE, _CLOSED = "404", "410", "robots.txt"
_HARMLESS = {_NOT_FOUND, _GONE, _CLOSED}  # these say nothing of the site's health
_FAILURE, _STATUS = "x-failure", "x-status"  # headers of a payload that holds no page

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The pages listed from the sitemap ``url`` on that changed in the slice, the oldest first.

    Those without a date may have changed. The query's ``include`` is a regular expression to be
    found in their addresses, ``limit`` how many are fetched at most (the newest; MOST_PAGES where
    absent). A page that cannot be had comes as a payload without content, which says why.

    Raises Unreachable where a sitemap does not answer, there are more than MOST_SITEMAPS of them,
    or several pages in a row cannot be had; Forbidden where robots.txt closes a sitemap. A page
    that it closes is an outcome like one that is gone, and no failure of the site.
    """
    wanted = [one for one in _wanted(client, asked) if _cursor(one) >= asked.cursor]
    failures = 0
    cursors = [*map(_cursor, wanted), ""]
    for one, following in zip(wanted, cursors[1:], strict=True):
        try:
            answer = client.get(one.address, crawled=True)
        except QuotaSpent:
            raise
        except Unreachable as error:
            failed = _failed(asked.query, one, error)
            failures += failed.headers[_STATUS] not in _HARMLESS
            if failures == _MOST_FAILURES:
                raise
            yield Page(payload=failed, size=1, cursor=following)
        else:
            failures = 0
            if not answer.unchanged:
                yield Page(payload=payload(answer, asked.query), size=1, cursor=following)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record: the page; a page that is gone for good is withdrawn."""
    failure = given.headers.get(_FAILURE, "")
    if not failure:
        yield document(given, "pages")
    elif given.headers.get(_STATUS) == _GONE:
        yield Withdrawal(source=ID, key=canonical(given.url), reason=failure, url=given.url)
    elif given.headers.get(_STATUS) == _CLOSED:
        yield Flag(
            reason=Reason.RESERVED,
            where=given.url,
            message=f"{failure}; it is not read",
            mend="keep it out by the include of the query, or ask the publisher for leave",
        )
    else:
        yield Flag(
            reason=Reason.UNREADABLE_FILE,
            where=given.url,
            message=failure,
            mend="open it in a browser; a page that is gone has to leave the site's sitemap",
        )


def _wanted(client: Client, asked: Asked) -> list[Listed]:
    """The pages to fetch, in the order of their dates."""
    include, limit = _bounds(asked.query)
    newest: dict[str, Listed] = {}
    for one in _listed(client, asked):
        key = canonical(one.address)
        if include.search(one.address) and (not asked.until or one.date <= asked.until):
            newest[key] = max(one, newest.get(key, one))
    return sorted(newest.values())[-limit:]


def _listed(client: Client, asked: Asked) -> Iterator[Listed]:
    """The pages of all sitemaps that the first one leads to, but those older than the slice."""
    waiting = [asked.query.values["url"]]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        if len(seen) == MOST_SITEMAPS:
            raise Unreachable(
                f"{asked.query.values['url']} leads to more than {MOST_SITEMAPS} sitemaps",
                hint="put the address of the one that lists the news into the query",
            )
        seen.add(address)
        answer = client.get(address, crawled=True)
        found = read_sitemap(answer.content, answer.url)
        if found is None:
            raise unexpected(answer, "sitemap")
        waiting += [one.address for one in found.sitemaps if _recent(one, asked)]
        yield from (one for one in found.pages if _recent(one, asked))


def _recent(one: Listed, asked: Asked) -> bool:
    return not one.date or one.date >= asked.since


def _bounds(query: Query) -> tuple[re.Pattern[str], int]:
    """The query's ``include`` and ``limit``. Raises DataError where they are unusable."""
    try:
        limit = int(query.values.get("limit") or MOST_PAGES)
        return re.compile(query.values.get("include", "")), max(limit, 1)
    except (re.error, ValueError) as error:
        raise DataError(
            f"the query {query.source} {query.id} has an unusable include or limit: {error}",
            hint="include is a regular expression, limit a whole number",
        ) from error


def _cursor(one: Listed) -> str:
    return f"{one.date} {one.address}"


def _failed(query: Query, one: Listed, error: Unreachable) -> Payload:
    closed = _CLOSED if isinstance(error, Forbidden) else ""
    status = str(error.status) if isinstance(error, Refused) else closed
    return Payload(
        source=query.source,
        table=query.id,
        url=one.address,
        content=b"",
        media_type="",
        headers={_FAILURE: error.message, _STATUS: status},
        fetched_at=datetime.now(UTC),
    )
