"""Recherche d'entreprises: companies by activity code and words, without those who run them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from biograph.harvest.base import no_rows, no_text
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms import companies
from biograph.harvest.forms.answers import objects_in, unreadable
from biograph.harvest.forms.nested import cell, joined, page_of, string, strings, value
from biograph.model import Flag, Record, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="recherche_entreprises",
    title="Recherche d'entreprises",
    publisher="Direction interministérielle du numérique (DINUM)",
    licence="Licence Ouverte 2.0",
    url="https://recherche-entreprises.api.gouv.fr",
    date="",
)
# it tells 10,000 also where there are more, so that 10,000 may be too many
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, 9_999, 0
SEARCH = "https://recherche-entreprises.api.gouv.fr/search"
_PAGE_SIZE = "25"

records, text = no_rows, no_text
entries, claims = partial(companies.entries, SOURCE), partial(companies.claims, SOURCE)


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """All pages of the list: the source filters by no date. People in charge are not asked for."""
    number, more = int(asked.cursor or 1), True
    while more:
        answer = client.get(
            SEARCH,
            params={
                **asked.query.values,
                "minimal": "true",
                "include": "siege",
                "page": str(number),
                "per_page": _PAGE_SIZE,
            },
            accept="application/json",
        )
        found, listed = page_of(answer, "results")
        number += 1
        more = number <= int(value(found, "total_pages") or 0)
        yield Page(
            payload=payload(answer, asked.query),
            size=len(listed),
            total=value(found, "total_results"),
            cursor=str(number) if more else "",
        )


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a legal person."""
    found = objects_in(given.content)
    if not isinstance(value(found, "results"), list):
        yield unreadable(given, "a list of companies")
        return
    for number, company in enumerate(found["results"], start=1):
        yield companies.record(given, SOURCE, number, _fields(company))


def _fields(company: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    seat = value(company, "siege")
    others = [string(company, "sigle"), string(seat, "nom_commercial")]
    others += strings(seat, "liste_enseignes")
    finess = strings(seat, "liste_finess")
    return {
        "siren": string(company, "siren"),
        "siret": string(seat, "siret"),
        "finess": finess[0] if len(finess) == 1 else "",
        "name": string(company, "nom_raison_sociale"),
        "aliases": joined([cell(name) for name in others if name]),
        "legal_form": string(company, "nature_juridique"),
        "activity": string(company, "activite_principale"),
        "state": companies.STATES.get(string(company, "etat_administratif"), ""),
        **companies.seat(
            string(seat, "libelle_commune"),
            string(seat, "commune"),
            abroad=string(seat, "code_pays_etranger"),
        ),
        "postcode": string(seat, "code_postal"),
        "lat": string(seat, "latitude"),
        "lon": string(seat, "longitude"),
    }
