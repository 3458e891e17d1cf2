"""BODACC, the official notices of companies: sales, proceedings, creations, by date of issue.

Only legal persons are read. What courts and notaries write in prose names people and stays outside:
each notice is told in sentences of our own, from its columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_claims, no_entries, no_rows
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms.answers import malformed, objects_in, unreadable
from biograph.harvest.forms.nested import apart, cell, joined, objects, page_of, string, value
from biograph.harvest.identifiers import valid
from biograph.harvest.places import town
from biograph.harvest.rows import iso_date
from biograph.model import Flag, Reason, Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="bodacc",
    title="Bulletin officiel des annonces civiles et commerciales (BODACC)",
    publisher="Direction de l'information légale et administrative (DILA)",
    licence="Licence Ouverte 2.0",
    url="https://www.bodacc.fr",
    date="",
)
# a correction and what it corrects are pages apart: asked again together, they would take turns
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, 10_000, 2
SEARCH = (
    "https://bodacc-datadila.opendatasoft.com/api/explore/v2.1/catalog/datasets/"
    "annonces-commerciales/records"
)
_PAGE_SIZE = 100
# without the columns that hold nothing but names and prose
_SELECT = (
    *("id", "dateparution", "typeavis", "familleavis", "familleavis_lib", "tribunal", "ville"),
    *("listepersonnes", "listeprecedentproprietaire", "listeprecedentexploitant"),
    *("listeetablissements", "jugement", "acte", "parutionavisprecedent", "url_complete"),
)
_BEFORE = ("listeprecedentproprietaire", "listeprecedentexploitant")

records, entries, claims = no_rows, no_entries, no_claims


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Pages of 100 of the notices (``where``, in ODSQL) issued in the slice, the first ones first.

    Raises QuotaSpent where the day's allowance of the portal is used up.
    """
    offset, more = int(asked.cursor or 0), True
    while more:
        answer = client.get(
            SEARCH,
            params={
                "where": _where(asked),
                "select": ",".join(_SELECT),
                "order_by": "dateparution,id",
                "limit": str(_PAGE_SIZE),
                "offset": str(offset),
            },
            accept="application/json",
        )
        found, listed = page_of(answer, "results")
        size, total = len(listed), value(found, "total_count")
        offset += size
        more = bool(size) and offset < min(int(total or 0), WALL)
        yield Page(
            payload=payload(answer, asked.query),
            size=size,
            total=total,
            cursor=str(offset) if more else "",
        )


def _where(asked: Asked) -> str:
    parts = [f"({asked.query.values['where']})"]
    if asked.since:
        parts.append(f"dateparution >= date'{asked.since}'")
    if asked.until:
        parts.append(f"dateparution <= date'{asked.until}'")
    return " AND ".join(parts)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a notice on a legal person; one that is annulled or corrected is withdrawn."""
    found = objects_in(given.content)
    if not isinstance(value(found, "results"), list):
        yield unreadable(given, "a list of notices")
        return
    for number, notice in enumerate(found["results"], start=1):
        key, sort = string(notice, "id"), string(notice, "typeavis")
        if not key:
            yield malformed(given, number, "the notice has no id")
            continue
        if sort in {"annulation", "rectificatif"}:
            yield from _former(given, number, notice)
        if sort == "annulation":
            continue
        if _legal(notice, "listepersonnes"):
            yield _record(given, notice, key)
        else:
            yield _of_people(given, key)


def _former(given: Payload, number: int, notice: dict[str, Any]) -> Iterator[Withdrawal | Flag]:
    """The notice that this one annuls or takes the place of: ``B20220227446``."""
    said = _inner(notice, "parutionavisprecedent")
    letter = string(said, "nomPublication").rpartition(" ")[2]
    key = f"{letter}{string(said, 'numeroParution')}{string(said, 'numeroAnnonce')}"
    if len(key) > 2:
        yield Withdrawal(
            source=ID,
            key=key,
            date=iso_date(string(notice, "dateparution")),
            reason=f"{string(notice, 'typeavis')} {string(notice, 'id')}",
            url=string(notice, "url_complete"),
        )
    else:
        yield malformed(given, number, "the notice does not tell which one it annuls or corrects")


def _of_people(given: Payload, key: str) -> Flag:
    return Flag(
        reason=Reason.NO_ENTITY,
        where=f"{given.table}#{key}",
        message="the notice is on no legal person: people and their names are not kept",
        mend="nothing to mend, or exclude them in the query",
    )


def _record(given: Payload, notice: dict[str, Any], key: str) -> Record:
    judgement, act = _inner(notice, "jugement"), _inner(notice, "acte")
    before = [one for column in _BEFORE for one in _legal(notice, column)]
    return Record(
        source=ID,
        table=given.table,
        key=key,
        fields={
            "id": key,
            "family": string(notice, "familleavis"),
            "family_label": string(notice, "familleavis_lib"),
            "court": string(notice, "tribunal"),
            "city": town(string(notice, "ville")),
            "companies": joined(_legal(notice, "listepersonnes")),
            "former_owners": joined(before),
            "judgement": string(judgement, "nature") or string(judgement, "famille"),
            "judged": iso_date(string(judgement, "date")),
            "act": string(act, "vente", "categorieVente")
            or string(act, "creation", "categorieCreation"),
        },
        url=string(notice, "url_complete"),
        published=iso_date(string(notice, "dateparution")),
        sha256=given.sha256,
        fetched_at=given.fetched_at,
        media_type=given.media_type,
    )


def _inner(notice: dict[str, Any], column: str) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON inside a text of the JSON; None where there is none."""
    return objects_in(string(notice, column).encode())


def _legal(notice: dict[str, Any], column: str) -> list[str]:
    """The legal persons of a list: name, legal form and SIREN in a cell each."""
    found = objects(_inner(notice, column), "personne")
    return [
        cell(string(one, "denomination"), string(one, "formeJuridique"), _siren(one))
        for one in found
        if string(one, "typePersonne") == "pm" and string(one, "denomination")
    ]


def _siren(person: dict[str, Any]) -> str:
    number = string(person, "numeroImmatriculation", "numeroIdentification").replace(" ", "")
    return number if valid("siren", number) else ""


def text(record: Record) -> tuple[str, str, str]:
    """The notice in French sentences of our own."""
    fields = record.fields
    companies = [_told(*parts) for parts in apart(fields["companies"])]
    seat = f" à {fields['city']}" if fields["city"] else ""
    title = (
        f"{fields['family_label']} : {', '.join(name for name, *_ in apart(fields['companies']))}"
    )
    said = [f"Annonce publiée au BODACC sur {_and(companies)}{seat} : {fields['family_label']}."]
    if fields["judgement"]:
        day = f" du {fields['judged']}" if fields["judged"] else ""
        said.append(f"Décision{day} ({fields['court']}) : {fields['judgement']}.")
    if fields["act"]:
        said.append(f"Nature de l'acte : {fields['act']}.")
    if fields["former_owners"]:
        former = _and([_told(*parts) for parts in apart(fields["former_owners"])])
        said.append(f"Précédent propriétaire ou exploitant du fonds : {former}.")
    return title, " ".join(said), "fr"


def _told(name: str, form: str, siren: str) -> str:
    known = ", ".join(part for part in (form, f"SIREN {siren}" if siren else "") if part)
    return f"{name} ({known})" if known else name


def _and(names: list[str]) -> str:
    return " et ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
