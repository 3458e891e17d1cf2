"""Hospitals: FINESS sites, the activities they declare to SAE, cancer centres from Eurostat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import CANCER_CENTRE, EUROSTAT, FINESS, SAE
from biograph.harvest.places import insee, town
from biograph.harvest.rows import claim, evidence, flags, good, identifiers, place
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Identifier, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="finess",
    title="Établissements hospitaliers (FINESS, SAE, Eurostat)",
    publisher="Ministère de la Santé, DREES, Eurostat",
    licence="Licence Ouverte",
    url="https://www.data.gouv.fr/datasets/finess-extraction-du-fichier-des-etablissements/",
    date="2025-10",
    attribution="FINESS 2025-10, SAE 2023, Eurostat GISCO 2020-03",
)
# table -> columns of the long name, the short name and the town
_COLUMNS = {
    FINESS.name: ("rs_longue", "rs_courte", "ville_cp"),
    SAE.name: ("rs", "rs", "commune"),
    EUROSTAT.name: ("hospital_name", "site_name", "city"),
}
_NUMBER = {table.name: table.key[0] for table in (FINESS, SAE, EUROSTAT)}
_NO_HOSPITAL = "Maisons d'accueil hospitalières (M.A.H.)"  # lodging for relatives

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a site and table: the same FINESS number may come from all three."""
    for table in (FINESS, SAE):
        yield from read(table, root, source=SOURCE.id, url=SOURCE.url)
    yield from read(
        EUROSTAT,
        root,
        source=SOURCE.id,
        url=SOURCE.url,
        wanted=lambda row: row["facility_type"] == CANCER_CENTRE,
    )


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The hospital site; SAE and Eurostat rows add to the FINESS entry of the same key."""
    fields = record.fields
    ids = _identifiers(record)
    yield from flags(ids)
    name, short, city = _names_and_town(record)
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=(_kind(record),),
        name=name,
        aliases=(short,) if short and short != name else (),
        identifiers=good(ids),
        country="FR",
        city=town(city),
        lat=fields.get("lat", ""),
        lon=fields.get("lon", ""),
        evidence=evidence(SOURCE, record, _NUMBER[record.table], *_named(record)),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The site lies in a town (a commune with its INSEE code where SAE gives it)."""
    name, _, city = _names_and_town(record)
    if not (seat := town(city)):
        return
    hospital = Mention(
        text=name, kind=_kind(record), identifiers=good(_identifiers(record)), place=seat
    )
    code = insee(record.fields.get("commune_insee", ""))
    stated = evidence(SOURCE, record, *_named(record))
    yield claim(hospital, "locatedIn", place(seat, code=code, postcode=_postcode(record)), stated)


def _names_and_town(record: Record) -> tuple[str, str, str]:
    """The long name (the short one where it is empty), the short name, the town."""
    long, short, city = (record.fields[column].strip() for column in _COLUMNS[record.table])
    return long or short, short, city


def _postcode(record: Record) -> str:
    """FINESS writes the postcode before the town, Eurostat in a column; SAE has the commune."""
    found = record.fields.get("postcode") or record.fields.get("ville_cp", "")[:5]
    return found if found.isdigit() else ""


def _kind(record: Record) -> str:
    return "Site" if record.fields.get("categorie_libelle") == _NO_HOSPITAL else "Hospital"


def _named(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_COLUMNS[record.table]))


def _identifiers(record: Record) -> list[Identifier | Flag]:
    return list(identifiers(record, finess=record.key, siret=record.fields.get("siret", "")))
