"""PIA (France 2030) from data.gouv.fr: ANR's files of projects and of partners.

The columns with names of persons are taken out of the payload itself, before it is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.harvest.declared import PIA_PARTNERS, PIA_PROJECTS
from biograph.harvest.feeds.datagouv import resource
from biograph.harvest.forms import split, whole
from biograph.harvest.forms.answers import unreadable
from biograph.harvest.sources.pia import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.harvest.tables import Table
    from biograph.model import Flag, Record

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
#: The table of each query.
TABLES = {"projects": PIA_PROJECTS, "partners": PIA_PARTNERS}
_TEXTS = {"projects": ("Projet.Resume.Francais", "Action.Titre.Francais"), "partners": ()}


def columns(query: str) -> tuple[str, ...]:
    """The columns that are kept of a file."""
    return tuple(dict.fromkeys((*_needed(TABLES[query]), *_TEXTS[query])))


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The file in its present version, without the columns that name persons."""
    query = asked.query
    answer = client.get(resource(client, query.values), accept="application/json", conditional=True)
    for page in whole.page(answer, query, split.count):
        kept = split.only(page.payload.content, columns(query.id))
        yield replace(page, payload=replace(page.payload, content=kept))


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a project, or one a partner in a project."""
    rows, table = split.rows(given.content), TABLES[given.table]
    if rows is None:
        yield unreadable(given, "the JSON of a table")
        return
    missing = list(whole.lacking(given, _needed(table), whole.names(rows))) if rows else []
    kept = whole.only(rows, columns(given.table))
    yield from missing or whole.records(given, table, kept, date="Action.Edition")


def _needed(table: Table) -> tuple[str, ...]:
    return (*table.key, *table.columns)
