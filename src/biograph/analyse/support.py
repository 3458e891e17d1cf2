"""How sure a fact is: its independent sources in, one probability out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.method.draws import combined
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.ask import Ask


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
        return frozenset(local_name(g) for g in self.groups if not g.startswith("quote:"))


def support(ask: Ask, *, predicate: str = "") -> Mapping[str, Support]:
    """The support of each asserted fact by relation, or of those of one predicate (local name)."""
    rows: dict[str, list[tuple[str, float, str]]] = {}
    for row in ask("quality/support", predicate=predicate).records():
        # A fact whose evidence tells no confidence is the register's own: nothing was read or
        # linked that could be wrong.
        sure = 1.0 if row["confidence"] is None else float(row["confidence"])
        rows.setdefault(row["relation"], []).append((row["group"], sure, row["date"] or ""))
    return {
        relation: Support(
            p=combined(sure for _, sure, _ in same),
            groups=tuple(group for group, _, _ in same),
            date=max(date for *_, date in same),
        )
        for relation, same in rows.items()
    }
