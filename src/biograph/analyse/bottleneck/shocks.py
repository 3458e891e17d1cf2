"""B7: what stops if all makers of one country, or of one French region, are cut off at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.countries import country
from biograph.analyse.loss import grounds, loss_of
from biograph.analyse.supply import FRANCE
from biograph.model import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known
    from biograph.analyse.loss import Loss

#: Shocks of fewer makers than this are single points of failure and their pairs.
_GROUP = 3
_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shock:
    """Makers that are cut off together, and what they share."""

    iri: str
    where: Text
    makers: frozenset[str]


def shocks(known: Known) -> Iterator[Finding]:
    """Countries, and regions of France, without whose makers a family stops; at most ten.

    A maker is of the country of its seat: where it makes things is seldom known.
    """
    groups = [g for g in (*_countries(known), *_regions(known)) if len(g.makers) >= _GROUP]
    worlds = known.worlds
    links = [
        frozenset().union(*(worlds.of_maker[maker] for maker in group.makers)) for group in groups
    ]
    found = zip(groups, loss_of(known, links), strict=True)
    felt = sorted(
        ((group, loss) for group, loss in found if loss.families),
        key=lambda pair: (-pair[1].expected, pair[0].iri),
    )
    for group, loss in felt[:_MOST]:
        yield _finding(known, group, loss)


def _finding(known: Known, group: _Shock, loss: Loss) -> Finding:
    naive, full = loss.held
    low, high = loss.bounds
    count, total = len(loss.families), len(known.families)
    needed = form.families(count)
    stop = Text(fr="s'arrête", en="stops") if count == 1 else Text(fr="s'arrêtent", en="stop")
    families = form.listed([known.recipes.name(family) for family in sorted(loss.families)], most=4)
    covered = form.known_share(known.share_known(loss.families))
    many = len(group.makers)
    return Finding(
        id=form.identity("group-shock", group.iri),
        kind="group-shock",
        sentence=Text(
            fr=f"{group.where.fr} ({many} fournisseurs connus) coupé du reste, {needed.fr} sur "
            f"{total} {stop.fr}, d'après les seuls fournisseurs connus de biograph {covered.fr} : "
            f"{families.fr}.",
            en=f"With {group.where.en} ({many} known suppliers) cut off, {needed.en} of {total} "
            f"{stop.en}, going by the suppliers known to biograph alone {covered.en}: "
            f"{families.en}.",
        ),
        value=float(count),
        unit=form.FAMILIES,
        low=min(low, count),
        high=max(high, count),
        coverage=known.share_known(loss.families),
        # A whole country cut off is far rarer than one firm: it weighs a quarter.
        rank=0.25 * loss.expected / total,
        subjects=(group.iri, *loss.inputs, *sorted(loss.families)),
        evidence=grounds(known, loss),
        command=known.scope.command("bottlenecks"),
        caveats=(form.BY_SEAT, form.OF_THE_FAMILY, form.UNREVIEWED),
        naive=naive,
        completed=full,
        overturned_by=Text(
            fr=f"des fournisseurs hors de là, pour les intrants en cause ({len(loss.inputs)})",
            en=f"suppliers elsewhere, for the inputs in cause ({len(loss.inputs)})",
        ),
    )


def _countries(known: Known) -> Iterator[_Shock]:
    seats: dict[str, set[str]] = {}
    for same in known.supply.makers.values():
        for maker in same:
            if maker.country and maker.iri in known.worlds.of_maker:
                seats.setdefault(maker.country, set()).add(maker.iri)
    for iri, makers in sorted(seats.items()):
        name = country(iri)
        where = Text(fr=f"Le pays « {name.fr} »", en=f"the country '{name.en}'")
        yield _Shock(iri=iri, where=where, makers=frozenset(makers))


def _regions(known: Known) -> Iterator[_Shock]:
    french = {
        maker.iri
        for same in known.supply.makers.values()
        for maker in same
        if maker.country == FRANCE and maker.iri in known.worlds.of_maker
    }
    within: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in known.ask("actors/regions").records():
        if row["actor"] in french:
            within.setdefault(row["region"], set()).add(row["actor"])
            names[row["region"]] = row["region_label"]
    for region, makers in sorted(within.items()):
        where = Text(fr=f"La région {names[region]}", en=f"the region {names[region]}")
        yield _Shock(iri=region, where=where, makers=frozenset(makers))
