"""Orphadata's nomenclature (product 1) in French and English, joined by ORPHAcode.

A disease has its names in two files of 40 MB, released together twice a year. They are kept as one
archive, so that what is kept can be read alone. The French file's validators stand for both. The
other products (genes, ages of onset, prevalence) are not asked for: no fact is made of them.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from biograph.harvest.declared import ORPHANET
from biograph.harvest.forms import archive, whole
from biograph.harvest.rows import iso_date
from biograph.harvest.sources.orphanet import SOURCE
from biograph.model import Flag, Reason, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

    _Row = dict[str, str]

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
FILES = "https://www.orphadata.com/data/xml"
FRENCH, ENGLISH = "fr_product1.xml", "en_product1.xml"
#: Nine tenths of the 9,960 names of the English file of December 2025, without obsolete entries.
TABLE = replace(ORPHANET, floor=8_900)
_INACTIVE = 8192  # a bit of a DisorderFlag
# what the name of an inactive entry begins with -> its status in the snapshot
_MARKS = {"OBSOL": "Inactif : Obsolète", "NON RARE": "Inactif : Non rare en Europe"}
_EXACT = "E "  # how the name of an exact mapping begins, in all languages
_ROOT = re.compile(rb"<JDBOR[^>]*? date=\"([^\"]+)\"")
_LIST = re.compile(rb"<DisorderList count=\"([0-9]+)\"")
_HEAD = 5_000  # bytes within which both stand


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Both files as one, or nothing where the French one is unchanged."""
    french = client.get(f"{FILES}/{FRENCH}", accept="application/xml", conditional=True)
    for page in whole.page(french, asked.query, _count, total=_announced(french.content)):
        english = client.get(f"{FILES}/{ENGLISH}", accept="application/xml")
        for other in whole.page(english, asked.query, _count):
            files = {FRENCH: french.content, ENGLISH: other.payload.content}
            yield replace(page, payload=replace(page.payload, content=archive.packed(files)))


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record an ORPHAcode, dated as the French file is."""
    found = archive.members(given, FRENCH, ENGLISH)
    if isinstance(found, Flag):
        yield found
        return
    released = [_released(content) for content in found.values()]
    if released[0] != released[1]:
        yield _unlike(given, *released)
    for one in whole.records(given, TABLE, _joined(given, found)):
        yield replace(one, published=released[0]) if isinstance(one, Record) else one


def _count(content: bytes) -> int | None:
    return content.count(b"<Disorder ") if _ROOT.search(content[:_HEAD]) else None


def _announced(content: bytes) -> int | None:
    told = _LIST.search(content[:_HEAD])
    return int(told[1]) if told else None


def _released(content: bytes) -> str:
    told = _ROOT.search(content[:_HEAD])
    return iso_date(told[1].decode(errors="replace")) if told else ""


def _joined(given: Payload, files: Mapping[str, bytes]) -> Iterator[_Row | Flag]:
    """The diseases with their names in both languages; last those the French file lacks."""
    english: dict[str, _Row] = {}
    for row in _diseases(given, ENGLISH, files):
        if isinstance(row, Flag):
            yield row
        else:
            english[row["orpha_code"]] = row
    for row in _diseases(given, FRENCH, files):
        if isinstance(row, Flag):
            yield row
        else:
            other = english.pop(row["orpha_code"], {})
            yield {"label_fr": row.pop("name"), "label_en": other.get("name", ""), **row}
    for row in english.values():
        yield {"label_fr": "", "label_en": row.pop("name"), **row, "synonymes_fr": ""}


def _diseases(given: Payload, name: str, files: Mapping[str, bytes]) -> Iterator[_Row | Flag]:
    """The diseases of a file one by one; entities are left alone, nothing is fetched."""
    found = etree.iterparse(
        io.BytesIO(files[name]), tag="Disorder", resolve_entities=False, no_network=True
    )
    try:
        for _, disease in found:
            yield _row(disease)
            disease.clear()
            while disease.getprevious() is not None:
                del disease.getparent()[0]
    except etree.XMLSyntaxError as error:
        yield Flag(
            reason=Reason.UNREADABLE_FILE,
            where=f"{given.url} {name}",
            message=f"the XML breaks off or is damaged: {error}",
            mend="fetch the file again; the one before it stays in use",
        )


def _row(disease: etree._Element) -> _Row:
    synonyms = (one.text or "" for one in disease.iterfind("SynonymList/Synonym"))
    return {
        "orpha_code": (disease.findtext("OrphaCode") or "").strip(),
        "name": (disease.findtext("Name") or "").strip(),
        "statut": _status(disease),
        "synonymes_fr": " | ".join(filter(None, map(str.strip, synonyms))),
        "omim_exact": _exact(disease, "OMIM"),
        "mondo_exact": f"MONDO:{mondo}" if (mondo := _exact(disease, "MONDO")) else "",
    }


def _status(disease: etree._Element) -> str:
    name = (disease.findtext("Name") or "").strip()
    if told := next((status for mark, status in _MARKS.items() if name.startswith(mark)), ""):
        return told
    flags = (one.text or "" for one in disease.iterfind("DisorderFlagList/DisorderFlag/Value"))
    inactive = any(flag.isdigit() and int(flag) & _INACTIVE for flag in flags)
    return "Inactif" if inactive else "Actif"


def _exact(disease: etree._Element, source: str) -> str:
    """The reference that Orphanet calls equivalent, where there is one and no other."""
    found = [
        (one.findtext("Reference") or "").strip()
        for one in disease.iterfind("ExternalReferenceList/ExternalReference")
        if one.findtext("Source") == source
        and (one.findtext("DisorderMappingRelation/Name") or "").startswith(_EXACT)
    ]
    return found[0] if len(found) == 1 else ""


def _unlike(given: Payload, french: str, english: str) -> Flag:
    return Flag(
        reason=Reason.UNSURE,
        where=given.url,
        message=f"the French file is of {french or 'no date'}, the English one of {english}",
        mend="wait until both are released, and fetch them again",
    )
