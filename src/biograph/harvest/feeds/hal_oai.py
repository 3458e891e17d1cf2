"""Any OAI-PMH repository (HAL, university archives): its records in Dublin Core."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from biograph.errors import CursorExpired, Refused, Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import elements_in, unreadable, xml_of
from biograph.harvest.forms.publications import (
    language,
    longest,
    other_language,
    prose,
    publication,
    read_each,
)
from biograph.harvest.text.prose import day, one_line
from biograph.model import Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client, Response
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

    Element = Any

SOURCE = Source(
    id="oai",
    title="Open archives (OAI-PMH)",
    publisher="the archive that each record names",
    licence="metadata free to use, texts under the licence of each",
    url="https://www.openarchives.org/pmh/",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 3
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HAL = "oai:HAL:"
_VERSION = re.compile(rf"({_HAL}.+?)v\d+")  # a new version takes the old one's place

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The records of a set that changed in the slice, up to a page without resumption token.

    The query has the values ``url``, ``set`` (all where absent) and ``prefix`` (``oai_dc``).
    Raises CursorExpired where the archive does not know the token any more, Unreachable with the
    archive's words for its other errors. No page where it has no such record.
    """
    address = asked.query.values["url"]
    arguments = {"resumptionToken": asked.cursor} if asked.cursor else _selection(asked)
    while arguments and (found := _ask(client, address, arguments)):
        answer, listed = found
        token = listed.find("{*}resumptionToken")
        cursor = "" if token is None else (token.text or "").strip()
        total = None if token is None else token.get("completeListSize")
        yield Page(
            payload=payload(answer, asked.query),
            size=len(listed.findall("{*}record")),
            total=int(total) if total else None,
            cursor=cursor,
        )
        arguments = {"resumptionToken": cursor} if cursor else {}


def _selection(asked: Asked) -> dict[str, str]:
    values = asked.query.values
    arguments = {
        "metadataPrefix": values.get("prefix", "oai_dc"),
        "set": values.get("set", ""),
        "from": asked.since,
        "until": asked.until,
    }
    return {name: value for name, value in arguments.items() if value}


def _ask(
    client: Client, address: str, arguments: Mapping[str, str]
) -> tuple[Response, Element] | None:
    """The answer and its list of records; None where no record matches."""
    try:
        answer = client.get(
            address, params={"verb": "ListRecords", **arguments}, accept="text/xml, application/xml"
        )
    except Refused as refused:  # some archives send the errors of the protocol as client errors
        root = elements_in(refused.content)
        if root is None or root.find("{*}error") is None:
            raise
    else:
        root = xml_of(answer, "OAI-PMH")
        listed = root.find("{*}ListRecords")
        if listed is not None:
            return answer, listed
    error = root.find("{*}error")
    code = "" if error is None else error.get("code", "")
    if code == "noRecordsMatch":
        return None
    words = f"{address} answers {code or 'no list'}: {root.findtext('{*}error') or arguments}"
    if code == "badResumptionToken":
        raise CursorExpired(words, hint="the slice is asked for anew")
    raise Unreachable(words, hint="correct url, set and prefix of the query (extract/feeds.tsv)")


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a record, in the language with the longest description; deleted: withdrawn."""
    root = elements_in(given.content)
    if root is None:
        yield unreadable(given, "an answer of OAI-PMH")
        return
    yield from read_each(given, root.iterfind("{*}*/{*}record"), _publication)


def _publication(given: Payload, record: Element) -> tuple[Record | Withdrawal]:
    header = record.find("{*}header")
    identifier = header.findtext("{*}identifier", "").strip()
    if not identifier:
        msg = "its header has no identifier"
        raise ValueError(msg)
    version = _VERSION.fullmatch(identifier)
    key = version[1] if version else identifier
    if header.get("status") == "deleted":
        date = day(header.findtext("{*}datestamp", ""))
        return (Withdrawal(source=ID, key=key, date=date, reason="deleted"),)
    metadata = record.find("{*}metadata/*")
    if metadata is None:
        msg = "it has no metadata"
        raise ValueError(msg)
    return (_record(given, key, metadata),)


def _record(given: Payload, key: str, metadata: Element) -> Record:
    in_hal = key.startswith(_HAL)
    titles, texts = _by_language(metadata, "title"), _by_language(metadata, "description")
    if in_hal:
        texts.pop("", None)  # there it says "International audience"
    lang = longest({lang: max(found, key=len) for lang, found in texts.items()})
    names = _all(metadata, "identifier")
    return publication(
        given,
        ID,
        key,
        title=next(iter(titles.get(lang) or _all(metadata, "title")), ""),
        text=max(texts.get(lang, ()), key=len, default=""),
        lang=lang or other_language(metadata.findtext("{*}language", "")),
        url=next((name for name in names if name.startswith("http")), ""),
        published=min(filter(None, map(day, _all(metadata, "date"))), default=""),
        licence=_licence(_all(metadata, "rights")),
        doi=" ".join(names),
        hal=key if in_hal else "",
    )


def _by_language(metadata: Element, name: str) -> dict[str, list[str]]:
    """The texts of an element by the language it declares, empty where it declares none."""
    found: dict[str, list[str]] = {}
    for element in metadata.iterfind(f"{{*}}{name}"):
        text = one_line(unescape("".join(element.itertext())))  # many archives escape twice
        found.setdefault(language(element.get(_LANG, "")), []).append(text)
    return found


def _all(metadata: Element, name: str) -> list[str]:
    return [text for texts in _by_language(metadata, name).values() for text in texts]


def _licence(rights: list[str]) -> str:
    """The address among the rights, else their words; whether access is open is no licence."""
    said = [words for words in rights if not words.startswith("info:")]
    return next((words for words in said if words.startswith("http")), next(iter(said), ""))
