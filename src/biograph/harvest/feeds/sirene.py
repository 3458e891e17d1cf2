"""SIRENE, INSEE's register of companies: seats by cursor, or single companies by their numbers.

It wants a key (free, of portail-api.insee.fr) in the environment variable INSEE_API_KEY.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from biograph.errors import KeyMissing, Refused
from biograph.harvest.base import no_rows, no_text
from biograph.harvest.feed import Page, payload
from biograph.harvest.forms import companies
from biograph.harvest.forms.answers import json_of, objects_in, unreadable
from biograph.harvest.forms.nested import cell, joined, objects, page_of, string, value
from biograph.harvest.http import Response
from biograph.harvest.rows import several
from biograph.model import Flag, Record, Source, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

SOURCE = Source(
    id="sirene",
    title="Système national d'identification et du répertoire des entreprises (SIRENE)",
    publisher="INSEE",
    licence="Licence Ouverte 2.0",
    url="https://www.sirene.fr",
    date="",
)
ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 7
API = "https://api.insee.fr/api-sirene/3.11"
KEY = "INSEE_API_KEY"
_PAGE_SIZE = "1000"
_START = "*"
_NO_SUCH = 404
# a duplicate, a company that must not be shown, none
_ABOUT_IT = frozenset({301, 403, _NO_SUCH})
_NUMBER = re.compile(r"\b[0-9]{9}\b")
_HIDDEN = "N", "P"  # not to be shown, or in part only
_CHANGED = "dateDernierTraitement"
_OF = "Etablissement", "UniteLegale"

records, text = no_rows, no_text
entries, claims = partial(companies.entries, SOURCE), partial(companies.claims, SOURCE)


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """Seats of companies that changed in the slice (``q``), or each of ``sirens`` by itself.

    Raises KeyMissing where no key is given.
    """
    key = os.environ.get(KEY, "").strip()
    if not key:
        raise KeyMissing(
            "SIRENE answers only with a key, and none is given",
            hint=f"put a key of portail-api.insee.fr into the environment variable {KEY}",
        )
    headers = {"X-INSEE-Api-Key-Integration": key}
    if "sirens" in asked.query.values:
        yield from _one_by_one(client, asked, headers)
    else:
        yield from _listed(client, asked, headers)


def _listed(client: Client, asked: Asked, headers: Mapping[str, str]) -> Iterator[Page]:
    """The last page repeats its own cursor; where nothing is found there is no page but a 404."""
    params = {"q": _question(asked), "nombre": _PAGE_SIZE}
    cursor = asked.cursor or _START
    while cursor:
        try:
            answer = client.get(
                f"{API}/siret",
                params={**params, "curseur": cursor},
                accept="application/json",
                headers=headers,
            )
        except Refused as error:
            if error.status == _NO_SUCH and cursor == _START:
                return
            raise
        found, listed = page_of(answer, "etablissements")
        following = string(found, "header", "curseurSuivant")
        cursor = following if listed and following != cursor else ""
        yield Page(
            payload=payload(answer, asked.query),
            size=len(listed),
            total=value(found, "header", "total"),
            cursor=cursor,
        )


def _question(asked: Asked) -> str:
    parts = ["etablissementSiege:true", f"({asked.query.values['q']})"]
    if asked.since or asked.until:
        first = f"{asked.since}T00:00:00" if asked.since else "*"
        last = f"{asked.until}T23:59:59" if asked.until else "*"
        days = (f"{_CHANGED}{of}:[{first} TO {last}]" for of in _OF)
        parts.append(f"({' OR '.join(days)})")
    return " AND ".join(parts)


def _one_by_one(client: Client, asked: Asked, headers: Mapping[str, str]) -> Iterator[Page]:
    numbers = several(asked.query.values["sirens"], ", ")
    for position in range(int(asked.cursor or 0), len(numbers)):
        url = f"{API}/siren/{numbers[position]}"
        try:
            answer = client.get(url, accept="application/json", headers=headers)
        except Refused as error:
            if error.status not in _ABOUT_IT:
                raise
            answer = Response(url=url, content=error.content, media_type="application/json")
        json_of(answer)
        yield Page(
            payload=payload(answer, asked.query),
            size=1,
            total=len(numbers),
            cursor=str(position + 1) if position + 1 < len(numbers) else "",
        )


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """One record a legal person; those that are not shown or are another's double are withdrawn."""
    found = objects_in(given.content)
    listed = value(found, "etablissements")
    units = objects(found, "uniteLegale")
    for number, seat in enumerate(listed or (), start=1):
        unit = next(iter(objects(seat, "uniteLegale")), {})
        yield _company(given, number, {**unit, "siren": string(seat, "siren")}, seat)
    for number, unit in enumerate(units, start=1):
        yield from _double(given, string(unit, "siren"))
        current = next(iter(objects(unit, "periodesUniteLegale")), {})
        yield _company(given, number, {**unit, **current}, {})
    if listed is None and not units:
        yield _refusal(given, string(found, "header", "message"))


def _refusal(given: Payload, message: str) -> Withdrawal | Flag:
    """What SIRENE says of a company instead of showing it."""
    asked, gone = _asked(given), ("doublon", "non diffus")
    if asked and any(word in message.casefold() for word in gone):
        return Withdrawal(source=ID, key=asked, reason=message, url=given.url)
    return unreadable(given, "a list of companies, or one")


def _double(given: Payload, siren: str) -> Iterator[Withdrawal]:
    """The company that was asked for, where SIRENE shows the one that took its place."""
    asked = _asked(given)
    if asked and asked != siren:
        yield Withdrawal(source=ID, key=asked, reason=f"a double of {siren}", url=given.url)


def _asked(given: Payload) -> str:
    found = _NUMBER.search(given.url.removeprefix(API))
    return found.group() if found else ""


def _company(
    given: Payload, number: int, unit: Mapping[str, Any], seat: object
) -> Record | Withdrawal | Flag:
    siren = string(unit, "siren")
    if string(unit, "statutDiffusionUniteLegale") in _HIDDEN:
        return Withdrawal(source=ID, key=siren, reason="not to be shown", url=given.url)
    return companies.record(given, SOURCE, number, _fields(unit, seat))


def _fields(unit: Mapping[str, Any], seat: object) -> dict[str, str]:
    address = value(seat, "adresseEtablissement")
    others = [string(unit, "sigleUniteLegale")]
    others += [string(unit, f"denominationUsuelle{n}UniteLegale") for n in (1, 2, 3)]
    return {
        "siren": string(unit, "siren"),
        "siret": string(seat, "siret"),
        "finess": "",
        "name": string(unit, "denominationUniteLegale"),
        "aliases": joined([cell(name) for name in others if name]),
        "legal_form": string(unit, "categorieJuridiqueUniteLegale"),
        "activity": string(unit, "activitePrincipaleUniteLegale"),
        "state": companies.STATES.get(string(unit, "etatAdministratifUniteLegale"), ""),
        **companies.seat(
            string(address, "libelleCommuneEtablissement"),
            string(address, "codeCommuneEtablissement"),
            abroad=string(address, "codePaysEtrangerEtablissement"),
        ),
        "postcode": string(address, "codePostalEtablissement"),
        "lat": "",
        "lon": "",
    }
