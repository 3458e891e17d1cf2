"""Step 2: a record's title and text in, a Document with stable offsets out.

All cleaning happens here, once, before any offset exists: nothing edits a text afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from biograph.contacts import masked
from biograph.model import Document, Flag, Identifier, Reason, Record, Source
from biograph.terms import document_iri, version_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LANGUAGES = ("fr", "en")
# Longest text read; a longer one is an archive or an attack, not a publication.
LONGEST_TEXT = 10_000_000  # characters

_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "table", "tr", "section", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_INLINE = re.compile(
    r"a|abbr|acronym|b|big|body|center|cite|code|dd|del|dfn|dl|dt|em|font|footer|form|head|header|"
    r"hr|html|i|img|input|ins|kbd|label|main|mark|meta|nav|object|option|p|q|s|samp|select|small|"
    r"span|strike|strong|sub|sup|svg|tbody|td|textarea|tfoot|th|thead|title|u|var"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]|_x000D_")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
# Columns that name a publication in every source of literature, and those that name a trial, where
# a sponsor's own numbers stand beside those of ClinicalTrials.gov and of EudraCT or CTIS.
_PUBLICATION = ("doi", "pmid", "pmcid", "hal")
_TRIAL = ("number", "other_numbers")
_TRIAL_NUMBER = re.compile(r"\b(?:(?P<nct>NCT\d{8})|(?P<euct>20\d\d-\d{6}-\d\d))\b")


def _is_markup(tag: str) -> bool:
    """False for ``<AAV>`` in prose, which is a word."""
    return tag in _BLOCKS | _HEADINGS | _UNSEEN or bool(_INLINE.fullmatch(tag))


class _Words(HTMLParser):
    """Keeps the words of a piece of HTML, with a line end where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if not _is_markup(tag):
            self.handle_data(self.get_starttag_text() or "")
        if tag in _BLOCKS | _HEADINGS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if not _is_markup(tag):
            self.handle_data(f"</{tag}>")
        if tag in _BLOCKS | _HEADINGS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain(text: str) -> str:
    """``text`` in NFC without tags, control characters and contact data, lines ended alike."""
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("", text)
    if _TAG.search(text):
        text = _CONTROL.sub("", _without_tags(text))
    text = unicodedata.normalize("NFC", text)
    text = masked(text)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_tags(text: str) -> str:
    parser = _Words()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def read(
    record: Record, *, title: str, text: str, lang: str = "", source: Source | None = None
) -> Document | Flag:
    """The document of a record: its IRI depends on source and key, its version on the content.

    ``lang`` is the source's word; without it French or English is detected. ``source`` gives the
    licence. A text without a letter is flagged EMPTY, one over LONGEST_TEXT characters TOO_LARGE.
    """
    where = f"{record.table}#{record.key}"
    if len(text) > LONGEST_TEXT:
        message = f"the text has {len(text)} characters, more than {LONGEST_TEXT}"
        mend = "look whether several documents were joined, and split them"
        return Flag(reason=Reason.TOO_LARGE, where=where, message=message, mend=mend)
    body = plain(text)
    if not any(character.isalpha() for character in body):
        message, mend = "the text holds no word", "fetch the record again, or drop it"
        return Flag(reason=Reason.EMPTY, where=where, message=message, mend=mend)
    iri = document_iri(record.source, record.key)
    return Document(
        iri=iri,
        version=version_iri(iri, title, text),
        source=record.source,
        key=record.key,
        lang=lang if lang in LANGUAGES else detect(body),
        title=" ".join(plain(title).split()),
        text=body,
        url=record.url,
        published=record.published,
        licence=record.licence or (source.licence if source else ""),
        identifiers=tuple(_identifiers(record)),
    )


def _identifiers(record: Record) -> Iterator[Identifier]:
    for scheme in _PUBLICATION:
        if value := record.fields.get(scheme):
            yield Identifier(scheme, value)
    for column in _TRIAL:
        for found in _TRIAL_NUMBER.finditer(record.fields.get(column, "")):
            yield Identifier(found.lastgroup or "", found[0])


def detect(text: str) -> str:
    """``fr`` or ``en``, whichever the text looks more like."""
    return _classifier()(text[:5_000])


@cache
def _classifier() -> Callable[[str], str]:
    """The language guesser with its choice narrowed to ours (it keeps that in its module)."""
    import py3langid  # noqa: PLC0415 - loads a model

    py3langid.set_languages(list(LANGUAGES))
    return lambda text: str(py3langid.classify(text)[0])
