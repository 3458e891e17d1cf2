"""Random worlds of the known supply: how often a loss stops a family when facts may err or miss.

*Naive* worlds keep each fact as often as it is sure. *Completed* ones add the makers that sources
miss: as many as the estimated coverage of suppliers tells, and as many of the makers of something
more general as make the special thing where it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.method.draws import completed
from biograph.analyse.method.worlds import losses, open_worlds, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.method.circuit import Node
    from biograph.analyse.supply import Maker, Supply

    BoolArray = NDArray[np.bool_]
    Draws = Mapping[str, BoolArray]

#: The same worlds for all analyses and all runs.
SEED = 20261127
#: A link that is always there, so that draws without any other have their number too.
_NOBODY = ""
#: Who grants an authorisation is set by law: there are no others to be found.
_BY_LAW = {"Authorisation": 1.0}


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """Circuits of the families over links (a maker of an input), and which links each draw has.

    ``links`` names the links of each input; ``of_owner`` those that go with an owner, ``of_maker``
    those of one firm. ``told`` has one draw, in which all facts hold as they are told; ``naive``
    and ``full`` have R each. ``missing`` tells in which draws an input has makers nobody has seen.
    """

    circuits: Mapping[str, Node]
    links: Mapping[str, frozenset[str]]
    of_owner: Mapping[str, frozenset[str]]
    of_maker: Mapping[str, frozenset[str]]
    told: Draws
    naive: Draws
    full: Draws
    missing: Draws

    def stopped(self, draws: Draws, scenarios: Sequence[Collection[str]]) -> dict[str, BoolArray]:
        """For each family, in which of R draws each of S sets of lost links stops it (R, S)."""
        return {family: losses(node, draws, scenarios) for family, node in self.circuits.items()}

    def owners(self, number: int) -> dict[str, frozenset[str]]:
        """Who supplies each input in one naive draw; nobody where it has lost all links."""
        kept = {
            owner: frozenset(link for link in links if self.naive[link][number])
            for owner, links in self.of_owner.items()
        }
        return {
            iri: frozenset(owner for owner, has in kept.items() if not links.isdisjoint(has))
            for iri, links in self.links.items()
        }

    def without(self, owners: Iterable[str]) -> frozenset[str]:
        """The links that are lost together with some owners."""
        return frozenset().union(*(self.of_owner.get(owner, frozenset()) for owner in owners))


def worlds(known: Known) -> Worlds:
    """The worlds of the graph, for the families in its scope."""
    required = sorted({line.input for line in known.essential(known.families)})
    makers = {iri: known.supply.of(iri) for iri in required}
    links = {iri: frozenset(_link(m, iri) for m in same) for iri, same in makers.items()}
    shares = _shares(known, [iri for iri in required if makers[iri]])
    order = sorted({r for same in makers.values() for maker in same for r in maker.relations})
    drawn, unseen = completed(
        # A fact of which no support is known is not for a draw to doubt.
        [known.supply.sure.get(relation, 1.0) for relation in order],
        [len(links[iri]) for iri in shares],
        list(shares.values()),
        seed=SEED,
    )
    column = {relation: number for number, relation in enumerate(order)}
    # One fact may make several links, as a maker of the special makes the general as well.
    alive: dict[str, BoolArray] = {_NOBODY: np.ones(len(drawn), dtype=np.bool_)} | {
        _link(maker, iri): np.any(drawn[:, [column[r] for r in maker.relations]], axis=1)
        for iri, same in makers.items()
        for maker in same
    }
    missing = {iri: unseen[:, number] > 0 for number, iri in enumerate(shares)}
    open_links = opened(links)
    return Worlds(
        circuits={
            family: supplied(compiled(family, known.recipes.lines), open_links)
            for family in known.families
        },
        links=links,
        of_owner=_together(makers, lambda maker: maker.owner),
        of_maker=_together(makers, lambda maker: maker.iri),
        told=open_worlds(links, dict.fromkeys(alive, np.ones(1, dtype=np.bool_))),
        naive=open_worlds(links, alive),
        full=open_worlds(links, alive, missing),
        missing=missing,
    )


def _shares(known: Known, inputs: Iterable[str]) -> dict[str, float]:
    """What share of the makers of each input is known.

    The share c is that of the suppliers of its kind; where sources name some that make something
    more general, as many of those make it as of the makers of the special there (missing at
    random): of n known makers and e such, n / (n + e) is known, and the share c of that.
    """
    kinds = {line.input: line.kinds for same in known.recipes.lines.values() for line in same}
    shares = {kind: c.share for kind, c in known.seen.items() if c.share} | _BY_LAW
    least = min(shares.values())
    found = {}
    for iri in inputs:
        # A kind that nobody could estimate is no better known than the worst of the others.
        share = min((shares[kind] for kind in kinds[iri] if kind in shares), default=least)
        count = len(known.supply.of(iri))
        found[iri] = share * count / (count + _perhaps(known.supply, iri))
    return found


def _perhaps(supply: Supply, iri: str) -> float:
    """How many makers of something more general are expected to make this input too."""
    possible = len(supply.possible.get(iri, ()))
    general = {m.iri for above in supply.general.get(iri, ()) for m in supply.of(above)}
    told = len(general - supply.possible.get(iri, frozenset()))
    return possible * min(1.0, len(supply.of(iri)) / told) if told else float(possible)


def _together(
    makers: Mapping[str, Sequence[Maker]], key: Callable[[Maker], str]
) -> dict[str, frozenset[str]]:
    """The links that are lost at once, by what the makers share."""
    found: dict[str, set[str]] = {}
    for iri, same in makers.items():
        for maker in same:
            found.setdefault(key(maker), set()).add(_link(maker, iri))
    return {shared: frozenset(links) for shared, links in found.items()}


def _link(maker: Maker, iri: str) -> str:
    return f"{maker.iri} {iri}"
