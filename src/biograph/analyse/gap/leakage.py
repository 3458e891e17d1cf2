"""G4: which share of the products of French actors is made abroad, and what is not decidable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap import leakage_words as words
from biograph.analyse.gap.assets import assets
from biograph.analyse.method.estimate import wilson
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.gap.assets import Asset
    from biograph.analyse.known import Known

#: Fewer assets than this with a known place make no share of one family among all.
_FEW = 3
_UNIT = Text(fr="produits ou clients", en="products or clients")

_SEATS = Text(
    fr="Le pays est celui du siège du fabricant, ou du site là où l'autorisation le nomme.",
    en="The country is that of the maker's seat, or of the site where the authorisation names it.",
)
_CHOSEN = Text(
    fr="Les sources nomment le fabricant d'un produit plutôt quand il est à remarquer : la part "
    "n'est pas celle d'un tirage au hasard.",
    en="Sources name the maker of a product rather when it is worth telling: the share is not that "
    "of a random draw.",
)


def leakage(known: Known) -> Iterator[Finding]:
    """The share made abroad, over all and by family, and that lock-in is not decidable."""
    found = [a for a in assets(known) if known.everything or a.families & set(known.families)]
    placed = [asset for asset in found if asset.countries]
    if not placed:
        if found:
            yield _unknown(known, found)
        return
    if known.everything:
        yield _share(known, found)
    for family in known.families:
        mine = [asset for asset in found if family in asset.families]
        if sum(bool(asset.countries) for asset in mine) >= (_FEW if known.everything else 1):
            yield _share(known, mine, family)
    yield _lock_in(known, placed)


def _share(known: Known, found: Sequence[Asset], family: str = "") -> Finding:
    placed = [asset for asset in found if asset.countries]
    away = [asset for asset in placed if asset.abroad]
    low, high = wilson(len(away), len(placed))
    name = known.recipes.name(family)
    start = Text(fr=f"« {name.fr} » : sur", en=f"'{name.en}': of") if family else _START
    return Finding(
        id=form.identity("leakage", family),
        kind="leakage",
        sentence=words.told(start, found, placed, away),
        value=len(away) / len(placed),
        unit=Text(fr="part", en="share"),
        low=low,
        high=high,
        coverage=len(placed) / len(found),
        rank=0.5 * low,
        subjects=(*([family] if family else []), *(asset.iri for asset in away)),
        evidence=_facts(placed),
        command=known.scope.command("gaps"),
        caveats=(_SEATS, _CHOSEN),
        overturned_by=Text(
            fr="Une source qui dit où sont faits les autres, ou qu'un de ceux-ci l'est en France.",
            en="A source that tells where the others are made, or that one of these is in France.",
        ),
    )


_START = Text(fr="Sur", en="Of")


def _facts(found: Sequence[Asset]) -> tuple[str, ...]:
    return tuple(sorted({fact for asset in found for fact in asset.relations}))


def _unknown(known: Known, found: Sequence[Asset]) -> Finding:
    """That no fact tells where any of them is made."""
    return Finding(
        id=form.identity("leakage-unknown", known.scope.family or ""),
        kind="leakage-unknown",
        sentence=words.unknown(len(found)),
        value=float(len(found)),
        unit=_UNIT,
        presence=Presence.UNKNOWN,
        coverage=0.0,
        rank=0.2,
        subjects=tuple(asset.iri for asset in found),
        evidence=_facts(found),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY,),
        overturned_by=Text(
            fr="Une source qui dit où l'un d'eux est fait.",
            en="A source that tells where one of them is made.",
        ),
    )


def _lock_in(known: Known, placed: Sequence[Asset]) -> Finding:
    """That facts of making tell no scale, so that nothing can be said of continuity."""
    return Finding(
        id=form.identity("lock-in-unknown", known.scope.family or ""),
        kind="lock-in-unknown",
        sentence=words.lock_in(len(placed)),
        value=float(len(placed)),
        unit=_UNIT,
        presence=Presence.UNKNOWN,
        coverage=0.0,
        rank=0.2,
        subjects=tuple(asset.iri for asset in placed if asset.abroad),
        evidence=_facts(placed),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY,),
        overturned_by=Text(
            fr="Des sources qui datent les lots cliniques et commerciaux d'un même produit et en "
            "nomment les lieux.",
            en="Sources that date the clinical and the commercial batches of one product and name "
            "their places.",
        ),
    )
