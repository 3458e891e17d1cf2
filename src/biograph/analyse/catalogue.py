"""The analyses that there are: their ids, what they ask, and how all of them are run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.bottleneck.dependency import dependencies
from biograph.analyse.bottleneck.medicines import medicines
from biograph.analyse.bottleneck.nexus import hidden_nexus
from biograph.analyse.bottleneck.points import joint_failures, single_points
from biograph.analyse.bottleneck.shocks import shocks
from biograph.analyse.bottleneck.shortages import shortages
from biograph.analyse.bottleneck.sole import sole_inputs
from biograph.analyse.bottleneck.substitutes import substitutes
from biograph.analyse.findings import Scope, ranked
from biograph.analyse.gap.blind import blind_spots, first_questions
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


def _of(
    key: str, fr: str, en: str, run: Callable[[Known], Iterable[Finding]], *, regional: bool = False
) -> Analysis:
    return Analysis(id=key, title=Text(fr=fr, en=en), run=run, regional=regional)


ANALYSES = (
    _of("G0", "Sans fiche française", "Without a French record", unrecorded, regional=True),
    _of("G1", "Couverture des étapes", "Coverage of stages", stages, regional=True),
    _of("G2", "Couverture des intrants", "Coverage of inputs", inputs, regional=True),
    _of("G10", "Angles morts", "Blind spots", blind_spots),
    _of("G10q", "Premières questions", "First questions", first_questions),
    _of("B1", "Points uniques", "Single points of failure", single_points, regional=True),
    _of("B1i", "Intrants sans alternative", "Inputs without an alternative", sole_inputs),
    _of("B2", "Dépendance et concentration", "Dependency and concentration", dependencies),
    _of("B2m", "Médicaments critiques", "Critical medicines and holders", medicines),
    _of("B5", "Défaillances conjointes", "Joint failures", joint_failures, regional=True),
    _of("B6", "Points communs cachés", "Hidden common points", hidden_nexus),
    _of("B7", "Chocs par pays et région", "Shocks by country and region", shocks),
    _of("B10", "Remplaçants possibles", "Possible substitutes", substitutes),
    _of("T1", "Ruptures dans le temps", "Shortages over time", shortages),
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
    return ranked(_found(Known(ask=ask, scope=Scope(family=family, region=region)), "BT"))


def _found(known: Known, letters: str) -> Iterator[Finding]:
    _ = known.families, known.local  # an unknown family or region is an error whatever is asked
    for analysis in ANALYSES:
        if analysis.id[0] in letters and (analysis.regional or not known.scope.region):
            for finding in analysis.run(known):
                yield replace(finding, analysis=analysis.id)
