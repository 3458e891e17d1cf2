"""The ways in which families are known to stop: groups of firms that cease to supply inputs.

A danger is a minimal set of events, each of one group that no longer supplies one input. Its loss
is the number of families that stop by it and by no smaller danger, expected over naive and
completed draws alike and divided by how many groups have to fail at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.method.circuit import cut_sets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.method.hitting import Cut

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Danger:
    """Events that stop families together: whose they are, and the loss in each draw (R).

    ``naive`` and ``full`` are the two sorts of worlds.
    """

    cut: Cut
    owners: frozenset[str]
    inputs: frozenset[str]
    families: frozenset[str]
    naive: Floats
    full: Floats

    @property
    def drawn(self) -> Floats:
        """The loss over all draws, naive ones first (2 R)."""
        return np.concatenate([self.naive, self.full])

    @property
    def loss(self) -> float:
        """The expected loss."""
        return float(self.drawn.mean())


def dangers(known: Known, *, order: int = 3) -> tuple[Danger, ...]:
    """All dangers of at most ``order`` events for the families in scope, small ones first."""
    stopped = _cuts(known, order)
    cuts = sorted((cut for cut in stopped if cut), key=lambda cut: (len(cut), sorted(cut)))
    worlds = known.worlds
    pairs = [[parts(name) for name in sorted(cut)] for cut in cuts]
    links = [
        frozenset().union(*(worlds.of_owner[owner] & worlds.links[iri] for owner, iri in same))
        for same in pairs
    ]
    naive, full = (worlds.stopped(draws, links) for draws in (worlds.naive, worlds.full))
    found = []
    for number, (cut, same) in enumerate(zip(cuts, pairs, strict=True)):
        owners = frozenset(owner for owner, _ in same)
        found.append(
            Danger(
                cut=cut,
                owners=owners,
                inputs=frozenset(iri for _, iri in same),
                families=stopped[cut],
                naive=_lost(naive, stopped[cut], number) / len(owners),
                full=_lost(full, stopped[cut], number) / len(owners),
            )
        )
    return tuple(found)


def parts(event: str) -> tuple[str, str]:
    """The owner and the input of an event."""
    owner, _, iri = event.partition(" ")
    return owner, iri


def _cuts(known: Known, order: int) -> Mapping[Cut, frozenset[str]]:
    """The minimal sets of events that stop a family: which families."""
    owners = known.supply.owners().items()
    events = {iri: frozenset(f"{owner} {iri}" for owner in same) for iri, same in owners}
    stopped: dict[Cut, set[str]] = {}
    for family in known.families:
        circuit = supplied(compiled(family, known.recipes.lines), events)
        for cut in cut_sets(circuit, order=order):
            stopped.setdefault(cut, set()).add(family)
    return {cut: frozenset(families) for cut, families in stopped.items()}


def _lost(stopped: Mapping[str, NDArray[np.bool_]], families: Iterable[str], number: int) -> Floats:
    """How many of the families the danger of this number stops in each draw."""
    columns = [stopped[family][:, number] for family in families]
    return np.asarray(np.sum(columns, axis=0), dtype=np.float64)
