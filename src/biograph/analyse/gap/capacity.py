"""G3: French developers against French contract makers, and stated needs against stated supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap.balance import balances
from biograph.analyse.gap.pipeline import crews_of
from biograph.model import Finding, Presence, Text
from biograph.terms import local_name
from biograph.vocabulary.figures import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.gap.pipeline import Crew
    from biograph.analyse.known import Known

#: Ratios told: those of the largest parts of the French pipeline.
_MOST = 6
#: Measures that tell something of capacity or demand, to be quoted beside a ratio.
_QUOTED = ("capacity", "patients-per-year", "patients")

_UNPUBLISHED = Text(
    fr="Ni les créneaux, ni les lots par an, ni la phase des essais ne sont publiés : le rapport "
    "dit où regarder, non s'il manque de la capacité.",
    en="Neither slots nor batches a year nor phases of trials are published: the ratio tells "
    "where to look, not whether capacity is short.",
)
_ENDS = Text(
    fr="Bornes : tous les fabricants connus travailleraient pour des tiers ; tous les "
    "développeurs connus en chercheraient un.",
    en="Ends: all known makers would work for others; all known developers would look for one.",
)
_OVERTURN = Text(
    fr="Une source qui dit combien de lots ou de créneaux par an un façonnier offre, ou qu'un de "
    "ces développeurs fabrique lui-même.",
    en="A source that tells how many batches or slots a year a contract maker offers, or that one "
    "of these developers makes its own.",
)


def capacity(known: Known) -> Iterator[Finding]:
    """Where developers outnumber contract makers, what is not decidable, and what is stated."""
    crews = crews_of(known)
    sized = {
        (row["family"], row["holder"])
        for row in known.ask("supply/capabilities").records()
        if row["capacity"]
    }
    pipeline = len({actor for crew in crews.values() for actor in crew.developers})
    ratios = [
        _ratio(
            known,
            family,
            crew,
            sized=sum((family, maker) in sized for maker in crew.makers),
            pipeline=pipeline,
        )
        for family, crew in crews.items()
        if len(crew.seekers) > len(crew.contractors) > 0
    ]
    yield from form.ranked(ratios)[:_MOST]
    waiting = {family: crew for family, crew in crews.items() if crew.developers}
    if any(not crew.contractors for crew in waiting.values()):
        yield _undecided(known, waiting)
    yield from balances(known)


def _ratio(known: Known, family: str, crew: Crew, *, sized: int, pipeline: int) -> Finding:
    """Developers for one contract maker; weighs as much as its part of all French developers."""
    makers, contractors = len(crew.makers), len(crew.contractors)
    ratio = len(crew.seekers) / contractors
    return Finding(
        id=form.identity("capacity-ratio", family),
        kind="capacity-ratio",
        sentence=_told(known.recipes.name(family), crew, sized),
        value=ratio,
        unit=Text(fr="développeurs par façonnier", en="developers for one contract maker"),
        low=len(crew.seekers) / makers,
        high=len(crew.developers) / contractors,
        coverage=sized / makers,
        rank=0.5 * (1 - 1 / ratio) * len(crew.developers) / pipeline,
        subjects=(family, *sorted(crew.contractors)),
        evidence=crew.relations,
        command=f"biograph ask gaps/pipeline --param family={local_name(family)} "
        "--param country=FR",
        caveats=(_UNPUBLISHED, _ENDS, *_quotes(known, family)),
        overturned_by=_OVERTURN,
    )


def _told(name: Text, crew: Crew, sized: int) -> Text:
    makers, covered = len(crew.makers), form.known_share(sized / len(crew.makers))
    developers, made, for_others, seekers = (
        form.several(len(crew.developers), "développeur|développeurs", "developer|developers"),
        form.several(makers, "fabricant|fabricants", "maker|makers"),
        form.several(
            len(crew.contractors), "façonnier|façonniers", "contract maker|contract makers"
        ),
        form.several(
            len(crew.seekers),
            "de ces développeurs n'est pas connu|de ces développeurs ne sont pas connus",
            "of these developers is not known|of these developers are not known",
        ),
    )
    each = form.decimal(len(crew.seekers) / len(crew.contractors), 1)
    return Text(
        fr=f"« {name.fr} » : en France, biograph connaît {developers.fr} et {made.fr}, dont "
        f"{for_others.fr} ; {seekers.fr} comme fabricant, soit {each.fr} par façonnier ; capacité "
        f"publiée pour {sized} sur {made.fr} {covered.fr}.",
        en=f"'{name.en}': in France {developers.en} and {made.en} are known to biograph, among "
        f"these {for_others.en}; {seekers.en} as makers, {each.en} for each contract maker; "
        f"capacity is published for {sized} of {made.en} {covered.en}.",
    )


def _quotes(known: Known, family: str) -> Iterator[Text]:
    """Published figures on the class that the family makes."""
    for measure in _QUOTED:
        for top in sorted(known.recipes.classes.get(family, ())):
            yield from (form.stated(f) for f in nearest(measure, top) if f.basis == "published")


def _undecided(known: Known, waiting: Mapping[str, Crew]) -> Finding:
    """What is not decidable for families with developers but no known contract maker."""
    families = [family for family, crew in waiting.items() if not crew.contractors]
    share = 1 - len(families) / len(waiting)
    covered, count = form.known_share(share), form.families(len(families))
    names = form.listed([_with_number(known, family, waiting[family]) for family in families])
    return Finding(
        id=form.identity("capacity-unknown", known.scope.family or ""),
        kind="capacity-unknown",
        sentence=Text(
            fr=f"Capacité face à la demande indécidable pour {count.fr} sur {len(waiting)} à "
            f"développeurs français : biograph n'y connaît aucun façonnier français {covered.fr} "
            f": {names.fr}.",
            en=f"Capacity against demand is not decidable for {count.en} of {len(waiting)} with "
            f"French developers: no French contract maker is known to biograph there "
            f"{covered.en}: {names.en}.",
        ),
        value=float(len(families)),
        unit=form.FAMILIES,
        presence=Presence.UNKNOWN,
        coverage=share,
        rank=0.3 * len(families) / len(known.families),
        subjects=tuple(families),
        evidence=tuple(sorted({r for family in families for r in waiting[family].relations})),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _UNPUBLISHED),
        overturned_by=Text(
            fr="Une source qui nomme un façonnier français de l'une de ces familles.",
            en="A source that names a French contract maker of one of these families.",
        ),
    )


def _with_number(known: Known, family: str, crew: Crew) -> Text:
    name = known.recipes.name(family)
    count = form.several(len(crew.developers), "développeur|développeurs", "developer|developers")
    return Text(fr=f"{name.fr} ({count.fr})", en=f"{name.en} ({count.en})")
