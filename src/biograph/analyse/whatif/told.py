"""A what-if told as an outline for readers: what goes, what stops, who could stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.outline import Outline, names, pair, under
from biograph.analyse.whatif import lines
from biograph.model import Text

if TYPE_CHECKING:
    from biograph.analyse.whatif.outcome import Come, Gone, Point, WhatIf


def told(answer: WhatIf) -> Outline:
    """The whole answer, its sentence on top."""
    cause = (one for one in answer.inputs if one.families)
    thin = (one for one in answer.inputs if not one.families)
    return Outline(
        answer.sentence,
        (
            *((Outline(answer.verdict),) if answer.verdict.fr else ()),
            *under("Retiré", "Taken away", map(_gone, answer.gone)),
            *under("Ajouté", "Added", map(_come, answer.come)),
            *under("Familles qui s'arrêtent", "Families that stop", answer.after.names),
            *under("Familles que l'ajout maintient", "Families kept by what is added", answer.kept),
            *under("Intrants en cause", "Inputs in cause", map(lines.cause, cause)),
            *under(
                "Intrants touchés, avec au plus une source connue, qui n'arrêtent rien",
                "Inputs touched, with one known source at most, that stop nothing",
                map(lines.thin, thin),
            ),
            *under(
                "Points de défaillance uniques qui apparaissent",
                "Single points of failure that appear",
                map(_point, answer.points_come),
            ),
            *under(
                "Points de défaillance uniques qui disparaissent",
                "Single points of failure that go",
                map(_point, answer.points_gone),
            ),
            *under("Médicaments autorisés", "Authorised medicines", lines.medicines(answer)),
            *under("Accès des patients", "Access of patients", map(lines.patients, answer.access)),
            *under("Réserves", "Caveats", answer.caveats),
            Outline(_rests(answer)),
        ),
    )


def _gone(gone: Gone) -> Text:
    count = form.several(
        len(gone.makers), "fournisseur connu|fournisseurs connus", "known supplier|known suppliers"
    )
    makers = pair(count.fr, count.en, names(gone.makers)) if gone.makers else count
    name = gone.thing.name
    return Text(fr=f"{name.fr} ({makers.fr})", en=f"{name.en} ({makers.en})")


def _come(come: Come) -> Text:
    return pair(come.name, come.name, form.listed([thing.name for thing in come.inputs]))


def _point(point: Point) -> Text:
    return pair(point.name, point.name, form.listed(point.families))


def _rests(answer: WhatIf) -> Text:
    more = f"{answer.thinner}"
    count = form.several(
        len(answer.evidence),
        "fait, ligne de recette ou chiffre|faits, lignes de recettes ou chiffres",
        "fact, recipe line or figure|facts, recipe lines or figures",
    )
    return Text(
        fr=f"Repose sur {count.fr} (avec --json, puis biograph explain) ; autres intrants touchés, "
        f"avec plusieurs sources connues : {more}",
        en=f"Rests on {count.en} (with --json, then biograph explain); other inputs touched, with "
        f"several known sources: {more}",
    )
