"""VoID: what the graph holds as RDF, from its size down to which class links to which."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from biograph.model import Literal, Text
from biograph.serve.sparql.description import GRAPHS
from biograph.serve.sparql.said import FORMATS, VOID, VOID_EXT, both, number, said
from biograph.terms import DATA, DCTERMS, ONTOLOGY, RDF, XSD, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from biograph.serve.sparql.inventory import Inventory

_LITERALS = (XSD, RDF + "langString")


def dataset(void: str, endpoint: str, held: Inventory) -> Iterator[ox.Triple]:
    """The description, at the address ``void``, of the dataset that is asked at ``endpoint``."""
    whole = f"{void}#dataset"
    yield from said(
        whole,
        {
            RDF + "type": VOID + "Dataset",
            DCTERMS + "title": both(
                Text(
                    fr="Graphe de la filière française des biothérapies",
                    en="Graph of the French biotherapy sector",
                )
            ),
            VOID + "sparqlEndpoint": endpoint,
            VOID + "uriSpace": Literal(DATA),
            VOID + "vocabulary": ONTOLOGY,
            VOID + "feature": FORMATS + "N-Quads",
            VOID + "triples": number(held.quads),
            VOID + "documents": number(held.documents),
            VOID + "subset": [f"{void}#default", *(_graph(void, graph) for graph in held.graphs)],
        },
    )
    for graph, triples in held.graphs.items():
        told = both(GRAPHS[graph]) if graph in GRAPHS else ()
        yield from said(
            _graph(void, graph),
            {
                RDF + "type": VOID + "Dataset",
                VOID + "triples": number(triples),
                DCTERMS + "description": told,
            },
        )
    yield from _partitions(void, held)


def _partitions(void: str, held: Inventory) -> Iterator[ox.Triple]:
    """The default graph by class and by property, and what links the classes."""
    default = f"{void}#default"
    yield from said(
        default,
        {
            RDF + "type": VOID + "Dataset",
            VOID + "triples": number(held.triples),
            VOID + "classes": number(len(held.classes)),
            VOID + "properties": number(len(held.properties)),
            VOID + "classPartition": (_part(void, kind) for kind in held.classes),
            VOID + "propertyPartition": (_part(void, how) for how in held.properties),
        },
    )
    for how, triples in held.properties.items():
        part = {VOID + "property": how, VOID + "triples": number(triples)}
        yield from said(_part(void, how), part)
    links = groupby(sorted(held.links), key=lambda link: link[0])
    by_class = {kind: list(of) for kind, of in links}
    for kind, entities in held.classes.items():
        found = by_class.get(kind, [])
        properties = sorted({how for _, how, _ in found})
        yield from said(
            _part(void, kind),
            {
                VOID + "class": kind,
                VOID + "entities": number(entities),
                VOID + "propertyPartition": (_part(void, kind, how) for how in properties),
            },
        )
        for how, of in groupby(found, key=lambda link: link[1]):
            yield from _linked(void, held, list(of), _part(void, kind, how), how)


def _linked(
    void: str, held: Inventory, links: list[tuple[str, str, str]], part: str, how: str
) -> Iterator[ox.Triple]:
    """One property of one class: the classes and datatypes that it leads to."""
    data = [link for link in links if link[2].startswith(_LITERALS)]
    things = [link for link in links if link not in data]
    yield from said(
        part,
        {
            VOID + "property": how,
            VOID + "classPartition": (_part(void, *link) for link in things),
            VOID_EXT + "datatypePartition": (_part(void, *link) for link in data),
        },
    )
    for link in links:
        name = VOID_EXT + "datatype" if link in data else VOID + "class"
        yield from said(
            _part(void, *link), {name: link[2], VOID + "triples": number(held.links[link])}
        )


def _graph(void: str, graph: str) -> str:
    return f"{void}#graph-{graph.rpartition('/')[2]}"


def _part(void: str, *of: str) -> str:
    return f"{void}#part-{digest(*of, length=16)}"
