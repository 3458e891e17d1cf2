"""What is said of every thing of a graph at once: kinds, places, work, documents; by its IRI.

Plain scans of the store do what they can: a query that joins as much takes seconds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Literal
from biograph.terms import (
    ASSERTED,
    DATA,
    DCTERMS,
    ONTOLOGY_GRAPH,
    RDF,
    RDFS,
    REFERENCE,
    bg,
    local_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Ask
    from biograph.store import GraphStore
    from biograph.table import Table

Values = dict[str, set[str]]

#: Where the things that are values of a facet live, below ``id/``.
FOLDERS = {
    "region": "region/",
    "country": "country/",
    "stage": "stage/",
    "family": "family/",
    "input": "input/",
    "source": "source/",
}
FACETS = ("kind", "region", "country", "stage", "family", "input", "year", "source")
#: What many things are beside what they are.
_ROLES = frozenset({"Funder"})
_FAMILIES = """
SELECT DISTINCT ?thing ?family {
  { GRAPH graph:ontology { ?family bg:familyOf ?top . ?class skos:broader* ?top } }
  UNION { GRAPH graph:ontology { ?family bg:alsoCalled ?class } }
  { BIND(?class AS ?thing) } UNION { GRAPH graph:asserted { ?thing bg:hasTherapyClass ?class } }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of each thing by its IRI.

    ``kinds`` is its most telling class (local name), ``values`` its values by facet, ``facts`` how
    many facts it is an end of, ``dates`` the date of its newest document.
    """

    kinds: Mapping[str, str]
    values: Mapping[str, Values]
    facts: Mapping[str, int]
    dates: Mapping[str, str]


def traits(ask: Ask, store: GraphStore) -> Traits:
    """What the facets of all things are; values are local names of classes or keys of things."""
    above = _above(store)
    kinds = _kinds(store, above)
    facts, documents = _documents(store)
    issued = {s.subject: _text(s.object) for s in store.quads(None, DCTERMS + "issued")}
    sources = {s.subject: _text(s.object) for s in store.quads(None, bg("fromSource"))}
    dates = {thing: max(issued.get(v, "") for v in about) for thing, about in documents.items()}
    regions, countries = _places(store)
    stages, families = _work(ask)
    values = {
        "kind": kinds,
        "region": regions,
        "country": countries,
        "stage": stages,
        "family": families,
        "input": _grouped(ask("supply/offers"), "actor", "input"),
        "year": {thing: {date[:4]} for thing, date in dates.items() if date},
        "source": {
            thing: {local_name(sources[v]) for v in about if v in sources}
            for thing, about in documents.items()
        },
    }
    return Traits(
        kinds={thing: telling(own, above) for thing, own in kinds.items()},
        values=values,
        facts=facts,
        dates=dates,
    )


def telling(kinds: set[str], above: Mapping[str, set[str]]) -> str:
    """The class that tells most of a thing: a CDMO is shown as one, not as an organisation."""
    lowest = kinds.difference(*(above[kind] for kind in kinds))
    return min(lowest, key=lambda kind: (kind in _ROLES, kind))


def _above(store: GraphStore) -> Values:
    """The classes above each class, by local names; none above one that the ontology lacks."""
    direct: Values = defaultdict(set)
    for found in store.quads(ONTOLOGY_GRAPH, RDFS + "subClassOf"):
        direct[local_name(found.subject)].add(local_name(_text(found.object)))
    above: Values = defaultdict(set)
    above.update({kind: _closure(kind, direct) - {kind} for kind in direct})
    return above


def _kinds(store: GraphStore, above: Mapping[str, set[str]]) -> Values:
    """The classes of each thing with all classes above them, by local name."""
    kinds: Values = defaultdict(set)
    for graph in (REFERENCE, ONTOLOGY_GRAPH):
        for found in store.quads(graph, RDF + "type"):
            if found.subject.startswith(DATA):
                kinds[found.subject].add(local_name(_text(found.object)))
    return {thing: own.union(*(above[kind] for kind in own)) for thing, own in kinds.items()}


def _closure(start: str, above: Mapping[str, Iterable[str]]) -> set[str]:
    """A node with everything above it."""
    found, new = {start}, {start}
    while new:
        new = {upper for node in new for upper in above.get(node, ())} - found
        found |= new
    return found


def _places(store: GraphStore) -> tuple[Values, Values]:
    """The region and the country of each thing that has a place, or is one."""
    within: Values = defaultdict(set)
    for found in store.quads(REFERENCE, bg("within")):
        within[found.subject].add(_text(found.object))
    places: Values = defaultdict(set)
    for place in within:
        places[place].add(place)
    for found in store.quads(ASSERTED, bg("locatedIn")):
        places[found.subject].add(_text(found.object))
    regions, countries = _in_areas(places, within)
    for found in store.quads(REFERENCE, bg("country")):
        countries[found.subject].add(_key(_text(found.object)))
    return regions, countries


def _in_areas(places: Values, within: Values) -> tuple[Values, Values]:
    areas = {place: _closure(place, within) for place in set().union(*places.values())}
    found: dict[str, Values] = {"region": defaultdict(set), "country": defaultdict(set)}
    for thing, own in places.items():
        for area in set().union(*(areas[place] for place in own)):
            folder = area.removeprefix(DATA).partition("/")[0]
            if folder in found:
                found[folder][thing].add(_key(area))
    return found["region"], found["country"]


def _work(ask: Ask) -> tuple[Values, Values]:
    """The stages and therapy families in which a thing is made, used or at work."""
    stages: Values = defaultdict(set)
    families = _grouped(ask(_FAMILIES), "thing", "family")
    tables = (
        ("gaps/stage-activity", "actor"),
        ("supply/capabilities", "holder"),
        ("gaps/recipe-lines", "input"),
    )
    for question, column in tables:
        for values, of in ((stages, "stage"), (families, "family")):
            for thing, keys in _grouped(ask(question), column, of).items():
                values[thing] |= keys
    return stages, families


def _documents(store: GraphStore) -> tuple[dict[str, int], Values]:
    """How many facts each thing is an end of, and the document versions that tell of it."""
    ends: Values = defaultdict(set)
    for end in ("subject", "object"):
        for found in store.quads(ASSERTED, RDF + end):
            ends[found.subject].add(_text(found.object))
    facts = Counter(thing for both in ends.values() for thing in both)
    documents: Values = defaultdict(set)
    for found in store.quads(None, bg("supports")):
        for thing in ends[_text(found.object)]:
            documents[thing].add(found.graph)
    for found in store.quads(None, bg("describes")):
        documents[_text(found.object)].add(found.graph)
    return facts, documents


def _grouped(table: Table, thing: str, value: str) -> Values:
    """The keys of one column by the things of another."""
    found: Values = defaultdict(set)
    for one, other in zip(table.column(thing), table.column(value), strict=True):
        found[one].add(_key(other))
    return found


def _key(iri: str) -> str:
    """What tells a thing from the others of its folder: ``FR`` of ``id/country/FR``."""
    return iri.removeprefix(DATA).partition("/")[2]


def _text(term: str | Literal) -> str:
    return term.value if isinstance(term, Literal) else term
