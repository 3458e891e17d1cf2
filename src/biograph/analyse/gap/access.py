"""G9: how far people live from centres that may treat them, as the crow flies.

Distances to the centres that biograph knows are upper bounds: each centre that it does not know may
shorten them. Metropolitan France and overseas are told apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap import access_words as words
from biograph.analyse.gap.centres import CENTRES, centres
from biograph.analyse.gap.distance import FAR, FLIGHT, Distances
from biograph.analyse.people import PEOPLE, population
from biograph.analyse.stated import cited, concerned
from biograph.model import Finding, Presence, Text
from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known

_SHARE = Text(fr="part des habitants comptés", en="share of the people counted")


def access(known: Known) -> Iterator[Finding]:
    """The distances of metropolitan France, of its worst-off region, and of overseas."""
    region = known.scope.region
    for about in concerned(known, "centres"):
        there = centres(known.ask, about) if about in CENTRES else None
        if there is None:
            continue
        here = population(known.ask).where(lambda p: not region or p.within(region))
        mainland, overseas = here.where(lambda p: not p.overseas), here.where(lambda p: p.overseas)
        if mainland.places:
            yield _whole(known, Distances(mainland, there, part=bool(region)))
            if not region and len(mainland.regions) > 1:
                yield _regions(known, Distances(mainland, there))
        if overseas.places:
            yield _overseas(known, Distances(overseas, there, part=bool(region)))


def _whole(known: Known, found: Distances) -> Finding:
    sentence = words.whole(found, known.scope)
    return _finding(known, found, ("access", sentence), FAR, found.beyond())


def _regions(known: Known, found: Distances) -> Finding:
    each = [Distances(one, found.there, part=True) for one in found.here.by_region()]
    farthest = sorted(each, key=lambda r: (-r.beyond(), r.here.regions))[:3]
    most = farthest[0].beyond()
    weight = sum(r.beyond() * r.here.total for r in farthest) / found.here.total
    return replace(
        _finding(known, found, ("access-region", words.regions(farthest, found)), FAR, weight),
        value=most,
        high=most,
        subjects=(_subject(found), *(region for r in farthest for region in r.here.regions)),
    )


def _overseas(known: Known, found: Distances) -> Finding:
    weight = found.beyond(FLIGHT) * found.here.total / sum(PEOPLE.values())
    return _finding(known, found, ("access-overseas", words.overseas(found)), FLIGHT, weight)


def _finding(
    known: Known, found: Distances, said: tuple[str, Text], far: float, weight: float
) -> Finding:
    """A finding on the share of people who live farther than ``far`` km."""
    (kind, sentence), there, share = said, found.there, found.beyond(far)
    return Finding(
        id=form.identity(kind, _subject(found), known.scope.region or ""),
        kind=kind,
        sentence=sentence,
        value=share,
        unit=_SHARE,
        presence=Presence.UNKNOWN,
        low=0.0 if there.missing else share,
        high=share,
        coverage=found.coverage,
        rank=0.3 * weight,
        subjects=(_subject(found), *found.here.regions),
        evidence=(*there.relations, *cited(there.stated)),
        command=known.scope.command("gaps"),
        caveats=words.caveats(found),
        overturned_by=words.decisive(found, far),
    )


def _subject(found: Distances) -> str:
    return DATA + "class/" + found.there.about
