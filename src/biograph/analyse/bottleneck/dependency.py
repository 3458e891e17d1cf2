"""B2: concentrated markets, from the spreads of makers and of authorisation holders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.concentration import CONCENTRATED, FOREIGN, of_classes, of_inputs
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.analyse.concentration import Concentration
    from biograph.analyse.known import Known

#: Fewer makers or medicines than this make no market to speak of.
_MARKET = 3


def dependencies(known: Known) -> Iterator[Finding]:
    """Inputs concentrated by country, and therapy classes of the families by holder.

    All classes are looked at where all families are.
    """
    coverage = known.share_known(known.families)
    required = {line.input for line in known.essential(known.families) if line.bought}
    for spread in of_inputs(known.ask):
        if spread.subject in required and spread.by == "country" and _concentrated(spread):
            yield _origin(known.recipes.name(spread.subject), spread, coverage)
    names = {row["class"]: row for row in known.ask("market/holders-by-class").records()}
    wanted = {iri for family in known.families for iri in known.recipes.classes.get(family, ())}
    for spread in of_classes(known.ask):
        if _concentrated(spread) and (known.everything or spread.subject in wanted):
            yield _holders(spread, names[spread.subject])


def _concentrated(spread: Concentration) -> bool:
    return spread.total >= _MARKET and spread.hhi > CONCENTRATED


def _origin(name: Text, spread: Concentration, coverage: float | None) -> Finding:
    known, outside = form.known_share(coverage), spread.outside or 0.0
    index = form.decimal(spread.hhi)
    return Finding(
        id=form.identity("concentration-country", spread.subject),
        kind="concentration",
        sentence=Text(
            fr=f"« {name.fr} » : {spread.total} fournisseurs connus concentrés par pays (HHI "
            f"{index.fr}), {form.percent(outside).fr} hors de l'UE {known.fr}.",
            en=f"'{name.en}': {spread.total} known suppliers concentrated by country (HHI "
            f"{index.en}), {form.percent(outside).en} outside the EU {known.en}.",
        ),
        value=spread.hhi,
        unit=form.INDEX,
        coverage=coverage,
        rank=0.3 * spread.hhi * (1.0 if outside > FOREIGN else 0.5),
        subjects=(spread.subject, *spread.holders),
        evidence=spread.evidence,
        command=f"biograph ask supply/makers-of-input --param input={local_name(spread.subject)}",
        caveats=(form.BY_COUNT,),
    )


def _holders(spread: Concentration, row: Mapping[str, str | None]) -> Finding:
    key = local_name(spread.subject)
    name = Text(fr=row["class_fr"] or key, en=row["class_en"] or key)
    index, equal = form.decimal(spread.hhi), form.decimal(spread.n2, 1)
    return Finding(
        id=form.identity("concentration-holder", spread.subject),
        kind="concentration",
        sentence=Text(
            fr=f"« {name.fr} » : {spread.total} médicaments, titulaires concentrés (HHI "
            f"{index.fr}, l'équivalent de {equal.fr} titulaires égaux).",
            en=f"'{name.en}': {spread.total} medicines, concentrated holders (HHI {index.en}, as "
            f"many as {equal.en} equal holders).",
        ),
        value=spread.hhi,
        unit=form.INDEX,
        coverage=None,
        rank=0.2 * spread.hhi,
        subjects=(spread.subject, *spread.holders),
        evidence=spread.evidence,
        command=f"biograph ask market/holders-by-class --param class={key}",
        caveats=(form.BY_COUNT,),
    )
