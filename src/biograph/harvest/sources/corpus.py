"""The bundled corpus: short documents of our own on real events, with the pages they rest on."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_claims, no_entries
from biograph.harvest.jsonlines import objects
from biograph.model import Flag, Reason, Record, Source
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="corpus",
    title="Corpus de brèves du projet biograph",
    publisher="biograph",
    licence="Apache-2.0",
    url="https://w3id.org/biograph/",
    date="2026-11-22",
)
FILE = "corpus/documents.jsonl"
_TEXT_COLUMNS = ("lang", "title", "text", "topic", "published")

entries = no_entries
claims = no_claims


def records(_root: Path) -> Iterator[Record | Flag]:
    """One record a document of the package, whatever the snapshot."""
    yield from documents(extract() / FILE)


def documents(path: Path) -> Iterator[Record | Flag]:
    """One record a line of a corpus file; the first page it rests on is its address."""
    seen: set[str] = set()
    for found in objects(path, FILE):
        record = found if isinstance(found, Flag) else _record(*found)
        if isinstance(record, Record) and record.key in seen:
            yield Flag(
                reason=Reason.DUPLICATE_KEY,
                where=f"{FILE}#{record.key}",
                message="another document has this id",
                mend="give each document an id of its own",
            )
            continue
        if isinstance(record, Record):
            seen.add(record.key)
        yield record


def _record(number: int, content: dict[str, Any]) -> Record | Flag:
    key, body = content.get("id"), content.get("text")
    if not (isinstance(key, str) and key and isinstance(body, str)):
        return Flag(
            reason=Reason.MALFORMED,
            where=f"{FILE} line {number}",
            message="the document lacks an id or a text",
            mend="write both as strings",
        )
    given = content.get("sources")
    pages = [page for page in given if isinstance(page, dict)] if isinstance(given, list) else []
    fields = {column: str(content.get(column) or "") for column in _TEXT_COLUMNS}
    return Record(
        source=SOURCE.id,
        table=FILE.rpartition("/")[2],
        key=key,
        fields={**fields, "sources": json.dumps(pages, ensure_ascii=False, sort_keys=True)},
        url=str(pages[0].get("url", "")) if pages else "",
        published=fields["published"],
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        media_type="application/jsonl",
    )


def text(record: Record) -> tuple[str, str, str]:
    """Title, text and language of the document."""
    return record.fields["title"], record.fields["text"], record.fields["lang"]
