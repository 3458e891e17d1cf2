"""What stops when some makers are gone: links lost in, families and the inputs in cause out.

One mechanism for single firms, pairs, owners, countries and whatever a user takes away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.compiled import compiled
from biograph.analyse.method.circuit import causes
from biograph.analyse.method.draws import interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.worlds import Draws

    Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """The families that stop by the facts as told, and how many do in each draw (R).

    ``inputs`` are those whose makers are all lost and without which the families stop.
    """

    families: frozenset[str]
    inputs: tuple[str, ...]
    naive: Counts
    full: Counts

    @property
    def held(self) -> tuple[float, float]:
        """In which share of naive and of completed draws any family stops."""
        return float((self.naive > 0).mean()), float((self.full > 0).mean())

    @property
    def expected(self) -> float:
        """The mean number of families that stop, over naive and completed draws alike."""
        return float((self.naive.mean() + self.full.mean()) / 2)

    @property
    def bounds(self) -> tuple[float, float]:
        """The 90 % interval of the number of families, the wider of naive and completed."""
        spreads = interval(self.naive), interval(self.full)
        return min(s.low for s in spreads), max(s.high for s in spreads)


def loss_of(known: Known, scenarios: Sequence[Collection[str]]) -> Iterator[Loss]:
    """The loss of each set of links (see ``Worlds``), in their order."""
    worlds = known.worlds
    told = worlds.stopped(worlds.told, scenarios)
    naive, full = (_counts(known, draws, scenarios) for draws in (worlds.naive, worlds.full))
    for number, lost in enumerate(scenarios):
        families = frozenset(family for family, stops in told.items() if stops[0, number])
        yield Loss(
            families=families,
            inputs=tuple(sorted(set().union(*causes_of(known, lost, families).values()))),
            naive=naive[:, number],
            full=full[:, number],
        )


def causes_of(
    known: Known, lost: Collection[str], families: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """For each of these families the inputs whose links are all lost and without which it stops."""
    closed = {iri for iri, links in known.worlds.links.items() if links and links <= set(lost)}
    return {f: causes(compiled(f, known.recipes.lines), closed) for f in families}


def grounds(known: Known, loss: Loss) -> tuple[str, ...]:
    """What a loss rests on: the recipe lines that need the inputs, the facts of their makers."""
    lines = {line.iri for line in known.essential(loss.families) if line.input in loss.inputs}
    facts = {r for iri in loss.inputs for maker in known.supply.of(iri) for r in maker.relations}
    return (*sorted(lines), *sorted(facts))


def _counts(known: Known, draws: Draws, scenarios: Sequence[Collection[str]]) -> Counts:
    stopped = list(known.worlds.stopped(draws, scenarios).values())
    return np.asarray(np.sum(stopped, axis=0), dtype=np.int64)
