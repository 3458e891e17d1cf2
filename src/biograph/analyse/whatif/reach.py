"""Patients' access when centres go: how far people live from those that are left, and from all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.gap.centres import CENTRES, centres
from biograph.analyse.gap.distance import FAR, Distances
from biograph.analyse.people import population

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from biograph.analyse.gap.centres import Centres
    from biograph.analyse.people import Population
    from biograph.ask import Ask
    from biograph.ask.values import Value
    from biograph.model import Text
    from biograph.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Within how many km half and nine in ten people live, and the share who live beyond 100 km.

    As the crow flies, metropolitan France, people of the communes that the graph counts.
    """

    half: float
    most: float
    beyond: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The centres of one class that are known and those left of them, and how far they are.

    A reach is None where no centre is left, or where the graph counts no people.
    """

    about: str
    name: Text
    known: int
    left: int
    before: Reach | None
    after: Reach | None
    relations: tuple[str, ...]


def accesses(ask: Ask, gone: Collection[str]) -> Iterator[Access]:
    """One for each class of centres of which some are among the actors that are gone."""
    left = _hiding(ask, gone)
    for about in CENTRES:
        before, after = centres(ask, about), centres(left, about)
        if before is None or (after and len(after.at) == len(before.at)):
            continue
        people = population(ask).where(lambda place: not place.overseas)
        yield Access(
            about=about,
            name=before.name,
            known=len(before.at),
            left=len(after.at) if after else 0,
            before=_reach(people, before),
            after=_reach(people, after),
            relations=before.relations,
        )


def _reach(people: Population, there: Centres | None) -> Reach | None:
    if there is None or not people.places:
        return None
    distances = Distances(here=people, there=there)
    half, most = distances.within(distances.km)
    return Reach(half=half, most=most, beyond=distances.beyond(FAR))


def _hiding(ask: Ask, gone: Collection[str]) -> Ask:
    """Questions answered as if some actors were not there."""

    def asked(question: str, /, **values: Value) -> Table:
        table = ask(question, **values)
        if "actor" not in table.columns:
            return table
        at = table.columns.index("actor")
        return replace(table, rows=tuple(row for row in table.rows if row[at] not in gone))

    return asked
