"""Centres that treat: those the graph knows, and how many there are said to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.model import Text
from biograph.vocabulary.figures import hull, measured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from biograph.ask import Ask
    from biograph.vocabulary.figures import Figure

#: Therapy classes (ids) with a class of centres of their own, and what such a centre is called.
CENTRES: Mapping[str, tuple[str, Text]] = {
    "car-t": ("CARTCentre", Text(fr="centre CAR-T", en="CAR-T centre")),
}

# A hospital that is on the list by one of its sites is one centre, and stands where the site does.
_BODIES = """
SELECT DISTINCT ?body {
  GRAPH graph:reference { ?body a ?class . ?site a ?class . VALUES ?class { %s } }
  GRAPH graph:asserted { { ?body bg:operatesSite ?site } UNION { ?site bg:subsidiaryOf ?body } }
  FILTER(?body != ?site)
  FILTER NOT EXISTS { GRAPH graph:reference { ?body a bg:Site } }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centres:
    """The known centres of one class: who, where (k, 2), why, and how many are stated."""

    about: str
    name: Text
    actors: tuple[str, ...]
    at: NDArray[np.float64]
    relations: tuple[str, ...]
    stated: tuple[Figure, ...]

    @property
    def missing(self) -> int:
        """How many centres, at most, biograph does not know."""
        return max(0, round(hull(self.stated)[1]) - len(self.at))

    @property
    def share(self) -> float:
        """The share of the stated centres that are known, in [0, 1]."""
        return len(self.at) / (len(self.at) + self.missing)


def centres(ask: Ask, about: str) -> Centres | None:
    """The located centres of a therapy class; None where none is known or none is stated."""
    kind, name = CENTRES[about]
    bodies = set(ask(_BODIES % f"bg:{kind}").column("body"))
    rows = [
        row
        for row in ask("actors/located", **{"class": kind}).records()
        if row["lat"] and row["actor"] not in bodies
    ]
    stated = measured("centres", about)
    if not rows or not stated:
        return None
    at = {row["actor"]: (float(row["lat"]), float(row["long"])) for row in rows}
    return Centres(
        about=about,
        name=name,
        actors=tuple(at),
        at=np.array(list(at.values()), dtype=np.float64),
        relations=tuple(sorted({row["relation"] for row in rows if row["relation"]})),
        stated=stated,
    )
