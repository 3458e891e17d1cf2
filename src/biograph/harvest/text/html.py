"""Web pages: the main text, without menus, banners and comments."""

from __future__ import annotations

import codecs
import logging
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from lxml import html
from lxml.etree import LxmlError

from biograph.harvest.text.links import absolute
from biograph.harvest.text.prose import (
    NoProse,
    Prose,
    blocks,
    bounded,
    language,
    one_line,
    paragraphs,
)
from biograph.harvest.text.rights import respect
from biograph.model import Reason

if TYPE_CHECKING:
    from types import ModuleType
    from typing import TypeAlias

    from trafilatura.settings import Document

    Element: TypeAlias = html.HtmlElement

LARGEST = 5_000_000  # bytes; a press page has a hundredth of it
MOST_ELEMENTS = 50_000  # a few seconds of work
#: A page with fewer words in its sentences is a list of links, a form or a banner.
FEWEST_WORDS = 20
_BLOCKS = (
    *("p", "div", "br", "li", "tr", "table", "blockquote", "figcaption", "dt", "dd"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ";", ")")
_CONSENT = re.compile(r"\bcookies?\b", re.IGNORECASE)
_RIGHTS = ("dcterms.license", "dc.rights.license", "dcterms.rights", "dc.rights", "rights")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_html(content: bytes, *, url: str, charset: str = "", latest: str = "") -> Prose:
    """The main text of the page at ``url``, and the title, date, language and licence it gives.

    ``charset`` is what the server declares; the bytes are believed before it. ``latest`` (ISO
    date) is when the page was fetched: a later date is not one of publication. Raises NoProse
    where the page is empty, too large, reserved by its publisher or without a main text.
    """
    tree = _tree(content, charset)
    respect(_metas(tree))
    found = _main(tree, url, latest)
    title = one_line(found.title or "")
    lines = (line.strip(" |").removeprefix("- ") for line in (found.text or "").split("\n"))
    parts = [part for part in lines if part != title and not _CONSENT.search(part)]
    if sum(len(part.split()) for part in parts if part.endswith(_ENDS)) < FEWEST_WORDS:
        raise _without_text()
    return Prose(
        title=title,
        text=paragraphs(parts),
        lang=_language(tree),
        published=found.date or "",
        licence=_licence(tree, url),
    )


def plain(markup: str) -> str:
    """The text of a piece of HTML, block by block."""
    try:
        tree = _parsed(markup)
    except (LxmlError, ValueError):
        return ""
    for unseen in list(tree.iter("script", "style")):
        unseen.clear(keep_tail=True)
    return paragraphs(blocks(tree, *_BLOCKS))


def _tree(content: bytes, charset: str) -> Element:
    bounded(content, LARGEST)
    try:
        tree = _parsed(_decoded(content, charset))
    except (LxmlError, ValueError) as error:
        raise _without_text() from error
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        message = f"the page has more than {MOST_ELEMENTS} elements"
        raise NoProse(Reason.TOO_LARGE, message, mend="take its address out of the query")
    return tree


def _parsed(markup: str) -> Element:
    """Raises LxmlError or ValueError where there is nothing in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return html.document_fromstring(markup.encode(errors="replace"), parser=parser)


def _decoded(content: bytes, charset: str) -> str:
    """UTF-8 wherever the bytes look like it, whatever is declared; else a charset of the West."""
    if content.startswith(_BYTE_ORDER_MARKS):
        return content.decode("utf-16", errors="replace")
    text = content.decode(errors="replace")
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    if text.count("\ufffd") * 10 <= foreign:
        return text
    declared = _CHARSET.search(content[:4096])
    for name in (charset, declared[1].decode() if declared else ""):
        with suppress(LookupError):
            if (codec := codecs.lookup(name).name).startswith(("iso8859-15", "cp125")):
                return content.decode(codec, errors="replace")
    return content.decode("cp1252", errors="replace")


def _main(tree: Element, url: str, latest: str) -> Document:
    dates = {"extensive_search": False, "original_date": True, "max_date": latest or None}
    try:
        found: Document | None = _trafilatura().bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dates,
        )
    except Exception as error:  # a page can break the library in more ways than it tells of
        raise _without_text() from error
    if found is None:
        raise _without_text()
    return found


@cache
def _trafilatura() -> ModuleType:
    """The library, which takes half a second to load; what it cannot read we flag, it prints."""
    import trafilatura  # noqa: PLC0415 - see above

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _without_text() -> NoProse:
    return NoProse(
        Reason.EMPTY,
        "the page holds no main text",
        mend="open it in a browser: a list of links or a page made by scripts has none; leave it "
        "out of the query",
    )


def _metas(tree: Element) -> list[tuple[str, str]]:
    return [
        (meta.get("name") or meta.get("property") or "", meta.get("content") or "")
        for meta in tree.iter("meta")
    ]


def _language(tree: Element) -> str:
    said = [tree.get("lang") or "", *(v for name, v in _metas(tree) if name == "og:locale")]
    return next(filter(None, map(language, said)), "")


def _licence(tree: Element, url: str) -> str:
    """The address behind ``rel=license``, else the words of a meta about rights."""
    for link in tree.iter("link", "a"):
        target = absolute(url, link.get("href") or "")
        if "license" in (link.get("rel") or "").lower().split() and target:
            return target
    said = {name.lower(): value for name, value in _metas(tree)}
    return next((one_line(said[name]) for name in _RIGHTS if said.get(name)), "")
