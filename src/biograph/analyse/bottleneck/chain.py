"""Chains from making to patients, of which each step has a stated capacity or an unknown one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.bottleneck import care
from biograph.analyse.method.capacity import throughput
from biograph.analyse.stated import concerned, label
from biograph.model import Text
from biograph.terms import DATA
from biograph.vocabulary.figures import hull, measured, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known
    from biograph.analyse.method.capacity import Throughput
    from biograph.analyse.method.interval import Interval
    from biograph.vocabulary.figures import Figure

_PLASMA = "plasma"
#: The group of recipe lines of filling machines; without them who makes a product fills it too.
_FILL_LINE = "fill_line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What can pass at one place in a year: between two ends, or unknown.

    A ``scope`` says of whom the upper end is, where that alone is stated.
    """

    name: Text
    capacity: Interval | None = None
    figures: tuple[Figure, ...] = ()
    scope: Text = Text(fr="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Steps in order, the places of one step side by side; the last step is what is needed."""

    subject: str
    name: Text
    unit: str
    order: tuple[tuple[Step, ...], ...]
    families: frozenset[str]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order of the arcs."""
        return tuple(step for same in self.order for step in same)

    @property
    def need(self) -> Interval | None:
        """What is needed in a year."""
        return self.order[-1][0].capacity

    def throughput(self) -> Throughput:
        """What passes in a year, and which steps bind or are missing, by position."""
        arcs = [
            (str(at), str(at + 1), step.capacity)
            for at, same in enumerate(self.order)
            for step in same
        ]
        return throughput(arcs, "0", str(len(self.order)))


def chains(known: Known) -> Iterator[Chain]:
    """The chains of the families in scope of which any capacity or demand is stated."""
    for about, families in concerned(known, "capacity", "patients-per-year").items():
        yield _treatment(known, about, families)
    yield from _plasma(known)


def _treatment(known: Known, about: str, families: frozenset[str]) -> Chain:
    sites = measured("capacity", about)
    others = Step(name=Text(fr="autres sites de fabrication", en="other making sites"))
    subject = DATA + "class/" + about
    return Chain(
        subject=subject,
        name=label(subject),
        unit=min({figure.unit for figure in sites}, default="patients/year"),
        order=((*map(_site, sites), others), *_filling(known, families), *_cared(about)),
        families=families,
    )


def _site(figure: Figure) -> Step:
    # A site serves other countries or products too: of its capacity any part may be for France.
    return Step(
        name=figure.label,
        capacity=(0.0, figure.high),
        figures=(figure,),
        scope=figure.scope,
    )


def _filling(known: Known, families: frozenset[str]) -> tuple[tuple[Step], ...]:
    lines = known.recipes.essential(sorted(families))
    apart = any(line.group == _FILL_LINE for line in lines)
    return ((Step(name=Text(fr="remplissage", en="filling")),),) if apart else ()


def _cared(about: str) -> tuple[tuple[Step], tuple[Step]]:
    """Administration and patients, stated for one class alone."""
    given, found = Text(fr="administration", en="administration"), care.care()
    treated = Text(fr="nombre de malades", en="number of patients")
    if about != care.CLASS or found is None:
        return (Step(name=given),), (Step(name=treated),)
    stated = care.stated()
    places = (*stated["centres"], *stated["places"])
    return (
        (Step(name=given, capacity=found.capacity, figures=places),),
        (Step(name=treated, capacity=found.arrivals, figures=stated["arrivals"]),),
    )


def _plasma(known: Known) -> Iterator[Chain]:
    """Plasma collected in France up to the need for it, without imports."""
    families = frozenset(
        line.family
        for line in known.recipes.essential(known.families)
        if nearest("collection-need", line.input)
    )
    collected, needed = measured("collection", _PLASMA), measured("collection-need", _PLASMA)
    if not (families and collected and needed):
        return
    first = Step(
        name=Text(fr="collecte en France", en="collection in France"),
        capacity=hull(collected),
        figures=collected,
    )
    fractionated = Step(name=Text(fr="fractionnement", en="fractionation"))
    last = Step(name=Text(fr="besoin", en="need"), capacity=hull(needed), figures=needed)
    subject = DATA + "input/" + _PLASMA
    yield Chain(
        subject=subject,
        name=label(subject),
        unit=needed[0].unit,
        order=((first,), (fractionated,), *_filling(known, families), (last,)),
        families=families,
    )
