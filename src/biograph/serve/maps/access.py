"""How near people of each département are to treatment: the graph in, a row a département out.

What is counted are those that biograph knows. Where it knows none, there is none only if it knows
as many as there are said to be; else the number is unknown, which is not 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.gap.centres import centres
from biograph.analyse.gap.distance import FAR
from biograph.analyse.method.access import nearest, share_beyond, weighted_quantiles
from biograph.analyse.people import PEOPLE, population
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.analyse.gap.centres import Centres
    from biograph.analyse.people import Place
    from biograph.ask import Ask
    from biograph.serve.maps.places import Mark

#: The therapy class whose centres are listed, and the one whose hospitals are looked for.
LISTED, GIVEN = "car-t", "advanced-therapy"
_DEPARTEMENTS = """
SELECT DISTINCT ?departement ?region ?place {
  GRAPH graph:reference {
    ?departement a bg:Departement ; bg:within* ?region . ?region a bg:Region .
    OPTIONAL { ?place bg:within ?departement }
  }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departement:
    """A département (IRIs) with what is known of it; None is unknown.

    ``people`` are those that biograph counts there, ``centres`` the CAR-T centres, ``hospitals``
    those that give advanced therapies, ``half`` the km within which half of the people have a known
    centre and ``far`` the share of them that has none within 100 km: both are upper bounds.
    """

    iri: str
    region: str
    people: int | None
    centres: int | None
    hospitals: int | None
    half: float | None
    far: float | None

    @property
    def code(self) -> str:
        """Its code, as on the outlines: ``2A``, ``971``."""
        return local_name(self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """All départements in the order of their codes, and how much of the whole is known.

    ``known`` centres and ``missing`` ones make those that there are said to be (None: nobody says),
    ``counted`` is the share of the people of France who are counted, ``unplaced`` the number of
    hospitals that give advanced therapies at no known place.
    """

    rows: tuple[Departement, ...]
    known: int
    missing: int | None
    counted: float
    unplaced: int


def access(ask: Ask, marks: Iterable[Mark]) -> Access:
    """The access to CAR-T centres and to hospitals that give advanced therapies."""
    where = _where(marks)
    there = centres(ask, LISTED)
    giving = set(ask("care/administering-hospitals", **{"class": GIVEN}).column("hospital"))
    listed = Counter(d for actor in (there.actors if there else ()) for d in where[actor])
    hospitals = Counter(d for actor in giving for d in where[actor])
    regions, living = _living(ask)
    rows = tuple(
        _departement(
            (iri, region), living[iri], there, listed=listed[iri], hospitals=hospitals[iri]
        )
        for iri, region in sorted(regions.items())
    )
    return Access(
        rows=rows,
        known=len(there.actors) if there else 0,
        missing=there.missing if there else None,
        counted=min(1.0, sum(row.people or 0 for row in rows) / sum(PEOPLE.values())),
        unplaced=sum(not where[actor] for actor in giving),
    )


def _departement(
    lies: tuple[str, str],
    places: Sequence[Place],
    there: Centres | None,
    *,
    listed: int,
    hospitals: int,
) -> Departement:
    complete = there is not None and not there.missing
    half = far = None
    if places and there:
        km = nearest([(place.lat, place.lon) for place in places], there.at)
        people = np.array([place.people for place in places])
        half = float(weighted_quantiles(km, people, [0.5])[0])
        far = share_beyond(km, people, FAR)
    return Departement(
        iri=lies[0],
        region=lies[1],
        people=sum(place.people for place in places) or None,
        centres=listed if listed or complete else None,
        hospitals=hospitals or None,  # nobody says how many there are
        half=half,
        far=far,
    )


def _where(marks: Iterable[Mark]) -> Mapping[str, set[str]]:
    """The départements in which each actor is known to be."""
    found: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.commune:
            found[mark.actor].add(mark.commune.departement)
    return found


def _living(ask: Ask) -> tuple[Mapping[str, str], Mapping[str, list[Place]]]:
    """The region of each département, and its counted places."""
    places = {place.iri: place for place in population(ask).places}
    regions: dict[str, str] = {}
    living: dict[str, list[Place]] = defaultdict(list)
    for row in ask(_DEPARTEMENTS).records():
        regions[row["departement"]] = row["region"]
        if row["place"] in places:
            living[row["departement"]].append(places[row["place"]])
    return regions, living
