"""Partners of ANR's projects in life-science calls, under the many spellings applicants gave.

The rows make no entries: they are other people's names for laboratories, firms and foundations
that the registers know, and serve as positive pairs for the linker where an RNSR number stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.base import no_entries, no_text
from biograph.harvest.declared import ANR_PARTNERS
from biograph.harvest.kinds import PARTNER_KINDS, hospital
from biograph.harvest.places import town
from biograph.harvest.rows import claim, evidence, flags, good, identifiers, iso_date
from biograph.harvest.sources.pia import ANR
from biograph.harvest.tables import read
from biograph.model import Claim, Flag, Mention, Reason, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOURCE = Source(
    id="anr",
    title="Partenaires des projets de l'ANR (DOS), appels en sciences du vivant",
    publisher="Agence nationale de la recherche",
    licence="Licence Ouverte",
    url="https://www.data.gouv.fr/datasets/anr-01-projets-anr-dos-detail-des-projets-et-des-partenaires/",
    date="2022-05-04",
)
_LABORATORY = "Laboratoire public"
_PUBLIC = frozenset({_LABORATORY, "Divers public", ""})
# "Xavier DUPONT": the applicant stands where the laboratory should
_PERSON = re.compile(
    r"(?!(?:Institut|Département|Laboratoire|Plateforme|Synchrotron|Unité|Inria|Centre|Service|"
    r"Hôpital|[EÉ]quipe|Université|Clinique|Groupe|[EÉ]cole|Plate-forme) )"
    r"[A-ZÉÈ][a-zà-ÿ]+(?:-[A-ZÉÈ][a-zà-ÿ]+)? [A-ZÀ-Ý'-]{3,}"
)

entries = no_entries
text = no_text


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a spelling of a partner in a town."""
    yield from read(ANR_PARTNERS, root, source=SOURCE.id, url=SOURCE.url)


def claims(record: Record) -> Iterator[Claim | Flag]:
    """ANR funds the partner since the year of its first project.

    The last year is that of its latest award, not the end of the money: it stands in the evidence.
    """
    fields = record.fields
    if reason := _aside(record):
        yield reason
        return
    number = list(identifiers(record, rnsr=fields["Code_RNSR"].strip()))
    yield from flags(number)
    partner = Mention(
        text=fields["Nom_organisme"].strip(),
        kind=_kind(record),
        identifiers=good(number),
        place=town(fields["Adresse.Ville"].partition(",")[0]),  # "Paris, Île-de-France, France"
    )
    columns = (*ANR_PARTNERS.key, *ANR_PARTNERS.columns)
    yield claim(
        ANR,
        "funds",
        partner,
        evidence(SOURCE, record, *columns),
        date=iso_date(fields["premiere_annee"]),
    )


def _kind(record: Record) -> str:
    category = record.fields["Categorie_organisme"].strip()
    if category in _PUBLIC and hospital(record.fields["Nom_organisme"]):
        return "Hospital"
    return PARTNER_KINDS.get(category, "ResearchOrganization")


def is_person(fields: Mapping[str, str]) -> bool:
    """True where the name of a public partner looks like an applicant's own."""
    public = fields["Categorie_organisme"].strip() in _PUBLIC
    return public and bool(_PERSON.fullmatch(fields["Nom_organisme"].strip()))


def _aside(record: Record) -> Flag | None:
    """Why a row makes no claim: it names nobody, or perhaps a team or a person."""
    fields = record.fields
    name, code = fields["Nom_organisme"].strip(), fields["Code_RNSR"].strip()
    where = f"{record.table}#{record.key}"
    reason = Reason.NO_ENTITY
    if not name:
        reason, message, mend = Reason.EMPTY, "the row names no partner", "drop the row"
    elif is_person(fields):
        where = f"{record.table}#{code}"  # the name goes no further
        message = "the name looks like a person's"
        mend = "write the name that RNSR gives the laboratory of this number"
    elif fields["Categorie_organisme"].strip() == _LABORATORY and not code:
        message = "a public laboratory without RNSR number: the name may be a team's or a person's"
        mend = "look the laboratory up in RNSR and fill in Code_RNSR"
    else:
        return None
    return Flag(reason=reason, where=where, message=message, mend=mend)
