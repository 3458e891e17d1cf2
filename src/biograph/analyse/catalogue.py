"""The analyses that there are: their ids, what they ask, and how all of them are run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.bottleneck.dependency import dependencies
from biograph.analyse.bottleneck.points import joint_failures, single_points
from biograph.analyse.bottleneck.sole import sole_inputs
from biograph.analyse.findings import Scope, ranked
from biograph.analyse.gap.inputs import inputs
from biograph.analyse.gap.market import unrecorded
from biograph.analyse.gap.stages import stages
from biograph.analyse.known import Known
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from biograph.ask import Ask
    from biograph.model import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One question to the graph. ``regional`` analyses know what a region is."""

    id: str
    title: Text
    run: Callable[[Known], Iterable[Finding]]
    regional: bool = False


ANALYSES = (
    Analysis(
        id="G1",
        title=Text(fr="Couverture des étapes", en="Coverage of stages"),
        run=stages,
        regional=True,
    ),
    Analysis(
        id="G2",
        title=Text(fr="Couverture des intrants", en="Coverage of inputs"),
        run=inputs,
        regional=True,
    ),
    Analysis(
        id="G0",
        title=Text(fr="Médicaments sans fiche française", en="Medicines without a French record"),
        run=unrecorded,
        regional=True,
    ),
    Analysis(
        id="B1",
        title=Text(fr="Points de défaillance uniques", en="Single points of failure"),
        run=single_points,
        regional=True,
    ),
    Analysis(
        id="B1i",
        title=Text(fr="Intrants sans alternative", en="Inputs without an alternative"),
        run=sole_inputs,
    ),
    Analysis(
        id="B5",
        title=Text(fr="Défaillances conjointes", en="Joint failures"),
        run=joint_failures,
        regional=True,
    ),
    Analysis(
        id="B2",
        title=Text(fr="Dépendance et concentration", en="Dependency and concentration"),
        run=dependencies,
    ),
)


def gaps(ask: Ask, *, family: str | None = None, region: str | None = None) -> tuple[Finding, ...]:
    """The gaps of France (or one region) for all therapy families or one, ranked.

    ``family`` is a key or IRI of a family or therapy class, ``region`` a code, IRI or name.
    Raises QueryError for an unknown family, or a region where no actor is known.
    """
    return ranked(_found(Known(ask=ask, scope=Scope(family=family, region=region)), "G"))


def bottlenecks(
    ask: Ask, *, family: str | None = None, region: str | None = None
) -> tuple[Finding, ...]:
    """The bottlenecks of all therapy families or one, ranked; for a region as ``gaps``."""
    return ranked(_found(Known(ask=ask, scope=Scope(family=family, region=region)), "B"))


def _found(known: Known, letter: str) -> Iterator[Finding]:
    _ = known.families, known.local  # an unknown family or region is an error whatever is asked
    for analysis in ANALYSES:
        if analysis.id.startswith(letter) and (analysis.regional or not known.scope.region):
            for finding in analysis.run(known):
                yield replace(finding, analysis=analysis.id)
