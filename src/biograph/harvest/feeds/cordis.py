"""CORDIS from the zip archives of a framework programme: French participants in biotherapy.

A project is one on biotherapies where its title, objective or topic says so in the words below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.harvest.declared import CORDIS
from biograph.harvest.forms import archive, whole
from biograph.harvest.forms.codepages import utf8_lines
from biograph.harvest.lines import Row, rows
from biograph.harvest.sources.cordis import SOURCE
from biograph.model import Flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Record

    _Row = Mapping[str, str]

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
FILES = "https://cordis.europa.eu/data"
PROJECTS, TOPICS, ORGANISATIONS = "project.csv", "topics.csv", "organization.csv"
BIOTHERAPY = re.compile(
    r"(?i)biotherap|bioproduc|bioproc|bioreactor|biomanufactur|biopharm|biologics|"
    r"(?:gene|cell)(?:ular)? therap|gene (?:edit|transfer|deliver)|antibod|vaccin|viral vector|"
    r"lentivir|adeno-associated|\bAAV|\bCAR[ -]T|stem cell|recombinant protein|\bmRNA|"
    r"tissue engineer|regenerative medicine|immunotherap|extracellular vesicle|exosome|CRISPR|"
    r"oncolytic|bacteriophage|phage therap|advanced therap|\bATMP"
)
_OWN = (*(name for name in (*CORDIS.key, *CORDIS.columns) if name != "siren"), "role")
_CHANGED = "contentUpdateDate"  # the organisations have had one of their own and none
_NEEDED = {
    TOPICS: ("projectID", "topic", "title"),
    PROJECTS: ("id", "title", "objective", _CHANGED),
    ORGANISATIONS: ("country", "vatNumber", *(name for name in _OWN if name != _CHANGED)),
}
_FRENCH_VAT = re.compile(r"FR[0-9A-Z]{2}([0-9]{9})")


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The archive of a framework programme."""
    answer = client.get(
        f"{FILES}/{asked.query.values['file']}", accept="application/zip", conditional=True
    )
    yield from whole.page(answer, asked.query, archive.count)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a participation of a French organisation."""
    found = archive.members(given, *_NEEDED)
    if isinstance(found, Flag):
        yield found
        return
    lost = [
        flag
        for name, content in found.items()
        for flag in whole.lacking(given, _NEEDED[name], _header(content))
    ]
    yield from lost or whole.records(given, CORDIS, _participations(given, found), date=_CHANGED)


def _participations(given: Payload, files: Mapping[str, bytes]) -> Iterator[_Row | Flag]:
    topics: dict[str, _Row] = {}
    for row in _table(given, TOPICS, files):
        if isinstance(row, Flag):
            yield row
        else:
            topics.setdefault(row["projectID"], row)
    changed: dict[str, str] = {}  # projects on biotherapies, with the day of their last change
    for row in _table(given, PROJECTS, files):
        if isinstance(row, Flag):
            yield row
        elif _on_biotherapy(row, topics.get(row["id"], {})):
            changed[row["id"]] = row[_CHANGED]
    for row in _table(given, ORGANISATIONS, files):
        if isinstance(row, Flag):
            yield row
        elif row["country"] == "FR" and (project := row["projectID"]) in changed:
            yield _participation({_CHANGED: changed[project], **row}, topics.get(project, {}))


def _on_biotherapy(project: _Row, topic: _Row) -> bool:
    words = (project["title"], project["objective"], topic.get("title", ""))
    return any(map(BIOTHERAPY.search, words))


def _participation(row: _Row, topic: _Row) -> _Row:
    """A row in the columns of the snapshot; the SIREN stands in the French VAT number."""
    siren = _FRENCH_VAT.fullmatch(row["vatNumber"].replace(" ", ""))
    return {
        **{column: row[column] for column in _OWN},
        "siren": siren[1] if siren else "",
        "topic": topic.get("topic", ""),
        "topic_title": topic.get("title", ""),
    }


def _table(given: Payload, name: str, files: Mapping[str, bytes]) -> Iterator[_Row | Flag]:
    found = _cells(files[name], f"{given.url} {name}")
    header = next(found, None)
    for row in found:
        if isinstance(row, Flag):
            yield row
        elif isinstance(header, Row):
            yield dict(zip(header.cells, row.cells, strict=True))


def _header(content: bytes) -> list[str]:
    """The names of the columns; none where the first line cannot be read."""
    first = next(_cells(content, ""), None)
    return first.cells if isinstance(first, Row) else []


def _cells(content: bytes, name: str) -> Iterator[Row | Flag]:
    return rows(utf8_lines(content), delimiter=_delimiter(content), quoted=True, name=name)


def _delimiter(content: bytes) -> str:
    """Semicolons by rule; files with commas have been seen."""
    first = content.partition(b"\n")[0]
    return ";" if first.count(b";") >= first.count(b",") else ","
