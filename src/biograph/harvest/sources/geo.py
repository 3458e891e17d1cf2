"""The official geographic code: communes, départements and regions as places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_claims, no_text
from biograph.harvest.declared import COMMUNES, DEPARTEMENTS, REGIONS
from biograph.harvest.rows import evidence, flags, good, identifiers
from biograph.harvest.tables import read
from biograph.model import Entry, Flag, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="geo",
    title="Code officiel géographique et centroïdes Admin Express",
    publisher="INSEE, IGN",
    licence="Licence Ouverte",
    url="https://www.insee.fr/fr/information/2560452",
    date="2024-03",
)
# table -> kind, scheme of its code
_LEVELS = {
    COMMUNES.name: ("Commune", "insee"),
    DEPARTEMENTS.name: ("Departement", "departement"),
    REGIONS.name: ("Region", "region"),
}

text = no_text
claims = no_claims


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a place."""
    for table in (REGIONS, DEPARTEMENTS, COMMUNES):
        yield from read(table, root, source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The place, its level and official code as key; ``region`` is the code of its region.

    The département of a commune is the beginning of its code (``places.departement``).
    """
    fields = record.fields
    kind, scheme = _LEVELS[record.table]
    code = list(identifiers(record, **{scheme: record.key}))
    yield from flags(code)
    commune = record.table == COMMUNES.name
    column = "code_insee" if commune else "code"
    yield Entry(
        source=SOURCE.id,
        # 93 is a département and a region: without its level a code would name both.
        key=record.key if commune else f"{scheme}/{record.key}",
        kinds=(kind, "Location"),
        name=fields["nom"],
        identifiers=good(code),
        country="FR",
        region=fields.get("code_region", ""),
        lat=fields.get("lat", ""),
        lon=fields.get("lon", ""),
        population=fields.get("population", ""),
        evidence=evidence(SOURCE, record, column, "nom", "departement", "code_region"),
    )
