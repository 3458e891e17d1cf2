"""Random worlds of the known supply: how often a loss stops a family when facts may err or miss.

*Naive* worlds keep each fact, and each line of a recipe, as often as it is sure. *Completed* ones
add the makers that sources miss: as many as the estimated coverage of suppliers tells, and as many
of the makers of something more general as make the special thing where it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.compiled import compiled, supplied, unneeded
from biograph.analyse.method.draws import ROUNDS, between, combined, completed, draws
from biograph.analyse.method.worlds import losses, open_worlds, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from biograph.analyse.known import Known
    from biograph.analyse.method.circuit import Node
    from biograph.analyse.method.completeness import Coverage
    from biograph.analyse.supply import Maker, Supply

    BoolArray = NDArray[np.bool_]
    Shares = NDArray[np.float64]
    Draws = Mapping[str, BoolArray]

#: The same worlds for all analyses and all runs.
SEED = 20261127
#: A link that is always there, so that draws without any other have their number too.
_NOBODY = ""
#: Who grants an authorisation is set by law: there are no others to be found.
_BY_LAW = {"Authorisation": np.ones(ROUNDS)}
#: The lowest share that is drawn: of less, the unseen would drown what is known.
_LEAST = 0.02


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """Circuits of the families over links (a maker of an input), and which links each draw has.

    ``links`` names the links of each input; ``of_owner`` those that go with an owner, ``of_maker``
    those of one firm, and ``sure`` the probability of each by the facts. ``told`` has one draw, in
    which all facts hold as they are told; ``naive`` and ``full`` have R each. ``missing`` tells in
    which draws an input has makers nobody has seen.
    """

    circuits: Mapping[str, Node]
    links: Mapping[str, frozenset[str]]
    of_owner: Mapping[str, frozenset[str]]
    of_maker: Mapping[str, frozenset[str]]
    sure: Mapping[str, float]
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
        np.transpose(list(shares.values())) if shares else [],
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
    spared = _unneeded(known)
    names = opened(links) | {name: {name} for name in spared}
    nowhere = dict.fromkeys(spared, np.zeros(1, dtype=np.bool_))
    return Worlds(
        circuits={
            family: supplied(compiled(family, known.recipes.lines, doubted=True), names)
            for family in known.families
        },
        links=links,
        of_owner=_together(makers, lambda maker: maker.owner),
        of_maker=_together(makers, lambda maker: maker.iri),
        sure={
            _link(maker, iri): combined(known.supply.sure.get(r, 1.0) for r in maker.relations)
            for iri, same in makers.items()
            for maker in same
        },
        told=open_worlds(links, dict.fromkeys(alive, np.ones(1, dtype=np.bool_)) | nowhere),
        naive=open_worlds(links, alive | spared),
        full=open_worlds(links, alive | spared, missing),
        missing=missing,
    )


def _unneeded(known: Known) -> dict[str, BoolArray]:
    """In which draws a group of recipe lines is not needed: those in which all its lines err."""
    lines = sorted(known.essential(known.families), key=lambda line: line.iri)
    right = draws([line.sure for line in lines], seed=SEED + 1)
    found: dict[str, BoolArray] = {}
    for number, line in enumerate(lines):
        name = unneeded(line.family, line.group)
        found[name] = found.get(name, np.ones(ROUNDS, dtype=np.bool_)) & ~right[:, number]
    return found


def _shares(known: Known, inputs: Iterable[str]) -> dict[str, Shares]:
    """What share of the makers of each input is known, in each draw (R).

    The share c is that of the suppliers of its kind, drawn from the interval of its estimate; where
    sources name some that make something more general, as many of those make it as of the makers
    of the special there (missing at random): of n known makers and e such, n / (n + e) is known,
    and the share c of that.
    """
    kinds = {line.input: line.kinds for same in known.recipes.lines.values() for line in same}
    shares = {kind: _drawn(c) for kind, c in known.seen.items() if c.share} | _BY_LAW
    least = min(shares.values(), key=np.mean)
    found = {}
    for iri in inputs:
        # A kind that nobody could estimate is no better known than the worst of the others.
        told = [shares[kind] for kind in kinds[iri] if kind in shares]
        share = min(told, key=np.mean) if told else least
        count = len(known.supply.of(iri))
        found[iri] = share * count / (count + _perhaps(known.supply, iri))
    return found


def _drawn(seen: Coverage) -> Shares:
    """A share for each draw from the interval of an estimate.

    Where no source names anything that the others miss, there is nothing to draw: all is seen.
    """
    share = seen.share or _LEAST
    if share >= 1:
        return np.ones(ROUNDS)
    return between(max(min(seen.low, share), _LEAST), share, max(seen.high, share), seed=SEED)


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
