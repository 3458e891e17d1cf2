"""A fetched document as a record, whatever it is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.text.html import read_html
from biograph.harvest.text.links import canonical
from biograph.harvest.text.pdf import read_pdf
from biograph.harvest.text.prose import NoProse
from biograph.harvest.text.rights import respect
from biograph.model import Record

if TYPE_CHECKING:
    from biograph.harvest.raw import Payload
    from biograph.harvest.text.prose import Prose
    from biograph.model import Flag

_CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
_PDF_STARTS = 1024  # bytes within which a PDF begins, as readers allow


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are those of a PDF, whatever the server calls them."""
    return b"%PDF-" in content[:_PDF_STARTS]


def document(given: Payload, table: str) -> Record | Flag:
    """The record of a page or a PDF; its flag where it has no text or is reserved."""
    try:
        respect(given.headers.items())
        return record(given, table, canonical(given.url), _read(given), url=given.url)
    except NoProse as told:
        return told.flag(given.url)


def record(given: Payload, table: str, key: str, prose: Prose, *, url: str) -> Record:
    """The record of one document in a payload."""
    return Record(
        source=given.source,
        table=table,
        key=key,
        fields={"title": prose.title, "text": prose.text, "lang": prose.lang},
        url=url,
        published=prose.published,
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
        licence=prose.licence,
    )


def _read(given: Payload) -> Prose:
    if is_pdf(given.content):
        return read_pdf(given.content)
    charset = _CHARSET.search(given.headers.get("content-type", ""))
    return read_html(
        given.content,
        url=given.url,
        charset=charset[1] if charset else "",
        latest=given.fetched_at.date().isoformat(),
    )
