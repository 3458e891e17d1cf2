"""Quads and names as SPARQL text: statements in, operations and requests of a bearable size out."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeVar

from biograph.store import rdf
from biograph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Statement

T = TypeVar("T")
_DECLARED = re.compile(r"\bprefix\s+([\w.\-]*):", re.IGNORECASE)
_NEXT = " ;\n"


def prefixed(text: str) -> str:
    """A query or update with the prefixes of biograph that it does not declare itself."""
    declared = set(_DECLARED.findall(text))
    lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if name not in declared]
    return "".join(lines) + text


def data(verb: str, statements: Iterable[Statement], *, batch: int) -> Iterator[str]:
    """``INSERT DATA`` or ``DELETE DATA`` operations of at most ``batch`` quads each.

    Raises ValueError where an IRI is none.
    """
    for some in chunks(statements, batch):
        by_graph = groupby(sorted(some, key=_graph), key=_graph)
        blocks = (f"GRAPH {rdf.node(name)} {{\n{_triples(said)}}}\n" for name, said in by_graph)
        yield f"{verb} DATA {{\n{''.join(blocks)}}}"


def _graph(statement: Statement) -> str:
    return statement.graph


def _triples(statements: Iterable[Statement]) -> str:
    quads = map(rdf.quad, statements)
    return "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)


def requests(operations: Iterable[str], *, largest: int) -> Iterator[str]:
    """Operations joined to requests of at most ``largest`` bytes; no operation is divided."""
    waiting: list[str] = []
    size = 0
    for operation in operations:
        length = len(operation.encode()) + len(_NEXT)
        if waiting and size + length > largest:
            yield _NEXT.join(waiting)
            waiting, size = [], 0
        waiting.append(operation)
        size += length
    if waiting:
        yield _NEXT.join(waiting)


def values(iris: Iterable[str]) -> str:
    """A VALUES block that names some subjects ``?s``."""
    return f"VALUES ?s {{ {' '.join(str(rdf.node(iri)) for iri in iris)} }}"


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
