"""G7: how much money is known at each stage, how much of it is one deal, and what is untold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.gap import funding_words as words
from biograph.analyse.gap.deals import STAGES, by_currency, deals_of
from biograph.model import Finding, Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.gap.deals import Deal
    from biograph.analyse.known import Known

_MEUR = Text(fr="millions d'euros", en="million euros")
_ENDS = Text(
    fr="Bornes : sans et avec la plus grande opération.",
    en="Ends: without and with the largest deal.",
)
_ALL_FIELDS = Text(
    fr="Les registres d'aides couvrent toutes les sciences du vivant et des périodes différentes : "
    "ils ne disent pas quelle part va aux biothérapies.",
    en="The registers of grants cover all life sciences and different periods: they do not tell "
    "which part goes to biotherapies.",
)
_ONCE = Text(
    fr="Une opération dite par plusieurs faits compte une fois ; rachats et entrées en bourse sont "
    "reconnus aux mots de la phrase qui dit le montant.",
    en="A deal told by several facts counts once; buyouts and listings are told apart by the words "
    "of the sentence with the amount.",
)
_OVERTURN = Text(
    fr="Un registre qui publie le montant des opérations qui n'en ont pas ici.",
    en="A register that publishes the amounts of the deals that have none here.",
)


def funding(known: Known) -> Iterator[Finding]:
    """The known money of each stage, and that it is not decidable where it stops."""
    if not known.everything:
        return
    told = deals_of(known)
    stages = {stage: told.at(stage) for stage in STAGES if told.at(stage)}
    for stage, deals in stages.items():
        yield (_priced if words.in_euros(deals) else _unpriced)(known, stage, deals)
    stages.pop("buyouts", None)  # they bring a firm no money
    if stages:
        yield _profile(known, stages, told.unread)


def _facts(deals: Sequence[Deal]) -> tuple[str, ...]:
    return tuple(sorted({fact for deal in deals for fact in deal.relations}))


def _priced(known: Known, stage: str, deals: Sequence[Deal]) -> Finding:
    """A stage with amounts in euros: the total, with and without the largest deal."""
    euros, largest = words.in_euros(deals), by_currency(deals)["EUR"][0]
    total, rest = round(sum(euros), 2), round(sum(euros[1:]), 2)
    return Finding(
        id=form.identity("funding-stage", stage),
        kind="funding-stage",
        sentence=words.priced(stage, deals, largest.name),
        value=total,
        unit=_MEUR,
        low=rest,
        high=total,
        coverage=words.share(deals),
        rank=0.3 * euros[0] / sum(euros),
        subjects=(largest.beneficiary,),
        evidence=_facts([deal for deal in deals if deal.amount]),
        command=known.scope.command("gaps"),
        caveats=(_ENDS, _ALL_FIELDS, _ONCE),
        overturned_by=_OVERTURN,
    )


def _unpriced(known: Known, stage: str, deals: Sequence[Deal]) -> Finding:
    """A stage of which no amount in euros is published: how much money there is stays unknown."""
    return Finding(
        id=form.identity("funding-stage", stage),
        kind="funding-unknown",
        sentence=words.unpriced(stage, deals),
        value=float(len(deals)),
        unit=Text(fr="bénéficiaires", en="beneficiaries"),
        presence=Presence.UNKNOWN,
        coverage=words.share(deals),
        rank=0.2,
        evidence=_facts(deals),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _ALL_FIELDS, _ONCE),
        overturned_by=_OVERTURN,
    )


def _profile(known: Known, stages: Mapping[str, Sequence[Deal]], unread: int) -> Finding:
    """All stages: what is known of each, and that the end of the money is not decidable."""
    deals = [deal for same in stages.values() for deal in same]
    untold = sum(deal.amount is None for deal in deals)
    illegible = Text(
        fr=f"{unread} des montants que les sources disent n'ont pu être lus.",
        en=f"{unread} of the amounts that sources state could not be read.",
    )
    return Finding(
        id=form.identity("funding-profile"),
        kind="funding-profile",
        sentence=words.profile(stages),
        value=float(untold),
        unit=Text(fr="opérations sans montant", en="deals without an amount"),
        presence=Presence.UNKNOWN,
        coverage=words.share(deals),
        rank=0.3 * untold / len(deals),
        evidence=_facts(deals),
        command=known.scope.command("gaps"),
        caveats=(form.NOT_SUPPLY, _ALL_FIELDS, _ONCE, *([illegible] if unread else [])),
        overturned_by=_OVERTURN,
    )
