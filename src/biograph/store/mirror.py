"""A copy of a graph on a server: a store in, the same quads at an endpoint out.

Graphs are compared by a digest that does not depend on order; only those that differ are written,
and of those only the quads that differ. So a copy that is up to date writes nothing, and one that
was killed is ended by the next.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from biograph.terms import DATA, GRAPH, META

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.model import Statement
    from biograph.store.base import GraphStore
    from biograph.store.served import RemoteStore

_OURS = (GRAPH, DATA + "doc/")  # what else is at the endpoint belongs to others


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """What a copy did: how many graphs it wrote anew, changed, removed and left as they were."""

    new: int
    changed: int
    removed: int
    equal: int


def mirror(source: GraphStore, target: RemoteStore) -> Mirrored:
    """Make the graphs of biograph at the ``target`` those of the ``source``.

    A graph that both have is changed in one transaction as long as its changes fit one request.
    The processing marks follow what they tell of, and what is gone goes after them. Raises
    Unreachable, and QueryError where the server refuses.
    """
    here, there = _digests(source.quads()), _digests(target.quads())
    differ = {graph for graph, digest in here.items() if there.get(graph) != digest}
    new, changed = differ - there.keys(), differ & there.keys()
    gone = {graph for graph in there.keys() - here.keys() if graph.startswith(_OURS)}
    target.add_many(chain.from_iterable(map(source.quads, sorted(new - {META}))))
    for graph in sorted(changed | (new & {META}), key=lambda graph: (graph == META, graph)):
        mine, theirs = set(source.quads(graph)), set(target.quads(graph))
        target.exchange(theirs - mine, mine - theirs)
    for graph in sorted(gone):
        target.clear(graph)
    return Mirrored(
        new=len(new), changed=len(changed), removed=len(gone), equal=len(here) - len(differ)
    )


def _digests(quads: Iterable[Statement]) -> dict[str, int]:
    """A digest of every graph that is the same in whatever order its quads come."""
    found: dict[str, int] = {}
    for said in quads:
        text = repr(said).encode()
        digest = int.from_bytes(hashlib.blake2b(text, digest_size=16).digest())
        found[said.graph] = found.get(said.graph, 0) + digest
    return found
