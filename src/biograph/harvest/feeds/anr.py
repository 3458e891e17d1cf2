"""ANR's projects since 2010 from data.gouv.fr: its file of partners, summed up as the snapshot is.

One row of the snapshot is a spelling of a French partner in a town, with the projects it had in
life-science calls and in all. The code of a project tells its year and its call, so the file of
partners is all it takes. The columns with names of persons are taken out before it is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.harvest.declared import ANR_PARTNERS
from biograph.harvest.feeds.datagouv import resource
from biograph.harvest.forms import split, whole
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.whole import cell
from biograph.harvest.identifiers import valid
from biograph.harvest.places import country_code
from biograph.harvest.sources.anr import SOURCE, is_person
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.forms.whole import Row
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Record

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
PROJECT, LEADS = "Projet.Code_Decision_ANR", "Projet.Partenaire.Est_coordinateur"
COUNTRY = "Projet.Partenaire.Adresse.Pays"
COLUMNS = (PROJECT, LEADS, COUNTRY, *(f"Projet.Partenaire.{name}" for name in ANR_PARTNERS.key))
#: Calls and committees of the life sciences, as the codes of projects name them.
LIFE = frozenset(
    (
        *(f"CE{number}" for number in (*range(11, 20), 35, 37, 44, 45, 52)),
        *(f"BSV{number}" for number in range(1, 9)),
        *("BIOT", "COVI", "PRTS", "RAR3", "RAR4", "RARE", "RPIB", "TECS"),
    )
)


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The file of partners in its present version, without the columns that name persons."""
    answer = client.get(
        resource(client, asked.query.values), accept="application/json", conditional=True
    )
    for page in whole.page(answer, asked.query, split.count):
        kept = split.only(page.payload.content, COLUMNS)
        yield replace(page, payload=replace(page.payload, content=kept))


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a spelling of a French partner of a life-science project."""
    rows = split.rows(given.content)
    if rows is None:
        yield unreadable(given, "the JSON of the table of partners")
        return
    missing = list(whole.lacking(given, COLUMNS, whole.names(rows))) if rows else []
    yield from missing or whole.records(given, ANR_PARTNERS, _summed(given, rows))


def _summed(given: Payload, rows: Sequence[Row]) -> Iterator[Row | Flag]:
    """The partners with their projects; what cannot be counted is flagged."""
    partners: dict[tuple[str, ...], dict[str, bool]] = {}
    for number, row in enumerate(rows, start=1):
        fields = row and {column: cell(row.get(column)).strip() for column in COLUMNS}
        if not fields:
            yield None
        elif not valid("anr", fields[PROJECT]):
            yield _odd(given, number, fields[PROJECT])
        elif country_code(fields[COUNTRY]) == "FR":
            name = _name(fields)
            projects = partners.setdefault(name, {})
            leads = fields[LEADS].casefold() in {"true", "1", "oui"}
            projects[fields[PROJECT]] = leads or projects.get(fields[PROJECT], False)
    for name, projects in partners.items():
        yield from _partner(given, dict(zip(ANR_PARTNERS.key, name, strict=True)), projects)


def _name(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The key of a partner; a leader named after a slash goes no further."""
    own = {column: fields[f"Projet.Partenaire.{column}"] for column in ANR_PARTNERS.key}
    head, _, tail = own["Nom_organisme"].rpartition("/")
    if head and is_person({**own, "Nom_organisme": tail}):
        own["Nom_organisme"] = head.strip()
    return tuple(own.values())


def _partner(
    given: Payload, fields: dict[str, str], projects: dict[str, bool]
) -> Iterator[Row | Flag]:
    """The row of a partner; none without a life-science project; a flag where it is a person."""
    life = sorted(code for code in projects if _call(code) in LIFE)
    years = sorted(f"20{code[4:6]}" for code in projects)
    if not life:
        return
    if is_person(fields):
        yield _person(given, fields["Code_RNSR"])
        return
    yield {
        **fields,
        "n_projets_vivant": str(len(life)),
        "n_projets": str(len(projects)),
        "n_coordonne": str(sum(projects.values())),
        "premiere_annee": years[0],
        "derniere_annee": years[-1],
        "comites_vivant": "|".join(sorted({_call(code) for code in life})),
        "projets_vivant": "|".join(life),
    }


def _call(code: str) -> str:
    return code.split("-")[2]


def _odd(given: Payload, number: int, code: str) -> Flag:
    return Flag(
        reason=Reason.BAD_IDENTIFIER,
        where=f"{given.url} item {number}",
        message=f"{code!r} is no code of a project of ANR's",
        mend="look the project up at ANR's; all others are counted",
    )


def _person(given: Payload, number: str) -> Flag:
    """The name itself goes no further."""
    return Flag(
        reason=Reason.NO_ENTITY,
        where=f"{given.url} laboratory {number or 'without number'}",
        message="the name of a partner looks like a person's",
        mend="write the name that RNSR gives the laboratory of this number",
    )
