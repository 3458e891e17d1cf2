"""The first page: one search box, the board of the four aims, what is new; and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import ask
from biograph.model import Text
from biograph.run import history
from biograph.run.aims import aims
from biograph.serve.index.entities import path_of
from biograph.serve.page import Answer, Asked, Page
from biograph.table import Table
from biograph.view import published

if TYPE_CHECKING:
    from biograph.serve.site import Site

_TITLE = Text(
    fr="La chaîne de valeur des biothérapies en France",
    en="The French biotherapy value chain",
)
_SEARCH = Text(fr="Recherche", en="Search")
_STARTERS = (
    *("supply/single-source", "gaps/inputs-without-french-supplier", "care/car-t-centres"),
    *("actors/cdmos-by-modality", "market/without-french-record", "funding/received"),
)
_COLUMNS = ("iri", "name", "kind", "page")
_NEW, _FOUND = 6, 60


def home(site: Site, asked: Asked) -> Answer:  # noqa: ARG001 - all pages have one shape
    """The first page."""
    known = site.keep("aims", lambda: aims(site.ask))
    counts = site.keep("counts", lambda: _counts(site))
    leading = [f for f in site.findings.values() if f.presence != "unknown"][:_NEW]
    library = ask.library()
    values = {
        "aims": published.board(known),
        "counts": counts,
        "news": site.keep("news", lambda: history.newest(site.workspace)),
        "shown": frozenset(site.findings),
        "leading": leading,
        "starters": [library[name] for name in _STARTERS if name in library],
    }
    return Answer(
        template="site/home.html.j2",
        title=_TITLE,
        values=values,
        data={"counts": counts, "aims": known, "leading": leading},
        styles=("report.css", "site/home.css"),
    )


def search(site: Site, asked: Asked) -> Answer:
    """Entities by the beginnings of words of their names."""
    words = asked.one("q")[:200]
    hits = site.entities.search(words, most=asked.number("most", _FOUND, low=1, high=200))
    rows = tuple(
        {
            "iri": hit.iri,
            "name": getattr(hit.name, asked.lang),
            "kind": getattr(site.kind(hit.kind), asked.lang),
            "page": f"/{asked.lang}{path_of(hit.iri)}",
        }
        for hit in hits
    )
    return Answer(
        template="site/search.html.j2",
        title=_SEARCH,
        values={"words": words, "hits": hits},
        data={"query": words, "rows": rows},
        table=Table(columns=_COLUMNS, rows=tuple(tuple(row.values()) for row in rows)),
    )


def warm(site: Site) -> None:
    """Derive the board and the index of the search."""
    home(site, Asked())
    search(site, Asked(query={"q": ("a",)}))


def _counts(site: Site) -> dict[str, int]:
    row = next(site.ask(_COUNTS).records())
    documents = sum(site.ask("quality/documents-by-source").column("documents"))
    return {"documents": documents, "actors": row["actors"], "facts": row["facts"]}


_COUNTS = """
SELECT ?actors ?facts {
  { SELECT (COUNT(DISTINCT ?a) AS ?actors) { GRAPH graph:reference { ?a a bg:Organization } } }
  { SELECT (COUNT(DISTINCT ?r) AS ?facts) { GRAPH graph:asserted { ?r a bg:Relation } } }
}
"""

PAGES = (
    Page(path="/", answer=home),
    Page(path="/search", answer=search),
)
