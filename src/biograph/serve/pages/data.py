"""Runs and data: the log of updates, the dumps with their checksums, the sources' licences."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Literal, Text
from biograph.run.logged import log
from biograph.run.pages import FILES, FOLDER, sources
from biograph.run.plan import DUMP
from biograph.serve.page import Answer, Asked, Page
from biograph.table import Table
from biograph.terms import local_name
from biograph.view.updates import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from biograph.serve.site import Site

_TITLE = Text(fr="Données et exécutions", en="Data and runs")
_UPDATES = Text(fr="Journal des mises à jour", en="Log of updates")
_COLUMNS = ("id", "title", "publisher", "licence", "attribution", "date", "documents", "url")
#: The files of a workspace that are listed; the report leads to its graphs.
DUMPS = (DUMP, f"{FOLDER}/{FILES.fr}", f"{FOLDER}/{FILES.en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A file to be had: its path in the workspace, size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


def data(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - all pages have one shape
    """What the graph is made of, under which licences, and where it can be had whole."""
    documents = _documents(site)
    values = {
        "dumps": site.keep("dumps", lambda: dumps(site.workspace)),
        "graphs": site.keep("graphs", lambda: tuple(site.ask(_GRAPHS).records())),
        "sources": sources(),
        "documents": documents,
    }
    return Answer(
        template="site/data.html.j2",
        title=_TITLE,
        values=values,
        data=values,
        table=_table(documents),
    )


def updates(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - all pages have one shape
    """What each update brought in and changed, the newest first."""
    content = site.keep("log", lambda: log(site.ask))
    return Answer(
        template="site/updates.html.j2",
        title=_UPDATES,
        values=shown(content),
        data={"updates": content.updates, "total": content.total},
        table=site.ask("quality/updates"),
        styles=("report.css", "updates.css"),
    )


def warm(site: Site) -> None:
    """Read the dumps once for their checksums, and count the graphs."""
    data(site, Asked())


def dumps(workspace: Path) -> tuple[Dump, ...]:
    """The files of a workspace that may be had, as far as they are there."""
    found = []
    for name in DUMPS:
        path = workspace / name
        if path.is_file():
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            found.append(Dump(name=name, size=path.stat().st_size, sha256=sha256))
    return tuple(found)


def _table(documents: Mapping[str, int]) -> Table:
    rows = tuple(
        (
            s.id,
            s.title,
            s.publisher,
            s.licence,
            s.attribution,
            s.date,
            documents.get(s.id, 0),
            s.url,
        )
        for s in sources()
    )
    cells = tuple(tuple(Literal(str(cell)) for cell in row) for row in rows)
    return Table(columns=_COLUMNS, rows=cells, query="data")


def _documents(site: Site) -> dict[str, int]:
    """How many documents of each source the graph rests on, by the id of the source."""
    rows = site.ask("quality/documents-by-source").records()
    return {local_name(row["source"]): row["documents"] for row in rows}


_GRAPHS = """
SELECT ?graph (COUNT(*) AS ?triples) {
  GRAPH ?graph { ?s ?p ?o } FILTER(STRSTARTS(STR(?graph), "https://w3id.org/biograph/graph/"))
} GROUP BY ?graph ORDER BY ?graph
"""

PAGES = (
    Page(path="/data", answer=data),
    Page(path="/updates", answer=updates),
)
