"""One query in a process of the pool: the gate, its dataset, then its answer as bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.ask import check, names_dataset
from biograph.ask.gate import unknown_graph
from biograph.terms import ASSERTED, INFERRED, ONTOLOGY_GRAPH, REFERENCE

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore
    from biograph.store.written import Wanted, Written

#: What a query sees that names no graph. No triple is in two of them, so that none counts twice.
DEFAULT_GRAPHS = (ASSERTED, REFERENCE, ONTOLOGY_GRAPH, INFERRED)


def answered(store: EmbeddedStore, wanted: Wanted) -> Written:
    """The answer to a query that may only read what the store holds.

    A dataset named beside the query wins over that of its FROM clauses, as the protocol wants, and
    both over the default graphs. Raises QueryError.
    """
    check(wanted.text, known=store.holds)
    for graph in (*(wanted.default or ()), *(wanted.named or ())):
        if not store.holds(graph):
            raise unknown_graph(graph)
    if wanted.default is None and not names_dataset(wanted.text):
        wanted = replace(wanted, default=DEFAULT_GRAPHS)
    return store.write(wanted)
