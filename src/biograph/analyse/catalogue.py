"""The analyses that there are: their ids, what they ask, and how all of them are run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.bottleneck.by_medicine import by_medicine
from biograph.analyse.bottleneck.dependency import dependencies
from biograph.analyse.bottleneck.endurance import endurance
from biograph.analyse.bottleneck.medicines import medicines
from biograph.analyse.bottleneck.nexus import hidden_nexus
from biograph.analyse.bottleneck.points import joint_failures, single_points
from biograph.analyse.bottleneck.queue import queue
from biograph.analyse.bottleneck.shocks import shocks
from biograph.analyse.bottleneck.shortages import shortages
from biograph.analyse.bottleneck.sole import sole_inputs
from biograph.analyse.bottleneck.substitutes import substitutes
from biograph.analyse.bottleneck.systemic import systemic
from biograph.analyse.bottleneck.throughput import throughputs
from biograph.analyse.bottleneck.trends import trends
from biograph.analyse.findings import Scope, ranked
from biograph.analyse.gap.access import access
from biograph.analyse.gap.blind import blind_spots, first_questions
from biograph.analyse.gap.capacity import capacity
from biograph.analyse.gap.funding import funding
from biograph.analyse.gap.inputs import inputs
from biograph.analyse.gap.leakage import leakage
from biograph.analyse.gap.market import unrecorded
from biograph.analyse.gap.prerequisites import prerequisites
from biograph.analyse.gap.skills import skills
from biograph.analyse.gap.stages import stages
from biograph.analyse.gap.whitespace import whitespace
from biograph.analyse.known import Known
from biograph.analyse.plan.interventions import interventions
from biograph.errors import InputError, QueryError
from biograph.model import Text
from biograph.terms import local_name

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
    _of("G3", "Capacité et demande", "Capacity and demand", capacity),
    _of("G4", "Fabrication à l'étranger", "Making abroad", leakage),
    _of("G5", "Savoir-faire et formation", "Skills and training", skills),
    _of("G6", "Prérequis des sites", "Prerequisites of sites", prerequisites),
    _of("G7", "Financement par étape", "Funding by stage", funding),
    _of("G8", "Capacités non combinées", "Uncombined capabilities", whitespace),
    _of("G9", "Égalité d'accès aux centres", "Equity of access to centres", access, regional=True),
    _of("G10", "Angles morts", "Blind spots", blind_spots),
    _of("G10q", "Premières questions", "First questions", first_questions),
    _of("B1", "Points uniques", "Single points of failure", single_points, regional=True),
    _of("B1i", "Intrants sans alternative", "Inputs without an alternative", sole_inputs),
    _of("B1m", "Points uniques par médicament", "Single points by medicine", by_medicine),
    _of("B2", "Dépendance et concentration", "Dependency and concentration", dependencies),
    _of("B2m", "Médicaments critiques", "Critical medicines and holders", medicines),
    _of("B3", "Étape qui limite les soins", "Step that limits treatment", throughputs),
    _of("B4", "Risque systémique", "Systemic risk", systemic),
    _of("B5", "Défaillances conjointes", "Joint failures", joint_failures, regional=True),
    _of("B6", "Points communs cachés", "Hidden common points", hidden_nexus),
    _of("B7", "Chocs par pays et région", "Shocks by country and region", shocks),
    _of("B8", "File d'attente des soins CAR-T", "Queue for CAR-T care", queue),
    _of("B9", "Stocks et délais de retour", "Time to survive and to recover", endurance),
    _of("B10", "Remplaçants possibles", "Possible substitutes", substitutes),
    _of("B11", "Interventions les moins chères", "Cheapest interventions", interventions),
    _of("T1", "Ruptures dans le temps", "Shortages over time", shortages),
    _of("T2", "Faits datés par année", "Dated facts by year", trends),
)


def gaps(
    ask: Ask, *, family: str | None = None, region: str | None = None, only: str | None = None
) -> tuple[Finding, ...]:
    """The gaps of France (or one region) for all therapy families or one, ranked.

    ``family`` is a key or IRI of a family or therapy class, ``region`` a code, IRI or name,
    ``only`` the id of one analysis. Raises QueryError for an unknown family or analysis, or a
    region where no actor is known.
    """
    return ranked(_found(Known(ask=ask, scope=Scope(family=family, region=region)), "G", only))


def bottlenecks(
    ask: Ask, *, family: str | None = None, region: str | None = None, only: str | None = None
) -> tuple[Finding, ...]:
    """The bottlenecks and trends for all families or one, ranked; arguments as for ``gaps``."""
    return ranked(_found(Known(ask=ask, scope=Scope(family=family, region=region)), "BT", only))


def all_findings(ask: Ask) -> tuple[Finding, ...]:
    """All gaps, bottlenecks and trends, ranked, from one reading of the graph."""
    return ranked(_found(Known(ask=ask), "GBT", None))


def finding(ask: Ask, identity: str) -> Finding:
    """The finding of this id. Raises InputError where the graph gives none.

    The analysis that found it in the last run is asked first: all of them take ten times as long.
    """
    known = Known(ask=ask)
    for only in (*_found_by(ask, identity), None):
        for one in _found(known, "GBT", only):
            if one.id == identity:
                return one
    raise InputError(
        f"there is no finding '{identity}'",
        hint="biograph gaps and biograph bottlenecks list them with their ids",
    )


def _found_by(ask: Ask, identity: str) -> Iterator[str]:
    """The analysis that found it in the last run, as far as it is still one of ours."""
    ours = {analysis.id for analysis in ANALYSES}
    for row in ask(_KEPT).records():
        if local_name(row["finding"]) == identity and row["analysis"] in ours:
            yield row["analysis"]


_KEPT = (
    "SELECT ?finding ?analysis { GRAPH graph:findings { ?finding bg:analysis ?analysis } } "
    "ORDER BY ?finding ?analysis"
)


def _found(known: Known, letters: str, only: str | None) -> Iterator[Finding]:
    _ = known.families, known.local  # an unknown family or region is an error whatever is asked
    for analysis in _chosen(letters, only):
        if analysis.regional or not known.scope.region:
            for finding in analysis.run(known):
                yield replace(finding, analysis=analysis.id)


def _chosen(letters: str, only: str | None) -> tuple[Analysis, ...]:
    there = tuple(analysis for analysis in ANALYSES if analysis.id[0] in letters)
    chosen = tuple(analysis for analysis in there if only in {None, analysis.id})
    if not chosen:
        listed = ", ".join(f"{a.id} ({a.title.en})" for a in there)
        raise QueryError(f"there is no such analysis: {only}", hint=f"there are {listed}")
    return chosen
