"""B8: whether hospitals can take all who need CAR-T cells, and what would decide it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck.care import CLASS, Care, care, stated
from biograph.analyse.stated import caveats, cited, concerned, number, published, span
from biograph.model import Finding, Presence, Text
from biograph.terms import DATA
from biograph.vocabulary.figures import measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known

_UNIT = Text(fr="part des places demandée", en="share of the places asked for")
_INPUTS = {
    "arrivals": Text(fr="le nombre de malades par an", en="the number of patients a year"),
    "centres": Text(fr="le nombre de centres", en="the number of centres"),
    "places": Text(
        fr="le nombre de malades que chaque centre peut prendre par an",
        en="the number of patients that each centre can take a year",
    ),
}
_CAVEATS = (
    Text(
        fr="Une seule file pour tous les centres et des arrivées au hasard (Erlang C) : avec une "
        "file par centre, l'attente serait plus longue.",
        en="One line for all centres and random arrivals (Erlang C): with a line for each centre "
        "the wait would be longer.",
    ),
    Text(
        fr="Les délais publiés (un mois environ de la décision à l'injection) comprennent la "
        "fabrication ; aucune attente de lit n'est publiée à part.",
        en="Published waits (about a month from decision to infusion) include manufacture; no wait "
        "for a bed is published on its own.",
    ),
)


def queue(known: Known) -> Iterator[Finding]:
    """The queue for CAR-T care, where a family in scope needs it and its figures are stated."""
    families = concerned(known, "centres").get(CLASS)
    found = care()
    if families and found:
        yield _finding(known, found, families)


def _finding(known: Known, found: Care, families: frozenset[str]) -> Finding:
    given = stated()
    used = [figure for group in given.values() for figure in group]
    waits = measured("wait", CLASS)
    subject, coverage = DATA + "class/" + CLASS, published(given.values())
    low, high = found.utilisation
    open_ = low < 1 <= high
    return Finding(
        id=form.identity("care-queue", subject),
        kind="care-queue",
        sentence=_sentence(found, coverage),
        value=None if open_ else low,
        unit=_UNIT,
        presence=Presence.UNKNOWN if open_ else Presence.PRESENT,
        low=low,
        high=high,
        coverage=coverage,
        rank=0.3 * len(families) / len(known.families) * (1 if high >= 1 else 0.5),
        subjects=(subject, *sorted(families)),
        evidence=cited([*used, *waits]),
        command=known.scope.command("bottlenecks"),
        caveats=(*((form.NOT_SUPPLY,) if open_ else ()), *_CAVEATS, *caveats(used)),
        overturned_by=_decided_by(found),
    )


def _sentence(found: Care, coverage: float) -> Text:
    verdict, wait, covered = _verdict(found), _wait(found), form.known_share(coverage)
    patients, centres, places = (
        span(*ends) for ends in (found.arrivals, found.centres, found.places)
    )
    low, high = map(form.percent, found.utilisation)
    name, moved = found.decisive()
    least, most = map(form.percent, moved)
    needed, most_needed = (number(math.ceil(end)) for end in found.enough)
    return Text(
        fr=f"Cellules CAR-T : {verdict.fr}. {patients.fr} malades par an pour {centres.fr} centres "
        f"qui en prennent chacun {places.fr} demandent {low.fr} à {high.fr} des places ; "
        f"{wait.fr}. Ce qui change le plus la réponse est {_INPUTS[name].fr} ({least.fr} à "
        f"{most.fr} des places à lui seul) : à partir de {most_needed.fr} malades par centre aucune "
        f"file ne grandit sans fin, au-dessous de {needed.fr} toujours {covered.fr}.",
        en=f"CAR-T cells: {verdict.en}. {patients.en} patients a year for {centres.en} centres "
        f"that take {places.en} each ask for {low.en} to {high.en} of the places; {wait.en}. What "
        f"changes the answer most is {_INPUTS[name].en} ({least.en} to {most.en} of the places by "
        f"itself): from {most_needed.en} patients a centre on no line grows without end, below "
        f"{needed.en} it always does {covered.en}.",
    )


def _verdict(found: Care) -> Text:
    low, high = found.utilisation
    if low >= 1:
        return Text(
            fr="les centres n'ont pas assez de places pour tous les malades",
            en="the centres have too few places for all patients",
        )
    if high < 1:
        return Text(
            fr="les centres ont assez de places pour tous les malades",
            en="the centres have places enough for all patients",
        )
    return Text(
        fr="avec ce que biograph connaît de publié, on ne peut décider si les centres ont assez de "
        "places pour tous les malades",
        en="with what biograph knows to be published it is not decidable whether the centres have "
        "places enough for all patients",
    )


def _wait(found: Care) -> Text:
    """``the mean wait for a bed lies between 0 days and no end``."""
    low, high = found.wait
    least, most = number(low), number(high)
    if math.isinf(low):
        return Text(fr="la file grandit sans fin", en="the line grows without end")
    end = (
        Text(fr="une file qui grandit sans fin", en="a line that grows without end")
        if math.isinf(high)
        else Text(fr=f"{most.fr} jours", en=f"{most.en} days")
    )
    return Text(
        fr=f"l'attente moyenne d'un lit va de {least.fr} jour à {end.fr}",
        en=f"the mean wait for a bed goes from {least.en} days to {end.en}",
    )


def _decided_by(found: Care) -> Text:
    name, _ = found.decisive()
    return Text(
        fr=f"La publication de ce chiffre en déciderait d'abord : {_INPUTS[name].fr}.",
        en=f"Publishing this figure would decide most: {_INPUTS[name].en}.",
    )
