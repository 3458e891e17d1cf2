"""Reports as PDF, each at an address of its own: strategies, surveys, annual reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.forms import whole
from biograph.harvest.forms.publications import prose
from biograph.harvest.text.document import document, is_pdf
from biograph.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

SOURCE = Source(
    id="report",
    title="Reports",
    publisher="the publisher of each report",
    licence="copyright of each publisher: quotation only, unless the report says otherwise",
    url="",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The report at the query's ``url``; nothing where it is unchanged.

    Raises Unreachable where something else is there, Forbidden where robots.txt closes it.
    """
    answer = client.get(
        asked.query.values["url"], accept="application/pdf", crawled=True, conditional=True
    )
    yield from whole.page(answer, asked.query, lambda content: 1 if is_pdf(content) else None)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record: the report."""
    yield document(given, "reports")
