"""Listed French companies of the health sector, from FinanceDatabase (its prose stays outside)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import LISTED
from biograph.harvest.kinds import DRUG_INDUSTRIES
from biograph.harvest.places import town
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
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Mention, Reason, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="listed",
    title="FinanceDatabase, listed French companies of the health sector",
    publisher="FinanceDatabase",
    licence="MIT",
    url="https://github.com/JerBouma/FinanceDatabase",
    date="2026-08",
    lang="en",
)
# the name of a security, not of its issuer: "GENOWAY S.A. INH.  EO -,60", "... ORD SHS"
_SECURITY = re.compile(r"\bEO ?-?[0-9]*,|\bEO ?[0-9]|\bORD SHS\b|\b(?:NAM|ADR)\b|\)-,[0-9]")
_TOWN = re.compile(r"[\w '’.-]*")
_STATUS = {"True": "delisted", "False": "listed"}

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a company (a few rows are of securities)."""
    yield from read(LISTED, root, source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The company with its ISIN, other names and place; a security makes none."""
    fields = record.fields
    if _SECURITY.search(record.key):
        yield Flag(
            reason=Reason.NO_ENTITY,
            where=f"{record.table}#{record.key}",
            message="the row names a security, not a company",
            mend="join it to the row of the company that issued it",
        )
        return
    ids, city = list(identifiers(record, isin=fields["isin"].strip())), _town(record)
    yield from flags(ids)
    if isinstance(city, Flag):
        yield city
    others = [name for name in several(fields["autres_noms"]) if not _SECURITY.search(name)]
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=_kinds(record),
        name=record.key.strip(),
        aliases=tuple(name for name in others if name != record.key.strip()),
        identifiers=good(ids),
        country="FR",
        city="" if isinstance(city, Flag) else city,
        url=web_address(fields["website"]),
        status=_STATUS.get(fields["delisted"].strip(), ""),
        evidence=evidence(SOURCE, record, "name", "isin", "industry", "city", "delisted"),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The company lies in its town."""
    fields, city = record.fields, _town(record)
    if _SECURITY.search(record.key) or isinstance(city, Flag) or not city:
        return
    company = Mention(
        text=record.key.strip(),
        kind=_kinds(record)[-1],
        subtype=_kinds(record)[0] if len(_kinds(record)) > 1 else "",
        identifiers=good(identifiers(record, isin=fields["isin"].strip())),
        place=city,
    )
    postcode = fields["zipcode"].strip()
    postcode = postcode.zfill(5) if postcode.isdigit() else ""  # read as numbers: 6560 is 06560
    seat = evidence(SOURCE, record, "name", "city", "zipcode")
    yield claim(company, "locatedIn", place(city, postcode=postcode), seat)


def _kinds(record: Record) -> tuple[str, ...]:
    drugs = record.fields["industry"].strip() in DRUG_INDUSTRIES
    return ("PharmaCompany", "Company") if drugs else ("Company",)


def _town(record: Record) -> str | Flag:
    """The town's name, or a flag where its letters were lost on the way."""
    city = record.fields["city"].strip()
    if _TOWN.fullmatch(city):
        return town(city)
    return Flag(
        reason=Reason.BAD_ENCODING,
        where=f"{record.table}#{record.key}",
        message=f"{city!r} holds signs that no town's name has",
        mend="write the town's name as its postcode tells it; the row is used without it",
    )
