"""Changes in words: facts, actors and findings in, sentences with what states them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.proof import sentence, verbs
from biograph.journal import Change, ChangeKind
from biograph.model import Text
from biograph.run.changes import Told
from biograph.store.findings import finding_iri
from biograph.terms import compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.ask import Ask
    from biograph.model import Changes, Finding
    from biograph.run.changes import GraphChanges

#: Changes of one kind that are told; the log counts them all.
LISTED = 200


def in_words(question: Ask, graph: GraphChanges, found: Changes) -> Iterator[Change]:
    """The first changes of each kind, in the words of the graph as it is, or as it was."""
    yield from _of_graph(question, graph)
    yield from _of_findings(found)


def _of_graph(question: Ask, graph: GraphChanges) -> Iterator[Change]:
    called = verbs(question)
    facts, actors = graph.facts_gained[:LISTED], graph.actors_gained[:LISTED]
    for kind, iris, told in (
        (ChangeKind.FACT_GAINED, facts, _facts(question, facts)),
        (ChangeKind.FACT_LOST, graph.facts_lost[:LISTED], graph.told),
        (ChangeKind.ACTOR_GAINED, actors, _actors(question, actors)),
        (ChangeKind.ACTOR_LOST, graph.actors_lost[:LISTED], graph.told),
    ):
        for iri in iris:
            yield _change(kind, iri, told.get(iri, Told(subject=compact(iri))), called)


def _change(kind: ChangeKind, iri: str, told: Told, called: Mapping[str, Text]) -> Change:
    said = Text(fr=told.subject, en=told.subject)
    if told.predicate:
        said = sentence(called, told.subject, told.predicate, told.object, planned=told.planned)
    return Change(
        kind=kind,
        iri=iri,
        sentence=said,
        quote=told.quote,
        version=told.version,
        title=told.title,
        url=told.url,
    )


def _facts(question: Ask, iris: Sequence[str]) -> dict[str, Told]:
    """The facts in the words of the surest place that states each."""
    found: dict[str, Told] = {}
    for row in question("quality/evidence", relation=tuple(iris)).records() if iris else ():
        said = Told(
            subject=row["subject_label"],
            predicate=row["predicate"],
            object=row["object_label"],
            planned=local_name(row["modality"]) == "planned",
            quote=row["quote"],
            version=row["document"],
            title=row["title"] or "",
            url=row["url"] or "",
        )
        found.setdefault(row["relation"], said)
    return found


_ACTORS = """#+ params: actor=iri
SELECT ?actor ?name ?quote ?version ?title ?url {
  {
    VALUES ?actor { UNDEF }
    GRAPH ?version { ?evidence bg:describes ?actor ; bg:quote ?quote }
  } UNION {
    VALUES ?actor { UNDEF }
    GRAPH graph:reference { ?actor bg:provisional true }
    GRAPH graph:asserted { ?fact rdf:subject|rdf:object ?actor }
    GRAPH ?version { ?evidence bg:supports ?fact ; bg:quote ?quote }
  }
  GRAPH graph:reference { ?actor rdfs:label ?name }
  OPTIONAL { GRAPH ?version { ?version dcterms:title ?title } }
  OPTIONAL { GRAPH ?version { ?version dcterms:source ?url } }
} ORDER BY ?actor ?version ?quote
"""


def _actors(question: Ask, iris: Sequence[str]) -> dict[str, Told]:
    """The actors by their names, with the first place that describes or names each."""
    found: dict[str, Told] = {}
    for row in question(_ACTORS, actor=tuple(iris)).records() if iris else ():
        said = Told(
            subject=row["name"],
            quote=row["quote"],
            version=row["version"],
            title=row["title"] or "",
            url=row["url"] or "",
        )
        found.setdefault(row["actor"], said)
    return found


def _of_findings(found: Changes) -> Iterator[Change]:
    nothing = Text(fr="", en="")
    moved = [(now, was.sentence) for was, now in found.changed]
    for kind, those in (
        (ChangeKind.FINDING_GAINED, [(one, nothing) for one in found.new]),
        (ChangeKind.FINDING_LOST, [(one, nothing) for one in found.gone]),
        (ChangeKind.FINDING_MOVED, moved),
    ):
        for one, before in those[:LISTED]:
            yield _finding(kind, one, before)


def _finding(kind: ChangeKind, one: Finding, before: Text) -> Change:
    return Change(kind=kind, iri=finding_iri(one.id), sentence=one.sentence, before=before)
