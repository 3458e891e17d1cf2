"""Questions asked for a page: a question and values in, its answer within the limits of a page."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from cachetools import LRUCache, cached

from biograph.ask import answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from biograph.ask import Question
    from biograph.ask.values import Value
    from biograph.serve.site import Site
    from biograph.table import Table

    Values = tuple[tuple[str, Value], ...]

#: Rows that a page, its CSV and its JSON hold; the rest is declared as left out.
MOST_ROWS = 10_000
_CELLS = 2_000_000  # of answers that are kept
_TIME = 20.0  # seconds that an answer may take


def answered(site: Site, question: Question, values: Mapping[str, Value]) -> Table:
    """The answer, kept for this state of the graph, cut where it has too many rows.

    Raises QueryError, also where it takes too long, and Busy where too many are being answered.
    """
    asking = site.keep("asking", lambda: _asking(site))
    return asking(question, tuple(sorted(values.items())))


def _asking(site: Site) -> Callable[[Question, Values], Table]:
    answers: LRUCache[tuple[str, Values], Table] = LRUCache(_CELLS, getsizeof=_size)

    @cached(
        answers,
        key=lambda question, values: (question.text, values),
        condition=threading.Condition(),
    )
    def asked(question: Question, values: Values) -> Table:
        job = partial(answer, question=question, values=dict(values), limit=MOST_ROWS)
        if site.pool is None:
            return job(site.kg.store)
        return site.pool.run(job, timeout=_TIME, version=site.version)

    return asked


def _size(table: Table) -> int:
    return 1 + len(table) * len(table.columns)
