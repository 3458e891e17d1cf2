"""Sources that answer in JSON and page by a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.errors import CursorExpired, Refused
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import json_of, objects_in, unexpected
from biograph.harvest.forms.nested import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client, Response
    from biograph.harvest.raw import Payload

_START = "*"
_SHOWN = 300  # bytes of a refusal that a message shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a source has its cursor, and where in its answer stand items, total and next cursor.

    ``stays``: the cursor names a place on the server and is the same on each page.
    """

    url: str
    cursor: str
    items: tuple[str, ...]
    total: tuple[str, ...]
    following: tuple[str, ...]
    stays: bool = False


def pages(
    client: Client, asked: Asked, paging: Paging, params: Mapping[str, str]
) -> Iterator[Page]:
    """The pages from the cursor on; the last has no items, no next cursor or repeats its own.

    Raises Unreachable for an answer of another form, Refused with the words of the source,
    CursorExpired where they are about the cursor.
    """
    place, _, cursor = asked.cursor.rpartition(" ")
    cursor, page = cursor or _START, int(place or 0)
    while cursor:
        answer = _ask(client, paging.url, {**params, paging.cursor: cursor}, cursor)
        found = json_of(answer)
        items = value(found, *paging.items)
        if not isinstance(items, list):
            raise unexpected(answer, ".".join(paging.items))
        following = str(value(found, *paging.following) or "") if items else ""
        cursor = following if paging.stays or following != cursor else ""
        page += 1
        yield Page(
            payload=payload(answer, asked.query),
            size=len(items),
            total=value(found, *paging.total),
            cursor=f"{page} {cursor}" if paging.stays and cursor else cursor,
        )


def items_in(given: Payload, paging: Paging) -> list[Any] | None:
    """The items of a kept answer; None where it is none of this source."""
    items = value(objects_in(given.content), *paging.items)
    return items if isinstance(items, list) else None


def _ask(client: Client, url: str, params: Mapping[str, str], cursor: str) -> Response:
    try:
        return client.get(url, params=params, accept="application/json")
    except Refused as error:
        words = f"{error.message}: {error.content[:_SHOWN].decode(errors='replace')}"
        if cursor != _START and b"cursor" in error.content.lower():
            raise CursorExpired(words, hint="the slice is asked for anew") from error
        raise Refused(
            words,
            status=error.status,
            content=error.content,
            hint="correct the query, in extract/feeds.tsv or in your own file of queries",
        ) from error
