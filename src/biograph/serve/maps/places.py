"""Where the actors of France are: a graph in, a mark on the map for each actor and place out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.ask import Ask

# Overseas a département is its own region: the two are one place.
_COMMUNES = """
SELECT ?commune ?name ?lat ?long ?departement ?region {
  GRAPH graph:reference {
    ?commune rdfs:label ?name ; bg:within ?departement .
    ?departement a bg:Departement ; bg:within* ?region . ?region a bg:Region .
    OPTIONAL { ?commune geo:lat ?lat ; geo:long ?long }
  }
}
"""
_ACTORS = """
SELECT ?actor ?lat ?long ?commune {
  { SELECT DISTINCT ?actor { GRAPH graph:reference { ?actor a bg:Organization } } }
  OPTIONAL { GRAPH graph:reference { ?actor geo:lat ?lat ; geo:long ?long } }
  OPTIONAL {
    GRAPH graph:asserted { ?actor bg:locatedIn ?commune }
    GRAPH graph:reference { ?commune bg:within ?of . ?of a bg:Departement }
  }
  FILTER(BOUND(?lat) || BOUND(?commune))
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune: IRI, name, position in degrees (None where unknown), what it lies in (IRIs)."""

    iri: str
    name: str
    at: tuple[float, float] | None
    departement: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An actor (IRI) at one place.

    ``at`` is its own position (latitude, longitude) where ``own``, else that of the commune, which
    is None where only the position is known.
    """

    actor: str
    at: tuple[float, float]
    own: bool
    commune: Commune | None


def marks(ask: Ask) -> tuple[Mark, ...]:
    """All actors of which the graph knows a position in France, by IRI and place."""
    communes = _communes(ask)
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in ask(_ACTORS).records():
        found[row["actor"]].append(row)
    return tuple(
        Mark(actor=actor, at=at, own=own, commune=commune)
        for actor, rows in sorted(found.items())
        for at, own, commune in _standing(rows, communes)
    )


def _communes(ask: Ask) -> Mapping[str, Commune]:
    rows = list(ask(_COMMUNES).records())
    at = {(row["name"], row["departement"]): _at(row) for row in rows}
    return {
        row["commune"]: Commune(
            iri=row["commune"],
            name=row["name"],
            at=_at(row) or at.get((_town(row["name"]), row["departement"])),
            departement=row["departement"],
            region=row["region"],
        )
        for row in rows
    }


def _town(name: str) -> str:
    """The town of an arrondissement of Paris, Lyon or Marseille, which stand where it does."""
    return name.partition(" ")[0] if name.endswith(" Arrondissement") else ""


def _standing(
    rows: Iterable[Mapping[str, Any]], communes: Mapping[str, Commune]
) -> Iterator[tuple[tuple[float, float], bool, Commune | None]]:
    """Where one actor stands: at its own position, else in each of its communes that has one."""
    towns = {iri: communes[iri] for row in rows if (iri := row["commune"]) in communes}
    own = next((at for row in rows if (at := _at(row))), None)
    if own:
        yield own, True, _nearest(own, towns.values())
        return
    for _, commune in sorted(towns.items()):
        if commune.at:
            yield commune.at, False, commune


def _nearest(at: tuple[float, float], towns: Iterable[Commune]) -> Commune | None:
    """The commune of an actor that its own position is about."""
    known = [(hypot(t.at[0] - at[0], t.at[1] - at[1]), t.iri, t) for t in towns if t.at]
    return min(known)[2] if known else next(iter(towns), None)


def _at(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees."""
    return (float(row["lat"]), float(row["long"])) if row["lat"] is not None else None
