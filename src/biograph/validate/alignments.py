"""Checks of the alignments: what they say of our terms, of each other and of targets at hand."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from rdflib.namespace import DCAT, ORG, PROV, SDO, DefinedNamespace

from biograph.model import Literal, Violation
from biograph.terms import OWL, RDF, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.model import Statement
    from biograph.vocabulary.alignment import Alignment

SEMAPV = "https://w3id.org/semapv/vocab/"
_RELATIONS = {SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
_EXACT = SKOS + "exactMatch"
#: Vocabularies whose whole list of terms comes with rdflib, so that a slip shows.
_AT_HAND: tuple[type[DefinedNamespace], ...] = (ORG, PROV, DCAT, SDO)


def check(alignments: Iterable[Alignment], statements: Iterable[Statement]) -> Iterator[Violation]:
    """Unknown or retired subjects, labels that differ, relations that cannot be, lost targets."""
    labels: dict[str, str] = {}
    used: set[str] = set()
    retired: set[str] = set()
    for subject, predicate, value, _ in statements:
        if predicate == RDF + "type":
            used.add(subject)
        elif predicate == SKOS + "prefLabel" and isinstance(value, Literal) and value.lang == "en":
            labels[subject] = value.value
        elif predicate == OWL + "deprecated":
            retired.add(subject)
    known = tuple(alignments)
    for alignment in known:
        problem = _problem(alignment, labels, used - retired)
        if problem:
            yield _violation(alignment, *problem)
    yield from _repeated(known)


def _problem(
    alignment: Alignment, labels: Mapping[str, str], used: set[str]
) -> tuple[str, str, str] | None:
    """The first thing wrong with one mapping: check, what in French, what in English."""
    label = labels.get(alignment.subject, alignment.subject_label)
    spoken = alignment.justification.startswith(SEMAPV) and alignment.object_label
    sure = alignment.confidence is not None and 0.5 <= alignment.confidence <= 1
    rules = (
        (alignment.subject in used, "subject", "terme hors d'usage", "not in use"),
        (label == alignment.subject_label, "label", f"s'appelle « {label} »", f"is '{label}'"),
        (alignment.predicate in _RELATIONS, "relation", "relation hors de SKOS", "not of SKOS"),
        (spoken, "form", "sans motif ou sans libellé", "no justification or no label"),
        (sure, "confidence", "confiance hors de 0,5 à 1", "confidence outside 0.5 to 1"),
        (not _lost(alignment.object), "target", "cible qui n'existe pas", "target does not exist"),
    )
    broken = (rule for kept, *rule in rules if not kept)
    return next(((f"alignment-{name}", fr, en) for name, fr, en in broken), None)


def _lost(iri: str) -> bool:
    """Whether an IRI lies in a vocabulary at hand that does not hold it."""
    return any(iri.startswith(str(v)) and iri not in _members(v) for v in _AT_HAND)


@cache
def _members(namespace: type[DefinedNamespace]) -> set[str]:
    return {str(term) for term in dir(namespace)}


def _repeated(alignments: Iterable[Alignment]) -> Iterator[Violation]:
    """Mappings said twice, and exact ones that make two terms of one vocabulary the same."""
    pairs: dict[tuple[str, str, str], list[Alignment]] = defaultdict(list)
    exact: dict[tuple[str, str, str], list[Alignment]] = defaultdict(list)
    for a in alignments:
        pairs[a.target, a.subject, a.object].append(a)
        if a.predicate == _EXACT:
            exact[a.target, "subject", a.subject].append(a)
            exact[a.target, "object", a.object].append(a)
    for found, check_, french, english in (
        (pairs, "alignment-doubled", "dit deux fois", "said twice"),
        (exact, "alignment-exact", "deux équivalents exacts", "two exact matches"),
    ):
        for same in found.values():
            for extra in same[1:]:
                yield _violation(extra, check_, french, english)


def _violation(alignment: Alignment, check_: str, french: str, english: str) -> Violation:
    subject, object_ = compact(alignment.subject), alignment.object
    return Violation(
        check=check_,
        focus=alignment.subject,
        path=alignment.predicate,
        value=object_,
        message_fr=f"alignements {alignment.target} : {subject} ({object_}) : {french}",
        message_en=f"alignments {alignment.target}: {subject} ({object_}): {english}",
    )
