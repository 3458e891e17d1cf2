"""Sitemaps: the pages a site lists, with the day each was last changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from lxml.etree import QName

from biograph.harvest.forms.answers import elements_in
from biograph.harvest.polite import decoding
from biograph.harvest.text.links import absolute
from biograph.harvest.text.prose import day

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 52_428_800  # bytes, as the protocol has it
_GZIP = b"\x1f\x8b"


class Listed(NamedTuple):
    """An address with the day it was last changed (ISO; empty where unknown)."""

    date: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists: pages, or as an index other sitemaps."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def read_sitemap(content: bytes, url: str) -> Sitemap | None:
    """What the sitemap at ``url`` (plain or gzip) lists of its own site, as the protocol has it.

    None where it is no sitemap, or has more than LARGEST bytes.
    """
    root = elements_in(_unpacked(content))
    name = "" if root is None else QName(root).localname
    if name == "urlset":
        return Sitemap(pages=tuple(_listed(root, "url", url)))
    if name == "sitemapindex":
        return Sitemap(sitemaps=tuple(_listed(root, "sitemap", url)))
    return None


def _unpacked(content: bytes) -> bytes:
    """Some servers send a .gz as such, others unpack it on the way."""
    try:
        coding = "gzip" if content.startswith(_GZIP) else ""
        return decoding.decoded([content], coding, LARGEST)
    except (decoding.BrokenError, decoding.TooLargeError):
        return b""


def _listed(root: Any, name: str, url: str) -> Iterator[Listed]:  # noqa: ANN401 - as lxml has it
    for entry in root.iterfind(f"{{*}}{name}"):
        address = absolute(url, entry.findtext("{*}loc") or "data:")
        date = entry.findtext("{*}lastmod") or entry.findtext(".//{*}publication_date") or ""
        if _site(address) == _site(url):
            yield Listed(day(date.strip()), address)


def _site(address: str) -> str:
    return urlsplit(address).netloc.lower().removeprefix("www.")
