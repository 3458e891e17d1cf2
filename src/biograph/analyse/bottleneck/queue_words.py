"""The sentences on the queue for care: utilisation and waits in, both languages out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck.care import stated
from biograph.analyse.stated import basis
from biograph.model import Text

if TYPE_CHECKING:
    from biograph.analyse.bottleneck.care import Care
    from biograph.analyse.method.interval import Interval

_INPUTS = {
    "arrivals": Text(fr="le nombre de malades par an", en="the number of patients a year"),
    "centres": Text(fr="le nombre de centres", en="the number of centres"),
    "places": Text(
        fr="le nombre de malades que chaque centre peut prendre par an",
        en="the number of patients that each centre can take a year",
    ),
}
CAVEATS = (
    Text(
        fr="Une seule file pour tous les centres et des arrivées au hasard (Erlang C) : avec une "
        "file par centre, l'attente serait plus longue.",
        en="One line for all centres and random arrivals (Erlang C): with a line for each centre "
        "the wait would be longer.",
    ),
    Text(
        fr="Les malades comptés sont ceux qui ont été traités ; ceux qui n'ont pas eu de place "
        "manquent.",
        en="The patients counted are those who were treated; those who found no place are missing.",
    ),
    Text(
        fr="Les délais publiés (un mois environ de la décision à l'injection) comprennent la "
        "fabrication ; aucune attente de lit n'est publiée à part.",
        en="Published waits (about a month from decision to infusion) include manufacture; no wait "
        "for a bed is published on its own.",
    ),
)


def sentence(found: Care, coverage: float) -> Text:
    """Whether there are places enough, why, and what to know first."""
    verdict, wait, covered = _verdict(found), _wait(found), form.known_share(coverage)
    asked, moves = _asked(found), _moves(found)
    return Text(
        fr=f"Cellules CAR-T : {verdict.fr}. {asked.fr} ; {wait.fr}. {moves.fr} {covered.fr}.",
        en=f"CAR-T cells: {verdict.en}. {asked.en}; {wait.en}. {moves.en} {covered.en}.",
    )


def _asked(found: Care) -> Text:
    """``700 to 1,500 patients a year for 40 centres ... ask for 35% to 375% of the places``."""
    patients, centres, places = (
        form.between(*ends) for ends in (found.arrivals, found.centres, found.places)
    )
    arrive, take = basis(stated()["arrivals"]), basis(stated()["places"])
    asked = _shares(found.utilisation)
    return Text(
        fr=f"{patients.fr} malades par an{arrive.fr} pour {centres.fr} centres, qui en prennent "
        f"chacun {places.fr}{take.fr}, demandent {asked.fr} des places",
        en=f"{patients.en} patients a year{arrive.en} for {centres.en} centres, which take "
        f"{places.en} each{take.en}, ask for {asked.en} of the places",
    )


def _moves(found: Care) -> Text:
    """What to know first, and from which value of it on the answer is certain."""
    name, (least, most) = found.decisive()
    low, high = form.percent(least), form.percent(most)
    few, many = (
        form.grouped(math.ceil(found.enough[0])),
        form.grouped(math.floor(found.enough[1]) + 1),
    )
    return Text(
        fr=f"Ce qui change le plus la réponse est {_INPUTS[name].fr}, qui à lui seul fait passer "
        f"la demande de {low.fr} à {high.fr} des places : si chaque centre prend {many.fr} malades "
        f"ou plus par an la file ne grandit jamais sans fin, s'il en prend moins de {few.fr} elle "
        "le fait toujours",
        en=f"What changes the answer most is {_INPUTS[name].en}, which by itself moves the demand "
        f"from {low.en} to {high.en} of the places: where each centre takes {many.en} patients a "
        f"year or more the line never grows without end, where it takes fewer than {few.en} it "
        "always does",
    )


def _shares(ends: Interval) -> Text:
    low, high = map(form.percent, ends)
    return low if low == high else Text(fr=f"{low.fr} à {high.fr}", en=f"{low.en} to {high.en}")


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
    """How long the mean wait for a bed may be."""
    low, high = (round(end, 1) for end in found.wait)
    least, both = form.grouped(low), form.between(low, high)
    if math.isinf(low):
        return Text(fr="la file grandit sans fin", en="the line grows without end")
    if math.isinf(high):
        day = "jour" if low < 2 else "jours"
        return Text(
            fr=f"l'attente moyenne d'un lit va de {least.fr} {day} à l'infini, la file grandissant "
            "alors sans fin",
            en=f"the mean wait for a bed goes from {least.en} days to infinity, where the line "
            "grows without end",
        )
    return Text(
        fr=f"l'attente moyenne d'un lit est de {both.fr} jours",
        en=f"the mean wait for a bed is {both.en} days",
    )


def decided_by(found: Care) -> Text:
    """The figure to publish first."""
    name, _ = found.decisive()
    return Text(
        fr=f"La publication de ce chiffre en déciderait d'abord : {_INPUTS[name].fr}.",
        en=f"Publishing this figure would decide most: {_INPUTS[name].en}.",
    )
