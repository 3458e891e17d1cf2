"""Concentration of a market: counts by holder in, HHI, effective numbers and foreign share out.

Shares are shares of counts (of suppliers, of authorised products) as long as the graph holds no
volumes. HHI is the sum of squared shares, as in antitrust practice and in the European screening
of strategic dependencies (SWD(2021) 352, threshold 0.4); effective numbers are those of Hill 1973.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.supply import supply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from biograph.ask import Ask

#: Above this the screening of the European Commission calls a market concentrated.
CONCENTRATED = 0.4
#: Above this it calls a dependency on extra-EU origins.
FOREIGN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How a total is spread over ``holders``.

    ``n1`` and ``n2`` are effective numbers of equal holders; ``outside`` is the share held outside
    the area looked at (the EU), None where no country is known.
    """

    subject: str
    by: str
    total: int
    holders: Mapping[str, int]
    hhi: float
    n1: float
    n2: float
    outside: float | None = None
    evidence: tuple[str, ...] = ()


def shares(counts: Mapping[str, int]) -> tuple[float, ...]:
    """The shares of the positive counts. Raises ValueError where there are none."""
    total = sum(count for count in counts.values() if count > 0)
    if not total:
        msg = "no share can be taken of nothing"
        raise ValueError(msg)
    return tuple(count / total for count in counts.values() if count > 0)


def hhi(counts: Mapping[str, int]) -> float:
    """Herfindahl-Hirschman index: sum of squared shares, from 1/n (equal) to 1 (one holder)."""
    return math.fsum(share * share for share in shares(counts))


def hill1(counts: Mapping[str, int]) -> float:
    """Hill number of order 1: exp of the Shannon entropy of the shares, from 1 to n."""
    return math.exp(-math.fsum(share * math.log(share) for share in shares(counts)))


def hill2(counts: Mapping[str, int]) -> float:
    """Hill number of order 2: 1 / HHI, from 1 to n, never above that of order 1."""
    return 1 / hhi(counts)


def outside_share(countries: Iterable[str], area: Collection[str]) -> float | None:
    """Share of the known countries that are not in the area; None where none is known."""
    known = [country for country in countries if country]
    return sum(1 for country in known if country not in area) / len(known) if known else None


def measured(
    subject: str,
    by: str,
    counts: Mapping[str, int],
    *,
    outside: float | None = None,
    evidence: Iterable[str] = (),
) -> Concentration:
    """All measures of one spread."""
    return Concentration(
        subject=subject,
        by=by,
        total=sum(counts.values()),
        holders=dict(sorted(counts.items())),
        hhi=hhi(counts),
        n1=hill1(counts),
        n2=hill2(counts),
        outside=outside,
        evidence=tuple(sorted(set(evidence))),
    )


def of_inputs(ask: Ask) -> tuple[Concentration, ...]:
    """Each input with a known maker, by owner (group) and by the country of the maker."""
    known = supply(ask)
    found = []
    for iri, makers in sorted(known.makers.items()):
        facts = [relation for maker in makers for relation in maker.relations]
        countries = [maker.country for maker in makers]
        outside = outside_share(countries, known.union)
        spreads = {
            "owner": Counter(maker.owner for maker in makers),
            "country": Counter(country for country in countries if country),
        }
        found += [
            measured(iri, by, counts, outside=outside, evidence=facts)
            for by, counts in spreads.items()
            if counts
        ]
    return tuple(found)


def of_classes(ask: Ask) -> tuple[Concentration, ...]:
    """Each class of therapy by marketing authorisation holder: how many products each holds."""
    union = set(ask("actors/countries", area="EU").column("country"))
    rows: dict[str, list[dict[str, object]]] = {}
    for row in ask("market/holders-by-class").records():
        rows.setdefault(row["class"], []).append(row)
    found = []
    for iri, same in sorted(rows.items()):
        counts = {str(row["holder"]): int(str(row["therapies"])) for row in same}
        origins = [
            str(row["country"] or "") for row in same for _ in range(int(str(row["therapies"])))
        ]
        found.append(measured(iri, "holder", counts, outside=outside_share(origins, union)))
    return tuple(found)
