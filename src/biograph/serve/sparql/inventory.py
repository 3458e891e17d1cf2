"""What the graph holds, counted: a store in; classes, properties and what links them out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Literal
from biograph.serve.sparql.answer import DEFAULT_GRAPHS
from biograph.terms import GRAPH, PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from biograph.model import Statement
    from biograph.store import EmbeddedStore

_TYPE = RDF + "type"
_STRING, _LANG_STRING = XSD + "string", RDF + "langString"
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_LABELS = "SELECT ?term ?label WHERE { GRAPH graph:ontology { ?term skos:prefLabel ?label } }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The contents of a graph in numbers, of the default graphs where nothing else is said.

    ``quads`` is the size of the whole, ``graphs`` that of each named graph that is not of one
    document, of which there are ``documents``. ``classes`` have their instances, ``properties``
    their triples; ``links`` count the triples from a class by a property to a class or, for
    literals, a datatype. ``labels`` are the names of terms by language.
    """

    quads: int
    documents: int
    graphs: Mapping[str, int]
    triples: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    links: Mapping[tuple[str, str, str], int]
    labels: Mapping[str, Mapping[str, str]]


def inventory(store: EmbeddedStore) -> Inventory:
    """The inventory of a store: some seconds for a million quads."""
    found = store.select(_GRAPHS)
    sizes = dict(zip(found.column("g"), found.column("n"), strict=True))
    kinds = _kinds(store)
    classes = Counter(kind for of in kinds.values() for kind in of)
    properties: Counter[str] = Counter()
    links: Counter[tuple[str, str, str]] = Counter()
    for said in _default(store):
        properties[said.predicate] += 1
        for kind in kinds.get(said.subject, ()):
            links.update((kind, said.predicate, end) for end in _ends(said.object, kinds))
    return Inventory(
        quads=sum(sizes.values()),
        documents=sum(not graph.startswith(GRAPH) for graph in sizes),
        graphs={graph: n for graph, n in sorted(sizes.items()) if graph.startswith(GRAPH)},
        triples=properties.total(),
        classes=dict(sorted(classes.items())),
        properties=dict(sorted(properties.items())),
        links=dict(sorted(links.items())),
        labels=_labels(store, classes.keys() | properties.keys()),
    )


def _default(store: EmbeddedStore, predicate: str | None = None) -> Iterator[Statement]:
    for graph in DEFAULT_GRAPHS:
        yield from store.quads(graph, predicate)


def _kinds(store: EmbeddedStore) -> Mapping[str, set[str]]:
    """The classes of each thing."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for said in _default(store, _TYPE):
        if isinstance(said.object, str):
            found[said.subject].add(said.object)
    return found


def _ends(value: str | Literal, kinds: Mapping[str, set[str]]) -> set[str]:
    if isinstance(value, Literal):
        return {_LANG_STRING if value.lang else value.datatype or _STRING}
    return kinds.get(value, set())


def _labels(store: EmbeddedStore, terms: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for term, label in store.select(_LABELS).rows:
        if isinstance(term, str) and term in terms and isinstance(label, Literal):
            labels.setdefault(term, {})[label.lang] = label.value
    return labels


def words(held: Inventory) -> bytes:
    """What an editor of SPARQL completes, as JSON: the prefixes and the terms with their counts."""
    content = {
        "prefixes": PREFIXES,
        "classes": [_word(held, iri, n) for iri, n in held.classes.items()],
        "properties": [_word(held, iri, n) for iri, n in held.properties.items()],
        "links": [[*link, n] for link, n in held.links.items()],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _word(held: Inventory, iri: str, count: int) -> dict[str, object]:
    return {"iri": iri, "count": count, "label": held.labels.get(iri, {})}
