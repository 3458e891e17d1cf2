"""Checks the graph: statements enter, shapes (SHACL core) and cross-graph rules are applied.

The shapes look at one node at a time, so that only what changed needs to be checked; what spans
graphs (every fact has evidence, every evidence its fact) is a matter of sets, and what the ontology
excludes one of derivations.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF as RDF_
from rdflib import SH, BNode, Graph, URIRef
from rdflib import Literal as RDFLiteral

from biograph import resources, vocabulary
from biograph.model import Literal, Report, Severity, Statement, Violation
from biograph.terms import (
    ASSERTED,
    GRAPH,
    INFERRED,
    PREFIXES,
    RDF,
    REFERENCE,
    bg,
    compact,
    local_name,
)
from biograph.validate import contradiction
from biograph.validate.closed import closed
from biograph.validate.dump import read_dump
from biograph.vocabulary.owl import read_turtle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rdflib.term import Node

_TYPE = RDF + "type"
_POINTERS = (bg("supports"), bg("describes"))


def check_graph(dump: Path | Iterable[Statement]) -> Report:
    """Everything wrong with the statements, or with the RDF file of quads at a path.

    Where only a part of the graph is given, it has to hold the facts together with their evidence.
    Raises DataError where the file is no RDF.
    """
    kept = list(read_dump(dump) if isinstance(dump, Path) else dump)
    documents = _documents(kept)
    found = (
        *_shape_violations(kept, documents),
        *_spanning(kept, documents),
        *_contradictions(kept, documents),
    )
    counts = {"graph statements": len(kept), "graphs": len({s.graph for s in kept})}
    return Report(violations=found, counts=counts | _counts(kept))


@cache
def shapes(folder: Path) -> Graph:
    """The shapes of all files in a folder."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        read_turtle(path, graph)
    return graph


def _documents(statements: Iterable[Statement]) -> dict[str, str]:
    """For every node the document it comes from: where it stands, or what supports it."""
    home: dict[str, str] = {}
    for subject, predicate, value, graph in statements:
        if graph and not graph.startswith(GRAPH):
            home.setdefault(subject, graph)
            if predicate in _POINTERS:
                home.setdefault(str(value), graph)
    return home


def _shape_violations(
    statements: Iterable[Statement], documents: Mapping[str, str]
) -> Iterator[Violation]:
    import pyshacl  # noqa: PLC0415 - takes a second and is used here only

    rules = shapes(resources.ontology() / "shapes")
    data = _rdflib(statements, _watched(rules))
    _, report, _ = pyshacl.validate(
        data, shacl_graph=rules, inference="none", meta_shacl=False, inplace=True
    )
    found = (_violation(report, result, documents) for result in report.objects(None, SH.result))
    yield from sorted(found, key=lambda v: (v.focus, v.check, v.path, v.value))


def _watched(rules: Graph) -> set[str]:
    """The predicates that any shape looks at: the others need not be loaded."""
    named = {str(o) for p in (SH.targetSubjectsOf, SH.path) for o in rules.objects(None, p)}
    listed = {str(o) for o in rules.objects(None, RDF_.first)}
    return named | listed | {bg("end"), _TYPE}


def _rdflib(statements: Iterable[Statement], watched: Collection[str]) -> Graph:
    graph = Graph()
    for subject, predicate, value, _ in statements:
        if predicate in watched:
            graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


@lru_cache(maxsize=200_000)
def _node(value: str | Literal) -> Node:
    if not isinstance(value, Literal):
        return BNode(value[2:]) if value.startswith("_:") else URIRef(value)
    if value.lang:
        return RDFLiteral(value.value, lang=value.lang)
    return RDFLiteral(value.value, datatype=URIRef(value.datatype or PREFIXES["xsd"] + "string"))


def _violation(report: Graph, result: Node, documents: Mapping[str, str]) -> Violation:
    focus = str(report.value(result, SH.focusNode))
    messages = {
        getattr(m, "language", None) or "": str(m) for m in report.objects(result, SH.resultMessage)
    }
    path = report.value(result, SH.resultPath)
    default = messages.get("", "")
    return Violation(
        check=local_name(str(report.value(result, SH.sourceShape))),
        focus=focus,
        message_fr=messages.get("fr", default),
        message_en=messages.get("en", default),
        severity=Severity(local_name(str(report.value(result, SH.resultSeverity)))),
        path=str(path) if isinstance(path, URIRef) else "",
        value=str(report.value(result, SH.value) or ""),
        document=documents.get(focus, ""),
    )


def _spanning(statements: Iterable[Statement], documents: Mapping[str, str]) -> Iterator[Violation]:
    relations: set[str] = set()
    supported: set[str] = set()
    for subject, predicate, value, graph in statements:
        if predicate == _TYPE and value == bg("Relation") and graph == ASSERTED:
            relations.add(subject)
        elif predicate == bg("supports"):
            supported.add(str(value))
    for iri in sorted(relations - supported):
        yield Violation(
            check="fact-without-evidence",
            focus=iri,
            message_fr=f"le fait {compact(iri)} n'a aucune preuve",
            message_en=f"fact {compact(iri)} has no evidence",
        )
    for iri in sorted(supported - relations):
        yield Violation(
            check="evidence-without-fact",
            focus=iri,
            document=documents.get(iri, ""),
            message_fr=f"une preuve appuie {compact(iri)}, qui n'existe pas",
            message_en=f"evidence supports {compact(iri)}, which does not exist",
        )


def _contradictions(
    statements: Iterable[Statement], documents: Mapping[str, str]
) -> Iterator[Violation]:
    """Things that are of two classes which exclude each other, with the axioms that say so."""
    facts = [s for s in statements if s.graph in {ASSERTED, REFERENCE, INFERRED}]
    if closed(resources.ontology()).admits(contradiction.triples(facts)):
        return
    things = {s.subject for s in facts}
    stated = contradiction.triples(chain(vocabulary.statements(), facts))
    for found in contradiction.check(stated):
        if found.focus in things:  # what is wrong with the ontology alone is told elsewhere
            yield replace(found, document=documents.get(found.focus, ""))


def _counts(statements: Iterable[Statement]) -> dict[str, int]:
    kinds = ("Relation", "Quotation", "RegisterRow", "DocumentVersion", "IdentityLink")
    wanted = {bg(kind): kind for kind in kinds}
    members: dict[str, set[str]] = {kind: set() for kind in kinds}
    for subject, predicate, value, _ in statements:
        if predicate == _TYPE and value in wanted:
            members[wanted[str(value)]].add(subject)
    return {kind: len(nodes) for kind, nodes in members.items()}
