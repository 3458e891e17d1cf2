"""HAL, the French open archive: titles and abstracts in French and English, by cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.forms import cursors
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.cursors import Paging, items_in
from biograph.harvest.forms.publications import longest, prose, publication, read_each
from biograph.harvest.text.prose import day
from biograph.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record, Withdrawal

SOURCE = Source(
    id="hal",
    title="HAL",
    publisher="CCSD (CNRS, INRAE, Inria)",
    licence="metadata free to use, files under the licence of each",
    url="https://hal.science",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 3
_PAGING = Paging(
    url="https://api.archives-ouvertes.fr/search/",
    cursor="cursorMark",
    items=("response", "docs"),
    total=("response", "numFound"),
    following=("nextCursorMark",),
)
_LANGUAGES = ("fr", "en")
_FIELDS = (  # neither authors nor citations, which name them
    *("halId_s", "uri_s", "title_s", "fr_title_s", "en_title_s", "fr_abstract_s", "en_abstract_s"),
    *("doiId_s", "pubmedId_s", "pubmedcentralId_s", "publicationDate_s", "licence_s"),
)

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """What was deposited or changed in the slice; the last page repeats its own cursor."""
    params = {
        "q": asked.query.values["query"],
        "fl": ",".join(_FIELDS),
        "wt": "json",
        "rows": "100",
        "sort": "docid asc",
    }
    if asked.since or asked.until:
        since = f"{asked.since}T00:00:00Z" if asked.since else "*"
        until = f"{asked.until}T23:59:59Z" if asked.until else "*"
        params["fq"] = f"modifiedDate_tdate:[{since} TO {until}]"
    return cursors.pages(client, asked, _PAGING, params)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a deposit, in the language that has the longer abstract."""
    found = items_in(given, _PAGING)
    if found is None:
        yield unreadable(given, "a list of deposits")
        return
    yield from read_each(given, found, _publication)


def _publication(given: Payload, doc: dict[str, Any]) -> tuple[Record]:
    abstracts = {lang: _text(doc, f"{lang}_abstract_s") for lang in _LANGUAGES}
    lang = longest(abstracts)
    record = publication(
        given,
        ID,
        doc["halId_s"],
        title=_text(doc, f"{lang}_title_s") or _text(doc, "title_s"),
        text=abstracts[lang],
        lang=lang,
        url=doc.get("uri_s") or "",
        published=day(doc.get("publicationDate_s") or ""),
        licence=doc.get("licence_s") or "",
        doi=doc.get("doiId_s") or "",
        pmid=_text(doc, "pubmedId_s"),
        pmcid=_text(doc, "pubmedcentralId_s"),
        hal=doc["halId_s"],
    )
    return (record,)


def _text(doc: dict[str, Any], name: str) -> str:
    """A field that is one text or a list of texts."""
    value = doc.get(name) or []
    return value if isinstance(value, str) else "\n\n".join(value)
