"""The access to treatment by département, as a coloured map and as the same rows."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from biograph.model import Text
from biograph.serve.maps.access import Access, Departement, access
from biograph.serve.page import Answer, Asked, Page
from biograph.serve.pages.maps import BOXES, SCRIPTS, STYLES, atlas_of, chosen_of, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.serve.maps.places import Mark
    from biograph.serve.site import Site
    from biograph.view.say import Lang

_TITLE = Text(fr="Accès aux soins par département", en="Access to care by département")
#: What the départements can be coloured by, and the values at which the next colour begins.
MEASURES: Mapping[str, tuple[float, ...]] = {
    "half": (25, 50, 100, 200),
    "far": (0.01, 0.25, 0.5, 0.75),
    "centres": (1, 2, 3, 5),
    "hospitals": (1, 2, 3, 5),
}
_COLUMNS = (
    *("code", "iri", "name", "region", "people", "centres", "hospitals", "half", "far", "level"),
)


def reached(site: Site, asked: Asked) -> Answer:
    """What is known of the access to treatment in each département."""
    found = site.keep("access", lambda: access(site.ask, _marks(site)))
    measure = chosen_of(asked, "measure", MEASURES) or next(iter(MEASURES))
    rows = [_row(site, row, measure, asked.lang) for row in found.rows]
    return Answer(
        template="site/access.html.j2",
        title=_TITLE,
        values={
            "access": found,
            "rows": rows,
            "measure": measure,
            "measures": MEASURES,
            "boxes": BOXES,
        },
        table=table(_COLUMNS, rows),
        data={**_whole(found), "measure": measure, "rows": rows},
        styles=STYLES,
        scripts=SCRIPTS,
    )


def _marks(site: Site) -> list[Mark]:
    return [placed.mark for placed in atlas_of(site).placed]


def _row(site: Site, row: Departement, measure: str, lang: Lang) -> dict[str, Any]:
    """``level`` is the colour of the measure, from 0 on; None where nothing is known."""
    value = getattr(row, measure)
    return {
        "code": row.code,
        "iri": row.iri,
        "name": getattr(site.name(row.iri), lang),
        "region": getattr(site.name(row.region), lang),
        "people": row.people,
        "centres": row.centres,
        "hospitals": row.hospitals,
        "half": None if row.half is None else round(row.half, 1),
        "far": None if row.far is None else round(row.far, 4),
        "level": None if value is None else bisect_right(MEASURES[measure], value),
    }


def _whole(found: Access) -> dict[str, Any]:
    return {
        "known_centres": found.known,
        "missing_centres": found.missing,
        "people_counted": round(found.counted, 4),
        "hospitals_at_no_known_place": found.unplaced,
    }


PAGES = (Page(path="/map/access", answer=reached),)
