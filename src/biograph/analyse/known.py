"""What the analyses of one call rest on: each part of the graph is asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from biograph.analyse import coverage
from biograph.analyse.findings import WHOLE, Scope
from biograph.analyse.recipes import recipes
from biograph.analyse.seen import seen
from biograph.analyse.supply import actors_in, supply
from biograph.analyse.worlds import worlds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from biograph.analyse.coverage import InputCoverage, Statement
    from biograph.analyse.method.completeness import Coverage
    from biograph.analyse.recipes import Line, Recipes
    from biograph.analyse.supply import Supply
    from biograph.analyse.worlds import Worlds
    from biograph.ask import Ask


@dataclass(frozen=True, kw_only=True)
class Known:
    """The graph behind ``ask`` as the analyses read it, within a scope.

    Reading a part raises QueryError for an unknown family, or a region where no actor is known.
    """

    ask: Ask
    scope: Scope = WHOLE

    @cached_property
    def recipes(self) -> Recipes:
        """The recipes of all families."""
        return recipes(self.ask)

    @cached_property
    def supply(self) -> Supply:
        """Who is known to make which input."""
        return supply(self.ask)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families looked at."""
        return self.recipes.families(self.scope.family)

    @cached_property
    def local(self) -> frozenset[str] | None:
        """The actors of the region looked at; None where all of France is."""
        return actors_in(self.ask, self.scope.region)

    @cached_property
    def seen(self) -> Mapping[str, Coverage]:
        """By kind of goods, what share of the groups of suppliers sources name."""
        return seen(self.ask, self.supply)

    @cached_property
    def worlds(self) -> Worlds:
        """Random worlds of the supply of the families looked at."""
        return worlds(self)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What sources say of their completeness, or of absence."""
        return coverage.statements(self.ask)

    @cached_property
    def inputs(self) -> tuple[InputCoverage, ...]:
        """Each input that the families require, with its known makers."""
        return coverage.input_coverage(self.ask, self.recipes, self.supply, families=self.families)

    @property
    def everything(self) -> bool:
        """Whether no family or class was singled out."""
        return not self.scope.family

    def essential(self, families: Collection[str]) -> tuple[Line, ...]:
        """The essential lines of some families and of the recipes nested in them."""
        return self.recipes.essential(self.recipes.nested(families))

    def share_known(self, families: Collection[str]) -> float | None:
        """The share of the goods that these families require with a known maker, in [0, 1]."""
        lines = self.essential(families)
        return self.supply.share_known(line.input for line in lines if line.bought)
