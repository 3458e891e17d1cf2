"""EPAR: who makes the active substance of critical biologics and who releases their batches."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import EMA, EPAR
from biograph.harvest.places import country_code, folded
from biograph.harvest.rows import claim, codes, evidence, flags, good, identifiers, place
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Reason, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="epar",
    title="EPAR product information, Annex II: manufacturers of critical biologics",
    publisher="European Medicines Agency",
    licence="EMA legal notice (reuse with acknowledgement)",
    url="https://www.ema.europa.eu/en/medicines",
    date="2026-05",
    lang="en",
    attribution="Source: European Medicines Agency",
)
# step -> what the site does; kinds of the site
_STEPS = {
    "1": ("makesSubstanceOf", ("ProductionSite", "Site")),
    "2": ("releasesBatchesOf", ("Site",)),
}
_POSTCODE = re.compile(r"\s+[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$")  # British ones stand after the town

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a medicine, step and site, with the number that EMA's table gives the medicine.

    The row names its medicine by its brand only; one that the table lacks is flagged and used by
    its name.
    """
    numbers = _numbers(root)
    for record in read(EPAR, root, source=SOURCE.id, url=SOURCE.url):
        if isinstance(record, Flag):
            yield record
            continue
        known = numbers[_brand(record.fields["medicine"])]
        if len(known) != 1:
            yield Flag(
                reason=Reason.NO_ENTITY,
                where=f"{record.table}#{record.key}",
                message=f"EMA's table has {len(known)} biologics called "
                f"{record.fields['medicine']!r}",
                mend="write the name as the table does; the row is used by its name",
            )
        number = next(iter(known)) if len(known) == 1 else ""
        yield replace(record, fields={**record.fields, "ema_number": number})


def _numbers(root: Path) -> defaultdict[str, set[str]]:
    """The EMA numbers of the biologics by brand."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in read(EMA, root, source=SOURCE.id):
        if isinstance(record, Record) and record.fields["bio_class"]:  # ema flags what is wrong
            found[_brand(record.fields["name"])].add(record.key)
    return found


def _brand(name: str) -> str:
    """The name without what it was called before, which follows in brackets."""
    return folded(name.partition(" (")[0])


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The medicine, the site and the legal entity that runs it."""
    fields = record.fields
    ids = [*_identifiers(record), *codes(record, "atc")]
    yield from flags(ids)
    yield Entry(
        source=SOURCE.id,
        key=f"medicine/{fields['medicine']}",
        kinds=("Therapy",),
        name=fields["medicine"],
        identifiers=good(ids),
        evidence=evidence(SOURCE, record, "medicine", "active_substance", "atc"),
    )
    country = country_code(fields["country"])
    if not country:
        yield _wrong(record, "country", "add the country to harvest/places.py, or correct the row")
    site = _site(record)
    stated = evidence(SOURCE, record, "manufacturer", "city", "country")
    yield Entry(
        source=SOURCE.id,
        key=site.identifiers[0].value,
        kinds=_STEPS.get(fields["step"], _STEPS["2"])[1],
        name=site.text,
        identifiers=site.identifiers,
        country=country,
        city=_town(record),
        evidence=stated,
    )
    yield Entry(
        source=SOURCE.id,
        key=_company(record).identifiers[0].value,
        kinds=("Company",),
        name=fields["manufacturer"],
        identifiers=_company(record).identifiers,
        evidence=stated,
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """Where the site is, who runs it, and what it does for the medicine."""
    fields = record.fields
    site = _site(record)
    stated = evidence(SOURCE, record, "manufacturer", "city", "country")
    town = place(_town(record), country=country_code(fields["country"]))
    yield claim(site, "locatedIn", town, stated)
    yield claim(_company(record), "operatesSite", site, stated)
    if fields["step"] not in _STEPS:
        yield _wrong(record, "step", "write 1 for the active substance, 2 for batch release")
        return
    ids = good(_identifiers(record))
    medicine = Mention(text=fields["medicine"], kind="Therapy", identifiers=ids)
    columns = ("medicine", "active_substance", "atc", "manufacturer", "city", "country", "step")
    yield claim(site, _STEPS[fields["step"]][0], medicine, evidence(SOURCE, record, *columns))


def _wrong(record: Record, column: str, mend: str) -> Flag:
    return Flag(
        reason=Reason.MALFORMED,
        where=f"{record.table}#{record.key}",
        message=f"the {column} is {record.fields[column]!r}",
        mend=mend,
    )


def _town(record: Record) -> str:
    return _POSTCODE.sub("", record.fields["city"].partition(",")[0])


def _site(record: Record) -> Mention:
    """A maker at an address: two addresses in one town are two sites."""
    name, city = record.fields["manufacturer"], record.fields["city"]
    ids = (Identifier("epar", f"site/{_spelled(name)}, {city}"),)
    return Mention(text=f"{name}, {city}", kind="Site", identifiers=ids, place=_town(record))


def _company(record: Record) -> Mention:
    name = record.fields["manufacturer"]
    ids = (Identifier("epar", f"manufacturer/{_spelled(name)}"),)
    return Mention(text=name, kind="Company", identifiers=ids)


def _spelled(name: str) -> str:
    """The words of a maker's name in one spelling; the legal form stays: it tells makers apart."""
    plain = re.sub(r"\([^)]*\)", " ", name.casefold().replace("&", " and "))
    return " ".join(re.findall(r"\w+", re.sub(r"\blimited\b", "ltd", plain).replace("b.v.", "bv")))


def _identifiers(record: Record) -> list[Identifier | Flag]:
    return list(identifiers(record, emaNumber=record.fields["ema_number"]))
