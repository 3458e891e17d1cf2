"""Which deals the graph tells, each once, by stage of funding: facts in, deals out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.amounts import read
from biograph.analyse.supply import FRANCE
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from biograph.analyse.amounts import Amount
    from biograph.analyse.known import Known

Row = dict[str, str]

STAGES = ("research", "creation", "development", "industry", "rounds", "listing", "buyouts")
_OF_SOURCE = {"anr": "research", "cordis": "research", "ilab": "creation"}
#: Actions of the Investissements d'avenir on health and biotechnology, by the code in a project's
#: number. The others (campuses, nuclear reactors) are of other fields.
_OF_ACTION = {
    **dict.fromkeys(("INBS", "COHO", "BTBR", "BINF", "NANB", "IAHU", "IBHU", "PMRB"), "research"),
    "RHUS": "development",
    **dict.fromkeys(("DPBS", "F2II"), "industry"),
}
_ACTION = re.compile(r"#ANR-\d\d-([A-Z0-9]{4})-")
#: Words by which a sentence tells the sum of several rounds, which are told apart elsewhere.
_SUM = re.compile(r"\b(au total|in total|in all|since it was|since its|depuis sa)\b", re.IGNORECASE)
#: Words by which it tells that a firm changed hands, or went to the stock market.
_OTHERWISE = {
    "buyouts": re.compile(
        r"\b(l'a (r?achetée?|acquise?)|rachat|rachetée?|acquise? par|bought (by|out|it)|buy-?outs?"
        r"|acquired (by|it)|took over|taken over|takeover)\b",
        re.IGNORECASE,
    ),
    "listing": re.compile(
        r"\b((introduction|introduite?|entrée?) en bourse|ipo|initial public offering"
        r"|went public|stock market (debut|listing)|flotation)\b",
        re.IGNORECASE,
    ),
}
_SOME_AMOUNT = re.compile(
    r"\d[\d\s.,]*(millions?|milliards?|billions?|euros?|[MK]€|€)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:]\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Money that one beneficiary got at one stage; ``amount`` is None where none is published."""

    stage: str
    beneficiary: str
    name: str
    amount: Amount | None
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """The deals told, and how many stated amounts could not be read."""

    deals: tuple[Deal, ...]
    unread: int

    def at(self, stage: str) -> tuple[Deal, ...]:
        """The deals of one stage."""
        return tuple(deal for deal in self.deals if deal.stage == stage)


def deals_of(known: Known) -> Deals:
    """All deals of French beneficiaries, whatever number of facts and documents tells each."""
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in known.ask("funding/deals", country=FRANCE).records():
        if stage := _stage(row):
            # Two programmes are two deals; a round may be told by any source.
            programme = "" if stage == "rounds" else row["source"]
            rows[stage, programme, row["beneficiary"]].append(row)
    found = [deal for (stage, *_), same in sorted(rows.items()) for deal in _told(stage, same)]
    stated = {row["amount"] for same in rows.values() for row in same if row["amount"]}
    return Deals(deals=tuple(found), unread=sum(read(amount) is None for amount in stated))


def _stage(row: Row) -> str:
    """The stage of a deal; empty for what is no stage of its own, as a gift told in a text."""
    source = local_name(row["source"])
    if local_name(row["deal"]) != "funds":
        return _private(row) if row["firm"] and not _is_sum(row) else ""
    if source == "pia":
        action = _ACTION.search(row["row"] or "")
        return _OF_ACTION.get(action[1], "") if action else ""
    return _OF_SOURCE.get(source, "")


def _private(row: Row) -> str:
    """Whether the words about an amount tell a round, a buyout or a listing on the stock market."""
    said = _about(row)
    return next((stage for stage, words in _OTHERWISE.items() if words.search(said)), "rounds")


def _about(row: Row) -> str:
    """The sentences with the amount of a row; of one with several amounts, its clause alone."""
    amount, found = row["amount"], []
    for part in _SENTENCE.split(row["quote"]) if amount else ():
        several = len(_SOME_AMOUNT.findall(part)) > 1
        found += [c for c in (_CLAUSE.split(part) if several else [part]) if amount in c]
    return " ".join(found)


def _is_sum(row: Row) -> bool:
    """Whether the sentence with the amount tells what several rounds brought together."""
    amount = row["amount"]
    if not amount:
        return False
    return any(amount in part and _SUM.search(part) for part in _SENTENCE.split(row["quote"]))


def _told(stage: str, rows: Sequence[Row]) -> Iterable[Deal]:
    """The deals of one beneficiary with one programme, from all that is told of them.

    Equal amounts are one deal, unless two rows of a register state them. What a firm raised holds
    what each investor gave, so that investments count only where no round is told. Where no
    amount is published, any number of facts may tell one deal: it counts once.
    """
    raised = [row for row in rows if local_name(row["deal"]) == "raised" and row["amount"]]
    groups: dict[tuple[Amount, str], list[Row]] = defaultdict(list)
    for row in raised or rows:
        amount = read(row["amount"] or "")
        if amount and amount.value > 0:
            groups[amount, row["row"] or ""].append(row)
    if not groups:
        yield _deal(stage, None, rows)
    for (amount, _), same in groups.items():
        yield _deal(stage, amount, same)


def _deal(stage: str, amount: Amount | None, rows: Collection[Row]) -> Deal:
    first = next(iter(rows))
    return Deal(
        stage=stage,
        beneficiary=first["beneficiary"],
        name=first["beneficiary_label"] or local_name(first["beneficiary"]),
        amount=amount,
        relations=tuple(sorted({row["relation"] for row in rows})),
    )


def by_currency(deals: Iterable[Deal]) -> Mapping[str, tuple[Deal, ...]]:
    """The deals with an amount by currency, largest first: currencies are never added up."""
    found: dict[str, list[tuple[float, Deal]]] = defaultdict(list)
    for deal in deals:
        if deal.amount:
            found[deal.amount.currency].append((deal.amount.value, deal))
    return {
        currency: tuple(deal for _, deal in sorted(same, key=lambda d: (-d[0], d[1].name)))
        for currency, same in sorted(found.items())
    }
