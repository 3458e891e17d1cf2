"""What could be done about inputs that few make, and what it costs: the options of a plan.

A second source that is qualified, a stock that lasts until there is one, a new line or site. About
the decision of an authority nothing can be done: by law there is no second one.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from biograph.analyse.bottleneck.substitutes import candidates
from biograph.analyse.method.hitting import Option
from biograph.analyse.plan.costs import money
from biograph.analyse.plan.dangers import parts
from biograph.analyse.plan.programme import Remedy
from biograph.analyse.tree import tree
from biograph.terms import local_name
from biograph.vocabulary.figures import hull

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.plan.costs import Costs
    from biograph.analyse.plan.dangers import Danger
    from biograph.vocabulary.figures import Figure

_BY_LAW = "Authorisation"
_STORED = frozenset({"InputMaterial", "Consumable"})
_BUILT = frozenset({"production-line", "production-site"})


def lawful(known: Known) -> frozenset[str]:
    """The inputs that are decisions of authorities."""
    return frozenset(iri for iri, kinds in _kinds(known).items() if _BY_LAW in kinds)


def remedies(known: Known, found: Iterable[Danger], costs: Costs) -> tuple[Remedy, ...]:
    """All that could be done about the inputs of some dangers and of which a cost is known."""
    concerned: dict[str, set[str]] = {}
    for danger in found:
        for iri in danger.inputs - lawful(known):
            concerned.setdefault(iri, set()).update(danger.families)
    kinds, above = _kinds(known), tree(known.ask).above
    made: list[Remedy] = []
    for iri, same in sorted(concerned.items()):
        families = sorted(same)
        made += _second_source(known, costs, iri, families)
        if kinds[iri] & _STORED:
            made += _stock(costs, iri, families)
        if _BUILT & set(map(local_name, above(iri))):
            made += _line(known, costs, iri, families)
    return tuple(made)


def options(made: Iterable[Remedy], found: Collection[Danger]) -> tuple[Option, ...]:
    """The remedies as a plan chooses among them: each ends every event of its input."""
    events: dict[str, set[str]] = {}
    for name in frozenset().union(*(danger.cut for danger in found)):
        events.setdefault(parts(name)[1], set()).add(name)
    return tuple(
        Option(id=remedy.id, cost=remedy.cost, names=frozenset(events[remedy.input]))
        for remedy in made
    )


def _second_source(
    known: Known, costs: Costs, iri: str, families: Sequence[str]
) -> Iterator[Remedy]:
    """Another maker that is qualified for one process of each family."""
    priced = costs.nearest(iri, "transfer-cost", "requalification-cost")
    timed = costs.nearest(iri, "transfer-time", "requalification-time")
    names = known.supply.names
    if priced:
        low, high = money(priced)
        yield Remedy(
            id=_id("second-source", iri),
            kind="second-source",
            input=iri,
            families=tuple(families),
            cost=(low * len(families), high * len(families)),
            months=hull(timed) if timed else None,
            candidates=tuple(sorted(names.get(o) or local_name(o) for o in candidates(known, iri))),
            figures=(*priced, *timed),
        )


def _stock(costs: Costs, iri: str, families: Sequence[str]) -> Iterator[Remedy]:
    """Goods that last, in each family, until another maker is qualified, held for a year."""
    monthly, timed = costs.nearest(iri, "stock-cost"), costs.nearest(iri, "requalification-time")
    kept, held = costs.nearest(iri, "shelf-life"), costs.about("", "holding-cost")
    if not monthly or not timed or (kept and hull(kept)[0] < hull(timed)[1]):
        return
    months = hull(timed)[1]
    shares = hull(held) if held else (0.0, 0.0)
    low, high = (
        price * months * len(families) * (1 + share / 100)
        for price, share in zip(money(monthly), shares, strict=True)
    )
    yield Remedy(
        id=_id("stock", iri),
        kind="stock",
        input=iri,
        families=tuple(families),
        cost=(low, high),
        months=(months, months),
        figures=(*monthly, *timed, *kept, *held),
    )


def _line(known: Known, costs: Costs, iri: str, families: Sequence[str]) -> Iterator[Remedy]:
    """A new line or site, one for all families whose classes have one stated price."""
    plants: dict[str, tuple[Figure, ...]] = {}
    for family in families:
        classes = sorted(known.recipes.classes.get(family, ()))
        priced = next(filter(None, (costs.nearest(one, "plant-cost") for one in classes)), ())
        if not priced:
            return
        plants[priced[0].about] = priced
    ends = [money(priced) for priced in plants.values()]
    timed = costs.nearest(iri, "build-time")
    yield Remedy(
        id=_id("line", iri),
        kind="line",
        input=iri,
        families=tuple(families),
        cost=(sum(low for low, _ in ends), sum(high for _, high in ends)),
        months=hull(timed) if timed else None,
        figures=(*chain.from_iterable(plants.values()), *timed),
    )


def _id(kind: str, iri: str) -> str:
    return f"{kind} {local_name(iri)}"


def _kinds(known: Known) -> Mapping[str, frozenset[str]]:
    return {line.input: line.kinds for same in known.recipes.lines.values() for line in same}
