"""i-Lab, the national contest for deep-tech start-ups: winners, their laboratories, their pitch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.declared import ILAB, UNIT, UNIT_NAME
from biograph.harvest.rows import (
    claim,
    dated,
    evidence,
    flags,
    good,
    identifiers,
    several,
    web_address,
)
from biograph.harvest.tables import read
from biograph.model import Claim, Entry, Flag, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="ilab",
    title="Lauréats du concours national d'aide à la création d'entreprises i-Lab",
    publisher="Ministère de l'Enseignement supérieur et de la Recherche",
    licence="Licence Ouverte 2.0",
    url="https://data.enseignementsup-recherche.gouv.fr/explore/dataset/fr-esr-laureats-concours-national-i-lab/",
    date="2025-11",
)
CONTEST = Mention(text="Concours i-Lab", kind="Funder")


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a winner and year."""
    for record in read(ILAB, root, source=SOURCE.id, url=SOURCE.url):
        yield dated(record, "Année de concours")


def text(record: Record) -> tuple[str, str, str] | None:
    """The project's name (or pitch) as title, pitch and summary as text; None without either."""
    fields = record.fields
    pitch, summary = fields.get("Moto", "").strip(), fields.get("Résumé", "").strip()
    body = "\n\n".join(part for part in (pitch, summary) if part)
    return (fields.get("Projet", "").strip() or pitch, body, "fr") if body else None


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The company, where the row names one."""
    fields = record.fields
    siren = list(identifiers(record, siren=fields["N° SIREN"]))
    yield from flags(siren)
    if not (name := fields["Libellé entreprise"].strip()):
        return
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("Startup", "Company"),
        name=name,
        identifiers=good(siren),
        country="FR",
        region=fields["Région"],
        url=web_address(fields.get("Site web entreprise", "")),
        evidence=evidence(
            SOURCE, record, "Libellé entreprise", "N° SIREN", "Région", content=text(record)
        ),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The contest funds the company, which lies in a region and comes from laboratories."""
    fields = record.fields
    if not (name := fields["Libellé entreprise"].strip()):
        return
    ids = good(identifiers(record, siren=fields["N° SIREN"]))
    company = Mention(
        text=name, kind="Company", subtype="Startup", identifiers=ids, place=fields["Région"]
    )
    year = fields["Année de concours"]
    award = evidence(
        SOURCE, record, "Année de concours", "Libellé entreprise", "N° SIREN", content=text(record)
    )
    yield claim(CONTEST, "funds", company, award, date=year)
    if fields["Région"]:
        seat = evidence(SOURCE, record, "Libellé entreprise", "Région", content=text(record))
        yield claim(company, "locatedIn", _region(record), seat)
    related = evidence(SOURCE, record, "Libellé entreprise", UNIT, UNIT_NAME, content=text(record))
    for unit in _units(record):
        yield claim(company, "relatedLaboratory", unit, related, date=year)


def _region(record: Record) -> Mention:
    code = record.fields["Id région"].removeprefix("R")
    ids = good(identifiers(record, region=code)) if code.isdigit() else ()
    return Mention(text=record.fields["Région"], kind="Location", place="FR", identifiers=ids)


def _units(record: Record) -> Iterator[Mention]:
    """The laboratories of a row; names and numbers are parallel lists unless a name has commas."""
    numbers = several(record.fields[UNIT], ",;")
    names = several(record.fields[UNIT_NAME], ",;")
    if len(numbers) == 1:
        names = [record.fields[UNIT_NAME].strip()]
    for place_in_list, number in enumerate(numbers):
        name = names[place_in_list] if len(names) == len(numbers) else ""
        ids = good(identifiers(record, rnsr=number))
        if name or ids:
            yield Mention(text=name or number, kind="ResearchOrganization", identifiers=ids)
