"""BDPM, the public base of medicines: biologics on the French market, holders, shortages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import BIOLOGICS, SHORT, SHORTAGES, SHORTAGES_ON
from biograph.harvest.kinds import CLASSES, therapy_class
from biograph.harvest.places import country_code
from biograph.harvest.rows import (
    FRANCE,
    claim,
    codes,
    evidence,
    flags,
    good,
    identifiers,
    iso_date,
    several,
)
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Modality, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOURCE = Source(
    id="bdpm",
    title="Base de données publique des médicaments : biomédicaments et disponibilité",
    publisher="ANSM, HAS, UNCAM",
    licence="Licence Ouverte (conditions de la BDPM)",
    url="https://base-donnees-publique.medicaments.gouv.fr/",
    date=SHORTAGES_ON,
    complete_for=("holdsAuthorisation",),  # every medicine authorised in France has a record
)
#: Medicines whose interruption may endanger life: their holders have duties of supply.
MAJOR_INTEREST = Mention(
    text="médicaments d'intérêt thérapeutique majeur",
    kind="MedicineList",
    identifiers=(Identifier("list", "MajorInterestList"),),
)
_ACTIVE = "Autorisation active"

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a biologic, then one a line of each recorded shortage list that concerns one.

    A shortage line names its medicine by number only, so ``denomination`` and ``ema_number`` are
    joined to it from the first table.
    """
    medicines: dict[str, Mapping[str, str]] = {}
    for record in read(BIOLOGICS, root, source=SOURCE.id, url=SOURCE.url):
        if isinstance(record, Record):
            medicines[record.key] = record.fields
        yield record
    for record in read(
        SHORTAGES,
        root,
        source=SOURCE.id,
        url=SOURCE.url,
        wanted=lambda row: row["cis"] in medicines,
    ):
        yield _joined(record, medicines) if isinstance(record, Record) else record


def _joined(record: Record, medicines: Mapping[str, Mapping[str, str]]) -> Record:
    medicine = medicines[record.fields["cis"]]
    names = {column: medicine[column] for column in ("denomination", "ema_number")}
    return replace(record, fields={**record.fields, **names})


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The medicine and the holders of its authorisation."""
    if record.table != BIOLOGICS.name:
        return
    fields = record.fields
    ids = [*_identifiers(record), *codes(record, "code_atc")]
    yield from flags(ids)
    name = _denomination(record)
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("Therapy",),
        name=name,
        aliases=(brand,) if (brand := brand_name(name)) != name else (),
        identifiers=good(ids),
        country="FR",
        status=fields["etat_commercialisation"],
        evidence=evidence(SOURCE, record, "cis", "denomination", "etat_commercialisation"),
    )
    for holder in _holders(record):
        yield Entry(
            source=SOURCE.id,
            key=f"titulaire/{holder.text}",
            kinds=("PharmaCompany", "Company"),
            name=holder.text,
            country=holder.place,
            evidence=evidence(SOURCE, record, "cis", "titulaires"),
        )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """Who holds the authorisation, what class it is of, whether France watches or lacks it."""
    yield from _medicine(record) if record.table == BIOLOGICS.name else _shortage(record)


def _medicine(record: Record) -> Iterator[Claim]:
    fields = record.fields
    product = _product(record)
    active = fields["statut_amm"] == _ACTIVE
    stated = evidence(SOURCE, record, "denomination", "titulaires", "statut_amm", "date_amm")
    for holder in _holders(record):
        yield claim(
            holder,
            "holdsAuthorisation",
            product,
            stated,
            date=iso_date(fields["date_amm"]),
            modality=Modality.ASSERTED if active else Modality.ENDED,
        )
    if slug := CLASSES.get(fields["classe"]):
        stated = evidence(SOURCE, record, "denomination", "substances_fr", "code_atc", "classe")
        yield claim(product, "hasTherapyClass", therapy_class(slug, fields["classe"]), stated)
    if fields["mitm"] == "yes":
        stated = evidence(SOURCE, record, "denomination", "mitm")
        yield claim(product, "onList", MAJOR_INTEREST, stated)


def _shortage(record: Record) -> Iterator[Claim]:
    """That it was short on the day of the list; 3 (no longer sold) and 4 (back) are no shortage."""
    fields = record.fields
    if fields["code_statut"] not in SHORT:
        return
    columns = (
        "instantane",
        "denomination",
        "statut",
        "date_debut",
        "date_mise_a_jour",
        "date_remise_disposition",
    )
    yield claim(
        _product(record),
        "inShortage",
        FRANCE,
        evidence(SOURCE, record, *columns),
        date=iso_date(fields["date_debut"]),
        until=iso_date(fields["date_remise_disposition"]),
        observed=iso_date(fields["instantane"]),
        status=fields["statut"],
    )


def brand_name(denomination: str) -> str:
    """What stands before dose and form: ``ABASAGLAR`` of ``ABASAGLAR 100 unités/ml, ...``."""
    head = re.split(r",|\s+\d|\s+(?:suspension|solution|poudre)\b", denomination, maxsplit=1)[0]
    return " ".join(head.split()) or denomination


def _denomination(record: Record) -> str:
    return " ".join(record.fields["denomination"].split())


def _product(record: Record) -> Mention:
    ids = good(_identifiers(record))
    return Mention(text=_denomination(record), kind="Therapy", identifiers=ids)


def _holders(record: Record) -> Iterator[Mention]:
    """The holders: the country stands in brackets when abroad; ``NE PAS UTILISER`` is no name."""
    for holder in several(record.fields["titulaires"], ";"):
        name, country = holder.removeprefix("NE PAS UTILISER").strip(), ""
        if found := re.fullmatch(r"(.+?)\s*\(\s*([^()]+?)\s*\)", name):
            country = country_code(found[2])
            name = found[1] if country else name
        yield Mention(text=name, kind="Company", subtype="PharmaCompany", place=country)


def _identifiers(record: Record) -> list[Identifier | Flag]:
    fields = record.fields
    return list(identifiers(record, cis=fields["cis"], emaNumber=fields["ema_number"]))
