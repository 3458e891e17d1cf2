"""How sure a fact is: its independent sources in, one probability out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.analyse.method.draws import combined
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Ask

_QUOTE = "quote:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a fact rests on.

    ``p`` is the probability that it holds, ``groups`` are its independent sources: a register, or
    one wording of a text however many documents print it. ``date`` is the latest that one of them
    states (ISO, as precise as the source; may be empty).
    """

    p: float
    groups: tuple[str, ...] = ()
    date: str = ""

    @property
    def registers(self) -> frozenset[str]:
        """The registers and tables (keys of sources) among the groups."""
        return frozenset(local_name(g) for g in self.groups if not g.startswith(_QUOTE))


class _Place(NamedTuple):
    """Where a fact is told: register or wording, publication whatever its copies, how surely."""

    group: str
    document: str
    sure: float
    date: str


def support(ask: Ask, *, predicate: str = "") -> Mapping[str, Support]:
    """The support of each asserted fact by relation, or of those of one predicate (local name)."""
    places: dict[str, list[_Place]] = {}
    for row in ask("quality/support", predicate=predicate).records():
        # A fact whose evidence tells no confidence is the register's own: nothing was read or
        # linked that could be wrong.
        sure = 1.0 if row["confidence"] is None else float(row["confidence"])
        place = _Place(row["group"], row["document"], sure, row["date"] or "")
        places.setdefault(row["relation"], []).append(place)
    return {relation: _support(told) for relation, told in places.items()}


def _support(places: list[_Place]) -> Support:
    sources = _independent(places)
    return Support(
        p=combined(max(place.sure for place in same) for same in sources),
        groups=tuple(
            sorted(min((p.group for p in same), key=_registers_first) for same in sources)
        ),
        date=max(place.date for place in places),
    )


def _registers_first(group: str) -> tuple[bool, str]:
    return group.startswith(_QUOTE), group


def _independent(places: Iterable[_Place]) -> list[list[_Place]]:
    """The places apart from each other: those of one register, wording or document are one."""
    sources: list[list[_Place]] = []
    for place in places:
        akin = [s for s in sources if any(_akin(place, other) for other in s)]
        sources = [s for s in sources if s not in akin]
        sources.append([place, *(other for source in akin for other in source)])
    return sources


def _akin(one: _Place, other: _Place) -> bool:
    return one.group == other.group or one.document == other.document
