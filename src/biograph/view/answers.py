"""Answers as graphs to draw: a table in, its facts, its triples or the things of its rows out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from biograph import analyse
from biograph.model import Literal, Text
from biograph.table import python_value
from biograph.terms import ONTOLOGY, local_name
from biograph.view.graph import Edge, GraphContent, check_size
from biograph.view.named import things, word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Ask
    from biograph.table import Table, Term

_TRIPLE = ("subject", "predicate", "object")
#: Facts that one query is asked for.
_AT_ONCE = 500

_FACTS = """#+ params: relation=iri:Relation
SELECT DISTINCT ?relation ?subject ?predicate ?object {
  VALUES ?relation { UNDEF }
  # The plain triple speaks of the present: what is over joins nobody.
  GRAPH graph:asserted { ?relation bg:modality bg:asserted ;
      rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    ?subject ?predicate ?object }
} ORDER BY ?relation
"""
_FACTS_OF = """#+ params: subject=iri
SELECT ?relation ?subject ?predicate ?object {
  VALUES ?subject { UNDEF }
  GRAPH graph:asserted {
    ?relation rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }
} ORDER BY ?relation
"""


class Link(NamedTuple):
    """A link to draw: ``name`` is a local name of the ontology or of a column."""

    source: str
    target: str
    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an answer draws: things (IRIs), links, and what it says of things by their IRIs."""

    things: set[str] = field(default_factory=set)
    links: set[Link] = field(default_factory=set)
    names: dict[str, Text] = field(default_factory=dict)
    notes: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))


def answer_graph(
    ask: Ask, table: Table, *, title: Text, note: Text = Text(fr="", en="")
) -> GraphContent:
    """An answer as a graph: the facts that it names, its triples, or what stands in its rows.

    Facts (column ``relation``) and triples come with their evidence. In other answers the first
    thing of a row is linked to the others by the names of their columns. Raises UsageError for more
    things than a page can show.
    """
    if "relation" in table.columns and (links := facts_among(ask, _relations(table), title)):
        return linked_graph(ask, Found(links=links), title=title, note=note)
    found = _triples(ask, table, title) if table.columns == _TRIPLE else _rows(table)
    return linked_graph(ask, found, title=title, note=note)


def facts_among(ask: Ask, relations: Iterable[str], title: Text) -> set[Link]:
    """The facts of these relation nodes that hold today, as links.

    Raises UsageError as soon as they join more things than a page can show.
    """
    wanted = sorted(set(relations))
    found: set[Link] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        for row in ask(_FACTS, relation=tuple(wanted[start : start + _AT_ONCE])).records():
            name = local_name(row["predicate"])
            found.add(Link(row["subject"], row["object"], name, row["relation"]))
        check_size(len(_ends(found)), title, least=True)
    return found


def linked_graph(
    ask: Ask, found: Found, *, title: Text, note: Text = Text(fr="", en="")
) -> GraphContent:
    """The content of a page of things and links, with names, classes and evidence of the graph."""
    iris = sorted(found.things | _ends(found.links))
    check_size(len(iris), title)
    proofs = analyse.facts(ask, [link.relation for link in found.links if link.relation])
    called = words(ask)
    return GraphContent(
        title=title,
        note=note,
        labels=called,
        nodes=tuple(things(ask, iris, names=found.names, notes=found.notes)),
        edges=tuple(
            Edge(
                source=link.source,
                target=link.target,
                label=word(called, link.name),
                evidence=proofs[link.relation].children if link.relation in proofs else (),
            )
            for link in sorted(found.links)
        ),
    )


def _relations(table: Table) -> set[str]:
    return {cell for cell in table.column("relation") if cell is not None}


def _ends(links: Iterable[Link]) -> set[str]:
    return {end for link in links for end in (link.source, link.target)}


def _triples(ask: Ask, table: Table, title: Text) -> Found:
    """Triples as links, each with the relation node that states it, where there is one."""
    found = Found()
    found.things.update(cell for row in table for cell in row[::2] if isinstance(cell, str))
    check_size(len(found.things), title)
    subjects = tuple(sorted({str(s) for s, p, _ in table if str(p).startswith(ONTOLOGY)}))
    rows = ask(_FACTS_OF, subject=subjects).records() if subjects else ()
    stated = {(row["subject"], row["predicate"], row["object"]): row["relation"] for row in rows}
    for subject, predicate, value in table:
        name = local_name(str(predicate))
        if isinstance(value, Literal):
            found.notes[str(subject)][_said(name, value)] = None
        else:
            relation = stated.get((subject, predicate, value), "")
            found.links.add(Link(str(subject), str(value), name, relation))
    return found


def _rows(table: Table) -> Found:
    """The things of each row: the first linked to the others, the values as its notes."""
    found = Found()
    named = {column: _naming(table, column) for column in table.columns}
    spoken = {name for names in named.values() for name in names}
    for row in table:
        cells = dict(zip(table.columns, row, strict=True))
        things = [(c, v) for c, v in cells.items() if isinstance(v, str) and c != "relation"]
        if not things:
            continue
        first = things[0][1]
        for column, iri in things:
            found.things.add(iri)
            if name := _name(cells, named[column]):
                found.names[iri] = name
            if iri != first:
                found.links.add(Link(first, iri, column))
        values = [(c, v) for c, v in cells.items() if isinstance(v, Literal) and c not in spoken]
        if values:
            found.notes[first][" · ".join(_said(column, value) for column, value in values)] = None
    return found


def _naming(table: Table, column: str) -> tuple[str, str]:
    return table.naming(column, "fr"), table.naming(column, "en")


def _name(cells: Mapping[str, Term], columns: tuple[str, str]) -> Text | None:
    fr, en = (python_value(cells.get(column)) for column in columns)
    return Text(fr=str(fr or en), en=str(en or fr)) if fr or en else None


def _said(name: str, value: Literal) -> str:
    return f"{name.replace('_', ' ')}: {value.value}"
