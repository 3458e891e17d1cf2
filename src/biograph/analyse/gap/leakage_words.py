"""The sentences of G4: where products of French actors are made, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.method.estimate import wilson
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.analyse.gap.assets import Asset


def told(
    start: Text, found: Sequence[Asset], placed: Sequence[Asset], away: Sequence[Asset]
) -> Text:
    """The share made abroad of those whose place is known; ``start`` names the family, if one."""
    low, high = wilson(len(away), len(placed))
    share, least, most = (form.percent(part) for part in (len(away) / len(placed), low, high))
    covered, which = form.known_share(len(placed) / len(found)), _names(away)
    all_, left = _counted(len(placed)), _left(len(found) - len(placed))
    are = form.several(
        len(away),
        "n'est connu que comme fait à l'étranger|ne sont connus que comme faits à l'étranger",
        "is known to be made abroad only|are known to be made abroad only",
    )
    return Text(
        fr=f"{start.fr} {all_.fr} dont biograph connaît un lieu de fabrication {covered.fr}, "
        f"{are.fr}, soit {share.fr} (intervalle de {least.fr} à {most.fr}){which.fr}{left.fr}.",
        en=f"{start.en} {all_.en} with a place of making known to biograph {covered.en}, "
        f"{are.en}, or {share.en} (interval {least.en} to {most.en}){which.en}{left.en}.",
    )


def _counted(number: int) -> Text:
    return form.several(
        number,
        "produit ou client français|produits ou clients français",
        "French product or client|French products or clients",
    )


def _names(away: Sequence[Asset]) -> Text:
    if not away:
        return Text(fr="", en="")
    which = form.listed([form.plain(asset.name) for asset in away], most=4)
    return Text(fr=f" : {which.fr}", en=f": {which.en}")


def _left(number: int) -> Text:
    if not number:
        return Text(fr="", en="")
    others = form.several(number, "autre|autres", "other|others")
    return Text(
        fr=f" ; le lieu de {others.fr} n'est pas connu",
        en=f"; the place of {others.en} is not known",
    )


def unknown(number: int) -> Text:
    """That no place of making is known of any of them."""
    covered, said = form.known_share(0.0), _counted(number)
    return Text(
        fr="Part faite à l'étranger indécidable : biograph ne connaît aucun lieu de fabrication "
        f"pour {said.fr} {covered.fr}.",
        en="The share made abroad is not decidable: biograph knows no place of making for "
        f"{said.en} {covered.en}.",
    )


def lock_in(number: int) -> Text:
    """That no fact on those whose place is known tells the scale of batches."""
    covered, said = form.known_share(0.0), _counted(number)
    return Text(
        fr="Indécidable : que des lots cliniques faits à l'étranger y retiennent la production "
        f"commerciale. Aucun des faits que biograph connaît sur {said.fr} ne dit l'échelle "
        f"des lots {covered.fr}.",
        en="Not decidable: whether clinical batches made abroad keep commercial making there. "
        f"None of the facts that biograph knows on {said.en} tells the scale of batches "
        f"{covered.en}.",
    )
