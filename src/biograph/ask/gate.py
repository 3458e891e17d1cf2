"""What a query may do: a SPARQL text in, nothing out, or a QueryError saying why it is refused.

pyoxigraph really opens connections for SERVICE, and rdflib fetches FROM <url>. The gate looks at
the raw text on purpose: telling comments, strings and IRIs apart first would need exactly the
engine's own tokenizer, and each difference would be a way round. So it may refuse a harmless text
(a comment that spells out a SERVICE clause) and lets no harmful one through.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.errors import QueryError
from biograph.terms import DATA, GRAPH, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

GAP = r"(?:\s|#[^\n\r]*[\n\r])*"  # what may stand between two SPARQL words
_TARGET = r"(?P<target><[^>]*>|[?$]|[\w.\-]*:[\w.\-/]*)"
# After ':', '?' or '$' the word is part of a name (bg:Service, ?from): names are read greedily.
_SERVICE = re.compile(rf"(?<![:?$])service{GAP}(?:silent{GAP})?{_TARGET}", re.IGNORECASE)
_FROM = re.compile(rf"(?<![:?$\w])from{GAP}(?:named{GAP})?{_TARGET}", re.IGNORECASE)
_PREFIX = re.compile(rf"prefix{GAP}([\w.\-]*):{GAP}<([^>]*)>", re.IGNORECASE)
_ESCAPED_ASCII = re.compile(r"\\u00[0-7]|\\U000000[0-7]")
_HEADER = re.compile(r"^#\+.*$", re.MULTILINE)
_KNOWN_GRAPHS = (GRAPH, DATA + "doc/")
# What is no word of a query: texts, IRIs and comments. It decides nothing about safety.
_NO_WORDS = re.compile(
    r"\"{3}(?:[^\"\\]|\\.|\"{1,2}(?!\"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}"
    r"|\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*",
    re.DOTALL,
)
_FROM_WORD = re.compile(r"(?<![:?$\w.\-])from(?![\w:.\-])", re.IGNORECASE)


def ours(graph: str) -> bool:
    """Whether a graph bears a name of biograph."""
    return graph.startswith(_KNOWN_GRAPHS)


def check(text: str, *, known: Callable[[str], bool] = ours) -> None:
    """Refuse a query that could reach the network or hide what it does.

    FROM may name the graphs that are ``known``. Updates (LOAD, INSERT, DELETE, DROP...) need no
    rule here: they are no queries, so that the engine refuses them as syntax errors. Raises
    QueryError.
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
        iris = _iris(found["target"], body)
        if not iris or not all(map(known, iris)):
            raise unknown_graph(_shown(found))


def unknown_graph(named: str) -> QueryError:
    """The refusal of a query, or of a parameter beside it, that names a graph we have not."""
    return QueryError(
        f"the query is refused: '{named}' names a graph outside biograph",
        hint=f"the graphs are {GRAPH}asserted, reference, identity, inferred, ontology, meta",
    )


def names_dataset(text: str) -> bool:
    """Whether a query says by FROM which graphs it is about; the engine then reads it there."""
    return _FROM_WORD.search(_NO_WORDS.sub(" <> ", text)) is not None


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
