"""What is published on posts in bioproduction, and that no count of graduates stands against it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.stated import cited
from biograph.model import Finding, Presence, Text
from biograph.vocabulary.figures import measured, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Line

_UNALIKE = Text(
    fr="Les chiffres publiés ne comptent pas les mêmes postes : ils ne s'ajoutent pas.",
    en="The published figures do not count the same posts: they do not add up.",
)


def posts(known: Known, lines: Sequence[Line]) -> Finding:
    """What is published on posts, and that no count of graduates stands against it."""
    families: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        families[line.input].add(line.family)
    often = sorted(families, key=lambda skill: (-len(families[skill]), skill))
    figures = tuple(dict.fromkeys(f for skill in often for f in nearest("posts", skill)))
    figures += measured("jobs", "production-site")
    said = [form.stated(figure) for figure in figures]
    names = form.listed([known.recipes.name(skill) for skill in often], most=4)
    fr, en = " ; ".join(text.fr for text in said), "; ".join(text.en for text in said)
    covered = form.known_share(0.0)
    return Finding(
        id=form.identity("skills-posts", known.scope.family or ""),
        kind="skills-posts",
        sentence=Text(
            fr=f"Postes face aux diplômés indécidable : biograph ne connaît aucun nombre de "
            f"diplômés {covered.fr}. Les recettes requièrent {len(often)} savoir-faire, surtout : "
            f"{names.fr}. Chiffres publiés : {fr}.",
            en=f"Posts against graduates are not decidable: no number of graduates is known to "
            f"biograph {covered.en}. The recipes require {len(often)} skills, above all: "
            f"{names.en}. Published figures: {en}.",
        ),
        value=float(len(often)),
        unit=Text(fr="savoir-faire", en="skills"),
        presence=Presence.UNKNOWN,
        coverage=0.0,
        rank=0.2,
        subjects=tuple(often),
        evidence=(*sorted({line.iri for line in lines}), *cited(figures)),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _UNALIKE, form.UNREVIEWED),
        overturned_by=Text(
            fr="Un nombre de diplômés par an et par métier de la bioproduction.",
            en="A number of graduates a year for each trade of bioproduction.",
        ),
    )
