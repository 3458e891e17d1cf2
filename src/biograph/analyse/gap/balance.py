"""What is stated to be needed in France beyond what is stated to be there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.stated import cited
from biograph.model import Finding, Text
from biograph.vocabulary.figures import hull, measured, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Line
    from biograph.vocabulary.figures import Figure

#: What is needed and what there is of one thing in France. The other stated capacities and demands
#: are of single plants or of makers abroad: no difference of theirs is a gap of France.
NEED, HAVE = "collection-need", "collection"


def balances(known: Known) -> Iterator[Finding]:
    """The inputs of these families of which more is stated to be needed than there is."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in known.essential(known.families):
        for about in {need.about for need in nearest(NEED, line.input)}:
            lines[about].append(line)
    for about, requiring in lines.items():
        needs, haves = measured(NEED, about), measured(HAVE, about)
        if haves and hull(needs)[0] > hull(haves)[1]:
            yield _balance(known, needs, haves, requiring)


def _balance(
    known: Known, needs: Sequence[Figure], haves: Sequence[Figure], lines: Sequence[Line]
) -> Finding:
    (need_low, need_high), (have_low, have_high) = hull(needs), hull(haves)
    low, high = need_low - have_high, need_high - have_low
    families = sorted({line.family for line in lines} & set(known.families))
    return Finding(
        id=form.identity("capacity-gap", needs[0].about),
        kind="capacity-gap",
        sentence=_told(low, high, (*needs, *haves)),
        value=low,
        unit=form.unit_of(needs[0]),
        low=low,
        high=high,
        coverage=1.0,
        rank=0.5 * low / need_low,
        subjects=(*sorted({line.input for line in lines}), *families),
        evidence=(*sorted(line.iri for line in lines), *cited((*needs, *haves))),
        command=known.scope.command("gaps"),
        caveats=tuple(figure.note for figure in (*needs, *haves) if figure.note.en),
        overturned_by=Text(
            fr="Un chiffre plus récent de ce qu'il faut ou de ce qu'il y a.",
            en="A more recent figure of what is needed or of what there is.",
        ),
    )


def _told(low: float, high: float, figures: Sequence[Figure]) -> Text:
    least, most, unit = form.grouped(low), form.grouped(high), form.unit_of(figures[0])
    said = [form.stated(figure) for figure in figures]
    fr, en = " ; ".join(text.fr for text in said), "; ".join(text.en for text in said)
    return Text(
        fr=f"D'après des chiffres publiés, il manque au moins {least.fr} {unit.fr}, et jusqu'à "
        f"{most.fr} dans la fourchette retenue : {fr}.",
        en=f"By published figures at least {least.en} {unit.en} are missing, and up to {most.en} "
        f"within the range kept here: {en}.",
    )
