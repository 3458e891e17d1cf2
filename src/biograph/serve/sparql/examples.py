"""The questions of the library as examples that editors of SPARQL load from an endpoint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.ask import form, library
from biograph.model import Literal
from biograph.serve.sparql.said import SCHEMA, both, said
from biograph.terms import PREFIXES, RDF, RDFS, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

_HEADER = re.compile(r"^#\+.*\n", re.MULTILINE)
_FORMS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct", "DESCRIBE": "Describe"}


def examples(void: str, endpoint: str) -> Iterator[ox.Triple]:
    """The questions as SHACL executables of the endpoint, and the prefixes that they use."""
    declared = f"{void}#prefixes"
    yield from said(declared, {SH + "declare": (_prefix(void, name) for name in PREFIXES)})
    for name, namespace in PREFIXES.items():
        yield from said(
            _prefix(void, name),
            {
                RDF + "type": SH + "PrefixDeclaration",
                SH + "prefix": Literal(name),
                SH + "namespace": Literal(namespace, XSD + "anyURI"),
            },
        )
    for name, question in library().items():
        text = _HEADER.sub("", question.text)
        kind = _FORMS[form(text)]
        yield from said(
            f"{void}#{name.replace('/', '-')}",
            {
                RDF + "type": (SH + "SPARQLExecutable", SH + f"SPARQL{kind}Executable"),
                RDFS + "label": both(question.title),
                RDFS + "comment": both(question.question),
                SH + kind.lower(): Literal(text),
                SH + "prefixes": declared,
                SCHEMA + "keywords": map(Literal, question.tags),
                SCHEMA + "target": endpoint,
            },
        )


def _prefix(void: str, name: str) -> str:
    return f"{void}#prefix-{name}"
