"""Feeds (RSS, Atom, JSON Feed): their items, and where older ones are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import feedparser

from biograph.harvest.forms.answers import objects_in
from biograph.harvest.text.html import plain
from biograph.harvest.text.links import absolute
from biograph.harvest.text.prose import (
    PARAGRAPH,
    Prose,
    day,
    iso_date,
    language,
    one_line,
    paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 5_000_000  # bytes; the feed of a busy newspaper has 150,000
_JSON_FEED = "https://jsonfeed.org/version/"
_HEADERS = {"content-type": "application/xml"}  # what the file says of its charset is believed
_BASE = "content-location"
_ADVERT = re.compile(r"(?:L’article|The post) .{1,300} (?:est apparu en premier|appeared first) .*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its id as the feed gives it, the address of its page (or empty) and its text."""

    id: str
    link: str
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The items of one page of a feed (None: not readable), and the address of the next page."""

    items: tuple[Item | None, ...]
    following: str = ""


def read_feed(content: bytes, url: str) -> Items | None:
    """The items of the feed at ``url``, in its order; the names of authors are not read.

    None where it is no feed, or has more than LARGEST bytes.
    """
    if len(content) > LARGEST:
        return None
    if content.lstrip()[:1] == b"{":
        found = objects_in(content)
        return _json_feed(found, url) if isinstance(found, dict) else None
    found = feedparser.parse(BytesIO(content), response_headers={**_HEADERS, _BASE: url})
    if not found.get("version"):
        return None
    links = (link for link in found.feed.get("links", ()) if link.get("rel") == "next")
    return Items(
        items=tuple(_entry(entry, found.feed) for entry in found.entries),
        following=next((absolute(url, link.get("href", "")) for link in links), ""),
    )


def _entry(entry: dict[str, Any], feed: Mapping[str, Any]) -> Item:
    """An item of RSS or Atom; feedparser has made its links whole."""
    title = entry.get("title_detail", {})
    texts = [*entry.get("content", ()), entry.get("summary_detail", {})]
    langs = (found.get("language") or "" for found in (*texts, title, feed))
    licence = entry.get("license") or feed.get("license") or ""
    return Item(
        id=entry.get("id", "").strip(),
        link=absolute("", entry.get("link", "")),
        prose=Prose(
            title=one_line(_text(title)),
            text=max(map(_text, texts), key=len),
            lang=next(filter(None, map(language, langs)), ""),
            published=_date(entry),
            licence=absolute("", licence),
        ),
    )


def _text(detail: Mapping[str, Any]) -> str:
    """A text of feedparser without its markup."""
    value = detail.get("value", "")
    if detail.get("type") == "text/plain":
        return paragraphs(value.split(PARAGRAPH))
    return _without_advert(plain(value))


def _without_advert(text: str) -> str:
    """What a blog's software adds to every item is no text of the item."""
    return PARAGRAPH.join(part for part in text.split(PARAGRAPH) if not _ADVERT.fullmatch(part))


def _date(entry: dict[str, Any]) -> str:
    """The day on the publisher's clock; as UTC has it where only feedparser can read it."""
    # its own get() takes one date for the other, and warns
    for name in ("published", "updated"):
        written = dict.get(entry, name) or ""
        if found := _day(written):
            return found
        if parsed := dict.get(entry, f"{name}_parsed"):
            return iso_date(*map(str, parsed[:3]))
    return ""


def _day(written: str) -> str:
    if found := day(written):
        return found
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _json_feed(found: Mapping[str, Any], url: str) -> Items | None:
    items = found.get("items")
    if not str(found.get("version", "")).startswith(_JSON_FEED) or not isinstance(items, list):
        return None
    return Items(
        items=tuple(
            _json_item(item, found, url) if isinstance(item, dict) else None for item in items
        ),
        following=absolute(url, following) if (following := _said(found, "next_url")) else "",
    )


def _json_item(item: Mapping[str, Any], feed: Mapping[str, Any], url: str) -> Item:
    written = paragraphs(_said(item, "content_text").split(PARAGRAPH))
    link = _said(item, "url")
    return Item(
        id=_said(item, "id"),
        link=absolute(url, link) if link else "",
        prose=Prose(
            title=one_line(plain(_said(item, "title"))),
            text=_without_advert(plain(_said(item, "content_html")))
            or written
            or plain(_said(item, "summary")),
            lang=language(_said(item, "language") or _said(feed, "language")),
            published=_day(_said(item, "date_published")),
        ),
    )


def _said(found: Mapping[str, Any], name: str) -> str:
    """A text or a number of a JSON object as text; empty where it is neither."""
    value = found.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""
