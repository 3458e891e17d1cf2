"""Who in France develops, tries, makes and gives what: facts in, crews by family out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.supply import FRANCE
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from biograph.analyse.known import Known

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """The French actors of one family: who develops or tries, makes, makes for others, and gives.

    ``relations`` are the facts of all but giving.
    """

    developers: AbstractSet[str]
    makers: AbstractSet[str]
    contractors: AbstractSet[str]
    givers: AbstractSet[str]
    relations: tuple[str, ...]

    @property
    def seekers(self) -> AbstractSet[str]:
        """The developers of which it is not known that they make."""
        return self.developers - self.makers


def crews_of(known: Known) -> Mapping[str, Crew]:
    """The French actors of each family looked at."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in known.ask("gaps/pipeline", country=FRANCE).records():
        rows[row["family"]].append(row)
    return {family: _crew(rows[family]) for family in known.families}


def _crew(rows: Sequence[Row]) -> Crew:
    doing: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        doing[local_name(row["activity"])].append(row)
    develops, makes = doing["develops"] + doing["conductsTrial"], doing["manufactures"]
    return Crew(
        developers={row["actor"] for row in develops},
        makers={row["actor"] for row in makes},
        contractors={row["actor"] for row in makes if row["contractor"]},
        givers={row["actor"] for row in doing["administers"]},
        relations=tuple(sorted({row["relation"] for row in develops + makes})),
    )
