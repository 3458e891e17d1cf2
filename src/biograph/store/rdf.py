"""Statements and terms as pyoxigraph has them, and back: what every store writes alike."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from biograph.model import Literal, Statement
from biograph.terms import LOG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.table import Term

_STRING = XSD + "string"
_LOGGED = f" <{LOG}> .\n".encode()  # how the N-Quads of the log end, and no others


@lru_cache(maxsize=200_000)
def node(iri: str) -> ox.NamedNode:
    """An IRI. Raises ValueError where it is none."""
    return ox.NamedNode(iri)


def triple(statement: Statement) -> ox.Triple:
    """What a statement says, whatever graph it stands in. Raises ValueError as ``quad`` does."""
    value = statement.object
    obj = _literal(value) if isinstance(value, Literal) else node(value)
    return ox.Triple(node(statement.subject), node(statement.predicate), obj)


def quad(statement: Statement) -> ox.Quad:
    """A statement as a quad. Raises ValueError where an IRI or a language tag is none."""
    said = triple(statement)
    return ox.Quad(said.subject, said.predicate, said.object, node(statement.graph))


def statement(found: ox.Quad | ox.Triple) -> Statement:
    """A quad as a statement; that of a triple has no graph."""
    subject, obj = term(found.subject), term(found.object)
    assert isinstance(subject, str)
    assert obj is not None
    graph = found.graph_name if isinstance(found, ox.Quad) else None
    name = graph.value if isinstance(graph, ox.NamedNode) else ""
    return Statement(subject, found.predicate.value, obj, name)


def term(found: Any) -> Term:  # noqa: ANN401 - any RDF term of pyoxigraph
    """A term as tables hold it."""
    if found is None or isinstance(found, ox.NamedNode):
        return None if found is None else found.value
    if isinstance(found, ox.Literal):
        if found.language:
            return Literal(found.value, lang=found.language)
        datatype = found.datatype.value
        return Literal(found.value, "" if datatype == _STRING else datatype)
    return str(found)


def _literal(value: Literal) -> ox.Literal:
    if value.lang:
        return ox.Literal(value.value, language=value.lang)
    if value.datatype:
        return ox.Literal(value.value, datatype=node(value.datatype))
    return ox.Literal(value.value)


def canonical(lines: Iterable[bytes]) -> list[bytes]:
    """The lines of N-Quads as they are dumped: sorted, without the log of updates.

    Graphs that hold the same facts give the same bytes, whenever and in however many updates they
    came by them.
    """
    return sorted(line for line in lines if not line.endswith(_LOGGED))
