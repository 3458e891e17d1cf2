"""How much a family hangs on some links: importance in the sense of fault trees, exact.

Here a fact holds or errs; what sources have not seen is left to the random worlds. Birnbaum tells
what the links are worth, Fussell-Vesely how often they are in it when no known way is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.method.diagram import OverBudgetError
from biograph.analyse.method.probability import fussell_vesely, group_birnbaum, probability
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.method.circuit import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """Of some links for one family: ``stands`` is the probability that a known way is left.

    All are in [0, 1].
    """

    family: str
    birnbaum: float
    fussell_vesely: float
    stands: float


def importances(
    known: Known, scenarios: Sequence[Collection[str]], families: Sequence[Iterable[str]]
) -> tuple[Importance | None, ...]:
    """For each set of links its importance for the one of its families that hangs on it most.

    None for a set without families, or where the circuits are too large to be exact.
    """
    groups = {str(number): links for number, links in enumerate(scenarios)}
    found = {
        family: _of(known, family, {n: groups[n] for n in groups if family in families[int(n)]})
        for family in sorted(set().union(*map(set, families)))
    }
    each = ([of[number] for of in found.values() if number in of] for number in groups)
    return tuple(max(same, key=lambda i: i.birnbaum, default=None) for same in each)


def _of(
    known: Known, family: str, groups: Mapping[str, Collection[str]]
) -> Mapping[str, Importance]:
    circuit: Node = supplied(compiled(family, known.recipes.lines), known.worlds.links)
    sure = known.worlds.sure
    try:
        birnbaum = group_birnbaum(circuit, sure, groups)
        share = fussell_vesely(circuit, sure, groups)
    except OverBudgetError:
        return {}
    stands = probability(circuit, sure).value
    return {
        number: Importance(
            family=family,
            birnbaum=birnbaum[number],
            fussell_vesely=share[number],
            stands=stands,
        )
        for number in groups
    }


def told(known: Known, importance: Importance | None) -> Text:
    """`` Fault tree of X: ...``; empty where there is none."""
    if importance is None:
        return Text(fr="", en="")
    name = known.recipes.name(importance.family)
    worth, share = form.decimal(importance.birnbaum), form.decimal(importance.fussell_vesely)
    stands = form.percent(importance.stands)
    return Text(
        fr=f" Arbre de défaillances de {name.fr}, où les faits peuvent errer : une voie connue "
        f"tient avec une probabilité de {stands.fr} ; importance de Birnbaum {worth.fr}, de "
        f"Fussell-Vesely {share.fr}.",
        en=f" Fault tree of the {name.en}, where facts may err: a known way stands with a "
        f"probability of {stands.en}; importance by Birnbaum {worth.en}, by Fussell-Vesely "
        f"{share.en}.",
    )
