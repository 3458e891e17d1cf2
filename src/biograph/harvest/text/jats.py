"""JATS articles (Europe PMC, PubMed Central): title, abstract and body as prose."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree

from biograph.harvest.forms.answers import elements_in
from biograph.harvest.text.prose import Prose, blocks, iso_date, language, one_line, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for the type

LARGEST = 50_000_000  # bytes; the longest articles have a tenth of it
_BLOCKS = ("title", "p", "list-item", "term", "preformat", "attrib", "break")
_UNREAD = (
    *("table", "table-wrap-foot", "disp-formula", "inline-formula", "math", "tex-math", "label"),
    *("contrib-group", "email", "fn", "ref-list", "sec-meta", "object-id", "alternatives"),
)
_MARKS = frozenset({"bibr", "fn", "table-fn", "aff", "corresp", "author-notes"})
_TEASERS = frozenset({"graphical", "teaser", "toc", "precis"})
_PUBLICATIONS = frozenset({"", "pub", "epub", "ppub", "epub-ppub", "collection"})
_EMPTY_BRACKETS = re.compile(r" ?[(\[][ ,;–-]*[)\]]")
_RAISED = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_POWER = re.compile(r"[-−–]?\d+")
_CREATIVE_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/[^\s<>\"')]+[^\s<>\"').,;]"
)
_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_jats(content: bytes) -> Prose | None:
    """The first article of a JATS document, also where it stands in a set of articles.

    Section titles and captions are paragraphs of their own. References, notes, names of authors,
    tables and formulas are left out. None where there is no well-formed article of at most
    LARGEST bytes, or none with an abstract or a body.
    """
    article = _article(content)
    if article is None:
        return None
    meta = article.find("{*}front/{*}article-meta")
    meta = article if meta is None else meta
    _drop_unread(article)
    text = paragraphs(part for element in _parts(article, meta) for part in _blocks(element))
    if not text:
        return None
    return Prose(
        title=one_line(" ".join(_blocks(meta.find("{*}title-group/{*}article-title")))),
        text=text,
        lang=language(article.get(_XML_LANG, "")),
        published=_published(meta),
        licence=_licence(meta),
    )


def _article(content: bytes) -> Element | None:
    """The outermost article; no DTD is loaded and no entity is followed."""
    root = elements_in(content) if len(content) <= LARGEST else None
    return None if root is None else next(root.iter("{*}article"), None)


def _parts(article: Element, meta: Element) -> Iterator[Element]:
    """The parts that are read, in order."""
    for abstract in meta.iterfind("{*}abstract"):
        if abstract.get("abstract-type", "") not in _TEASERS:
            yield abstract
    yield from article.iterfind("{*}body")


def _drop_unread(article: Element) -> None:
    """Empty what is not read and give powers their raised digits; the text around it stays."""
    for raised in _named(article, "sup"):
        _raise(raised)
    for mark in _named(article, "xref"):
        if mark.get("ref-type") in _MARKS:
            mark.clear(keep_tail=True)
    for unread in _named(article, *_UNREAD):
        unread.clear(keep_tail=True)


def _raise(raised: Element) -> None:
    """``10<sup>6</sup>`` is 10⁶, not 106; raised marks of references go with their commas."""
    if any(mark.get("ref-type") in _MARKS for mark in _named(raised, "xref")):
        raised.clear(keep_tail=True)
    elif _POWER.fullmatch(raised.text or "") and not len(raised):
        raised.text = (raised.text or "").translate(_RAISED)


def _blocks(element: Element | None) -> list[str]:
    """The text of an element, block by block."""
    if element is None:
        return []
    parts = blocks(element, *_any_namespace(*_BLOCKS))
    return [_EMPTY_BRACKETS.sub("", one_line(unescape(part))) for part in parts]


def _named(element: Element, *names: str) -> list[Element]:
    """The elements of these names, in whatever namespace."""
    return list(element.iter(*_any_namespace(*names)))


def _any_namespace(*names: str) -> Iterator[str]:
    return (f"{{*}}{name}" for name in names)


def _licence(meta: Element) -> str:
    """The address of the licence, a Creative Commons one before any other, else its words."""
    permissions = meta.find("{*}permissions")
    if permissions is None:
        return ""
    common = _CREATIVE_COMMONS.search(etree.tostring(permissions, encoding="unicode"))
    licence = permissions.find("{*}license")
    said = [
        common[0] if common else "",
        one_line(permissions.findtext(".//{*}license_ref") or ""),
        "" if licence is None else licence.get(_HREF, ""),
        "" if licence is None else one_line("".join(licence.itertext())),
    ]
    return next(filter(None, said), "")


def _published(meta: Element) -> str:
    """The most precise date of publication, the earliest of them where several are."""
    dates = (
        iso_date(*((found.findtext(f"{{*}}{part}") or "") for part in ("year", "month", "day")))
        for found in meta.iterfind("{*}pub-date")
        if found.get("pub-type", found.get("date-type", "")) in _PUBLICATIONS
    )
    return min(filter(None, dates), key=lambda day: (-len(day), day), default="")
