"""What harvesting gives: sources, records, what is withdrawn, what is flagged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A provider of records: a register or a stream of publications.

    ``date`` is the date of the data as its publisher states it (ISO), never that of a run, so that
    the same input gives the same graph.
    """

    id: str
    title: str
    publisher: str
    licence: str
    url: str
    date: str
    lang: str = "fr"
    attribution: str = ""
    #: Predicates of which the source holds every fact for France: what it lacks is absent.
    complete_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row or page of a source as received: its fields are text and are never edited.

    ``table`` names the file or resource of the source it came from, ``key`` is unique in a table.
    ``licence`` is that of this record where it differs from its source's.
    """

    source: str
    table: str
    key: str
    fields: Mapping[str, str]
    url: str = ""
    published: str = ""
    sha256: str = ""
    fetched_at: datetime | None = None
    media_type: str = "text/csv"
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A record that its source took back: what was read in it no longer holds.

    ``date`` (ISO) and ``reason`` are the source's words, empty where it gives none.
    """

    source: str
    key: str
    date: str = ""
    reason: str = ""
    url: str = ""


class Reason(StrEnum):
    """Why a record, mention or claim was set aside: flagged, counted, never silently dropped."""

    UNREADABLE_FILE = "unreadable-file"
    MISSING_COLUMN = "missing-column"
    BAD_ENCODING = "bad-encoding"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    BAD_IDENTIFIER = "bad-identifier"
    DUPLICATE_KEY = "duplicate-key"
    TOO_FEW_ROWS = "too-few-rows"
    MALFORMED = "malformed"
    RESERVED = "reserved"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    ENDED = "ended"
    UNSURE = "unsure"
    NO_ENTITY = "no-entity"
    VIOLATION = "violation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A problem met on the way: where it is, what is wrong and how to mend it."""

    reason: Reason
    where: str
    message: str
    mend: str = ""
