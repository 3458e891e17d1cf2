"""What the graph calls things and words: IRIs in, nodes and their legend out."""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from biograph.model import Text
from biograph.terms import compact, local_name
from biograph.view.graph import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.ask import Ask

_NONE: Mapping[str, Any] = MappingProxyType({})
#: Lines in the tooltip of a node.
_NOTES = 6

_THINGS = """#+ params: thing=iri
SELECT ?thing ?fr ?en ?name ?class ?country {
  VALUES ?thing { UNDEF }
  OPTIONAL { GRAPH graph:ontology { ?thing skos:prefLabel ?fr FILTER(LANG(?fr) = "fr") } }
  OPTIONAL { GRAPH graph:ontology { ?thing skos:prefLabel ?en FILTER(LANG(?en) = "en") } }
  OPTIONAL { GRAPH graph:reference { ?thing rdfs:label ?label } }
  OPTIONAL { GRAPH ?thing { ?thing dcterms:title ?title } }
  OPTIONAL { GRAPH graph:reference { ?thing a ?described } }
  OPTIONAL { GRAPH graph:ontology { ?thing a ?listed } }
  OPTIONAL { GRAPH graph:reference { ?thing bg:country ?country } }
  BIND(COALESCE(?label, ?title) AS ?name)
  BIND(COALESCE(?described, ?listed) AS ?class)
} ORDER BY ?thing ?class
"""
_WORDS = """
SELECT ?word (STR(?f) AS ?fr) (STR(?e) AS ?en) {
  VALUES ?sort { owl:Class owl:ObjectProperty }
  GRAPH graph:ontology { ?word a ?sort ; skos:prefLabel ?f , ?e }
  FILTER(LANG(?f) = "fr" && LANG(?e) = "en")
} ORDER BY ?word
"""


def things(
    ask: Ask,
    iris: Iterable[str],
    *,
    names: Mapping[str, Text] = _NONE,
    notes: Mapping[str, Iterable[str]] = _NONE,
) -> Iterator[Node]:
    """Things as nodes, with their names and classes in the graph.

    ``names`` are for those that the graph does not name, ``notes`` more lines for their tooltips.
    """
    iris = tuple(iris)
    about: dict[str, dict[str, str]] = {}
    wanted = tuple(iri for iri in iris if not iri.startswith("_:"))
    for row in ask(_THINGS, thing=wanted).records() if wanted else ():
        about.setdefault(row["thing"], row)
    for iri in iris:
        row = about.get(iri, {})
        country = (_same(local_name(row["country"])),) if row.get("country") else ()
        yield Node(
            id=iri,
            label=_label(row, names.get(iri) or _same(compact(iri))),
            kind=local_name(row.get("class") or ""),
            notes=(*country, *map(_same, islice(notes.get(iri, ()), _NOTES))),
        )


def words(ask: Ask) -> dict[str, Text]:
    """What the classes and properties of the ontology are called, by local name."""
    return {
        local_name(row["word"]): Text(fr=row["fr"], en=row["en"]) for row in ask(_WORDS).records()
    }


def word(called: Mapping[str, Text], name: str) -> Text:
    """What a local name or column is called; one that the ontology does not know by itself."""
    return called.get(name, _same(name.replace("_", " ")))


def _label(row: Mapping[str, str], otherwise: Text) -> Text:
    """What the graph calls a thing, else what the answer does."""
    fr, en, name = (row.get(key) for key in ("fr", "en", "name"))
    return Text(fr=fr or name or en or otherwise.fr, en=en or name or fr or otherwise.en)


def _same(name: str) -> Text:
    return Text(fr=name, en=name)
