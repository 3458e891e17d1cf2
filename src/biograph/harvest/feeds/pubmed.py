"""PubMed: titles and abstracts through NCBI's E-utilities, a search kept on their server."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from lxml import etree

from biograph.errors import CursorExpired, Unreachable
from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import elements_in, unreadable, xml_of
from biograph.harvest.forms.publications import (
    jats_text,
    language,
    longest,
    prose,
    publication,
    read_each,
)
from biograph.harvest.text.prose import iso_date, one_line
from biograph.model import Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client, Response
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

    Element = Any

SOURCE = Source(
    id="pubmed",
    title="PubMed",
    publisher="National Library of Medicine (NCBI)",
    licence="NLM terms, abstracts may be copyrighted",
    url="https://pubmed.ncbi.nlm.nih.gov",
    date="",
    lang="en",
)
# It finds more, but gives no more than 9,999 of them.
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, 9_999, 7
EUTILS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_SEARCHED, _FETCHED = "eSearchResult", "PubmedArticleSet"
_STEP = 200  # articles a page: some megabytes
_RETRACTED = "Retracted Publication"
_LANGUAGES = ("en", "fr")

records, entries, claims, text = no_rows, no_entries, no_claims, prose


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """A search on the server of NCBI, and the place in it where a page begins."""

    total: int
    start: int
    key: str
    environment: str

    @classmethod
    def read(cls, cursor: str) -> Self:
        total, start, key, environment = cursor.split(" ", 3)
        return cls(total=int(total), start=int(start), key=key, environment=environment)

    @property
    def cursor(self) -> str:
        """Empty at the end."""
        if self.start >= self.total:
            return ""
        return f"{self.total} {self.start} {self.key} {self.environment}"


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The search, then its articles, some hundred a page.

    The query has the values ``term`` and ``datetype``, the date that makes a slice: ``edat``
    (without the value), when PubMed took an article in, or ``mdat``, when it changed it last.
    Raises CursorExpired where NCBI has forgotten the search (after some hours).
    """
    if asked.cursor:
        history = _History.read(asked.cursor)
    else:
        answer, root = _ask(client, "esearch", _search(asked))
        history = _History(
            total=int(root.findtext("Count", "0")),
            start=0,
            key=root.findtext("QueryKey", ""),
            environment=root.findtext("WebEnv", ""),
        )
        yield _page(payload(answer, asked.query), 0, history)
    while history.cursor:
        answer, root = _ask(client, "efetch", _fetch(history))
        history = replace(history, start=history.start + _STEP)
        yield _page(payload(answer, asked.query), len(root.findall("*")), history)


def _page(given: Payload, size: int, history: _History) -> Page:
    return Page(payload=given, size=size, total=history.total, cursor=history.cursor)


def _search(asked: Asked) -> dict[str, str]:
    values = asked.query.values
    params = {"db": "pubmed", "term": values["term"], "usehistory": "y", "retmax": "0"}
    if asked.since or asked.until:
        params["datetype"] = values.get("datetype", "edat")
        params["mindate"] = (asked.since or "1800-01-01").replace("-", "/")
        params["maxdate"] = (asked.until or "3000-12-31").replace("-", "/")
    return params


def _fetch(history: _History) -> dict[str, str]:
    return {
        "db": "pubmed",
        "query_key": history.key,
        "WebEnv": history.environment,
        "retstart": str(history.start),
        "retmax": str(_STEP),
        "retmode": "xml",
    }


def _ask(client: Client, program: str, params: Mapping[str, str]) -> tuple[Response, Element]:
    """The answer of a program and its root; errors come as elements of a successful answer."""
    own = {
        "tool": "biograph",
        "email": os.environ.get("BIOGRAPH_CONTACT", ""),
        "api_key": os.environ.get("NCBI_API_KEY", ""),
    }
    given = {**params, **{name: value for name, value in own.items() if value}}
    answer = client.get(f"{EUTILS}/{program}.fcgi", params=given, accept="application/xml")
    root = xml_of(answer, _SEARCHED, _FETCHED, "eFetchResult")
    if error := root.findtext("ERROR"):
        words = f"{program} of {SOURCE.title} answers: {error}"
        if program == "efetch":
            raise CursorExpired(words, hint="the slice is searched anew")
        raise Unreachable(words, hint="correct the term of the query (extract/feeds.tsv)")
    return answer, root


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record an article or book, in the language with the longest abstract.

    A retracted one is withdrawn. The answer to a search holds none.
    """
    root = elements_in(given.content)
    if root is None or root.tag not in {_SEARCHED, _FETCHED}:
        yield unreadable(given, "a set of articles")
    elif root.tag == _FETCHED:
        yield from read_each(given, root.iterchildren(tag=etree.Element), _publication)


def _publication(given: Payload, item: Element) -> tuple[Record | Withdrawal]:
    """An article has its texts and numbers under other elements than a book."""
    citation = item.find("MedlineCitation")
    if citation is None:
        citation = item.find("BookDocument")
    pmid = citation.findtext("PMID", "").strip()
    if not pmid:
        msg = "it has no PMID"
        raise ValueError(msg)
    url = f"{SOURCE.url}/{pmid}/"
    if any(kind.text == _RETRACTED for kind in citation.iter("PublicationType")):
        return (Withdrawal(source=ID, key=pmid, reason=_RETRACTED, url=url),)
    return (_record(given, pmid, item, citation),)


def _record(given: Payload, pmid: str, item: Element, citation: Element) -> Record:
    head = citation if citation.find("Article") is None else citation.find("Article")
    abstracts = {"en": _sections(head.find("Abstract"))}
    for other in citation.iterfind("OtherAbstract"):
        lang = language(other.get("Language", ""))
        if lang in _LANGUAGES:
            abstracts[lang] = abstracts.get(lang) or _sections(other)
    lang = longest(abstracts)
    own = head.find("VernacularTitle") if lang == "fr" else None
    title = head.find("ArticleTitle") if own is None else own
    # below the list of the item itself: those of its references are lists, too
    listed = [*item.iterfind("PubmedData/ArticleIdList/*"), *citation.iterfind("ArticleIdList/*")]
    numbers = {number.get("IdType"): number.text or "" for number in listed}
    return publication(
        given,
        ID,
        pmid,
        title="" if title is None else one_line("".join(title.itertext())),
        text=abstracts[lang],
        lang=lang,
        url=f"{SOURCE.url}/{pmid}/",
        published=_published(head),
        doi=numbers.get("doi", ""),
        pmid=pmid,
        pmcid=numbers.get("pmc", ""),
    )


def _sections(abstract: Element) -> str:
    """The paragraphs of an abstract, each behind its label where it has one."""
    if abstract is None:
        return ""
    paragraphs = []
    for section in abstract.findall("AbstractText"):
        label = section.get("Label", "UNLABELLED")
        section.text = ("" if label == "UNLABELLED" else f"{label}: ") + (section.text or "")
        section.tag = "p"  # as in JATS, whose reader knows raised digits and formulas
        paragraphs.append(etree.tostring(section, encoding="unicode", with_tail=False))
    return jats_text("".join(paragraphs))


def _published(head: Element) -> str:
    """The day of the article itself, else that of its issue or book."""
    for place in ("ArticleDate", "Journal/JournalIssue/PubDate", "Book/PubDate"):
        date = head.find(place)
        if date is not None:
            year = date.findtext("Year") or date.findtext("MedlineDate", "")[:4]
            return iso_date(year, date.findtext("Month", ""), date.findtext("Day", ""))
    return ""
