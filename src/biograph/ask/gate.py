"""What a query may do: a SPARQL text in, nothing out, or a QueryError saying why it is refused.

pyoxigraph really opens connections for SERVICE, and rdflib fetches FROM <url>. The gate looks at
the raw text on purpose: telling comments, strings and IRIs apart first would need exactly the
engine's own tokenizer, and each difference would be a way round. So it may refuse a harmless text
(a comment that spells out a SERVICE clause) and lets no harmful one through.
"""

from __future__ import annotations

import re

from biograph.errors import QueryError
from biograph.terms import DATA, GRAPH, PREFIXES

GAP = r"(?:\s|#[^\n\r]*[\n\r])*"  # what may stand between two SPARQL words
_TARGET = r"(?P<target><[^>]*>|[?$]|[\w.\-]*:[\w.\-/]*)"
# After ':', '?' or '$' the word is part of a name (bg:Service, ?from): names are read greedily.
_SERVICE = re.compile(rf"(?<![:?$])service{GAP}(?:silent{GAP})?{_TARGET}", re.IGNORECASE)
_FROM = re.compile(rf"(?<![:?$\w])from{GAP}(?:named{GAP})?{_TARGET}", re.IGNORECASE)
_PREFIX = re.compile(rf"prefix{GAP}([\w.\-]*):{GAP}<([^>]*)>", re.IGNORECASE)
_ESCAPED_ASCII = re.compile(r"\\u00[0-7]|\\U000000[0-7]")
_HEADER = re.compile(r"^#\+.*$", re.MULTILINE)
_KNOWN_GRAPHS = (GRAPH, DATA + "doc/")


def check(text: str) -> None:
    """Refuse a query that could reach the network or hide what it does.

    Updates (LOAD, INSERT, DELETE, DROP...) need no rule here: they are no queries, so that the
    engine refuses them as syntax errors. Raises QueryError.
    """
    body = _HEADER.sub("", text)
    if _ESCAPED_ASCII.search(body):
        raise QueryError(
            "the query is refused: it spells a plain character as \\u00..",
            hint="write the character itself",
        )
    if found := _SERVICE.search(body):
        raise QueryError(
            f"the query is refused: '{_shown(found)}' would call another server",
            hint="put its answer in a VALUES block, or ask the two servers one after the other",
        )
    for found in _FROM.finditer(body):
        _check_graph(found, body)


def _check_graph(found: re.Match[str], body: str) -> None:
    iris = _iris(found["target"], body)
    if not iris or any(not iri.startswith(_KNOWN_GRAPHS) for iri in iris):
        raise QueryError(
            f"the query is refused: '{_shown(found)}' names a graph outside biograph",
            hint=f"the graphs are {GRAPH}asserted, reference, identity, inferred, ontology, meta",
        )


def _iris(target: str, body: str) -> list[str]:
    """Every IRI the target may mean, whichever PREFIX line holds; none where it is unknown."""
    if target.startswith("<"):
        return [target[1:-1]]
    prefix, _, local = target.partition(":")
    declared = [iri for name, iri in _PREFIX.findall(body) if name == prefix]
    known = declared or [PREFIXES[prefix]] if prefix in PREFIXES else declared
    return [iri + local for iri in known]


def _shown(found: re.Match[str]) -> str:
    return " ".join(found.group().split())
