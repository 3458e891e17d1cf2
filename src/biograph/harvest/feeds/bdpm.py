"""BDPM, file by file: the state of the known biologics, and the shortage list of the day.

The table of biologics of the snapshot was derived from several files and checked by eye: class,
substances, ATC and EMA number stay as they are there, and ``CIS_bdpm.txt`` gives each medicine its
present name, holders, status and dates. A medicine it lists no more is withdrawn. A biologic
authorised since is not known to be one before that table is derived anew.

``CIS_CIP_Dispo_Spec.txt`` is one more day of the list of shortages; the days before it stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.harvest.declared import BIOLOGICS, SHORTAGES
from biograph.harvest.forms import whole
from biograph.harvest.forms.answers import malformed, unreadable
from biograph.harvest.forms.codepages import utf8_lines
from biograph.harvest.lines import rows
from biograph.harvest.rows import iso_date
from biograph.harvest.sources.bdpm import SOURCE
from biograph.harvest.tables import read
from biograph.model import Flag, Reason, Record, Withdrawal
from biograph.resources import bundled_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

    Known = Mapping[str, Mapping[str, str]]  # CIS number -> row of the table of biologics

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, False, None, 0  # not whole: the days of the list add up
FILES = "https://base-donnees-publique.medicaments.gouv.fr/download/file"
MEDICINES, DAY = "CIS_bdpm.txt", "CIS_CIP_Dispo_Spec.txt"
#: The columns of the files, which have no header.
COLUMNS = {
    MEDICINES: (
        "cis",
        "denomination",
        "forme",
        "voies",
        "statut_amm",
        "type_procedure",
        "etat_commercialisation",
        "date_amm",
        "statut_bdm",
        "numero_autorisation_europeenne",
        "titulaires",
        "surveillance_renforcee",
    ),
    DAY: (
        "cis",
        "cip13",
        "code_statut",
        "statut",
        "date_debut",
        "date_mise_a_jour",
        "date_remise_disposition",
        "lien_ansm",
    ),
}
_TABLES = {  # with the fewest rows of the file: it had 15,848 and 766 in May 2026
    MEDICINES: replace(BIOLOGICS, floor=14_000),
    DAY: replace(SHORTAGES, floor=300),
}
_REFRESHED = ("denomination", "titulaires", "statut_amm", "etat_commercialisation", "date_amm")
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*[0-9]{8}\t")  # how a file begins
_LISTED = ("cis", "cip13", "code_statut", "date_debut", *SHORTAGES.columns)


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """One of the files."""
    answer = client.get(
        f"{FILES}/{asked.query.values['file']}", accept="text/plain", conditional=True
    )
    yield from whole.page(answer, asked.query, _count)


def parse(given: Payload) -> Iterator[Record | Withdrawal | Flag]:
    """The known biologics as they are now, or the shortages of the day that concern one.

    A file with too few rows gives flags only: it was cut, and would take back what still holds.
    """
    file = given.url.rpartition("/")[2]
    if file not in COLUMNS or _count(given.content) is None:
        yield unreadable(given, "a file of the medicines base")
        return
    known = _known()
    made = _medicines if file == MEDICINES else _shortages
    found = list(
        whole.records(
            given,
            _TABLES[file],
            made(given, list(_rows(given, file)), known),
            wanted=lambda row: row["cis"] in known,
        )
    )
    cut = any(isinstance(one, Flag) and one.reason is Reason.TOO_FEW_ROWS for one in found)
    yield from (one for one in found if isinstance(one, Flag) or not cut)
    if file == MEDICINES and not cut:
        gone = known.keys() - {one.key for one in found if isinstance(one, Record)}
        yield from (_gone(given, cis) for cis in sorted(gone))


def _count(content: bytes) -> int | None:
    """The lines; None where the first one does not begin with the number of a medicine."""
    return len(content.splitlines()) if _FIRST.match(content) else None


def _known() -> Known:
    """The table of biologics that travels with the package."""
    found = read(BIOLOGICS, bundled_snapshot(), source=ID)
    return {one.key: one.fields for one in found if isinstance(one, Record)}


def _rows(given: Payload, file: str) -> Iterator[dict[str, str] | Flag]:
    names = COLUMNS[file]
    for row in rows(utf8_lines(given.content), delimiter="\t", quoted=False, name=given.url):
        if isinstance(row, Flag):
            yield row
        elif len(row.cells) < len(names):
            yield malformed(given, row.line, "the line has too few cells")
        else:
            yield dict(zip(names, map(str.strip, row.cells), strict=False))


def _medicines(
    _given: Payload, found: Iterable[dict[str, str] | Flag], known: Known
) -> Iterator[dict[str, str] | Flag]:
    for row in found:
        if isinstance(row, Flag) or row["cis"] not in known:
            yield row
        else:
            yield {**known[row["cis"]], **{column: row[column] for column in _REFRESHED}}


def _shortages(
    given: Payload, found: list[dict[str, str] | Flag], known: Known
) -> Iterator[dict[str, str] | Flag]:
    """The lines with their day, that of the latest change, and the names the source joins."""
    today = given.fetched_at.date().isoformat()
    changes = (iso_date(row["date_mise_a_jour"]) for row in found if not isinstance(row, Flag))
    day = max((change for change in changes if change <= today), default=today)
    for row in found:
        if isinstance(row, Flag):
            yield row
            continue
        medicine = known.get(row["cis"], {})
        yield {
            "instantane": day,
            **{column: row[column] for column in _LISTED},
            "denomination": medicine.get("denomination", ""),
            "ema_number": medicine.get("ema_number", ""),
        }


def _gone(given: Payload, cis: str) -> Withdrawal:
    return Withdrawal(source=ID, key=cis, reason=f"{MEDICINES} lists it no more", url=given.url)
