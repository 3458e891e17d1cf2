"""The sentences of G7: what is known of the money of a stage, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.concentration import hill2
from biograph.analyse.gap.deals import by_currency
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.analyse.gap.deals import Deal

_NAMES = {
    "research": Text(
        fr="Recherche (ANR, Horizon 2020, instituts et infrastructures du PIA)",
        en="Research (ANR, Horizon 2020, institutes and infrastructures of the PIA programme)",
    ),
    "creation": Text(
        fr="Création d'entreprise (concours i-Lab)", en="Creation of firms (i-Lab competition)"
    ),
    "development": Text(
        fr="Développement (projets hospitalo-universitaires du PIA)",
        en="Development (university-hospital projects of the PIA programme)",
    ),
    "industry": Text(
        fr="Industrialisation (démonstrateurs et intégrateurs du PIA)",
        en="Industry (demonstrators and integrators of the PIA programme)",
    ),
    "rounds": Text(fr="Levées privées", en="Private rounds"),
    "listing": Text(fr="Entrées en bourse", en="Stock-market listings"),
    "buyouts": Text(
        fr="Rachats (l'argent va aux vendeurs, pas à l'entreprise)",
        en="Buyouts (the money goes to the sellers, not to the firm)",
    ),
}


def in_euros(deals: Sequence[Deal]) -> list[float]:
    """The amounts in euros, largest first, in millions."""
    return [d.amount.value / 1e6 for d in by_currency(deals).get("EUR", ()) if d.amount]


def share(deals: Sequence[Deal]) -> float:
    """The share of the deals whose amount is published, in whichever currency."""
    return sum(deal.amount is not None for deal in deals) / len(deals)


def _deals(number: int) -> Text:
    return form.several(number, "opération|opérations", "deal|deals")


def priced(stage: str, deals: Sequence[Deal], largest: str) -> Text:
    """A stage with amounts in euros: how much, without the largest deal, and how spread."""
    euros, name, covered = in_euros(deals), _NAMES[stage], form.known_share(share(deals))
    total, rest, top = (form.grouped(round(x)) for x in (sum(euros), sum(euros[1:]), euros[0]))
    equal = form.decimal(hill2({str(n): round(1e6 * value) for n, value in enumerate(euros)}), 1)
    told = form.grouped(sum(deal.amount is not None for deal in deals))
    apart, count, all_ = _apart(deals), _deals(len(euros)), _deals(len(deals))
    return Text(
        fr=f"{name.fr} : montant publié pour {told.fr} sur {all_.fr} que biograph connaît "
        f"{covered.fr} : {total.fr} millions d'euros en {count.fr}, {rest.fr} sans la plus grande "
        f"({largest}, {top.fr}) ; l'argent se répartit comme entre {equal.fr} opérations égales"
        f"{apart.fr}.",
        en=f"{name.en}: amount published for {told.en} of {all_.en} known to biograph "
        f"{covered.en}: {total.en} million euros in {count.en}, {rest.en} without the largest "
        f"({largest}, {top.en}); money is spread as over {equal.en} equal deals{apart.en}.",
    )


def _apart(deals: Sequence[Deal]) -> Text:
    """What is stated in other currencies, which are not added to the euros."""
    fr, en = "", ""
    for currency, same in by_currency(deals).items():
        if currency != "EUR":
            value = form.grouped(round(sum(d.amount.value for d in same if d.amount) / 1e6))
            fr += f" ; à part, {len(same)} pour {value.fr} millions en {currency}"
            en += f"; apart from these, {len(same)} of {value.en} million in {currency}"
    return Text(fr=fr, en=en)


def unpriced(stage: str, deals: Sequence[Deal]) -> Text:
    """A stage of which no amount in euros is published."""
    name, covered = _NAMES[stage], form.known_share(share(deals))
    count = form.several(
        len(deals), "bénéficiaire connu|bénéficiaires connus", "beneficiary|beneficiaries"
    )
    return Text(
        fr=f"{name.fr} : aucun montant en euros publié pour {count.fr} de biograph {covered.fr} ; "
        "l'argent de cette étape n'est pas décidable.",
        en=f"{name.en}: no amount in euros is published for {count.en} known to biograph "
        f"{covered.en}; the money of this stage is not decidable.",
    )


def profile(stages: Mapping[str, Sequence[Deal]]) -> Text:
    """All stages in a row, and that the end of the money cannot be told from them."""
    deals = [deal for same in stages.values() for deal in same]
    untold = form.grouped(sum(deal.amount is None for deal in deals))
    covered, total = form.known_share(share(deals)), _deals(len(deals))
    parts = [_part(stage, same) for stage, same in stages.items()]
    fr, en = " ; ".join(part.fr for part in parts), "; ".join(part.en for part in parts)
    return Text(
        fr=f"À quelle étape l'argent s'arrête n'est pas décidable : aucun montant publié pour "
        f"{untold.fr} sur {total.fr} que biograph connaît {covered.fr}. Millions d'euros connus : "
        f"{fr}.",
        en=f"At which stage money stops is not decidable: no amount is published for {untold.en} "
        f"of {total.en} known to biograph {covered.en}. Million euros known: {en}.",
    )


def _part(stage: str, deals: Sequence[Deal]) -> Text:
    """``industry 96 (69 without the largest deal)``."""
    fr, en = (name.split(" (")[0].lower() for name in (_NAMES[stage].fr, _NAMES[stage].en))
    euros = in_euros(deals)
    if not euros:
        return Text(fr=f"{fr} : aucun", en=f"{en} none")
    total, rest = form.grouped(round(sum(euros))), form.grouped(round(sum(euros[1:])))
    return Text(
        fr=f"{fr} {total.fr} ({rest.fr} sans la plus grande opération)",
        en=f"{en} {total.en} ({rest.en} without the largest deal)",
    )
