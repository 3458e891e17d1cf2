"""What is told beside a drawing: a node or link in, its card or its evidence out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import facts
from biograph.ask import over
from biograph.serve.explore.shown import Around, around
from biograph.serve.explore.whole import REQUIRES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse import Proof
    from biograph.model import Text
    from biograph.serve.explore.shown import Shown
    from biograph.serve.explore.whole import Whole
    from biograph.serve.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTold:
    """A link in words of numbers and IRIs, with its evidence (none for a recipe line)."""

    iri: str
    source: str
    target: str
    verb: Text
    p: float
    date: str
    proof: Proof | None
    recipe: bool

    @property
    def key(self) -> str:
        """The end of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The node that was chosen: what it is, and its neighbours counted before they are drawn."""

    iri: str
    kind: str
    group: int
    around: tuple[Around, ...]


def card(drawn: Shown, iri: str) -> Card | None:
    """The card of a node; None for what no fact joins to anything."""
    net = drawn.whole
    if iri not in net.number:
        return None
    node = net.number[iri]
    return Card(
        iri=iri,
        kind=net.kind[node],
        group=int(net.group[node]),
        around=tuple(sorted(around(drawn, iri), key=lambda a: (a.step.side == "in", -a.total))),
    )


def told(site: Site, net: Whole, iri: str) -> LinkTold | None:
    """The link of this IRI with its evidence; None where there is none."""
    if iri not in net.relation:
        return None
    return links(site, net, [net.relation.index(iri)])[0]


def links(site: Site, net: Whole, numbers: list[int]) -> list[LinkTold]:
    """Links with their evidence, in one query for all."""
    stated = tuple(net.relation[at] for at in numbers if net.predicate[at] != REQUIRES)
    proofs: Mapping[str, Proof] = site.lately(
        ("stated", stated), lambda: facts(over(site.kg.store), stated)
    )
    return [
        LinkTold(
            iri=net.relation[at],
            source=net.ids[net.source[at]],
            target=net.ids[net.target[at]],
            verb=net.verbs[str(net.predicate[at])],
            p=float(net.p[at]),
            date=str(net.date[at]),
            proof=proofs.get(net.relation[at]),
            recipe=bool(net.predicate[at] == REQUIRES),
        )
        for at in numbers
    ]
