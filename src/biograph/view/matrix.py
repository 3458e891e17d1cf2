"""The cells of the value chain as they are drawn: what the analyses know in, axes and cells out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.model import Text
from biograph.view.content import Axis, StageCell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from biograph.analyse.coverage import Cell
    from biograph.analyse.recipes import Recipes
    from biograph.model import Finding


def stage_axes(known: Recipes) -> tuple[Axis, ...]:
    """The stages in their order."""
    terms = {term.iri: term for term in vocabulary.terms()}
    return tuple(Axis(key=stage, label=Text(**terms[stage].labels)) for stage in known.stages)


def family_axes(families: Sequence[str]) -> tuple[Axis, ...]:
    """The families by the names of the classes they make: shorter than their own."""
    terms = {term.iri: term for term in vocabulary.terms()}
    return tuple(
        Axis(key=family, label=Text(**terms[terms[family].broader].labels)) for family in families
    )


def stage_cells(
    matrix: Iterable[Cell],
    name: Callable[[str], str],
    findings: Collection[Finding],
    cells_of: Callable[[Finding], Iterable[tuple[str, str]]] = lambda _finding: (),
) -> tuple[StageCell, ...]:
    """Each cell with the names of its actors, the finding on the stages of its family, its marks.

    ``cells_of`` gives the cells (family, stage) that a finding is about; without it none is marked.
    """
    found = [(finding.kind, cell) for finding in findings for cell in cells_of(finding)]
    narrow = Counter(cell for kind, cell in found if kind == "single-point")
    lacking = Counter(cell for kind, cell in found if kind == "input-gap")
    about = {found.subjects[0]: found.id for found in findings if found.analysis == "G1"}
    return tuple(
        StageCell(
            family=cell.family,
            stage=cell.stage,
            presence=cell.presence,
            actors=tuple(map(name, cell.actors)),
            finding=about.get(cell.family, ""),
            narrow=narrow[cell.family, cell.stage],
            lacking=lacking[cell.family, cell.stage],
        )
        for cell in matrix
    )
