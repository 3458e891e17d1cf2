"""RNSR, the national register of public research structures: laboratories and their tutelles."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from biograph.harvest.base import no_text
from biograph.harvest.declared import RNSR
from biograph.harvest.kinds import hospital
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
from biograph.model import Claim, Entry, Flag, Mention, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="rnsr",
    title="Répertoire national des structures de recherche publiques actives",
    publisher="Ministère de l'Enseignement supérieur et de la Recherche",
    licence="Licence Ouverte 2.0",
    url="https://data.enseignementsup-recherche.gouv.fr/explore/dataset/fr-esr-structures-recherche-publiques-actives/",
    date="2022-02",
)

text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a laboratory, team or federation."""
    yield from read(RNSR, root, source=SOURCE.id, url=SOURCE.url)


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The laboratory with its acronym and unit numbers."""
    fields = record.fields
    number = list(identifiers(record, rnsr=record.key))
    yield from flags(number)
    others = [*several(fields["sigle"], ";"), *several(fields["label_numero"], ";")]
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("ResearchOrganization",),
        name=fields["libelle"],
        aliases=tuple(name for name in others if name != fields["libelle"]),
        identifiers=good(number),
        country="FR",
        city=town(fields["commune"]),
        url=web_address(fields["site_web"]),
        evidence=evidence(SOURCE, record, RNSR.key[0], "libelle", "sigle", "commune"),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """The laboratory lies in a town and has supervisors; taking part is not supervising."""
    fields = record.fields
    city = town(fields["commune"])
    laboratory = Mention(
        text=fields["libelle"],
        kind="ResearchOrganization",
        identifiers=good(identifiers(record, rnsr=record.key)),
        place=city,
    )
    if city:
        seat = evidence(SOURCE, record, "libelle", "code_postal", "commune")
        yield claim(laboratory, "locatedIn", place(city, postcode=fields["code_postal"]), seat)
    stated = evidence(SOURCE, record, "libelle", "tutelles", "siret_des_tutelles")
    for supervisor in _supervisors(record):
        yield claim(laboratory, "hasSupervisor", supervisor, stated)


def _supervisors(record: Record) -> Iterator[Mention]:
    """The tutelles: four parallel lists, some of which hold one body more than once."""
    columns = ("tutelles", "siret_des_tutelles", "code_de_type_de_tutelle")
    lists = [record.fields[column].split(";") for column in columns]
    for name, siret, role in dict.fromkeys(zip_longest(*lists, fillvalue="")):
        if name.strip() and role == "TUTE":
            yield Mention(
                text=name.strip(),
                kind="Hospital" if hospital(name) else "ResearchOrganization",
                identifiers=good(identifiers(record, siren=siret.strip()[:9])),
            )
