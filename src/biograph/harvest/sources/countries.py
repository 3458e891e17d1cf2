"""Countries with their ISO 3166 codes and names in both languages, and which are in the EU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.base import no_claims, no_text
from biograph.harvest.rows import evidence, good, identifiers, several
from biograph.harvest.tables import Table, read
from biograph.model import Entry, Flag, Record, Source
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="countries",
    title="Pays cités dans la filière, avec leur code ISO 3166",
    publisher="biograph",
    licence="Apache-2.0",
    url="https://w3id.org/biograph/",
    date="2026-11-22",
)
_TABLE = Table(
    path="gazetteers/countries.tsv",
    key=("code",),
    columns=("name_fr", "name_en", "aliases", "area"),
    delimiter="\t",
    quoted=False,
)

text = no_text
claims = no_claims


def records(_root: Path) -> Iterator[Record | Flag]:
    """One record a country of the package, whatever the snapshot."""
    yield from read(_TABLE, extract(), source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The country; ``region`` is the area it belongs to (``EU``), empty outside."""
    fields = record.fields
    names = (fields["name_en"], *several(fields["aliases"]))
    yield Entry(
        source=SOURCE.id,
        key=f"country/{record.key}",
        kinds=("Country", "Location"),
        name=fields["name_fr"],
        aliases=tuple(name for name in names if name != fields["name_fr"]),
        identifiers=good(identifiers(record, country=record.key)),
        region=fields["area"],
        evidence=evidence(SOURCE, record, "code", "name_fr", "name_en", "area"),
    )
