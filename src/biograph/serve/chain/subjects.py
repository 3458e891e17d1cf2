"""What findings are about: a site in, the families, cells of the chain and regions of each out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.known import Known
from biograph.analyse.tree import tree
from biograph.analyse.whatif import question
from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse.recipes import Line
    from biograph.model import Finding
    from biograph.serve.site import Site

_FAMILY, _STAGE, _REGION = (f"{DATA}{folder}/" for folder in ("family", "stage", "region"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The IRIs that a finding is about; ``cells`` are pairs of a family and a stage."""

    families: frozenset[str]
    cells: frozenset[tuple[str, str]]
    regions: frozenset[str]


def known(site: Site) -> Known:
    """The graph as the analyses read it, read once."""
    return site.keep("known", lambda: Known(ask=site.ask))


def basis(site: Site) -> question.Basis:
    """What all what-ifs start from, read once."""
    return site.keep("basis", lambda: question.basis(known(site)))


def subjects(site: Site) -> Mapping[str, Subjects]:
    """What each finding is about, by its id."""
    return site.keep("subjects", lambda: _subjects(site))


def _subjects(site: Site) -> Mapping[str, Subjects]:
    recipes = known(site).recipes
    lines = {line.iri: line for same in recipes.lines.values() for line in same}
    kinds = tree(site.ask, "class")
    of_class: dict[str, set[str]] = defaultdict(set)
    for family, classes in recipes.classes.items():
        for one in frozenset().union(*map(kinds.above, classes)):
            of_class[one].add(family)
    regions: dict[str, set[str]] = defaultdict(set)
    for row in site.ask("actors/regions").records():
        regions[row["actor"]].add(row["region"])
    return {
        finding.id: _of(finding, lines, of_class, regions) for finding in site.findings.values()
    }


def _of(
    finding: Finding,
    lines: Mapping[str, Line],
    of_class: Mapping[str, set[str]],
    regions: Mapping[str, set[str]],
) -> Subjects:
    """The subjects themselves; families of its recipe lines only where no subject is one."""
    named = {iri for iri in finding.subjects if iri.startswith(_FAMILY)}
    stages = {iri for iri in finding.subjects if iri.startswith(_STAGE)}
    required = [lines[iri] for iri in finding.evidence if iri in lines]
    families = named.union(*(of_class.get(iri, ()) for iri in finding.subjects))
    places = {iri for iri in finding.subjects if iri.startswith(_REGION)}
    return Subjects(
        families=frozenset(families or {line.family for line in required}),
        cells=frozenset(
            {(line.family, line.stage) for line in required}
            | {(family, stage) for family in named for stage in stages}
        ),
        regions=frozenset(places.union(*(regions.get(iri, ()) for iri in finding.subjects))),
    )
