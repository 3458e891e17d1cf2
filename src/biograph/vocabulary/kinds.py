"""The class hierarchy as plain names: what stands above a class of the ontology."""

from __future__ import annotations

from functools import cache

from rdflib import RDFS, URIRef

from biograph.terms import ENTITY_TYPES, ONTOLOGY, bg, local_name
from biograph.vocabulary.owl import modules


@cache
def superclasses(kind: str) -> frozenset[str]:
    """The local names of all our classes above ``kind``, without itself; empty for an unknown."""
    above = modules().transitive_objects(URIRef(bg(kind)), RDFS.subClassOf)
    names = {local_name(str(c)) for c in above if str(c).startswith(ONTOLOGY)}
    return frozenset(names - {kind})


@cache
def annotation_type(kind: str) -> str:
    """The type of the annotation scheme a class belongs to (``CDMO`` -> ``Company``).

    A class outside the scheme (``Project``) is its own type.
    """
    if kind in ENTITY_TYPES:
        return kind
    above = superclasses(kind)
    return next((name for name in ENTITY_TYPES if name in above), kind)
