"""Wikidata: organisations of the field in France with their identifiers, by keyset.

A query gives a SPARQL pattern that binds ?item and one ?kind (of the ontology) to each; people are
never asked for. Unlike an OFFSET, the last item of a page does not have all before it sorted anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_rows, no_text
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import malformed, objects_in, unreadable
from biograph.harvest.forms.nested import page_of, string, value
from biograph.harvest.identifiers import valid
from biograph.harvest.rows import (
    claim,
    evidence,
    flags,
    good,
    identifiers,
    place,
    several,
    web_address,
)
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Record, Source
from biograph.terms import COMPANY_SUBTYPES, ORGANISATION_TYPES
from biograph.vocabulary import annotation_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="wikidata",
    title="Wikidata",
    publisher="Wikimedia Foundation",
    licence="CC0 1.0",
    url="https://www.wikidata.org",
    date="",
    lang="en",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 3
ENDPOINT = "https://query.wikidata.org/sparql"
_ENTITY = "http://www.wikidata.org/entity/"
_PAGE_SIZE = 200
_KINDS = frozenset({*ORGANISATION_TYPES, *COMPANY_SUBTYPES, "Laboratory", "University"})
# variable of the answer -> property; several values of one item are joined
_SCHEMES = {
    "siren": "wdt:P1616",
    "ror": "wdt:P6782",
    "isin": "wdt:P946",
    "rnsr": "wdt:P3016",
}
_VALUES = _SCHEMES | {
    "insee": "wdt:P159/wdt:P374",
    "website": "wdt:P856",
    "dissolved": "wdt:P576",
}
_LABELS = {
    "label_fr": ("rdfs:label", "fr"),
    "label_en": ("rdfs:label", "en"),
    "aliases_fr": ("skos:altLabel", "fr"),
    "aliases_en": ("skos:altLabel", "en"),
    "city": ("wdt:P159/rdfs:label", "fr"),
}
_COLUMNS = ("kind", *_LABELS, *_VALUES)

records, text = no_rows, no_text


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Pages of items after the last one of the page before; the last page is not full."""
    cursor, more = asked.cursor, True
    while more:
        answer = client.post(
            ENDPOINT,
            data={"query": question(asked, cursor)},
            accept="application/sparql-results+json",
        )
        _, found = page_of(answer, "results", "bindings")
        more = len(found) == _PAGE_SIZE
        cursor = string(found[-1], "item", "value").removeprefix(_ENTITY) if more else ""
        yield Page(payload=payload(answer, asked.query), size=len(found), cursor=cursor)


def question(asked: Asked, cursor: str) -> str:
    """The SPARQL query for the page after the item ``cursor``, one row an item."""
    days = [f'"{day}T{time}Z"^^xsd:dateTime' for day, time in _days(asked)]
    signs = [sign for sign, day in ((">=", asked.since), ("<=", asked.until)) if day]
    limits = [f"FILTER(?modified {sign} {day})" for sign, day in zip(signs, days, strict=True)]
    return f"""SELECT ?item ?kind {" ".join(map(_joined, (*_LABELS, *_VALUES)))}
WHERE {{
  {{ SELECT DISTINCT ?item ?kind WHERE {{
    {asked.query.values["pattern"]}
    ?item schema:dateModified ?modified .
    FILTER NOT EXISTS {{ ?item wdt:P31 wd:Q5 }}
    FILTER(STR(?item) > "{_ENTITY}{cursor}")
    {" ".join(limits)}
  }} ORDER BY STR(?item) LIMIT {_PAGE_SIZE} }}
  {" ".join(f"OPTIONAL {{ ?item {path} ?{name}_ }}" for name, path in _VALUES.items())}
  {" ".join(_labelled(name, path, lang) for name, (path, lang) in _LABELS.items())}
}} GROUP BY ?item ?kind ORDER BY STR(?item)"""


def _days(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.since:
        yield asked.since, "00:00:00"
    if asked.until:
        yield asked.until, "23:59:59"


def _joined(name: str) -> str:
    return f'(GROUP_CONCAT(DISTINCT STR(?{name}_); separator="|") AS ?{name})'


def _labelled(name: str, path: str, lang: str) -> str:
    return f'OPTIONAL {{ ?item {path} ?{name}_ FILTER(LANG(?{name}_) = "{lang}") }}'


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record an item that is named."""
    found = value(objects_in(given.content), "results", "bindings")
    if not isinstance(found, list):
        yield unreadable(given, "the JSON form of SPARQL results")
        return
    for number, row in enumerate(found, start=1):
        fields = {column: string(row, column, "value") for column in _COLUMNS}
        item = string(row, "item", "value")
        key = item.removeprefix(_ENTITY)
        if not valid("wikidata", key):
            yield malformed(given, number, f"{item!r} is no item of Wikidata")
        elif fields["kind"] not in _KINDS:
            yield malformed(given, number, f"{fields['kind']!r} is no kind of organisation")
        elif not _name(fields):
            yield malformed(given, number, f"{key} has no French or English name")
        else:
            yield Record(
                source=ID,
                table=given.table,
                key=key,
                fields=fields,
                url=f"{SOURCE.url}/wiki/{key}",
                sha256=given.sha256,
                fetched_at=given.fetched_at,
                media_type=given.media_type,
            )


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The organisation with its names and identifiers; a dissolved one tells so by its status."""
    fields = record.fields
    ids = _identifiers(record)
    yield from flags(ids)
    labels = (fields[column] for column in _LABELS if column != "city")
    names = dict.fromkeys(name for cell in labels for name in several(cell))
    names.pop(_name(fields))
    yield Entry(
        source=ID,
        key=record.key,
        kinds=tuple(dict.fromkeys((fields["kind"], _sort(fields)))),
        name=_name(fields),
        aliases=tuple(names),
        identifiers=good(ids),
        country="FR",
        city=_only(fields["city"]),
        url=web_address(_first(fields["website"])),
        status="dissolved" if fields["dissolved"] else "",
        evidence=evidence(SOURCE, record, "label_fr", "label_en", "siren", "ror", "city"),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The organisation has its seat in a town, where it has just one."""
    fields = record.fields
    city = _only(fields["city"])
    if not city or fields["dissolved"]:
        return
    ids = good(_identifiers(record))
    subject = Mention(text=_name(fields), kind=_sort(fields), identifiers=ids, place=city)
    stated = evidence(SOURCE, record, "label_fr", "label_en", "city", "insee")
    yield claim(subject, "locatedIn", place(city, code=_only(fields["insee"])), stated)


def _name(fields: Mapping[str, str]) -> str:
    return _first(fields["label_fr"]) or _first(fields["label_en"])


def _sort(fields: Mapping[str, str]) -> str:
    """The type of organisation that the kind belongs to."""
    return annotation_type(fields["kind"])


def _first(cell: str) -> str:
    return next(iter(several(cell)), "")


def _only(cell: str) -> str:
    """The value of a cell with just one; several seats are none."""
    found = several(cell)
    return found[0] if len(found) == 1 else ""


def _identifiers(record: Record) -> list[Identifier | Flag]:
    fields = record.fields
    known = (
        one
        for scheme in _SCHEMES
        for number in several(fields[scheme])
        for one in identifiers(record, **{scheme: number})
    )
    return [Identifier("wikidata", record.key), *known]
