"""B1m: who alone ends a medicine, by its own holder and sites and by the recipe of its family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.bottleneck.routes import (
    STEPS,
    by_recipe,
    medicines_with_routes,
    single_points_of,
)
from biograph.model import Finding, Presence, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.bottleneck.routes import Medicine
    from biograph.analyse.known import Known

_MOST = 6
_STEPS = {
    "held": Text(fr="titulaire", en="holder"),
    "made": Text(fr="lieu de fabrication", en="place of making"),
    "released": Text(fr="libération des lots", en="batch release"),
}
_HELD = """
SELECT (COUNT(DISTINCT ?medicine) AS ?n) {
  GRAPH graph:asserted { ?holder bg:holdsAuthorisation ?medicine }
}
"""


def by_medicine(known: Known) -> Iterator[Finding]:
    """The medicines that hang on one site, the owners of these, and those of their inputs."""
    medicines = medicines_with_routes(known)
    if not medicines:
        return
    yield _sites(known, medicines)
    lost = single_points_of(known, medicines, known.supply.group)
    own = {owner: _own(known, owner, same) for owner, same in lost.items()}
    for owner in sorted(own, key=lambda owner: (-len(own[owner]), owner))[:_MOST]:
        if own[owner]:
            yield _owner(known, owner, own[owner], medicines)
    inputs = {o: [m for m in same if by_recipe(known, m, o)] for o, same in lost.items()}
    if inputs := {owner: same for owner, same in inputs.items() if same}:
        yield _inputs(known, inputs, len(medicines))


def _own(known: Known, owner: str, lost: Sequence[Medicine]) -> list[Medicine]:
    return [m for m in lost if m.lost_by(owner, known.supply.group)]


def _name(known: Known, owner: str, medicines: Sequence[Medicine]) -> str:
    called = (m.called[owner] for m in medicines if owner in m.called)
    return known.supply.names.get(owner) or next(called, local_name(owner))


def _sites(known: Known, medicines: Sequence[Medicine]) -> Finding:
    """The medicines that one known place makes, or one known site releases, alone."""
    sole = [m for m in medicines if len(m.own["made"]) == 1]
    release = [m for m in medicines if len(m.own.get("released", ())) == 1]
    either = sorted({m.iri for m in (*sole, *release)})
    total, coverage = len(medicines), _coverage(known, medicines)
    covered = form.known_share(coverage)
    names = form.listed([form.plain(_brand(m.name)) for m in sole])
    return Finding(
        id=form.identity("medicine-sites", *known.families),
        kind="medicine-sites",
        sentence=Text(
            fr=f"Des {total} médicaments dont biograph connaît un lieu de fabrication "
            f"{covered.fr}, {len(sole)} n'en ont qu'un et {len(release)} n'ont qu'un site connu de "
            f"libération des lots : {names.fr}.",
            en=f"Of the {total} medicines with a place of making known to biograph {covered.en}, "
            f"{len(sole)} have no other and {len(release)} have a single known site of batch "
            f"release: {names.en}.",
        ),
        value=float(len(either)),
        unit=form.THERAPIES,
        coverage=coverage,
        rank=0.5 * len(either) / total,
        subjects=tuple(either),
        evidence=tuple(sorted({fact for m in (*sole, *release) for fact in m.facts})),
        command=known.scope.command("bottlenecks"),
        caveats=(_DECLARED,),
        overturned_by=_SECOND_SITE,
    )


def _owner(
    known: Known, owner: str, lost: Sequence[Medicine], medicines: Sequence[Medicine]
) -> Finding:
    name, total = _name(known, owner, medicines), len(medicines)
    steps = [step for m in lost for step in m.lost_by(owner, known.supply.group)]
    why = form.listed(
        [_counted(_STEPS[step], steps.count(step)) for step in STEPS if step in steps]
    )
    brands = form.listed([form.plain(_brand(m.name)) for m in lost])
    count = form.several(len(lost), "médicament perd|médicaments perdent", "medicine|medicines")
    verb = "loses" if len(lost) == 1 else "lose"
    return Finding(
        id=form.identity("medicine-point", owner),
        kind="medicine-point",
        sentence=Text(
            fr=f"Sans {name}, {count.fr} toutes les voies que biograph connaît, sur {total} dont "
            f"il connaît un lieu de fabrication : {brands.fr}. En cause : {why.fr}.",
            en=f"Without {name}, {count.en} {verb} all routes known to biograph, of {total} with "
            f"a known place of making: {brands.en}. Because of: {why.en}.",
        ),
        value=float(len(lost)),
        unit=form.THERAPIES,
        coverage=_coverage(known, medicines),
        rank=0.5 * len(lost) / total,
        subjects=(owner, *sorted(m.iri for m in lost)),
        evidence=tuple(sorted({fact for m in lost for fact in m.facts})),
        command=known.scope.command("bottlenecks"),
        caveats=(_DECLARED, _TRANSFER),
        overturned_by=_SECOND_SITE,
    )


def _inputs(known: Known, lost: Mapping[str, Sequence[Medicine]], total: int) -> Finding:
    """The medicines whose family hangs on one known supplier, and on whom most of them do."""
    order = sorted(lost, key=lambda owner: (-len(lost[owner]), owner))
    each = {m.iri: m for same in lost.values() for m in same}
    names = [_counted(form.plain(_name(known, o, lost[o])), len(lost[o])) for o in order]
    families = {family for m in each.values() for family in m.families}
    coverage = known.share_known(families)
    first, covered = form.listed(names), form.known_share(coverage)
    makers = [m for same in known.supply.makers.values() for m in same if m.owner in lost]
    return Finding(
        id=form.identity("medicine-inputs", *known.families),
        kind="medicine-inputs",
        sentence=Text(
            fr=f"{len(each)} des {total} médicaments dont biograph connaît un lieu de fabrication "
            "sont d'une famille qui dépend d'un seul fournisseur connu ; le leur peut être un "
            f"autre {covered.fr} : {first.fr}.",
            en=f"{len(each)} of the {total} medicines with a place of making known to biograph are "
            "of a family that hangs on a single known supplier; theirs may be another "
            f"{covered.en}: {first.en}.",
        ),
        value=float(len(each)),
        unit=form.THERAPIES,
        presence=Presence.UNKNOWN,
        coverage=coverage,
        rank=0.2 * len(each) / total,
        subjects=tuple(sorted(each)),
        evidence=tuple(sorted({fact for maker in makers for fact in maker.relations})),
        command=known.scope.command("bottlenecks"),
        caveats=(form.NOT_SUPPLY, _FAMILY, form.UNREVIEWED),
        overturned_by=Text(
            fr="qui fournit ces médicaments eux-mêmes", en="who supplies these medicines themselves"
        ),
    )


def _coverage(known: Known, medicines: Sequence[Medicine]) -> float | None:
    """Of the authorised medicines of the graph, the share with a known place of making."""
    (held,) = known.ask(_HELD).records()
    total = int(held["n"])
    return min(1.0, len(medicines) / total) if total and known.everything else None


def _counted(name: Text, number: int) -> Text:
    return Text(fr=f"{name.fr} ({number})", en=f"{name.en} ({number})")


def _brand(name: str) -> str:
    """The first word of the name of a form, which is its brand."""
    return name.split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0]


_DECLARED = Text(
    fr="Les sites sont ceux que biograph a lus dans les annexes II et les textes : un autre site "
    "peut être autorisé sans y figurer.",
    en="The sites are those that biograph read in the Annexes II and in texts: another one may be "
    "authorised without standing there.",
)
_FAMILY = Text(
    fr="Qui fournit un médicament donné n'est publié pour aucun : les fournisseurs sont ceux de sa "
    "famille, comptée d'après la recette et non d'après son dossier.",
    en="Who supplies a given medicine is published for none: suppliers are those of its family, "
    "counted by the recipe and not by its file.",
)
_TRANSFER = Text(
    fr="Une autorisation se transfère : qu'un titulaire cesse n'arrête pas seul la fabrication.",
    en="An authorisation can be transferred: that a holder stops does not end making by itself.",
)
_SECOND_SITE = Text(
    fr="un second site autorisé pour la même étape du même médicament",
    en="a second site authorised for the same step of the same medicine",
)
