"""Checks of words: labels and definitions in both languages, each label and surface used once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.model import Literal, Severity, Violation
from biograph.terms import DATA, ONTOLOGY, OWL, RDF, SKOS, compact
from biograph.vocabulary.term import LANGUAGES, Term, surface_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Statement

_TEXTS = {
    SKOS + "prefLabel": ("label", "libellé"),
    SKOS + "definition": ("definition", "définition"),
}
_UNWORDED = {OWL + "Ontology"}  # a module has a title instead of a label
_LANGUAGE_FR = {"fr": "français", "en": "anglais"}


def check(statements: Iterable[Statement]) -> Iterator[Violation]:
    """Labels and definitions that are missing, doubled or shared by two terms."""
    texts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    typed: set[str] = set()
    for subject, predicate, value, _ in statements:
        if predicate == RDF + "type" and value not in _UNWORDED and not _is_line(subject):
            typed.add(subject)
        elif predicate in _TEXTS and isinstance(value, Literal):
            texts[predicate, value.lang, subject].append(value.value)
    for subject in sorted(typed):
        for predicate in _TEXTS:
            for lang in LANGUAGES:
                yield from _count(subject, predicate, lang, texts[predicate, lang, subject])
    yield from _shared(texts)


def check_surfaces(terms: Iterable[Term]) -> Iterator[Violation]:
    """Surfaces by which a text could mean two terms: the matcher would have to guess."""
    owners: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        if term.annotation:
            for lang in LANGUAGES:
                for surface in term.surfaces(lang):
                    owners[surface_key(surface)].add(term.iri)
    for surface, iris in sorted(owners.items()):
        if len(iris) > 1:
            names = ", ".join(compact(i) for i in sorted(iris))
            yield Violation(
                check="surface-ambiguous",
                focus=min(iris),
                value=surface,
                message_fr=f"« {surface} » désigne plusieurs termes : {names}",
                message_en=f"'{surface}' means several terms: {names}",
                severity=Severity.WARNING,
            )


def _is_line(subject: str) -> bool:
    unnamed = (DATA + "requirement/", DATA + "node/")  # recipe lines, parts of OWL expressions
    return subject.startswith(unnamed) or not subject.startswith((ONTOLOGY, DATA))


def _count(subject: str, predicate: str, lang: str, found: list[str]) -> Iterator[Violation]:
    if len(found) == 1:
        return
    english, french = _TEXTS[predicate]
    name, number = compact(subject), len(found)
    yield Violation(
        check=f"{english}-{'missing' if not found else 'doubled'}",
        focus=subject,
        path=predicate,
        value=lang,
        message_fr=f"{name} a {number} {french} en {_LANGUAGE_FR[lang]} au lieu d'un",
        message_en=f"{name} has {number} {english}s in '{lang}' instead of one",
    )


def _shared(texts: dict[tuple[str, str, str], list[str]]) -> Iterator[Violation]:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (predicate, lang, subject), values in texts.items():
        if predicate == SKOS + "prefLabel":
            for value in values:
                owners[lang, value.casefold()].append(subject)
    for (lang, label), subjects in sorted(owners.items()):
        if len(subjects) > 1:
            names = ", ".join(compact(s) for s in sorted(subjects))
            yield Violation(
                check="label-shared",
                focus=min(subjects),
                path=SKOS + "prefLabel",
                value=label,
                message_fr=f"« {label} » est le libellé ({lang}) de plusieurs termes : {names}",
                message_en=f"'{label}' is the label ({lang}) of several terms: {names}",
            )
