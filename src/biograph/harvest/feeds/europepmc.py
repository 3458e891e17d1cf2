"""Europe PMC: titles and abstracts of the life-science literature, full text where it is open."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from biograph.errors import CursorExpired, Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms import cursors
from biograph.harvest.forms.answers import json_of, unreadable
from biograph.harvest.forms.cursors import Paging, items_in
from biograph.harvest.forms.publications import number, prose, publication, read_each
from biograph.harvest.text.jats import read_jats
from biograph.harvest.text.prose import day
from biograph.model import Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client, Response
    from biograph.harvest.raw import Payload
    from biograph.model import Flag

SOURCE = Source(
    id="europepmc",
    title="Europe PMC",
    publisher="EMBL-EBI",
    licence="metadata free to use, abstracts may be copyrighted",
    url="https://europepmc.org",
    date="",
    lang="en",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 7
REST = "https://www.ebi.ac.uk/europepmc/webservices/rest"
_PAGING = Paging(
    url=f"{REST}/search",
    cursor="cursorMark",
    items=("resultList", "result"),
    total=("hitCount",),
    following=("nextCursorMark",),
)
_LISTING = "resultType=lite"  # in the address of a page that names articles and holds no abstract
_AT = "#"  # between the cursor of a listing and the article in it where a sweep goes on
_RETRACTED = "retracted publication"
_NUMBER = re.compile(rb'<article-id[^>]*pub-id-type="(pmid|doi)"[^>]*>([^<]+)<')

records, entries, claims, text = no_rows, no_entries, no_claims, prose


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """What was new or changed in the slice; the last page of a search repeats its own cursor.

    With the value ``fulltext: yes``, only articles of the open subset: a listing, then a page for
    each article of it. Two queries of which one has it should not find the same articles
    (``OPEN_ACCESS:N`` in the other), since their texts would take each other's place.
    """
    if asked.query.values.get("fulltext") == "yes":
        yield from _full_texts(client, asked)
    else:
        yield from cursors.pages(client, asked, _PAGING, _params(asked, "core"))


def _params(asked: Asked, form: str) -> dict[str, str]:
    words = asked.query.values["query"]
    if asked.query.values.get("fulltext") == "yes":
        words = f"({words}) AND OPEN_ACCESS:Y"
    if asked.since or asked.until:
        words = f"({words}) AND UPDATE_DATE:[{asked.since or '*'} TO {asked.until or '*'}]"
    return {"query": words, "resultType": form, "format": "json", "pageSize": "100"}


def _full_texts(client: Client, asked: Asked) -> Iterator[Page]:
    mark, _, article = asked.cursor.partition(_AT)
    for listing in cursors.pages(
        client, replace(asked, cursor=mark), _PAGING, _params(asked, "lite")
    ):
        found = filter(_named, items_in(listing.payload, _PAGING) or ())
        texts = {f"{mark}{_AT}{_key(one)}": one for one in found if not _retracted(one)}
        stops = [*texts, listing.cursor]
        if not article:
            yield replace(listing, cursor=stops[0])
        elif asked.cursor not in texts:
            raise CursorExpired(f"{article} is not where it was in the listing of {SOURCE.title}")
        begin = stops.index(asked.cursor) if article else 0
        for stop, cursor in pairwise(stops[begin:]):
            given = payload(_article(client, texts[stop]), asked.query)
            yield Page(payload=given, size=0, total=listing.total, cursor=cursor)
        mark, article = listing.cursor, ""


def _article(client: Client, listed: dict[str, Any]) -> Response:
    """The full text, else the entry with the abstract: not every open article has its text."""
    if listed.get("pmcid"):
        with suppress(Unreachable):  # where all is down, the entry is, too
            answer = client.get(f"{REST}/{listed['pmcid']}/fullTextXML", accept="application/xml")
            if b"<article" in answer.content and _key_in(answer) == _key(listed):
                return answer
    words = f"EXT_ID:{listed['id']} AND SRC:{listed['source']}"
    params = {"query": words, "resultType": "core", "format": "json"}
    answer = client.get(_PAGING.url, params=params, accept="application/json")
    json_of(answer)
    return answer


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a publication, with the abstract or the full text; a retracted one is withdrawn.

    A listing gives only those withdrawn: the others come with their texts.
    """
    if given.content.lstrip().startswith(b"<"):
        yield _full_text(given)
        return
    found = items_in(given, _PAGING)
    if found is None:
        yield unreadable(given, "a list of publications")
        return
    for one in read_each(given, found, _publication):
        if not (isinstance(one, Record) and _LISTING in given.url):
            yield one


def _publication(given: Payload, result: dict[str, Any]) -> tuple[Record | Withdrawal]:
    if not _named(result):
        msg = "it has no source and id"
        raise ValueError(msg)
    key = _key(result)
    url = f"{SOURCE.url}/article/{result['source']}/{result['id']}"
    if _retracted(result):
        return (Withdrawal(source=ID, key=key, reason=_RETRACTED, url=url),)
    record = publication(
        given,
        ID,
        key,
        title=result.get("title") or "",
        text=result.get("abstractText") or "",
        # the language is that of the article; the abstract of one in French is often English
        lang="en" if result.get("language") == "eng" else "",
        url=url,
        published=day(str(result.get("firstPublicationDate") or result.get("pubYear") or "")),
        licence=result.get("license") or "",
        doi=result.get("doi") or "",
        pmid=result.get("pmid") or "",
        pmcid=result.get("pmcid") or "",
    )
    return (record,)


def _named(result: object) -> bool:
    return isinstance(result, dict) and bool(result.get("id") and result.get("source"))


def _key(result: dict[str, Any]) -> str:
    return f"{result['source']}:{result['id']}"


def _retracted(result: dict[str, Any]) -> bool:
    """Whether the kinds say so: a list in an entry, one text in a listing."""
    kinds = (result.get("pubTypeList") or {}).get("pubType") or str(result.get("pubType")).split(
        ";"
    )
    return any(str(kind).strip().lower() == _RETRACTED for kind in kinds)


def _full_text(given: Payload) -> Record | Flag:
    found = read_jats(given.content)
    if found is None:
        return unreadable(given, "an article in JATS")
    key = _key_in(given)
    return publication(
        given,
        ID,
        key,
        title=found.title,
        text=found.text,
        lang=found.lang,
        url=f"{SOURCE.url}/article/{key.replace(':', '/')}",
        published=found.published,
        licence=found.licence,
        **_numbers(given),
    )


def _key_in(given: Payload | Response) -> str:
    """The key that an article in JATS has in a search."""
    numbers = _numbers(given)
    return f"MED:{numbers['pmid']}" if numbers.get("pmid") else f"PMC:{numbers['pmcid']}"


def _numbers(given: Payload | Response) -> dict[str, str]:
    """The numbers of an article in JATS: the first of each sort, as references follow."""
    pairs = reversed(_NUMBER.findall(given.content))
    found = {sort.decode(): value.decode().strip() for sort, value in pairs}
    return {**found, "pmcid": number("pmcid", given.url.removesuffix("/fullTextXML"))}
