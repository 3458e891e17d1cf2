"""A programme told as an outline for readers: what to do, what it costs, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.outline import Outline, names, pair, under
from biograph.analyse.plan.words import counted
from biograph.analyse.stated import basis
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.plan.programme import Chosen, Doubt, Programme, Rest, Stage


def told(found: Programme) -> Outline:
    """The whole programme, its sentence on top."""
    rests = [
        *_rest("autorités seules, de par la loi", "authorities alone, by law", found.by_law),
        *_rest("aucune mesure au coût connu", "no measure of known cost", found.unpriced),
    ]
    return Outline(
        found.sentence,
        (
            *under(
                "Mesures, les plus utiles d'abord",
                "Measures, the most useful first",
                map(_measure, found.chosen),
            ),
            *under("Perte qu'aucune mesure ne lève", "Loss that no measure lifts", rests),
            *under(
                "Coût selon la part de la perte qui reste",
                "Cost by the share of the loss that is left",
                map(_stage, found.frontier),
            ),
            *under("Doute", "Doubt", doubts(found)),
            *under("Réserves", "Caveats", found.caveats),
        ),
    )


def _measure(chosen: Chosen) -> Outline:
    remedy, avoids = chosen.remedy, counted(chosen.avoids)
    cost, assumed = form.between(*remedy.cost), basis(remedy.figures)
    time = Text(fr="délai inconnu", en="time unknown")
    if remedy.months:
        months = form.between(*remedy.months)
        time = Text(fr=f"{months.fr} mois", en=f"{months.en} months")
    concerned = form.families(len(remedy.families))
    line = Text(
        fr=f"{chosen.name.fr} : {cost.fr} millions d'euros, {time.fr}{assumed.fr} ; évite "
        f"{avoids.fr} arrêts attendus ({concerned.fr})",
        en=f"{chosen.name.en}: {cost.en} million euros, {time.en}{assumed.en}; avoids "
        f"{avoids.en} expected stops ({concerned.en})",
    )
    if remedy.kind != "second-source":
        return Outline(line)
    who = pair("candidats (intrants proches)", "candidates (near inputs)", names(remedy.candidates))
    return Outline(line, (Outline(who),))


def _rest(fr: str, en: str, rest: Rest) -> Iterator[Text]:
    if rest.loss:
        loss, hangs = counted(rest.loss), form.listed(rest.names)
        yield Text(fr=f"{fr} : {loss.fr} ({hangs.fr})", en=f"{en}: {loss.en} ({hangs.en})")


def _stage(stage: Stage) -> Text:
    share, cost = form.percent(stage.share), form.between(*stage.cost)
    many = form.several(len(stage.remedies), "mesure|mesures", "measure|measures")
    return Text(
        fr=f"{share.fr} : {many.fr}, {cost.fr} millions d'euros",
        en=f"{share.en}: {many.en}, {cost.en} million euros",
    )


def doubts(found: Programme) -> Iterator[Text]:
    """In how much of the draws the target is met, and what the plan may cost too much."""
    naive, completed = form.percent(found.naive), form.percent(found.completed)
    yield Text(
        fr=f"l'objectif est tenu dans {naive.fr} des mondes où des faits connus peuvent être faux, "
        f"dans {completed.fr} de ceux où des fournisseurs ont en plus échappé aux sources",
        en=f"the target is met in {naive.en} of the worlds where known facts may be wrong, in "
        f"{completed.en} of those where sources missed suppliers as well",
    )
    if found.doubt:
        yield regretted(found.doubt)


def regretted(doubt: Doubt) -> Text:
    """``regret: 14 million euros on average (0 to 50 ...)``."""
    mean, spread = form.grouped(doubt.mean), form.between(doubt.low, doubt.high)
    worth, least = form.grouped(doubt.worth), form.percent(doubt.least)
    return Text(
        fr=f"regret : {mean.fr} millions d'euros en moyenne ({spread.fr} dans neuf mondes sur dix) "
        f"de plus que le meilleur plan de chaque monde, si un arrêt évité vaut {worth.fr} millions "
        f"d'euros, son prix moyen ici ; le plan dont le pire regret est le plus petit laisse "
        f"{least.fr} de la perte",
        en=f"regret: {mean.en} million euros on average ({spread.en} in nine worlds of ten) more "
        f"than the best plan of each world, if a stop avoided is worth {worth.en} million euros, "
        f"its mean price here; the plan whose worst regret is smallest leaves {least.en} of the "
        "loss",
    )
