"""Compiles modules, terms, alignments and recipes to RDF: all statements of the ontology graph."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rdflib import Literal as RDFLiteral

from biograph import resources
from biograph.model import Literal, Statement
from biograph.terms import DATA, DCTERMS, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, XSD, bg
from biograph.vocabulary.alignment import read_alignments
from biograph.vocabulary.owl import read_modules
from biograph.vocabulary.recipe import RecipeLine, read_recipes
from biograph.vocabulary.release import Retired, read_retired
from biograph.vocabulary.term import LANGUAGES, Term, read_terms, surface_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib import Graph
    from rdflib.term import Node

type_ = RDF + "type"
Pair = tuple[str, str | Literal]


def statements() -> Iterator[Statement]:
    """The ontology graph, sorted, without blank nodes: the same files give the same statements."""
    return compile_folder(resources.ontology())


def compile_folder(folder: Path) -> Iterator[Statement]:
    """The statements of all that ``folder`` holds, compiled once like the files they come from."""
    return iter(_compiled(folder))


@cache
def _compiled(folder: Path) -> tuple[Statement, ...]:
    found = {*_modules(read_modules(folder))}
    terms = read_terms(folder)
    for term in terms:
        found |= _about(term.iri, _term(term))
    found |= {
        Statement(family, bg("alsoCalled"), class_, ONTOLOGY_GRAPH)
        for family, class_ in _generic_classes(terms)
    }
    found |= {Statement(a, bg("precedes"), b, ONTOLOGY_GRAPH) for a, b in _successions(terms)}
    for retired in read_retired(folder):
        found |= _about(retired.iri, _retired(retired))
    for mapping in read_alignments(folder):
        found.add(Statement(mapping.subject, mapping.predicate, mapping.object, ONTOLOGY_GRAPH))
    for line in read_recipes(folder):
        found |= _about(f"{DATA}requirement/{line.key}", _requirement(line))
    return tuple(sorted(found, key=lambda s: (s.subject, s.predicate, _sort_key(s.object))))


def _about(subject: str, pairs: Iterable[Pair]) -> set[Statement]:
    return {Statement(subject, predicate, value, ONTOLOGY_GRAPH) for predicate, value in pairs}


def _sort_key(value: str | Literal) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Literal) else (value,)


def _modules(graph: Graph) -> Iterator[Statement]:
    for subject, predicate, value in graph:
        yield Statement(str(subject), str(predicate), _object(value), ONTOLOGY_GRAPH)


def _object(node: Node) -> str | Literal:
    if isinstance(node, RDFLiteral):
        return Literal(str(node), str(node.datatype or ""), node.language or "")
    return str(node)


def _term(term: Term) -> Iterator[Pair]:
    yield type_, bg(term.kind)
    for lang in LANGUAGES:
        yield SKOS + "prefLabel", Literal(term.labels[lang], lang=lang)
        yield RDFS + "label", Literal(term.labels[lang], lang=lang)
        yield SKOS + "definition", Literal(term.definitions[lang], lang=lang)
        for synonym in term.synonyms[lang]:
            yield SKOS + "altLabel", Literal(synonym, lang=lang)
    for word in term.row_terms:
        yield SKOS + "hiddenLabel", Literal(word)
    if term.broader:
        yield (bg("familyOf") if term.kind == "TherapyFamily" else SKOS + "broader"), term.broader
    if term.kind == "TherapyClass":
        yield bg("inClass"), term.iri  # what is made may be a class: it belongs to itself
    if term.kind == "UnitOperation":
        yield from ((bg("atStage"), f"{DATA}stage/{stage}") for stage in term.stages)
    if term.annotation:
        yield bg("annotatedAs"), bg(term.annotation)
    if term.order:
        yield bg("order"), Literal(str(term.order), XSD + "integer")
    yield from _source(term.source)


def _retired(retired: Retired) -> Iterator[Pair]:
    yield OWL + "deprecated", Literal("true", XSD + "boolean")
    for successor in retired.replaced_by:
        yield DCTERMS + "isReplacedBy", successor
    for lang in LANGUAGES:
        yield SKOS + "prefLabel", Literal(retired.labels[lang], lang=lang)
        yield SKOS + "definition", Literal(retired.definitions[lang], lang=lang)


def _successions(terms: Iterable[Term]) -> Iterator[tuple[str, str]]:
    stages = sorted((t for t in terms if t.order), key=lambda t: t.order)
    return ((a.iri, b.iri) for a, b in pairwise(stages))


def _generic_classes(terms: Iterable[Term]) -> Iterator[tuple[str, str]]:
    """Each family with the therapy classes that its modalities name without more precision.

    "CAR-T" alone means autologous cells in nearly every text; narrower classes keep their own word.
    """
    classes: dict[str, list[str]] = {}
    for term in terms:
        if term.kind == "TherapyClass":
            for text in (*term.surfaces("en"), *term.surfaces("fr"), *term.row_terms):
                classes.setdefault(surface_key(text), []).append(term.iri)
    for term in terms:
        if term.kind == "TherapyFamily":
            for modality in term.row_terms:
                for class_ in classes.get(surface_key(modality), ()):
                    yield term.iri, class_


def _requirement(line: RecipeLine) -> Iterator[Pair]:
    yield type_, bg("Requirement")
    yield bg("ofFamily"), f"{DATA}family/{line.family}"
    yield bg("requires"), f"{DATA}input/{line.requirement}"
    yield bg("atStage"), f"{DATA}stage/{line.stage}"
    if line.operation:
        yield bg("forOperation"), f"{DATA}operation/{line.operation}"
    yield bg("inGroup"), Literal(line.group)
    yield bg("criticality"), Literal(line.criticality)
    for lang in LANGUAGES:
        yield bg("unitOperation"), Literal(line.unit_operation[lang], lang=lang)
        if lang in line.scale:
            yield bg("scale"), Literal(line.scale[lang], lang=lang)
    yield bg("confidenceLevel"), Literal(line.confidence)
    yield bg("basis"), Literal(line.basis)
    for route in line.routes:
        yield bg("onRoute"), Literal(route)
    yield from _expansion(line)
    for bound, degrees in zip(("temperatureLow", "temperatureHigh"), line.temperature, strict=True):
        if degrees is not None:
            yield bg(bound), Literal(str(degrees), XSD + "integer")
    yield from _source(line.source)


def _expansion(line: RecipeLine) -> Iterator[Pair]:
    if line.expands_into:
        yield bg("expandsInto"), f"{DATA}family/{line.expands_into}"
    if line.expands_from:
        yield bg("expandsFromStage"), f"{DATA}stage/{line.expands_from}"
        yield bg("expandsToStage"), f"{DATA}stage/{line.expands_to}"


def _source(source: str) -> Iterator[Pair]:
    if source.startswith("http"):
        yield DCTERMS + "source", source
