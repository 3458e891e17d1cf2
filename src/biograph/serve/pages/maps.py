"""The map of France: the actors where they are, filtered, as marks and as the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.errors import UsageError
from biograph.model import Literal, Text
from biograph.serve.index.entities import path_of
from biograph.serve.index.facets import UNKNOWN
from biograph.serve.maps.atlas import FACETS, GROUPS, Atlas
from biograph.serve.page import Answer, Asked, Page
from biograph.table import Table
from biograph.terms import DATA, bg, name_key
from biograph.view.outlines import OVERSEAS
from biograph.view.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from biograph.serve.maps.atlas import Placed
    from biograph.serve.site import Site
    from biograph.view.say import Lang

#: What every page with a map loads, beside its own.
STYLES = ("vendor/leaflet.css", "vendor/MarkerCluster.css", "site/map.css")
SCRIPTS = ("vendor/leaflet.js", "vendor/leaflet.markercluster.js", "site/map.js")
#: West, south, east and north of metropolitan France (under no code) and of what lies overseas.
BOXES = {"": (-5.2, 41.3, 9.6, 51.1), **OVERSEAS}
_TITLE = Text(fr="Carte des acteurs", en="Map of the actors")
_COLUMNS = ("iri", "name", "kind", "group", "town", "departement", "region", "lat", "lon", "own")
_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a filter: what it is called, and how many actors it would leave."""

    value: str
    name: Text
    count: int


def sites(site: Site, asked: Asked) -> Answer:
    """The actors of a kind, therapy family, stage and region."""
    atlas = atlas_of(site)
    asking = {name: asked.many(name)[-1:] for name in (*FACETS, "region")}
    counts = atlas.counts(asking)
    chosen = {name: chosen_of(asked, name, known) for name, known in counts.items()}
    left = atlas.left(asking)
    rows = [row for position, row in _every(site, atlas, asked.lang) if position in left]
    whole = rows if asked.suffix != "html" else []  # the page itself shows a part
    last = max(1, -(-len(rows) // _SHOWN))
    number = min(asked.number("page", 1, low=1, high=10_000), last)
    return Answer(
        template="site/map.html.j2",
        title=_TITLE,
        values={
            "rows": rows[(number - 1) * _SHOWN : number * _SHOWN],
            "total": len(rows),
            "number": number,
            "last": last,
            "options": {
                name: _options(site, atlas, name, known, asked.lang)
                for name, known in counts.items()
            },
            "chosen": chosen,
            "groups": tuple(GROUPS),
            "boxes": BOXES,
        },
        table=table(_COLUMNS, whole),
        data={"type": "FeatureCollection", "features": [_feature(row) for row in whole]},
        styles=STYLES,
        scripts=SCRIPTS,
    )


def atlas_of(site: Site) -> Atlas:
    """The marks of this state of the graph."""
    return site.keep("atlas", lambda: Atlas(site))


def _every(site: Site, atlas: Atlas, lang: Lang) -> list[tuple[int, dict[str, Any]]]:
    """The rows of all marks with their positions among the placed, in the order of their names."""

    def rows() -> list[tuple[int, dict[str, Any]]]:
        told = [(n, _row(site, placed, lang)) for n, placed in enumerate(atlas.placed)]
        return sorted(told, key=lambda numbered: name_key(numbered[1]["name"]))

    return site.keep(("map rows", lang), rows)


def chosen_of(asked: Asked, name: str, known: Collection[str]) -> str:
    """The value of a filter, or nothing. Raises UsageError for one that there is not."""
    value = asked.one(name)
    if value and value not in known:
        raise UsageError(
            f"'{name}' cannot be '{value[:40]}' here",
            hint=f"it can be: {', '.join(sorted(known)[:20])}",
        )
    return value


def table(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Table:
    """Rows of plain values as a table; None is an empty cell."""
    return Table(
        columns=columns,
        rows=tuple(
            tuple(None if row[c] is None else Literal(str(row[c])) for c in columns) for row in rows
        ),
    )


def _options(
    site: Site, atlas: Atlas, name: str, known: Mapping[str, int], lang: Lang
) -> list[Option]:
    """The values of a filter by name, the unknown last."""

    def named(value: str) -> Text:
        if value == UNKNOWN:
            return WORDS["map_unknown"]
        if name == "region":
            return site.name(atlas.names[value])
        return site.name(bg(value) if name == "kind" else f"{DATA}{name}/{value}")

    options = [Option(value=v, name=named(v), count=count) for v, count in known.items()]
    return sorted(options, key=lambda o: (o.value == UNKNOWN, name_key(getattr(o.name, lang))))


def _row(site: Site, placed: Placed, lang: Lang) -> dict[str, Any]:
    mark, hit = placed.mark, site.entities.hits[placed.number]
    commune = mark.commune

    def name(iri: str) -> str:
        return str(getattr(site.name(iri), lang))

    return {
        "iri": mark.actor,
        "name": getattr(hit.name, lang),
        "kind": name(bg(hit.kind)),
        "group": placed.group,
        "town": commune.name if commune else None,
        "departement": name(commune.departement) if commune else None,
        "region": name(commune.region) if commune else None,
        "lat": mark.at[0],
        "lon": mark.at[1],
        "own": mark.own,
        "page": path_of(mark.actor),
    }


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as a feature of GeoJSON, which says the longitude first."""
    told = {name: value for name, value in row.items() if name not in {"lat", "lon"}}
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "geometry": point, "properties": told}


PAGES = (Page(path="/map", answer=sites),)
