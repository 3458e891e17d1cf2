"""Checks of structure: cycles, dangling references, literals, OWL profile, words of the scheme."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.model import Literal, Violation
from biograph.terms import (
    COMPANY_SUBTYPES,
    DATA,
    ENTITY_TYPES,
    ONTOLOGY,
    OWL,
    PREDICATES,
    RDF,
    RDFS,
    REGISTER_PREDICATES,
    SKOS,
    XSD,
    bg,
    compact,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.model import Statement

_ORDERS = (
    RDFS + "subClassOf",
    RDFS + "subPropertyOf",
    SKOS + "broader",
    bg("precedes"),
)
_PROPERTY_TYPES = tuple(OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation"))
# What the modules may say of OWL: all of it lies within OWL 2 RL, which our closure computes.
_RL_WORDS = frozenset(
    OWL + word
    for word in (
        "Class",
        "ObjectProperty",
        "DatatypeProperty",
        "AnnotationProperty",
        "TransitiveProperty",
        "SymmetricProperty",
        "Ontology",
        "imports",
        "versionIRI",
        "versionInfo",
        "deprecated",
        "disjointWith",
        "inverseOf",
        "propertyDisjointWith",
        "equivalentClass",
        "equivalentProperty",
        "intersectionOf",
        "Restriction",
        "onProperty",
        "hasValue",
        "propertyChainAxiom",
    )
)
_FORMS = {
    XSD + "integer": re.compile(r"-?\d+"),
    XSD + "decimal": re.compile(r"-?\d+(\.\d+)?"),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def check(statements: Sequence[Statement]) -> Iterator[Violation]:
    """Everything wrong with the shape of the compiled ontology."""
    for order in _ORDERS:
        yield from _cycles(order, statements)
    yield from _dangling(statements)
    yield from _literals(statements)
    yield from _profile(statements)
    yield from _scheme(statements)


def cycle(below: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """One cycle of a directed graph given by successors, from its smallest node on; else empty."""
    done: set[str] = set()
    for start in sorted(below):
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            node, depth = stack.pop()
            del path[depth:]
            if node in path:
                return _from_smallest(path[path.index(node) :])
            if node not in done:
                path.append(node)
                done.add(node)
                stack.extend((after, depth + 1) for after in sorted(below.get(node, ())))
    return ()


def _from_smallest(nodes: list[str]) -> tuple[str, ...]:
    first = nodes.index(min(nodes))
    return (*nodes[first:], *nodes[:first])


def _cycles(order: str, statements: Iterable[Statement]) -> Iterator[Violation]:
    below: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value, _ in statements:
        if predicate == order:
            below[subject].append(str(value))
    found = cycle(below)
    if found:
        around = " → ".join(map(compact, (*found, found[0])))
        yield Violation(
            check="cycle",
            focus=found[0],
            path=order,
            message_fr=f"{compact(order)} tourne en rond : {around}",
            message_en=f"{compact(order)} runs in a circle: {around}",
        )


def _dangling(statements: Sequence[Statement]) -> Iterator[Violation]:
    subjects = {s.subject for s in statements}
    for subject, predicate, value, _ in statements:
        own = isinstance(value, str) and value.startswith((ONTOLOGY, DATA))
        for iri in (predicate, str(value)) if own else (predicate,):
            unknown = iri.startswith((ONTOLOGY, DATA)) and iri not in subjects
            if unknown and predicate != OWL + "versionIRI":
                yield Violation(
                    check="dangling",
                    focus=subject,
                    path=predicate,
                    value=iri,
                    message_fr=f"{compact(subject)} renvoie à {compact(iri)}, qui n'existe pas",
                    message_en=f"{compact(subject)} refers to {compact(iri)}, which does not exist",
                )


def _literals(statements: Iterable[Statement]) -> Iterator[Violation]:
    for subject, predicate, value, _ in statements:
        problem = _problem(value)
        if problem:
            text = value.value if isinstance(value, Literal) else value
            yield Violation(
                check="literal",
                focus=subject,
                path=predicate,
                value=text,
                message_fr=f"« {text} » : {problem[0]}",
                message_en=f"'{text}': {problem[1]}",
            )


def _problem(value: str | Literal) -> tuple[str, str] | None:
    if not isinstance(value, Literal):
        return None if _IRI.fullmatch(value) else ("IRI mal formé", "ill-formed IRI")
    form = _FORMS.get(value.datatype)
    if form and not form.fullmatch(value.value):
        kind = compact(value.datatype)
        return (f"n'est pas de la forme {kind}", f"is not of the form of {kind}")
    if value.value != value.value.strip() or not value.value:
        return ("texte vide ou bordé de blancs", "text empty or with blanks at its ends")
    if value.lang not in {"", "fr", "en"}:
        return (f"langue {value.lang} inattendue", f"unexpected language {value.lang}")
    return None


def _profile(statements: Iterable[Statement]) -> Iterator[Violation]:
    for subject, predicate, value, _ in statements:
        for word in (predicate, value):
            if isinstance(word, str) and word.startswith(OWL) and word not in _RL_WORDS:
                yield Violation(
                    check="profile",
                    focus=subject,
                    path=predicate,
                    value=word,
                    message_fr=f"{compact(word)} n'est pas admis dans le profil retenu (OWL 2 RL)",
                    message_en=f"{compact(word)} is not admitted in the chosen profile (OWL 2 RL)",
                )


def _scheme(statements: Iterable[Statement]) -> Iterator[Violation]:
    declared = {(s.subject, s.object) for s in statements if s.predicate == RDF + "type"}
    classes = {str(subject) for subject, kind in declared if kind == OWL + "Class"}
    properties = {str(subject) for subject, kind in declared if kind in _PROPERTY_TYPES}
    wanted = {
        **{bg(name): classes for name in (*ENTITY_TYPES, *COMPANY_SUBTYPES)},
        **{bg(name): properties for name in (*PREDICATES, *REGISTER_PREDICATES)},
    }
    for iri, present in wanted.items():
        if iri not in present:
            yield Violation(
                check="scheme",
                focus=iri,
                message_fr=f"le schéma d'annotation emploie {compact(iri)}, absent de l'ontologie",
                message_en=f"the annotation scheme uses {compact(iri)}, absent from the ontology",
            )
