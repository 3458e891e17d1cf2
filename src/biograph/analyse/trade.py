"""The known supply as firms that deliver: recipe lines and makers in, arrays for cascades out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.compiled import on_route, routes
from biograph.analyse.method.demand import with_demand
from biograph.analyse.method.firms import ESSENTIAL, ORDINARY, Firms, firms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trade:
    """Firms and the patients as their final demand.

    An owner is one firm for each input it supplies, and a family one firm that makes it; ``offers``
    are the numbers of the firms of each owner. Volumes are not published: each link weighs 1, so
    that a firm is as large as the number of recipes that it serves.
    """

    network: Firms
    offers: Mapping[str, tuple[int, ...]]


def trade(known: Known, owners: Mapping[str, Collection[str]] | None = None) -> Trade | None:
    """The trade of the families in scope and of those nested in them; None without any maker.

    ``owners`` are those who supply each input, all known ones by default.

    Lines of one group stand in for each other. A group that every route needs is essential; one
    that only some routes need costs its share, for a cascade knows no choice of routes.
    """
    families = known.recipes.nested(known.families)
    owners = known.supply.owners() if owners is None else owners
    offered = sorted(
        {
            (owner, line.input)
            for line in known.recipes.essential(families)
            for owner in owners.get(line.input, ())
        }
    )
    if not offered:
        return None
    number = {firm: n for n, firm in enumerate([*offered, *((f, "") for f in families)])}
    markets = {iri: n for n, iri in enumerate(sorted({iri for _, iri in offered}))}
    links = [
        (number[seller, iri], number[family, ""], group, essential)
        for family in families
        for line, group, essential in _groups(known.recipes.essential([family]), family)
        for seller, iri in _sellers(line, owners, families)
    ]
    groups = {group: n for n, group in enumerate(sorted({link[2] for link in links}))}
    network = firms(
        [link[0] for link in links],
        [link[1] for link in links],
        kind=[*(markets[iri] for _, iri in offered), *_own(len(markets), len(families))],
        product=[groups[link[2]] for link in links],
        essentiality=[ESSENTIAL if link[3] else ORDINARY for link in links],
    )
    # Patients take each family once, whatever else it is nested in.
    demand = [0.0] * len(offered) + [float(family in known.families) for family in families]
    offers: dict[str, list[int]] = {}
    for owner, iri in offered:
        offers.setdefault(owner, []).append(number[owner, iri])
    return Trade(
        network=with_demand(network, demand),
        offers={owner: tuple(numbers) for owner, numbers in offers.items()},
    )


def _groups(lines: Sequence[Line], family: str) -> Iterator[tuple[Line, str, bool]]:
    """Each line with the product that its group is, and whether every route needs that group."""
    ways = routes(lines)
    always = frozenset.intersection(
        *(frozenset(line.group for line in lines if on_route(line, way)) for way in ways)
    )
    for line in lines:
        yield line, f"{family} {line.group}", line.group in always


def _sellers(
    line: Line, owners: Mapping[str, Collection[str]], families: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Who delivers what a line requires: known owners, and the family whose recipe makes it."""
    for owner in sorted(owners.get(line.input, ())):
        yield owner, line.input
    if line.expands in families and line.expands != line.family:
        yield line.expands, ""


def _own(first: int, count: int) -> range:
    """A market of its own for each family: nobody replaces what it makes."""
    return range(first, first + count)
