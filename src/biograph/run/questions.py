"""Checks of the questions: that they run, cover the ontology and the claims, and find something."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from biograph import ask, vocabulary
from biograph.errors import QueryError
from biograph.model import Literal, Report, Severity, Violation
from biograph.store import open_store
from biograph.terms import DCTERMS, bg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.ask import PublishedClaim, Question
    from biograph.model import Statement
    from biograph.store import GraphStore

_COMMENT = re.compile(r"#[^\n<>]*$", re.MULTILINE)
_WORD = re.compile(r"\bbg:([A-Za-z]+)")
_ORDER = re.compile(r"\nORDER BY[^{}]*\Z")


def check_questions(graph: GraphStore | None = None) -> Report:
    """Everything wrong with the library, and which of its questions find nothing in a graph."""
    questions = ask.library()
    statements = tuple(vocabulary.statements())
    claims = ask.published()
    found = (
        *_running(questions),
        *unasked(questions.values(), statements),
        *unknown(questions, claims, statements),
    )
    counts = {
        "queries": len(questions),
        "published claims": len(claims),
        "claims with a question": sum(bool(claim.question) for claim in claims),
    }
    if graph is None:
        return Report(violations=found, counts=counts)
    broken = {violation.focus for violation in found if violation.check == "query-runs"}
    whole = (question for name, question in questions.items() if name not in broken)
    asked = [question for question in whole if _to_be_answered(question)]
    silent = [question.name for question in asked if not _answered(graph, question)]
    counts |= {"queries asked of the graph": len(asked), "answered": len(asked) - len(silent)}
    note = f"questions that find nothing in this graph, which is no gap: {', '.join(silent)}"
    return Report(violations=found, counts=counts, notes=(note,) if silent else ())


def unasked(questions: Iterable[Question], statements: Iterable[Statement]) -> Iterator[Violation]:
    """Classes and properties in use that no question names: what is never asked may be wrong."""
    texts = (_COMMENT.sub("", question.text) for question in questions)
    used = {word for text in texts for word in _WORD.findall(text)}
    retired = {s.subject for s in statements if s.predicate == DCTERMS + "isReplacedBy"}
    for name in sorted({*vocabulary.classes(), *vocabulary.properties()} - used):
        if bg(name) not in retired:
            yield Violation(
                check="word-unasked",
                focus=bg(name),
                message_fr=f"aucune question n'emploie bg:{name}",
                message_en=f"no question uses bg:{name}",
                severity=Severity.WARNING,
            )


def unknown(
    questions: Mapping[str, Question],
    claims: Iterable[PublishedClaim],
    statements: Iterable[Statement],
) -> Iterator[Violation]:
    """Claims and indicators that lean on a question which is not there."""
    for claim in claims:
        if claim.question not in questions and (claim.question or not claim.note.en):
            yield _lost("claim-question", claim.id, claim.question)
    for subject, predicate, value, _ in statements:
        named = value.value if isinstance(value, Literal) else ""
        if predicate == bg("computedBy") and named not in questions:
            yield _lost("indicator-question", subject, named)


def _lost(check: str, focus: str, name: str) -> Violation:
    return Violation(
        check=check,
        focus=focus,
        value=name,
        message_fr=f"{focus} renvoie à la question « {name} », qui n'existe pas",
        message_en=f"{focus} refers to the question '{name}', which does not exist",
    )


def _running(questions: Mapping[str, Question]) -> Iterator[Violation]:
    """Questions that do not parse, are no reads or do not run (on an empty graph)."""
    empty = open_store()
    for question in questions.values():
        try:
            ask.answer(empty, question)
        except QueryError as error:
            yield Violation(
                check="query-runs",
                focus=question.name,
                message_fr=f"la requête ne s'exécute pas : {error.message}",
                message_en=f"the query does not run: {error.message}",
            )


def _to_be_answered(question: Question) -> bool:
    """Not one that wants a name first, nor one whose rows are faults."""
    return "faults" not in question.tags and all(p.type != "text" for p in question.parameters)


def _answered(graph: GraphStore, question: Question) -> bool:
    """Whether there is a first row: without its order an engine need not look for the others."""
    unordered = replace(question, text=_ORDER.sub("", question.text.rstrip()))
    return bool(len(ask.answer(graph, unordered, limit=1)))
