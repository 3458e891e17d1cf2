"""The sentences on access to centres: distances in, both languages out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap.distance import FAR, FLIGHT
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.analyse.findings import Scope
    from biograph.analyse.gap.distance import Distances

_CAVEATS = (
    form.NOT_SUPPLY,
    Text(
        fr="À vol d'oiseau : la route est plus longue, souvent d'un tiers, et de bien plus là où "
        "une mer ou des montagnes s'interposent.",
        en="As the crow flies: roads are longer, often by a third, and by far more where a sea or "
        "mountains lie between.",
    ),
    Text(
        fr="Population de référence : somme de toutes les communes du même registre (IGN, Admin "
        "Express, mars 2024), 67,4 millions d'habitants sans Mayotte.",
        en="Population compared with: the sum of all communes in the same register (IGN, Admin "
        "Express, March 2024), 67.4 million people without Mayotte.",
    ),
)


_PART = Text(
    fr="Seuls les habitants des communes présentes dans biograph sont comptés ; ceux des petites "
    "communes manquent : ils vivent souvent plus loin, la part de toute la population est plutôt "
    "plus haute.",
    en="Only people of communes in biograph are counted; those of small communes are missing: they "
    "often live farther away, so that the share of all people is rather higher.",
)
#: Counted to the person nobody is: from this share on, all communes are there.
_ALL = 0.98


def caveats(found: Distances) -> tuple[Text, ...]:
    """What a finding on access does not tell."""
    return _CAVEATS if found.counted >= _ALL else (*_CAVEATS, _PART)


def whole(found: Distances, scope: Scope) -> Text:
    """How far people of metropolitan France, or of a region of it, live from centres."""
    name, share, people = found.there.name, _share(found.beyond(), found), _people(found)
    base = _base(found)
    (half, most), gini = map(_km, found.within(found.km)), form.decimal(found.gini)
    second, towns, covered, if_known = _second(found), _towns(found), _covered(found), _if(found)
    region = found.here.places[0].region_name
    area = (
        Text(fr=f"dans la région « {region} »", en=f"in the region '{region}'")
        if scope.region
        else Text(fr="en métropole", en="in metropolitan France")
    )
    return Text(
        fr=f"Sur {people.fr} comptés {area.fr}{base.fr}, {share.fr} vivent à plus de "
        f"{FAR:.0f} km à vol d'oiseau d'un {name.fr}{if_known.fr}. D'après les centres connus de "
        f"biograph, la moitié vit à {half.fr} km au plus, neuf sur dix à {most.fr} km au "
        f"plus{second.fr} ; inégalité des distances (Gini, 0 si tous sont aussi loin) : "
        f"{gini.fr}{towns.fr} {covered.fr}.",
        en=f"Of {people.en} counted {area.en}{base.en}, {share.en} live more than {FAR:.0f} km "
        f"as the crow flies from a {name.en}{if_known.en}. By the centres known to biograph, half "
        f"live within {half.en} km, nine in ten within {most.en} km{second.en}; inequality of "
        f"distances (Gini, 0 where all are as far): {gini.en}{towns.en} {covered.en}.",
    )


def regions(farthest: Sequence[Distances], found: Distances) -> Text:
    """The regions with most people far from centres, against all of metropolitan France."""
    name, all_of, covered = found.there.name, form.percent(found.beyond()), _covered(found)
    shares = [(r.here.places[0].region_name, form.percent(r.beyond())) for r in farthest]
    named = form.listed([Text(fr=f"{n} {s.fr}", en=f"{n} {s.en}") for n, s in shares])
    return Text(
        fr=f"Régions les plus loin d'un {name.fr} connu de biograph, par la part maximale des "
        f"habitants comptés à plus de {FAR:.0f} km à vol d'oiseau : {named.fr}, contre "
        f"{all_of.fr} pour toute la métropole ; chaque part peut être moindre{_if(found).fr} "
        f"{covered.fr}.",
        en=f"Regions farthest from a {name.en} known to biograph, by the largest share of the "
        f"people counted who may live more than {FAR:.0f} km away as the crow flies: {named.en}, "
        f"against {all_of.en} for all of metropolitan France; each may be smaller{_if(found).en} "
        f"{covered.en}.",
    )


def overseas(found: Distances) -> Text:
    """How far people overseas live from the centres that are known."""
    name, share = found.there.name, _share(found.beyond(FLIGHT), found)
    people, covered, if_known, far = (
        _people(found),
        _covered(found),
        _if(found),
        form.grouped(FLIGHT),
    )
    reach = form.between(round(found.km.min()), round(found.km.max()))
    return Text(
        fr=f"Outre-mer, sur {people.fr} comptés, {share.fr} vivent à plus de {far.fr} km d'un "
        f"{name.fr}{if_known.fr} ; le plus proche connu de biograph est à {reach.fr} km "
        f"{covered.fr}.",
        en=f"Overseas, of {people.en} counted, {share.en} live more than {far.en} km from a "
        f"{name.en}{if_known.en}; the nearest known to biograph is {reach.en} km away "
        f"{covered.en}.",
    )


def decisive(found: Distances, far: float) -> Text:
    """Which list would end the doubt, and which single centre would change most."""
    name, town = found.there.name, found.decisive(far)
    listed = Text(
        fr="La liste complète des centres, avec leurs adresses, en déciderait",
        en="The complete list of centres, with their addresses, would decide it",
    )
    if town is None:
        return Text(fr=f"{listed.fr}.", en=f"{listed.en}.")
    place, (before, after) = town[0].name, map(form.percent, (found.beyond(far), town[1]))
    return Text(
        fr=f"{listed.fr} ; un seul {name.fr} à {place} ramènerait la part de {before.fr} à "
        f"{after.fr}.",
        en=f"{listed.en}; a single {name.en} in {place} would lower the share from {before.en} to "
        f"{after.en}.",
    )


def _share(most: float, found: Distances) -> Text:
    """A share that lives far away: an interval where centres are not known."""
    end = form.percent(most)
    both = Text(fr=f"entre 0 % et {end.fr}", en=f"between 0% and {end.en}")
    return both if found.there.missing else end


def _if(found: Distances) -> Text:
    left = found.there.missing
    if not left:
        return Text(fr="", en="")
    return Text(
        fr=f", selon où sont les {left} centres que biograph ne connaît pas",
        en=f", depending on where the {left} centres are that biograph does not know",
    )


def _km(distance: float) -> Text:
    """Whole kilometres: a town is larger than the rest."""
    return form.grouped(round(distance))


def _people(found: Distances) -> Text:
    total = found.here.total
    count = form.decimal(total / 1e6, 1)
    plural = "s" if total >= 2e6 else ""
    return Text(fr=f"{count.fr} million{plural} d'habitants", en=f"{count.en} million people")


def _base(found: Distances) -> Text:
    """Of which communes the people counted are, where they are not all."""
    if found.counted >= _ALL:
        return Text(fr=", toutes communes", en=", all communes")
    share = form.percent(found.counted)
    count = form.several(len(found.here.places), "commune|communes", "commune|communes")
    return Text(
        fr=f" ({share.fr} de la population : {count.fr} seulement)",
        en=f" ({share.en} of the population: {count.en} only)",
    )


def _second(found: Distances) -> Text:
    if found.second is None:
        return Text(fr="", en="")
    half, most = map(_km, found.within(found.second))
    return Text(
        fr=f" ({half.fr} et {most.fr} km pour avoir le choix entre deux centres)",
        en=f" ({half.en} and {most.en} km for a choice of two centres)",
    )


def _towns(found: Distances) -> Text:
    far = [(place.name, _km(km)) for place, km in found.farthest()]
    if not far:
        return Text(fr="", en="")
    named = form.listed([Text(fr=f"{n} ({km.fr} km)", en=f"{n} ({km.en} km)") for n, km in far])
    return Text(fr=f" ; villes les plus loin : {named.fr}", en=f"; farthest towns: {named.en}")


def _covered(found: Distances) -> Text:
    has, both = len(found.there.at), form.known_share(found.coverage)
    of, people = has + found.there.missing, form.percent(found.counted)
    known = form.several(has, "centre|centres", "centre|centres")
    return Text(
        fr=f"{both.fr[:-1]} : {known.fr} sur environ {of}, {people.fr} de la population)",
        en=f"{both.en[:-1]}: {known.en} of about {of}, {people.en} of the population)",
    )
