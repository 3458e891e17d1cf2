"""G6: what a site must hold to collect for, make or give a therapy, and who is known to hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap.demands import standings_of
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from biograph.analyse.gap.demands import Standing
    from biograph.analyse.known import Known

#: Of a set smaller than this one known item says little: such sets are told in the sum only.
_MANY = 3
_SIDES = {
    "care": Text(fr="conserver et administrer", en="store and give"),
    "making": Text(fr="fabriquer", en="make"),
    "collection": Text(fr="prélever et mettre en banque", en="collect and bank"),
}
_NO_REGISTER = Text(
    fr="Aucun registre collecté ne dit tout ce que détient un site : ce qui n'est pas connu n'est "
    "pas ce qui manque.",
    en="No register that is harvested tells all that a site holds: what is not known is not what "
    "is missing.",
)
_OVERTURN = Text(
    fr="Un registre ou une source qui dit qui détient ces autorisations ou capacités.",
    en="A register or source that tells who holds these authorisations or capabilities.",
)


def prerequisites(known: Known) -> Iterator[Finding]:
    """The large sets that some site is known to meet in part, then what nobody is known to hold."""
    standings = standings_of(known)
    for standing in standings:
        size = len(standing.demand.items)
        if standing.sites and size >= _MANY and (standing.unheld or standing.near):
            yield _partly(known, standing)
    for side in _SIDES:
        mine = [standing for standing in standings if standing.demand.side == side]
        if any(standing.unheld for standing in mine):
            yield _unheld(known, side, mine)


def _partly(known: Known, standing: Standing) -> Finding:
    demand = standing.demand
    return Finding(
        id=form.identity("prerequisite-partly", demand.side, *demand.families),
        kind="prerequisite-partly",
        sentence=_told(known, standing),
        value=float(len(standing.near)),
        unit=Text(fr="sites à une ou deux près", en="sites with one or two left"),
        presence=Presence.UNKNOWN,
        coverage=standing.coverage,
        rank=0.3 * len(demand.families) / len(known.families) * (1 - standing.coverage),
        subjects=(*demand.families, *sorted({line.input for line in demand.lines})),
        evidence=(
            *sorted({fact for site in standing.sites for fact in site.relations}),
            *(line.iri for line in demand.lines),
        ),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _NO_REGISTER, form.UNREVIEWED),
        overturned_by=_OVERTURN,
    )


def _told(known: Known, standing: Standing) -> Text:
    demand, work = standing.demand, _SIDES[standing.demand.side]
    families = form.listed([known.recipes.name(family) for family in demand.families], most=4)
    covered, near, left = (
        form.known_share(standing.coverage),
        _near(standing),
        _left(known, standing),
    )
    sites = form.several(
        len(standing.sites), "site français|sites français", "French site|French sites"
    )
    return Text(
        fr=f"Pour {work.fr} ({families.fr}), {len(demand.items)} autorisations ou capacités sont "
        f"requises ; biograph connaît {sites.fr} à en détenir au moins une, {standing.whole} à "
        f"les détenir toutes et {near.fr} {covered.fr}{left.fr}.",
        en=f"To {work.en} ({families.en}), {len(demand.items)} authorisations or capabilities are "
        f"required; biograph knows {sites.en} holding at least one, {standing.whole} holding all "
        f"and {near.en} {covered.en}{left.en}.",
    )


def _near(standing: Standing) -> Text:
    names = form.listed([form.plain(site.name) for site in standing.near], most=4)
    fr, en = (f" ({names.fr})", f" ({names.en})") if standing.near else ("", "")
    return Text(
        fr=f"{len(standing.near)} dont il ne reste qu'une ou deux à établir{fr}",
        en=f"{len(standing.near)} with only one or two left to establish{en}",
    )


def _left(known: Known, standing: Standing) -> Text:
    """Who does the work whatever is known, and the items of which no holder is known."""
    fr, en = "", ""
    if standing.giving:
        count = form.several(
            len(standing.giving),
            "établissement administre|établissements administrent",
            "site is known|sites are known",
        )
        fr, en = f" ; {count.fr} d'après les sources", f"; {count.en} to give it"
    if standing.unheld:
        names = _items(known, standing.unheld)
        fr += f" ; aucun détenteur connu pour : {names.fr}"
        en += f"; no holder known of: {names.en}"
    return Text(fr=fr, en=en)


def _items(known: Known, items: Collection[frozenset[str]]) -> Text:
    """The items by name, alternatives joined by ``or``."""
    alike = [
        [known.recipes.name(iri) for iri in sorted(item)] for item in sorted(items, key=sorted)
    ]
    return form.listed(
        [
            Text(fr=" ou ".join(n.fr for n in names), en=" or ".join(n.en for n in names))
            for names in alike
        ]
    )


def _unheld(known: Known, side: str, standings: Sequence[Standing]) -> Finding:
    """The items of one side of which nobody in France is known to be a holder."""
    items = {item for standing in standings for item in standing.demand.items}
    dark = {item for standing in standings for item in standing.unheld}
    families = sorted({family for s in standings if s.unheld for family in s.demand.families})
    share = 1 - len(dark) / len(items)
    work, covered, names = _SIDES[side], form.known_share(share), _items(known, dark)
    return Finding(
        id=form.identity("prerequisite-unknown", side, known.scope.family or ""),
        kind="prerequisite-unknown",
        sentence=Text(
            fr=f"De {len(items)} autorisations ou capacités requises pour {work.fr}, {len(dark)} "
            f"n'ont aucun détenteur français connu de biograph {covered.fr} : {names.fr}.",
            en=f"Of {len(items)} authorisations or capabilities required to {work.en}, {len(dark)} "
            f"have no French holder known to biograph {covered.en}: {names.en}.",
        ),
        value=float(len(dark)),
        unit=Text(fr="autorisations ou capacités", en="authorisations or capabilities"),
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.2 * len(dark) / len(items),
        subjects=(*sorted({iri for item in dark for iri in item}), *families),
        evidence=tuple(
            sorted({line.iri for s in standings if s.unheld for line in s.demand.lines})
        ),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _NO_REGISTER, form.UNREVIEWED),
        overturned_by=_OVERTURN,
    )
