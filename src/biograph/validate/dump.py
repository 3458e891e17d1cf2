"""Reads a dump of the graph: an RDF file enters, statements leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph

from biograph.errors import DataError
from biograph.model import Literal, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_dump(path: Path) -> Iterator[Statement]:
    """The statements of a file of N-Quads, TriG or Turtle; DataError where it is none."""
    try:
        for quad in pyoxigraph.parse(path=str(path)):
            yield Statement(
                _text(quad.subject), quad.predicate.value, _object(quad.object), _graph(quad)
            )
    except (SyntaxError, ValueError, OSError) as error:
        message = f"{path.name}: not readable as RDF: {error}"
        raise DataError(message, hint="give N-Quads, TriG or Turtle in UTF-8") from error


def _text(node: object) -> str:
    """An IRI or text as it is; a blank node as ``_:name``, so that the shapes can refuse it."""
    text = str(getattr(node, "value", node))
    return f"_:{text}" if type(node).__name__ == "BlankNode" else text


def _graph(quad: object) -> str:
    return _text(getattr(quad, "graph_name", "")).removeprefix("DEFAULT")


def _object(node: object) -> str | Literal:
    datatype = getattr(node, "datatype", None)
    if datatype is None:
        return _text(node)
    lang = getattr(node, "language", None) or ""
    return Literal(_text(node), "" if lang else datatype.value, lang)
