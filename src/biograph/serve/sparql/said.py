"""Descriptions as RDF: a subject and what is said of it in, triples out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Literal, Statement
from biograph.store import rdf
from biograph.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from biograph.model import Text

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
VOID_EXT = "http://ldf.fi/void-ext#"
FORMATS = "http://www.w3.org/ns/formats/"
SCHEMA = "https://schema.org/"
FOAF = "http://xmlns.com/foaf/0.1/"
_NOWHERE = "urn:x-biograph:description"  # triples have no graph, statements do

Value = str | Literal


def said(subject: str, values: Mapping[str, Value | Iterable[Value]]) -> Iterator[ox.Triple]:
    """What is said of a subject, by property. Raises ValueError where an IRI is none."""
    for predicate, value in values.items():
        # a literal is a tuple too
        for one in (value,) if isinstance(value, str | Literal) else value:
            yield rdf.quad(Statement(subject, predicate, one, _NOWHERE)).triple


def number(count: int) -> Literal:
    """A count as a literal."""
    return Literal(str(count), XSD + "integer")


def both(text: Text) -> tuple[Literal, ...]:
    """A text in its languages."""
    return (Literal(text.fr, lang="fr"), Literal(text.en, lang="en"))
