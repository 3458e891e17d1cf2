"""What the sources of literature do alike: a publication as a record, its text and its numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from biograph.harvest.forms.answers import malformed
from biograph.harvest.text.jats import read_jats
from biograph.harvest.text.prose import one_line
from biograph.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Withdrawal

#: One table for all queries of a source: two of them may find the same publication.
TABLE = "publications"
#: The numbers a publication has in several sources; each record has a field of that name.
NUMBERS = ("doi", "pmid", "pmcid", "hal")
_FORMS = {
    "doi": re.compile(r"10\.\d{4,9}/[^\s\"<>]+"),
    "pmid": re.compile(r"[1-9]\d*(?=/?$)"),
    "pmcid": re.compile(r"[1-9]\d*(?=/?$)"),
    "hal": re.compile(r"\b[a-z]+-0\d{7}"),
}
_CODES = {"eng": "en", "fre": "fr", "fra": "fr"}  # ISO 639-2
_LONGEST_CODE = 3  # letters; a longer one is no code
_READ = ("", "en", "fr")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ARTICLE = (
    '<article xmlns:jats="jats" xmlns:xlink="xlink" xmlns:mml="mml"><front><article-meta>'
    "<abstract>{}</abstract></article-meta></front></article>"
)


def publication(
    given: Payload, source: str, key: str, *, text: str, lang: str = "", **more: str
) -> Record:
    """The record of a publication; ``lang`` is the language of ``text``, empty where unknown.

    ``more`` are its title, url, published, licence, and NUMBERS in whatever form.
    """
    return Record(
        source=source,
        table=TABLE,
        key=key,
        fields={
            "title": more.get("title", ""),
            "text": text,
            "lang": lang,
            **{scheme: number(scheme, more.get(scheme, "")) for scheme in NUMBERS},
        },
        url=more.get("url", ""),
        published=more.get("published", ""),
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
        licence=more.get("licence", ""),
    )


def prose(record: Record) -> tuple[str, str, str] | None:
    """Title, text and language; None for a bare title, and for a language that is not read."""
    fields = record.fields
    if not fields["text"] or fields["lang"] not in _READ:
        return None
    return fields["title"], fields["text"], fields["lang"]


def read_each(
    given: Payload,
    items: Iterable[Any],
    read: Callable[[Payload, Any], Iterable[Record | Withdrawal]],
) -> Iterator[Record | Withdrawal | Flag]:
    """What ``read`` makes of each item; one that it cannot read is flagged, the others are kept."""
    for place, item in enumerate(items, start=1):
        try:
            found = tuple(read(given, item))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            yield malformed(given, place, f"the publication cannot be read: {error}")
        else:
            yield from found


def number(scheme: str, text: str) -> str:
    """The number in an address or a column, as all sources would write it; empty: there is none."""
    found = _FORMS[scheme].search(text.strip())
    if not found:
        return ""
    return f"PMC{found[0]}" if scheme == "pmcid" else found[0].lower()


def language(code: str) -> str:
    """``fr`` of ``fr``, ``fre`` or ``fra``; other codes as they are."""
    return _CODES.get(code.strip().lower(), code.strip().lower())


def other_language(code: str) -> str:
    """The language of a publication whose abstract may be in French or English all the same."""
    found = language(code)
    return found if found not in _READ and len(found) <= _LONGEST_CODE else ""


def longest(texts: Mapping[str, str]) -> str:
    """The language with the longest text; English where another one is as long."""
    return max(sorted(texts), key=lambda lang: len(texts[lang]), default="")


def jats_text(content: str) -> str:
    """The prose of a piece of JATS (an abstract), also where its tags are not well-formed."""
    found = read_jats(_ARTICLE.format(content).encode())
    return found.text if found else one_line(_TAG.sub(" ", content))
