"""What the store holds."""

from __future__ import annotations

from typing import NamedTuple


class Literal(NamedTuple):
    """An RDF literal: ``lang`` wins over ``datatype``; neither means xsd:string."""

    value: str
    datatype: str = ""
    lang: str = ""


class Statement(NamedTuple):
    """A quad: IRIs are plain strings."""

    subject: str
    predicate: str
    object: str | Literal
    graph: str
