"""Payloads as a sweep keeps them, and what a feed reads in them."""

from datetime import UTC, datetime

from biograph.harvest.raw import Payload
from biograph.model import Flag, Record, Withdrawal


def kept(content, url="https://example.org/answer"):
    """Some bytes as the answer of an address."""
    return Payload(
        source="source",
        table="query",
        url=url,
        content=content,
        media_type="",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def read(feed, *payloads):
    """Records by key, withdrawals by key and flags, of payloads or of bytes."""
    found = [
        one
        for payload in payloads
        for one in feed.parse(kept(payload) if isinstance(payload, bytes) else payload)
    ]
    return (
        {one.key: one for one in found if isinstance(one, Record)},
        {one.key: one for one in found if isinstance(one, Withdrawal)},
        [one for one in found if isinstance(one, Flag)],
    )


def words(record):
    """All that a record says."""
    return " ".join((record.key, record.url, record.published, *record.fields.values()))
