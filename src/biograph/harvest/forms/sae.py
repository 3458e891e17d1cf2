"""SAE's archive of a year, a 7-Zip of some fifty tables, in the form of the snapshot.

Three of them are joined by FINESS number: who a site is, what it does (as it declared for the
year, else as the survey was filled in beforehand), and its beds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.declared import SAE
from biograph.harvest.forms import sevenzip, whole
from biograph.harvest.forms.codepages import utf8_lines
from biograph.harvest.lines import rows
from biograph.model import Flag

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from biograph.harvest.raw import Payload
    from biograph.model import Record

    Site = dict[str, str]

_KEY, _STATUS, _DECLARED = "FI", "STATUT", "DECLA"
#: The columns of each table, in the upper case that not all of them are written in, and ours.
SITES = {
    "FI": "finess_et",
    "RS": "rs",
    "FI_EJ": "finess_ej",
    "STJR": "stjr",
    "CAT": "cat",
    "CATR": "catr",
    "SIR": "siret",
    "REG": "region_insee",
    "DEP": "departement",
    "COMINSEE": "commune_insee",
    "NOMCOM": "commune",
    "CPO": "code_postal",
}
ACTIVITIES = (
    _STATUS,
    "HEB_MED",
    "MED",
    "CHIMIO",
    "CHIRCANCER",
    "RTH",
    "REA",
    "GREFFE",
    "BRULE",
    "MEDIC",
    "BIO",
    "ANEST",
    "HAD",
    "NEURO_INT",
)
BEDS = ("LIT_MED", "LIT_CHI", "LIT_MCO", "PLA_MED", "JOU_MCO")
_COLUMNS = {
    name: (_KEY, *columns)
    for name, columns in (("ID", SITES), ("FILTRE", ACTIVITIES), ("MCO", BEDS))
}


def sites(given: Payload) -> Iterator[Record | Flag]:
    """One record a site of the survey; flags alone where the archive lacks a table or a column."""
    tables: dict[str, list[Site]] = {}
    members = sevenzip.members(given, *map(_file, _COLUMNS))
    if isinstance(members, Flag):
        yield members
        return
    for name, columns in _COLUMNS.items():
        tables[name] = yield from _table(given, members[_file(name)])
        if missing := list(whole.lacking(given, columns, whole.names(tables[name]))):
            yield from missing
            return
    yield from whole.records(given, SAE, _joined(tables))


def _file(name: str) -> str:
    """What the file of a table is called: ``ID_2023r.csv``, in older years ``ID_2019.csv``."""
    return rf"{name}_[0-9]{{4}}[a-z]?\.csv"


def _table(given: Payload, content: bytes) -> Generator[Flag, None, list[Site]]:
    """Flag the lines that cannot be read; the others, by the names in the first."""
    names: list[str] = []
    found = []
    for row in rows(utf8_lines(content), delimiter=";", quoted=True, name=given.url):
        if isinstance(row, Flag):
            yield row
        elif not names:
            names = [cell.strip().upper() for cell in row.cells]
        else:
            found.append(dict(zip(names, map(str.strip, row.cells), strict=True)))
    return found


def _joined(tables: dict[str, list[Site]]) -> Iterator[Site]:
    """Each site with what the other tables say of it, in the columns of the snapshot."""
    filled = sorted(tables["FILTRE"], key=lambda row: row[_STATUS] == _DECLARED)
    does = {row[_KEY]: row for row in filled}  # the last of a site is its own declaration
    has = {row[_KEY]: row for row in tables["MCO"]}
    for row in tables["ID"]:
        number = row[_KEY]
        yield {
            **{ours: row[theirs] for theirs, ours in SITES.items()},
            **{column: does.get(number, {}).get(column, "") for column in ACTIVITIES},
            **{column: has.get(number, {}).get(column, "") for column in BEDS},
        }
