"""What French actors own of biotherapies, and where it is made: facts in, assets out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.supply import FRANCE
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from biograph.analyse.known import Known

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A product of a French actor, or a French client for whom somebody makes.

    ``countries`` are those where it is known to be made, none where nothing is known. ``relations``
    are the facts that tell both.
    """

    iri: str
    name: str
    families: AbstractSet[str]
    countries: AbstractSet[str]
    relations: tuple[str, ...]

    @property
    def abroad(self) -> bool:
        """Whether every place where it is known to be made is abroad."""
        return bool(self.countries) and FRANCE not in self.countries


def assets(known: Known) -> tuple[Asset, ...]:
    """The products that French actors develop, try or hold, and clients of contract makers.

    The French branch of a group of another country speaks for that group, and is left out.
    """
    branches = set(known.ask("gaps/owned-from-abroad", country=FRANCE).column("actor"))
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in known.ask("gaps/assets", country=FRANCE).records():
        if row["actor"] not in branches:
            rows[row["asset"]].append(row)
    made: dict[str, list[Row]] = defaultdict(list)
    for row in known.ask("gaps/places-of-making").records():
        made[row["asset"]].append(row)
    return tuple(_asset(same, _located(made[iri])) for iri, same in sorted(rows.items()))


def _located(rows: Sequence[Row]) -> Sequence[Row]:
    """The sites that an authorisation names, else whoever makes it: a seat is no site."""
    return [row for row in rows if local_name(row["step"]) == "makesSubstanceOf"] or rows


def _asset(rows: Sequence[Row], made: Sequence[Row]) -> Asset:
    return Asset(
        iri=rows[0]["asset"],
        name=rows[0]["asset_label"] or local_name(rows[0]["asset"]),
        families={row["family"] for row in rows if row["family"]},
        countries={row["country"] for row in made},
        relations=tuple(sorted({row["relation"] for row in (*rows, *made)})),
    )
