"""Everything that can be drawn: the facts and recipe lines of a graph in, columns by number out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.network import LAYER_OF, LAYERS, build
from biograph.analyse.proof import verbs
from biograph.analyse.recipes import recipes
from biograph.analyse.support import support
from biograph.ask import over
from biograph.model import Text
from biograph.serve.index.facets import members
from biograph.terms import local_name
from biograph.view.palette import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from biograph.analyse.network import Network
    from biograph.analyse.recipes import Line
    from biograph.serve.site import Site

    Numbers = NDArray[np.int64]

#: What a recipe line says of a family and an input; no fact of a document, so no property.
REQUIRES = "requires"
_REQUIRES = Text(fr="requiert", en="requires")
#: The layers in the order of the page; recipes and places are beside those of the analyses.
LAYER_NAMES = (*LAYERS, "recipe", "other")
#: The classes whose subclasses make up each group of kinds; the first one that fits counts.
_ROOTS = {
    "company": ("Company",),
    "care": ("Hospital", "PatientOrganization"),
    "research": ("ResearchOrganization",),
    "product": ("Therapy", "TherapyClass", "TherapyFamily", "Disease", "MedicineList"),
    "input": ("Input",),
    "place": ("Location", "Site", "Commune", "Departement", "Region", "Country"),
}
_BELOW = """
SELECT ?kind ?root { GRAPH graph:ontology { ?kind rdfs:subClassOf* ?root } FILTER(ISIRI(?kind)) }
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Whole:
    """``n`` nodes and ``m`` links in columns, to be read by number.

    ``ids`` are IRIs, ``kind`` local names of classes (empty: unknown), ``group`` (n) places in
    GROUPS. A link is a fact or recipe line with its IRI (``relation``), the local name of what it
    says (``predicate``), its ``layer`` (m, places in LAYER_NAMES), probability ``p`` (m) and latest
    date (ISO, may be empty). ``start`` (n + 1) and ``touching`` tell the links of each node. A
    region's mask (n) holds the nodes known to be there. ``verbs`` are the words of predicates.
    """

    ids: tuple[str, ...]
    number: Mapping[str, int]
    kind: tuple[str, ...]
    group: NDArray[np.int8]
    regions: Mapping[str, NDArray[np.bool_]]
    source: Numbers
    target: Numbers
    relation: tuple[str, ...]
    predicate: NDArray[np.str_]
    layer: NDArray[np.int8]
    p: NDArray[np.float64]
    date: NDArray[np.str_]
    start: Numbers
    touching: Numbers
    verbs: Mapping[str, Text]

    def links_of(self, node: int) -> Numbers:
        """The numbers of all links of a node."""
        return self.touching[self.start[node] : self.start[node + 1]]


def whole(site: Site) -> Whole:
    """The whole network of a site, made once."""
    return site.keep("explore", partial(_made, site))


def _made(site: Site) -> Whole:
    ask = over(site.kg.store)
    net = build(list(ask("actors/network-edges").records()), support(ask), attributes={})
    lines = [line for same in recipes(ask).lines.values() for line in same]
    ids = tuple(sorted({*net.ids, *(end for line in lines for end in (line.family, line.input))}))
    number = {iri: place for place, iri in enumerate(ids)}
    source, target = _ends(net, lines, number)
    both = np.concatenate([source, target])
    order = np.argsort(both, kind="stable")
    predicate = np.array([*net.predicate, *(REQUIRES for _ in lines)])
    kind = _kinds(site, ids)
    return Whole(
        ids=ids,
        number=number,
        kind=kind,
        group=_groups(site, kind),
        regions=_regions(site, ids),
        source=source,
        target=target,
        relation=(*net.relation, *(line.iri for line in lines)),
        predicate=predicate,
        layer=np.array([LAYER_NAMES.index(_layer(name)) for name in predicate], dtype=np.int8),
        p=np.array([*net.p, *(line.sure for line in lines)]),
        date=np.array([*net.date, *("" for _ in lines)]),
        start=np.searchsorted(both[order], np.arange(len(ids) + 1)),
        touching=order % max(len(source), 1),
        verbs={local_name(iri): text for iri, text in verbs(ask).items()} | {REQUIRES: _REQUIRES},
    )


def _layer(predicate: str) -> str:
    return "recipe" if predicate == REQUIRES else LAYER_OF.get(predicate, "other")


def _ends(
    net: Network, lines: Iterable[Line], number: Mapping[str, int]
) -> tuple[Numbers, Numbers]:
    moved = np.array([number[iri] for iri in net.ids], dtype=np.int64)
    families = [number[line.family] for line in lines]
    inputs = [number[line.input] for line in lines]
    return (
        np.concatenate([moved[net.source], np.array(families, dtype=np.int64)]),
        np.concatenate([moved[net.target], np.array(inputs, dtype=np.int64)]),
    )


def _kinds(site: Site, ids: Iterable[str]) -> tuple[str, ...]:
    hits = map(site.entities.hit, ids)
    return tuple(hit.kind if hit else "" for hit in hits)


def _groups(site: Site, kinds: Iterable[str]) -> NDArray[np.int8]:
    above: dict[str, set[str]] = {}
    for row in site.ask(_BELOW).records():
        above.setdefault(local_name(row["kind"]), set()).add(local_name(row["root"]))
    other = len(GROUPS) - 1

    def group(kind: str) -> int:
        fits = (
            g for g, roots in _ROOTS.items() if {kind, *above.get(kind, ())}.intersection(roots)
        )
        return next(map(GROUPS.index, fits), other)

    known = {kind: group(kind) for kind in kinds}
    return np.array([known[kind] for kind in kinds], dtype=np.int8)


def _regions(site: Site, ids: Iterable[str]) -> dict[str, NDArray[np.bool_]]:
    """Which nodes are known to be in each region, by its key."""
    facets, numbers = site.entities.facets, [site.entities.numbers.get(iri, -1) for iri in ids]
    found = {}
    for region in facets.counts({}, facets.every).get("region", {}):
        there = facets.matching({"region": (region,)}, facets.every)
        inside = set(members(there))
        found[region] = np.array([number in inside for number in numbers])
    return found
