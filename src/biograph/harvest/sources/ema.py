"""EMA: biologics and advanced therapies of the Union, their holders, dates and shortages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import ATMP, EMA
from biograph.harvest.kinds import CLASSES, therapy_class
from biograph.harvest.rows import (
    claim,
    codes,
    evidence,
    flags,
    good,
    identifiers,
    iso_date,
    several,
)
from biograph.harvest.tables import Table, read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Modality, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="ema",
    title="Medicine data: human medicines, advanced therapies, shortages",
    publisher="European Medicines Agency",
    licence="EMA legal notice (reuse with acknowledgement)",
    url="https://www.ema.europa.eu/en/medicines/download-medicine-data",
    date="2026-03-14",
    lang="en",
    attribution="Source: European Medicines Agency",
)
#: The list of shortages, which only the live form has, under short names of its columns.
SHORTAGES = Table(
    path="ema_shortages.json",
    key=("url",),
    columns=("day", "medicine", "ema_number", "inn", "status", "start", "expected", "updated"),
)
_ONGOING = "Ongoing"
_UNION = Mention(text="European Union", kind="Location")
AGENCY = Mention(text="European Medicines Agency", kind="Regulator", place="NL")
# the classes of Regulation (EC) 1394/2007 as the ATMP list abbreviates them
_CLASSES = {
    **CLASSES,
    "GTMP": "gene-therapy",
    "CTMP": "somatic-cell-therapy",
    "TEP": "tissue-engineered",
}

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a biologic (or ATMP) of the medicines table, then one a line of the ATMP list."""
    yield from read(
        EMA,
        root,
        source=SOURCE.id,
        url=SOURCE.url,
        wanted=lambda row: bool(row["bio_class"]) or row["advanced_therapy"] == "Yes",
    )
    yield from read(ATMP, root, source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The medicine with its INN, and its holder; a shortage makes neither known."""
    if record.table == SHORTAGES.name:
        return
    fields = record.fields
    ids = [*_identifiers(record), *(codes(record, "atc") if record.table == EMA.name else ())]
    yield from flags(ids)
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("Therapy",),
        name=fields["name"],
        aliases=tuple(name for name in (fields["inn"].strip(),) if name),
        identifiers=good(ids),
        country="EU",
        url=fields["url"],
        status=fields.get("status", ""),
        evidence=evidence(SOURCE, record, "ema_number", "name", "inn", "status"),
    )
    if holder := fields["mah"].strip():
        yield Entry(
            source=SOURCE.id,
            key=f"mah/{holder}",
            kinds=("PharmaCompany", "Company"),
            name=holder,
            evidence=evidence(SOURCE, record, "ema_number", "mah"),
        )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """What was authorised and when, who holds it, of what classes; what the Union is short of."""
    if record.table == SHORTAGES.name:
        yield from _shortage(record)
        return
    yield from _classes(record)
    if record.table == EMA.name:
        yield from _authorisation(record)


def _classes(record: Record) -> Iterator[Claim]:
    fields = record.fields
    words = (fields["bio_class"], fields.get("atmp_type", ""))
    slugs = {slug: word for word in words if (slug := _CLASSES.get(word))}
    stated = evidence(SOURCE, record, "name", "inn", "atc", "bio_class", "atmp_type")
    for slug, word in slugs.items():
        yield claim(_product(record), "hasTherapyClass", therapy_class(slug, word), stated)


def _authorisation(record: Record) -> Iterator[Claim]:
    """Nothing for a refused or withdrawn application; ended for an authorisation that lapsed."""
    fields = record.fields
    if not (date := iso_date(fields["ma_date"])):
        return
    current = fields["status"] == "Authorised"
    modality = Modality.ASSERTED if current else Modality.ENDED
    until = "" if current else iso_date(fields["end_of_ma_date"])
    product = _product(record)
    stated = evidence(SOURCE, record, "name", "status", "ma_date", "end_of_ma_date")
    yield claim(AGENCY, "authorises", product, stated, date=date, until=until, modality=modality)
    if holder := fields["mah"].strip():
        subject = Mention(text=holder, kind="Company", subtype="PharmaCompany")
        stated = evidence(SOURCE, record, "name", "status", "mah", "ma_date")
        yield claim(
            subject,
            "holdsAuthorisation",
            product,
            stated,
            date=date,
            until=until,
            modality=modality,
        )


def _shortage(record: Record) -> Iterator[Claim]:
    """That it was short on the day of the list, which keeps those that are resolved, too.

    A resolution that was expected by that day did not come.
    """
    fields = record.fields
    if fields["status"] != _ONGOING:
        return
    medicine = Mention(
        text=fields["medicine"],
        kind="Therapy",
        identifiers=good(identifiers(record, emaNumber=fields["ema_number"])),
    )
    expected = iso_date(fields["expected"])
    yield claim(
        medicine,
        "inShortage",
        _UNION,
        evidence(SOURCE, record, "day", "medicine", "inn", "status", "start", "expected"),
        date=iso_date(fields["start"]),
        until=expected if expected > fields["day"] else "",
        observed=fields["day"],
        status=fields["status"],
    )


def _product(record: Record) -> Mention:
    ids = good(_identifiers(record))
    return Mention(text=record.fields["name"], kind="Therapy", identifiers=ids)


def _identifiers(record: Record) -> list[Identifier | Flag]:
    numbers = several(record.fields.get("bdpm_cis", ""), "|;, ")
    known = [one for cis in numbers for one in identifiers(record, cis=cis)]
    return [*identifiers(record, emaNumber=record.key), *known]
