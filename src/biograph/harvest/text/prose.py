"""What a reader of documents gives: prose in paragraphs, without contact data."""

from __future__ import annotations

import re
from calendar import month_abbr
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lxml import etree

from biograph.contacts import masked
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

PARAGRAPH = "\n\n"
_BREAK = "\u2029"  # marks the ends of blocks: markup may hold it, prose does not
#: Characters of the longest paragraph that is nothing but a contact ("Press: a name, a number").
_CONTACT_LINE = 200
_MONTHS = {name.lower(): str(number) for number, name in enumerate(month_abbr) if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The text of a document and what the document says of itself; empty where it is silent.

    ``lang`` is an ISO 639-1 code, ``published`` an ISO date as precise as given, ``licence`` an
    address where one is given, else the words. Paragraphs of ``text`` are PARAGRAPH apart.
    """

    title: str
    text: str
    lang: str = ""
    published: str = ""
    licence: str = ""


class NoProse(Exception):  # noqa: N818 - it is an outcome
    """A document gives no text that may be read: why, and how to mend it."""

    def __init__(self, reason: Reason, message: str, *, mend: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.mend = mend

    def flag(self, where: str) -> Flag:
        """The same as a flag on the document at ``where``."""
        return Flag(reason=self.reason, where=where, message=self.message, mend=self.mend)


def bounded(content: bytes, largest: int) -> None:
    """Raises NoProse where there are no bytes, or more than ``largest``."""
    if not content.strip():
        mend = "fetch it again; if it stays empty, take its address out of the query"
        raise NoProse(Reason.EMPTY, "the document has no bytes", mend=mend)
    if len(content) > largest:
        message = f"the document has {len(content)} bytes, more than {largest}"
        mend = "look whether it is one document, and fetch its parts if it has any"
        raise NoProse(Reason.TOO_LARGE, message, mend=mend)


def one_line(text: str) -> str:
    """``text`` with each run of white space as one space."""
    return " ".join(text.split())


def paragraphs(parts: Iterable[str]) -> str:
    """The parts as paragraphs of one line each, in order, without empty ones and contact data."""
    kept = (_without_contacts(one_line(part)) for part in parts)
    return PARAGRAPH.join(part for part in kept if part)


def blocks(element: Any, *names: str) -> list[str]:  # noqa: ANN401 - lxml has no types
    """The text of an element of lxml, cut where one with such a name begins or ends.

    It changes the element; comments are left out, entities stay as they are written.
    """
    for block in element.iter(*names):
        block.text = _BREAK + (block.text or "")
        block.tail = _BREAK + (block.tail or "")
    return "".join(element.itertext("*", etree.Entity)).split(_BREAK)


def language(code: str) -> str:
    """``fr`` of ``FR``, ``fr-FR`` or ``fr_FR.UTF-8``; empty where it is no such code."""
    found = re.match(r"([a-z]{2})(?![a-z])", code.strip().lower())
    return found[1] if found else ""


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """The date as far as its parts make one (months also as ``Jan``, ``January``); else empty."""
    year, month, day = year.strip(), month.strip().lower(), day.strip()
    month = _MONTHS.get(month[:3], month)
    for iso in (f"{year}-{month:0>2}-{day:0>2}", f"{year}-{month:0>2}", year):
        with suppress(ValueError):
            date.fromisoformat(f"{iso}-01-01"[:10])
            return iso
    return ""


def day(text: str) -> str:
    """``2016``, ``2015-09`` or the day of ``2015-12-05T16:18:55``; empty where it is no date."""
    return iso_date(*text[:10].split("-")[:3])


def _without_contacts(paragraph: str) -> str:
    """A short paragraph that holds a contact names a person as well: it is left out."""
    left = masked(paragraph, email="", phone="")
    if left == paragraph:
        return paragraph
    return "" if len(paragraph) <= _CONTACT_LINE else one_line(left)
