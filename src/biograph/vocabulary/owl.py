"""The OWL modules: ``ontology/*.ttl`` enters, one graph and the names declared in it leave."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph

from biograph import resources
from biograph.errors import DataError
from biograph.terms import DATA, ONTOLOGY, bg, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

SCHEME_PROPERTY = URIRef(bg("relation"))  # all predicates of the annotation scheme are below it
_PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def modules() -> Graph:
    """All OWL modules in one graph without blank nodes.

    Raises DataError naming the file and line that is no Turtle.
    """
    return read_modules(resources.ontology())


@cache
def read_modules(folder: Path) -> Graph:
    """The modules in ``folder``; blank nodes become IRIs by their canonical name."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        read_turtle(path, graph)
    return _skolemised(graph)


def read_turtle(path: Path, graph: Graph) -> Graph:
    """The graph with the triples of one Turtle file added; DataError where it does not parse."""
    try:
        return graph.parse(data=path.read_bytes().decode(), format="turtle")
    except UnicodeDecodeError as error:
        message = f"{path.name}: byte {error.start} is not UTF-8"
        raise DataError(message, hint="save the file as UTF-8") from error
    except SyntaxError as error:  # rdflib's BadSyntax is one; `lines` counts the lines read
        line = getattr(error, "lines", 0) + 1
        message = f"{path.name}:{line}: not valid Turtle"
        raise DataError(message, hint="look for a missing dot, quote or prefix there") from error


def rdf_lists(triples: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """The members of every whole RDF list among triples of IRIs, by the node of its beginning."""
    links: dict[str, dict[str, str]] = {str(RDF.first): {}, str(RDF.rest): {}}
    for subject, predicate, value in triples:
        if predicate in links:
            links[predicate][subject] = value
    first, rest = links.values()
    found = {}
    for head in first:
        members, node = [], head
        while node in first:
            members.append(first[node])
            node = rest.get(node, "")
        if node == str(RDF.nil):
            found[head] = tuple(members)
    return found


def classes() -> frozenset[str]:
    """Local names of all classes of the ontology."""
    return _names(OWL.Class)


def properties() -> frozenset[str]:
    """Local names of all properties: object, datatype and annotation properties."""
    return frozenset().union(*map(_names, _PROPERTY_TYPES))


def individuals(kind: str) -> dict[str, tuple[str, ...]]:
    """The individuals of a class by local name, with their labels: the French one comes first."""
    nodes = modules().subjects(RDF.type, URIRef(bg(kind)))
    return {local_name(node): _labels(URIRef(node)) for node in sorted(map(str, nodes))}


def predicates() -> frozenset[str]:
    """Local names of the predicates that relate actors, products, terms and places."""
    below = modules().transitive_subjects(RDFS.subPropertyOf, SCHEME_PROPERTY)
    return frozenset(local_name(str(p)) for p in below if p != SCHEME_PROPERTY)


def _labels(node: URIRef) -> tuple[str, ...]:
    found = (
        sorted(
            (label.language != "fr", str(label))
            for label in modules().objects(node, kind)
            if isinstance(label, Literal)
        )
        for kind in (SKOS.prefLabel, SKOS.altLabel)
    )
    return tuple(dict.fromkeys(text for labels in found for _, text in labels))


def _names(kind: URIRef) -> frozenset[str]:
    found = modules().subjects(RDF.type, kind)
    return frozenset(local_name(str(s)) for s in found if str(s).startswith(ONTOLOGY))


def _skolemised(graph: Graph) -> Graph:
    if not any(isinstance(node, BNode) for triple in graph for node in triple):
        return graph
    named = Graph()
    for subject, predicate, value in to_canonical_graph(graph):
        named.add((_named(subject), predicate, _named(value)))
    return named


def _named(node: Node) -> Node:
    return URIRef(f"{DATA}node/{node}") if isinstance(node, BNode) else node
