"""Projects of the Investissements d'avenir (France 2030) run by ANR, and their partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.declared import PIA_PARTNERS, PIA_PROJECTS
from biograph.harvest.kinds import PARTNER_KINDS
from biograph.harvest.places import town
from biograph.harvest.rows import claim, dated, evidence, flags, good, identifiers, place
from biograph.harvest.tables import read
from biograph.model import (
    Claim,
    Entry,
    Flag,
    Identifier,
    Mention,
    Reason,
    Record,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = Source(
    id="pia",
    title="Projets et partenaires des Investissements d'avenir opérés par l'ANR",
    publisher="Agence nationale de la recherche",
    licence="Licence Ouverte",
    url="https://www.data.gouv.fr/datasets/anr-02-projets-anr-dgpie-detail-des-projets-et-des-partenaires/",
    date="2022-05-12",
)
ANR = Mention(
    text="Agence nationale de la recherche",
    kind="Funder",
    identifiers=(Identifier("ror", "00rbzpz17"),),
    place="FR",
)
_UNKNOWN = {"", "Non renseigné"}


def records(root: Path) -> Iterator[Record | Flag]:
    """One record a project, then one a partner in a project."""
    for table in (PIA_PROJECTS, PIA_PARTNERS):
        for record in read(table, root, source=SOURCE.id, url=SOURCE.url):
            yield dated(record, "Action.Edition")


def text(record: Record) -> tuple[str, str, str] | None:
    """Title and summary of a project (some summaries are in English); None without summary."""
    fields = record.fields
    if record.table != PIA_PROJECTS.name or not fields.get("Projet.Resume.Francais", "").strip():
        return None
    title = fields["Projet.Titre.Francais"].strip()
    summary = fields["Projet.Resume.Francais"].strip()
    return title, f"{title}\n\n{summary}", ""


def entries(record: Record) -> Iterator[Entry | Flag]:
    """The project; partners have no identifier, so the linker knows them by name."""
    if record.table != PIA_PROJECTS.name:
        return
    fields = record.fields
    acronym, title = fields["Projet.Acronyme"].strip(), fields["Projet.Titre.Francais"].strip()
    number = list(identifiers(record, anr=record.key))
    yield from flags(number)
    yield Entry(
        source=SOURCE.id,
        key=record.key,
        kinds=("Project",),
        name=acronym or title or record.key,
        aliases=(title,) if acronym and title else (),
        identifiers=good(number),
        country="FR",
        url=f"https://anr.fr/Projet-{record.key}",
        evidence=evidence(
            SOURCE, record, "Projet.Acronyme", "Projet.Titre.Francais", content=text(record)
        ),
    )


def claims(record: Record) -> Iterator[Claim | Flag]:
    """ANR funds the project with an amount; a partner takes part in it and lies in a town."""
    yield from _grant(record) if record.table == PIA_PROJECTS.name else _partner(record)


def _grant(record: Record) -> Iterator[Claim | Flag]:
    fields = record.fields
    euros = fields["Projet.Aide_allouee"].strip()
    columns = ("Projet.Acronyme", "Action.Edition", "Projet.Aide_allouee")
    yield claim(
        ANR,
        "funds",
        _project(record, record.key),
        evidence(SOURCE, record, *columns, content=text(record)),
        date=fields["Action.Edition"],
        amount=f"{euros} €" if euros not in {"", "0"} else "",  # 0: not published yet
    )


def _partner(record: Record) -> Iterator[Claim | Flag]:
    fields = record.fields
    name = fields["Projet.Partenaire.Nom_organisme"].strip()
    if name in _UNKNOWN:
        yield Flag(
            reason=Reason.EMPTY,
            where=f"{record.table}#{record.key}",
            message="the row names no partner",
            mend="wait until the publisher names it, or drop the row",
        )
        return
    city = town(fields["Projet.Partenaire.Adresse.Ville"])
    category = fields["Projet.Partenaire.Categorie_organisme"]
    partner = Mention(
        text=name,
        kind=PARTNER_KINDS.get(category, "ResearchOrganization"),
        place="" if city in _UNKNOWN else city,
    )
    project = _project(record, fields["Projet.Code_Decision_ANR"])
    columns = (
        "Projet.Acronyme",
        "Projet.Partenaire.Nom_organisme",
        "Projet.Partenaire.Est_coordinateur",
    )
    year = fields["Action.Edition"]
    yield claim(
        partner,
        "participatesIn",
        project,
        evidence(SOURCE, record, *columns, content=text(record)),
        date=year,
    )
    if city not in _UNKNOWN:
        seat = ("Projet.Partenaire.Nom_organisme", "Projet.Partenaire.Adresse.Ville")
        yield claim(
            partner,
            "locatedIn",
            place(city),
            evidence(SOURCE, record, *seat, content=text(record)),
        )


def _project(record: Record, code: str) -> Mention:
    ids = good(identifiers(record, anr=code))
    return Mention(text=record.fields["Projet.Acronyme"] or code, kind="Project", identifiers=ids)
