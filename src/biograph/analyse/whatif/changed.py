"""The graph as it would be: what is known without some makers and with some that are added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.bottleneck.points import cuts_by_families
from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.known import Known
from biograph.analyse.method.worlds import opened
from biograph.analyse.supply import Maker
from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biograph.analyse.recipes import Recipes
    from biograph.analyse.supply import Supply
    from biograph.analyse.whatif.removal import Addition, Removal
    from biograph.analyse.worlds import Draws, Worlds

#: Stands for everybody who is gone, as if it were one owner.
_LOST = DATA + "whatif/lost"
_NOBODY = Maker(iri=_LOST, name="", country="", owner=_LOST, relations=())


@dataclass(frozen=True, kw_only=True)
class Changed(Known):
    """What is known, with the added makers in its worlds and with those that are gone marked.

    Whoever is gone still has links in the worlds: ``lost`` are those, as a scenario of a loss. In
    ``supply`` they belong to one owner of their own. An added maker counts only where makers were
    known before: an input of which none was known is counted as there anyway.
    """

    base: Known
    removals: tuple[Removal, ...] = ()
    additions: tuple[Addition, ...] = ()

    @cached_property
    def recipes(self) -> Recipes:
        """The recipes, which no change touches."""
        return self.base.recipes

    @cached_property
    def actors(self) -> frozenset[str]:
        """All actors that are gone."""
        return frozenset().union(*(removal.actors for removal in self.removals))

    @cached_property
    def gone(self) -> frozenset[str]:
        """The inputs that are gone whoever makes them."""
        return frozenset().union(*(removal.inputs for removal in self.removals))

    @cached_property
    def facts(self) -> frozenset[str]:
        """The supply facts that do not hold any more."""
        makers = self.base.supply.makers.items()
        return frozenset(
            relation
            for iri, same in makers
            for maker in same
            if iri in self.gone or maker.iri in self.actors
            for relation in maker.relations
        )

    def stays(self, maker: Maker) -> bool:
        """Whether a fact is left that says that it makes what it is listed for."""
        return not self.facts.issuperset(maker.relations)

    @cached_property
    def supply(self) -> Supply:
        """Who makes which input, those who are gone under one owner, and the added ones."""
        known = self.base.supply
        makers = {
            iri: tuple(m if self.stays(m) else replace(m, owner=_LOST) for m in same)
            for iri, same in known.makers.items()
        }
        for iri, added in self._added():
            makers[iri] = (*makers[iri], added)
        makers |= dict.fromkeys(self.gone, (_NOBODY,))
        names = {addition.maker.iri: addition.maker.name for addition in self.additions}
        return replace(known, makers=makers, names={**names, **known.names})

    def living(self, iri: str) -> tuple[Maker, ...]:
        """The makers of an input that are left or were added."""
        return tuple(maker for maker in self.supply.of(iri) if maker.owner != _LOST)

    @cached_property
    def worlds(self) -> Worlds:
        """The worlds of what is known, in all of whose draws the added makers live."""
        base = self.base.worlds
        links = dict(base.links)
        for iri, added in self._added():
            if iri in links:
                links[iri] |= {_link(added, iri)}
        gone = {iri: frozenset({_link(_NOBODY, iri)}) for iri in self.gone & links.keys()}
        new = frozenset().union(*(links | gone).values()).difference(*base.links.values())
        # Who has never been seen makes no input that is gone.
        open_links = opened(links) | gone
        return replace(
            base,
            circuits={
                family: supplied(compiled(family, self.recipes.lines), open_links)
                for family in self.families
            },
            links=links | gone,
            told=_with(base.told, new),
            naive=_with(base.naive, new),
            full=_with(base.full, new),
        )

    @cached_property
    def lost(self) -> frozenset[str]:
        """The links of the worlds that are gone."""
        base = self.base.worlds
        known = (
            base.of_maker[maker.iri] & base.links[iri]
            for iri in base.links
            for maker in self.base.supply.of(iri)
            if not self.stays(maker)
        )
        return frozenset().union(*known, (_link(_NOBODY, iri) for iri in self.gone))

    @cached_property
    def unaided(self) -> frozenset[str]:
        """The same and the links that were added: what is gone where nobody comes."""
        added = {_link(maker, iri) for iri, maker in self._added()}
        return self.lost | added

    def points(self) -> Mapping[str, frozenset[str]]:
        """By owner without whom alone families stop that have not stopped yet: those families."""
        cuts = cuts_by_families(self.recipes, self.supply, self.families, order=2)
        stopped = cuts.get(frozenset({_LOST}), frozenset())
        found: dict[str, frozenset[str]] = {}
        for cut, families in cuts.items():
            rest = cut - {_LOST}
            if len(rest) == 1 and families - stopped:
                (owner,) = rest
                found[owner] = found.get(owner, frozenset()) | (families - stopped)
        return found

    def _added(self) -> Iterator[tuple[str, Maker]]:
        for addition in self.additions:
            for iri in sorted(addition.makes - self.gone):
                if self.base.supply.of(iri):
                    yield iri, addition.maker


def _link(maker: Maker, iri: str) -> str:
    return f"added:{maker.iri} {iri}"


def _with(draws: Draws, names: Iterable[str]) -> Draws:
    """The draws, and names that live in all of them."""
    rounds = len(next(iter(draws.values()), ()))
    return {**draws, **dict.fromkeys(names, np.ones(rounds, dtype=np.bool_))}
