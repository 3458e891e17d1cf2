"""Feeds of news and press releases (RSS, Atom, JSON Feed): one record an item.

A feed holds its latest items only: what it no longer lists stays valid.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from biograph.errors import Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import malformed, unexpected, unreadable
from biograph.harvest.forms.publications import prose
from biograph.harvest.text.document import record
from biograph.harvest.text.links import absolute, canonical
from biograph.harvest.text.prose import NoProse
from biograph.harvest.text.rights import respect
from biograph.harvest.text.syndication import read_feed
from biograph.model import Flag, Reason, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.harvest.text.syndication import Item, Items
    from biograph.model import Record

SOURCE = Source(
    id="rss",
    title="Feeds of news and press releases",
    publisher="the publisher of each feed",
    licence="press texts under copyright: quotation only, unless the item says otherwise",
    url="https://www.rssboard.org/rss-specification",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 7
MOST_PAGES = 100  # in one go

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The feed at the query's ``url`` and the pages that follow it (RFC 5005) back to ``since``.

    Nothing where it is unchanged. Raises Unreachable where it is no feed, or has more than
    MOST_PAGES pages: the next sweep goes on from there.
    """
    address = asked.cursor or asked.query.values["url"]
    for _ in range(MOST_PAGES):
        answer = client.get(address, conditional=True)
        if answer.unchanged:
            return
        found = read_feed(answer.content, answer.url)
        if found is None:
            raise unexpected(answer, "feed")
        address = "" if _older(found, asked.since) else found.following
        size = len(found.items)
        yield Page(payload=payload(answer, asked.query), size=size, cursor=address)
        if not address:
            return
    raise Unreachable(
        f"the feed {asked.query.values['url']} has more than {MOST_PAGES} pages",
        hint="update again to go on, or take the feed out of the queries",
    )


def _older(found: Items, since: str) -> bool:
    """Whether all items of a page were published before the slice; the next page's are, then."""
    dates = [item.prose.published for item in found.items if item]
    return bool(since) and all(date and date < since for date in dates)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record an item; one without id and address, or whose key came before, is flagged."""
    try:
        respect(given.headers.items(), of_a_list=True)
    except NoProse as told:
        yield told.flag(given.url)
        return
    found = read_feed(given.content, given.url)
    if found is None:
        yield unreadable(given, "a feed")
        return
    ids = Counter(item.id for item in found.items if item)
    seen: set[str] = set()
    for number, item in enumerate(found.items, start=1):
        key = _key(item, given.url, alone=ids[item.id] == 1) if item else ""
        if not (item and key):
            yield malformed(given, number, "the item has no id and no address")
        elif key in seen:
            yield _duplicate(given, number, key)
        else:
            seen.add(key)
            yield record(given, "items", key, item.prose, url=item.link)


def _key(item: Item, feed: str, *, alone: bool) -> str:
    """The id, or the address where there is none or several items have the same.

    An id that is no address of any sort is one of the feed's host only.
    """
    if not (item.id and alone):
        return canonical(item.link) if item.link else ""
    if absolute("", item.id):
        return canonical(item.id)
    return item.id if ":" in item.id else f"{urlsplit(feed).netloc}#{item.id}"


def _duplicate(given: Payload, number: int, key: str) -> Flag:
    return Flag(
        reason=Reason.DUPLICATE_KEY,
        where=f"{given.url} item {number}",
        message=f"an item {key} came before in the same feed",
        mend="the first one is used; tell the publisher of the feed",
    )
