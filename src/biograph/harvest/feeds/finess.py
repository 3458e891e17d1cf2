"""Hospitals from data.gouv.fr: FINESS, the file of establishments, and SAE, the yearly survey.

FINESS has no names of columns and two sections: a line of each establishment, then one with its
plane coordinates. Those of metropolitan France are converted; those overseas, in other
projections, are left out. SAE comes as a 7-Zip archive a year (``forms/sae.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.declared import FINESS
from biograph.harvest.feeds.datagouv import resource
from biograph.harvest.forms import sae, sevenzip, whole
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.forms.codepages import utf8_lines
from biograph.harvest.forms.lambert import latitude_longitude
from biograph.harvest.lines import Row, rows
from biograph.harvest.sources.finess import SOURCE
from biograph.model import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Record

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?finess;")  # how the file begins
_ESTABLISHMENT, _POINT = b"structureet;", b"geolocalisation;"
# column of the snapshot -> place in a line of an establishment
_PLACES = {
    "nofinesset": 1,
    "rs_courte": 3,
    "rs_longue": 4,
    "departement_code": 13,
    "ville_cp": 15,
    "categorie_libelle": 19,
    "siret": 22,
}
#: The categories of public hospitals that the snapshot has.
HOSPITALS = frozenset(
    (
        "Centre Hospitalier (C.H.)",
        "Centre Hospitalier Régional (C.H.R.)",
        "Centre hospitalier, ex Hôpital local",
        "Centre Hospitalier Spécialisé lutte Maladies Mentales",
        "Autre Etablissement Loi Hospitalière",
        "Hospitalisation à Domicile",
        "Hôpital des armées",
        "Maisons d'accueil hospitalières (M.A.H.)",
        "Syndicat Inter Hospitalier (S.I.H.)",
    )
)
_LAMBERT = re.compile(r"EPSG:2154|LAMBERT[_-]93", re.IGNORECASE)


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The file, or the archive of the latest year, in its present version."""
    answer = client.get(resource(client, asked.query.values), conditional=True)
    yield from whole.page(answer, asked.query, _count)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a hospital site."""
    if sevenzip.is_archive(given.content):
        yield from sae.sites(given)
        return
    if not _HEAD.match(given.content):
        yield unreadable(given, "the file of establishments")
        return
    points = dict(_points(given))
    yield from whole.records(given, FINESS, _hospitals(given, points))


def _count(content: bytes) -> int | None:
    """The establishments of the file, the tables of the archive."""
    if sevenzip.is_archive(content):
        return sevenzip.count(content)
    return content.count(b"\n" + _ESTABLISHMENT) if _HEAD.match(content) else None


def _section(given: Payload, mark: bytes) -> Iterator[Row | Flag]:
    lines = (line for line in utf8_lines(given.content) if line.data.startswith(mark))
    return rows(lines, delimiter=";", quoted=False, name=given.url)


def _hospitals(given: Payload, points: dict[str, tuple[str, str]]) -> Iterator[whole.Row | Flag]:
    for row in _section(given, _ESTABLISHMENT):
        if isinstance(row, Flag):
            yield row
            continue
        if len(row.cells) <= max(_PLACES.values()):
            yield None
            continue
        fields = {column: row.cells[place].strip() for column, place in _PLACES.items()}
        if fields["categorie_libelle"] in HOSPITALS:
            lat, lon = points.get(fields["nofinesset"], ("", ""))
            yield {**fields, "lat": lat, "lon": lon}


def _points(given: Payload) -> Iterator[tuple[str, tuple[str, str]]]:
    """Latitude and longitude by FINESS number; five digits after the point are a metre."""
    for row in _section(given, _POINT):
        if isinstance(row, Flag):
            continue  # the establishment stays without coordinates
        number, east, north, origin = [*row.cells, "", "", "", ""][1:5]
        if _LAMBERT.search(origin) and _metres(east) and _metres(north):
            lat, lon = latitude_longitude(float(east), float(north))
            yield number, (f"{lat:.5f}", f"{lon:.5f}")


def _metres(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,8}(?:\.[0-9]+)?", text))
