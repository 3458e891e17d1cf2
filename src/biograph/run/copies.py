"""The documents of a graph in, the marks of those that are copies out."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from biograph.link.copies import Sketched, copies
from biograph.model import Literal
from biograph.store import statements
from biograph.terms import COPIES, DCTERMS, META, bg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Statement
    from biograph.store import GraphStore


def mark_copies(store: GraphStore) -> int:
    """Bring the graph of copies up to date; the number of documents that are copies.

    It is a function of the documents in the graph, whatever the order in which they came. Where
    nothing changed, nothing is written.
    """
    found = copies(_documents(store))
    made = set(chain.from_iterable(statements.copy(one, *copy) for one, copy in found.items()))
    if made != set(store.quads(COPIES)):
        store.clear(COPIES)
        store.add(made)
        store.flush()
    return len(found)


def _documents(store: GraphStore) -> Iterator[Sketched]:
    """Every document version with its numbers and its sketch; registers have none."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for version, number in _texts(store.quads(predicate=DCTERMS + "identifier")):
        numbers[version].append(number)
    for version, sketch in _texts(store.quads(META, bg("sketch"))):
        yield Sketched(version, tuple(numbers[version]), sketch)


def _texts(said: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    return ((s.subject, s.object.value) for s in said if isinstance(s.object, Literal))
