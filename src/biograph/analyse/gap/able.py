"""Which French firm has which capability, and where: facts in, a matrix of firms out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.analyse.supply import FRANCE
from biograph.model import Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from biograph.analyse.known import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """The capabilities of the firms: ``facts`` by capability and firm, names, regions by firm.

    Capabilities that exactly the same firms have are one, called by the first in order.
    """

    facts: Mapping[str, Mapping[str, AbstractSet[str]]]
    names: Mapping[str, Text]
    firms: Mapping[str, str]
    regions: Mapping[str, Mapping[str, str]]

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The columns of the matrix."""
        return tuple(self.facts)

    def matrix(self) -> NDArray[np.bool_]:
        """Firms by capabilities, true where a firm is known to have one."""
        return np.array([[firm in has for has in self.facts.values()] for firm in self.firms])


def able(known: Known) -> Able:
    """What the firms of France are known to supply and to make."""
    facts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    names, firms = {}, {}
    for row in known.ask("gaps/capabilities", country=FRANCE).records():
        iri, key = row["capability"], local_name(row["capability"])
        names[iri] = Text(fr=row["capability_fr"] or key, en=row["capability_en"] or key)
        firms[row["firm"]] = row["firm_label"] or local_name(row["firm"])
        facts[iri][row["firm"]].add(row["relation"])
    first = {frozenset(facts[iri]): iri for iri in sorted(facts, reverse=True)}
    regions: dict[str, dict[str, str]] = defaultdict(dict)
    for row in known.ask("actors/regions").records():
        regions[row["actor"]][row["region"]] = row["region_label"]
    return Able(
        facts={iri: facts[iri] for iri in sorted(first.values())},
        names=names,
        firms=dict(sorted(firms.items())),
        regions=regions,
    )
