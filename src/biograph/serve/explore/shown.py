"""What of a walk is in sight: a reader's choices in, nodes with their places and links out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.ask import library
from biograph.errors import UsageError
from biograph.serve.explore.walk import ends, neighbours, numbers, walked
from biograph.serve.explore.wanted import Step
from biograph.serve.page import NotFound
from biograph.serve.questions.answered import answered
from biograph.serve.questions.fields import fields, values
from biograph.terms import DATA
from biograph.view.palette import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from biograph.model import Text
    from biograph.serve.explore.walk import Keep, Part
    from biograph.serve.explore.wanted import Wanted
    from biograph.serve.explore.whole import Numbers, Whole
    from biograph.serve.page import Asked
    from biograph.serve.site import Site

#: The groups that have a place of their own: the others are nowhere, so no region hides them.
_SITED = tuple(GROUPS.index(name) for name in ("company", "care", "research", "institution"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """What is drawn.

    ``nodes`` and ``places`` are those in sight, ``links`` the numbers of the links between them.
    ``starts`` are where the reader began. ``part`` is all that was walked, ``groups`` counts its
    nodes by group.
    """

    whole: Whole
    part: Part
    starts: Numbers
    nodes: Numbers
    places: NDArray[np.float64]
    links: Numbers
    groups: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """How many neighbours a node has by what joins them, and how many of them are walked already.

    ``step`` is the expansion that shows more of them.
    """

    step: Step
    verb: Text
    total: int
    drawn: int

    @property
    def left(self) -> int:
        """How many are not drawn yet."""
        return self.total - self.drawn


def starts(site: Site, whole: Whole, asked: Asked, want: Wanted) -> Numbers:
    """Where a walk begins. Raises NotFound where the finding, question or focus is unknown."""
    found = numbers(whole, want.focus)
    if want.focus and not len(found):
        raise NotFound(
            f"no fact joins '{want.focus[0][:200]}' to anything",
            hint="look for it by name: the graph knows only what its sources say",
        )
    if want.finding:
        found = np.concatenate([found, _of_finding(site, whole, want.finding)])
    if want.question:
        found = np.concatenate([found, _of_question(site, whole, asked, want.question)])
    _, first = np.unique(found, return_index=True)
    return found[np.sort(first)]


def _of_finding(site: Site, whole: Whole, key: str) -> Numbers:
    finding = site.findings.get(key)
    if finding is None:
        raise NotFound(f"there is no finding '{key[:80]}'", hint="see the page of the findings")
    return np.concatenate([numbers(whole, finding.subjects), ends(whole, finding.evidence)])


def _of_question(site: Site, whole: Whole, asked: Asked, name: str) -> Numbers:
    question = library().get(name)
    if question is None:
        raise NotFound(f"there is no question '{name[:80]}'", hint="see the page of the questions")
    form = fields(site, question, asked)
    if wrong := [field.parameter.name for field in form if field.error]:
        raise UsageError(f"'{wrong[0]}' is not of its form", hint="see the page of the question")
    table = answered(site, question, values(form))
    cells = [cell for row in table.rows for cell in row if isinstance(cell, str)]
    facts = [cell for cell in cells if cell.startswith((DATA + "rel/", DATA + "requirement/"))]
    return np.concatenate([numbers(whole, cells), ends(whole, facts)])


def shown(whole: Whole, want: Wanted, begin: Numbers, keep: Keep) -> Shown:
    """What is in sight of the walk from a start; ``keep`` is that of a site."""
    part = walked(whole, want, begin, keep)
    likely = part.links[_passes(whole, want, part.links)]
    sight = np.zeros(len(whole.ids), dtype=bool)
    sight[part.nodes] = True
    sight &= _passing(whole, want)
    sight[begin] = True
    links = _inside(whole, likely, sight)
    if len(links) < len(part.links) or not want.leaves:
        sight &= _joined(whole, links, least=1 if want.leaves else 2)
    sight[begin] = True
    seen = sight[part.nodes]
    counts = np.bincount(whole.group[part.nodes], minlength=len(GROUPS))
    return Shown(
        whole=whole,
        part=part,
        starts=begin,
        nodes=part.nodes[seen],
        places=part.places[seen],
        links=_inside(whole, likely, sight),
        groups=Counter({name: int(counts[at]) for at, name in enumerate(GROUPS) if counts[at]}),
    )


def _inside(whole: Whole, links: Numbers, sight: NDArray[np.bool_]) -> Numbers:
    return links[sight[whole.source[links]] & sight[whole.target[links]]]


def _passes(whole: Whole, want: Wanted, links: Numbers) -> NDArray[np.bool_]:
    """Which links are probable enough and dated within the bounds; undated ones are then not."""
    passes = whole.p[links] >= want.least
    if want.since or want.until:
        date = whole.date[links]
        passes &= (date >= (want.since or "1")) & (date < (want.until or "9999") + "~")
    return passes


def _passing(whole: Whole, want: Wanted) -> NDArray[np.bool_]:
    """Which nodes are of the chosen groups and not known to be outside of the region."""
    passing = np.ones(len(whole.ids), dtype=bool)
    if want.groups:
        passing &= np.isin(whole.group, [GROUPS.index(name) for name in want.groups])
    if want.region:
        there = whole.regions.get(want.region, np.zeros(len(whole.ids), dtype=bool))
        passing &= there | ~np.isin(whole.group, _SITED)
    return passing


def _joined(whole: Whole, links: Numbers, *, least: int) -> NDArray[np.bool_]:
    """Which nodes have at least so many different neighbours over these links."""
    links = links[whole.source[links] != whole.target[links]]
    pairs = np.unique(np.sort(np.stack([whole.source[links], whole.target[links]]), axis=0), axis=1)
    return np.bincount(pairs.ravel(), minlength=len(whole.ids)) >= least


def around(drawn: Shown, iri: str) -> Iterator[Around]:
    """The neighbours of a node by predicate and side, counted before anybody expands them."""
    whole = drawn.whole
    if iri not in whole.number:
        return
    node = whole.number[iri]
    links = whole.links_of(node)
    sides = np.where(whole.source[links] == node, "out", "in")
    for (predicate, side), _ in sorted(
        Counter(zip(whole.predicate[links], sides, strict=True)).items()
    ):
        step = Step(iri, str(predicate), str(side))
        near = neighbours(whole, step)
        yield Around(
            step=step,
            verb=whole.verbs[step.predicate],
            total=len(near),
            drawn=int(np.isin(near, drawn.part.nodes).sum()),
        )
