"""The words of a programme in both languages: its sentence, its remedies and its caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.plan.programme import KINDS
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from biograph.analyse.plan.programme import Chosen, Programme, Remedy

_FLOOR = Text(
    fr="Chaque coût compte un seul procédé par famille : avec plusieurs produits il est plus haut.",
    en="Each cost counts one process a family: with several products it is higher.",
)
_EQUAL = Text(
    fr="Toutes les défaillances d'un groupe comptent autant, celles de deux ou trois groupes à la "
    "fois la moitié ou le tiers : personne ne connaît leur probabilité.",
    en="All failures of one group count alike, those of two or three at once a half or a third: "
    "nobody knows their probability.",
)
_ABLE = Text(
    fr="Qu'un candidat sache faire l'intrant, aucune source ne le dit.",
    en="That a candidate can make the input is told by no source.",
)
_STOCK = Text(
    fr="Un stock tient le temps de qualifier une autre source et compte un an de détention ; il ne "
    "se fait pas avec des produits frais.",
    en="A stock lasts until another source is qualified, with one year of holding; fresh goods "
    "cannot be stocked.",
)


def sentence(found: Programme) -> Text:
    """``The cheapest known way to ...: 24 measures for 12 to 213 million euros ...``."""
    goal, cost = form.percent(found.target), form.between(*found.cost)
    if not found.loss:
        return Text(
            fr="Aucune défaillance d'un à trois groupes connus de biograph n'arrête une famille : "
            "rien à dépenser.",
            en="No failure of one to three groups known to biograph stops a family: nothing to "
            "spend.",
        )
    many = form.several(len(found.chosen), "mesure|mesures", "measure|measures")
    if found.reached and not found.chosen:
        return Text(
            fr=f"La perte attendue est déjà à {goal.fr} de ce qu'elle est : rien à dépenser. "
            f"{_rest(found).fr}",
            en=f"The expected loss already is {goal.en} of what it is: nothing to spend. "
            f"{_rest(found).en}",
        )
    if found.reached:
        lead = Text(
            fr=f"Le moyen le moins cher connu de ramener la perte attendue à {goal.fr} au plus : "
            f"{many.fr}, {cost.fr} millions d'euros.",
            en=f"The cheapest way known to bring the expected loss to {goal.en} at most: "
            f"{many.en}, {cost.en} million euros.",
        )
    else:
        least = form.percent(found.left / found.loss)
        lead = Text(
            fr=f"Aucune mesure au coût connu ne ramène la perte attendue à {goal.fr} : le mieux, "
            f"{many.fr} pour {cost.fr} millions d'euros, en laisse {least.fr}.",
            en=f"No measures of known cost bring the expected loss to {goal.en}: the best, "
            f"{many.en} for {cost.en} million euros, leave {least.en} of it.",
        )
    return Text(fr=f"{lead.fr} {_rest(found).fr}", en=f"{lead.en} {_rest(found).en}")


def remedy(done: Remedy, name: Text) -> Text:
    """``second source qualified (stoppers)``."""
    kind = KINDS[done.kind]
    if done.kind == "stock" and done.months:
        months = form.grouped(done.months[1])
        kind = Text(fr=f"stock de {months.fr} mois", en=f"stock of {months.en} months")
    return Text(fr=f"{kind.fr} ({name.fr})", en=f"{kind.en} ({name.en})")


def caveats(chosen: Collection[Chosen]) -> tuple[Text, ...]:
    """What the programme assumes: how it counts, then every assumed figure by its name."""
    figures = dict.fromkeys(figure for one in chosen for figure in one.remedy.figures)
    kinds = {one.remedy.kind for one in chosen}
    return (
        _EQUAL,
        *((_FLOOR,) if chosen else ()),
        *((_ABLE,) if "second-source" in kinds else ()),
        *((_STOCK,) if "stock" in kinds else ()),
        *(assumed(form.stated(f)) for f in figures if f.basis == "assumption"),
        form.OF_THE_FAMILY,
        form.UNREVIEWED,
    )


def assumed(said: Text) -> Text:
    """A figure as what it is."""
    return Text(fr=f"Hypothèse : {said.fr}.", en=f"Assumption: {said.en}.")


def counted(loss: float) -> Text:
    """``42,1``: a number of families that is expected."""
    return form.decimal(loss, 1)


def _rest(found: Programme) -> Text:
    left, loss = counted(found.left), counted(found.loss)
    now, then = found.exposed
    ways = form.several(
        found.dangers,
        "défaillance connue d'un à trois groupes|défaillances connues d'un à trois groupes",
        "known failure of one to three groups|known failures of one to three groups",
    )
    law = _by_law(found)
    return Text(
        fr=f"Il reste {left.fr} arrêts de familles sur {loss.fr}, attendus et additionnés sur "
        f"{ways.fr} ; {then} familles sur {found.total} dépendent d'un groupe unique (aujourd'hui "
        f"{now}).{law.fr}",
        en=f"Of {loss.en} stops of families, expected and summed over {ways.en}, {left.en} are "
        f"left; {then} families of {found.total} hang on one group (now {now}).{law.en}",
    )


def _by_law(found: Programme) -> Text:
    if not found.by_law.loss:
        return Text(fr="", en="")
    share = form.percent(found.by_law.loss / found.loss)
    return Text(
        fr=f" {share.fr} de la perte tient à des autorités seules, ce que rien n'achète.",
        en=f" {share.en} of the loss hangs on authorities alone, which nothing can buy.",
    )
