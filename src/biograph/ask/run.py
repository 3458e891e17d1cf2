"""Runs questions: a store and a question in, a table out, within a time and a row limit."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol

from biograph.ask.gate import GAP, check
from biograph.ask.library import load
from biograph.ask.pool import Pool
from biograph.ask.values import bind
from biograph.model import Literal
from biograph.store import open_endpoint
from biograph.table import Table
from biograph.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from biograph.ask.library import Question
    from biograph.ask.values import Value
    from biograph.store import GraphStore


_TRIPLE = ("subject", "predicate", "object")
_DECLARATION = rf"(?:prefix{GAP}[\w.\-]*:|base){GAP}<[^>]*>{GAP}"
_FIRST_WORD = re.compile(rf"{GAP}(?:{_DECLARATION})*(?P<word>\w+)", re.IGNORECASE)


class Ask(Protocol):
    """A question with its parameters to a table: all that an analysis knows of the graph."""

    def __call__(self, question: str, /, **values: Value) -> Table:
        """The answer to the question of this name. Raises QueryError."""


def over(store: GraphStore) -> Ask:
    """The library's questions asked of one store, without limits: for our own analyses."""

    def ask(question: str, /, **values: Value) -> Table:
        return answer(store, load(question), values)

    return ask


def remembering(ask: Ask) -> Ask:
    """The same, but asks each question once: findings and their proofs share many.

    The graph must not change while the function is in use.
    """

    @lru_cache(maxsize=128)
    def once(question: str, values: tuple[tuple[str, Value], ...]) -> Table:
        return ask(question, **dict(values))

    def remembered(question: str, /, **values: Value) -> Table:
        return once(question, tuple(sorted(values.items())))

    return remembered


def answer(
    store: GraphStore,
    question: Question,
    values: Mapping[str, Value] | None = None,
    *,
    limit: int | None = None,
) -> Table:
    """The answer to a question in this process.

    ASK gives one row ``answer``, CONSTRUCT and DESCRIBE give ``subject, predicate, object``.
    ``limit`` cuts the rows and sets ``Table.truncated``. Raises QueryError for a text that does not
    parse or is refused.
    """
    text = bind(question, values or {})
    check(text)
    started = time.perf_counter()
    table = _form(text)(store, text, limit)
    return replace(
        table,
        query=question.name or text,
        title=question.title.en,
        parameters={name: str(value) for name, value in (values or {}).items()},
        elapsed=time.perf_counter() - started,
    )


def answer_within(
    path: Path,
    question: Question,
    values: Mapping[str, Value] | None = None,
    *,
    timeout: float,
    limit: int | None = 10_000,
) -> Table:
    """The answer to a question over the store in ``path``, in a process of its own.

    Raises TookTooLong after ``timeout`` seconds, and Died where it wants more memory than it may.
    """
    check(bind(question, values or {}))
    job = partial(answer, question=question, values=dict(values or {}), limit=limit)
    with Pool(path, size=1) as pool:
        return pool.run(job, timeout=timeout)


def answer_at(
    url: str,
    question: Question,
    values: Mapping[str, Value] | None = None,
    *,
    timeout: float,
    limit: int | None = 10_000,
) -> Table:
    """The answer of the SPARQL server at an address, or QueryError after ``timeout`` seconds.

    Raises Unreachable where no server answers.
    """
    check(bind(question, values or {}))
    return answer(open_endpoint(url, timeout=timeout), question, values, limit=limit)


def form(text: str) -> str:
    """The form of a query: the first word after the prologue, in capitals, or nothing."""
    found = _FIRST_WORD.match(text)
    return found["word"].upper() if found else ""


def _form(text: str) -> Callable[[GraphStore, str, int | None], Table]:
    """How to run a text."""
    word = form(text)
    if word == "ASK":
        return _yes_or_no
    return _triples if word in {"CONSTRUCT", "DESCRIBE"} else _rows


def _rows(store: GraphStore, text: str, limit: int | None) -> Table:
    return store.select(text, limit=limit)


def _yes_or_no(store: GraphStore, text: str, limit: int | None) -> Table:  # noqa: ARG001 - one shape
    truth = Literal(str(store.ask(text)).lower(), XSD + "boolean")
    return Table(columns=("answer",), rows=((truth,),))


def _triples(store: GraphStore, text: str, limit: int | None) -> Table:
    rows: list[tuple[str | Literal, ...]] = []
    for statement in store.construct(text):
        if limit is not None and len(rows) == limit:
            return Table(columns=_TRIPLE, rows=tuple(rows), truncated=True)
        rows.append((statement.subject, statement.predicate, statement.object))
    return Table(columns=_TRIPLE, rows=tuple(rows))
