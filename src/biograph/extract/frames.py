"""Claims of one text in, the events that they tell together out.

Who raised how much, who invested and when are one round where neighbouring sentences tell them and
no slot contradicts another: one amount, one date, one beneficiary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Event
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.model import Claim, Span

#: Changes with what is assembled.
VERSION = "1"
#: The class of the event that a claim of each predicate tells, or tells a part of.
KINDS = {
    "raised": "FinancingRound",
    "investedIn": "FinancingRound",
    "funds": "Grant",
    "acquired": "Acquisition",
    "conductsTrial": "ClinicalTrial",
    "authorises": "AuthorisationEvent",
}
_MONTH = len("2021-03")
_BREAK = 3  # characters between two sentences: a blank, or the lines between two paragraphs


def events(claims: Iterable[Claim]) -> list[Event]:
    """The events that the claims of one document tell, in order of the text.

    Every claim of a kind of KINDS that a passage states is in exactly one event; the order of the
    claims does not count.
    """
    found: list[list[Claim]] = []
    for claim in sorted((c for c in claims if c.evidence.span and c.predicate in KINDS), key=_turn):
        fitting = [event for event in found if _fits(claim, event)]
        if fitting:
            min(fitting, key=lambda event: _distance(claim, event)).append(claim)
        else:
            found.append([claim])
    return sorted(map(_event, found), key=lambda event: _place(event.claims[0]))


def _turn(claim: Claim) -> tuple[object, ...]:
    """Rounds are opened by what they brought, and joined by those who took part."""
    return claim.predicate != "raised", *_place(claim)


def _place(claim: Claim) -> tuple[object, ...]:
    return *_span(claim), claim.predicate, *_ends(claim), claim.date, claim.amount


def _event(claims: list[Claim]) -> Event:
    told = tuple(sorted(claims, key=_place))
    return Event(
        kind=KINDS[told[0].predicate],
        claims=told,
        modality=told[0].modality,
        date=max((claim.date for claim in told), key=len),
        amount=_amount(told),
    )


def _amount(claims: Sequence[Claim]) -> str:
    """The sum of an event: of a round what was raised, not what one of several put in."""
    raised = [_sum(claim) for claim in claims if claim.predicate == "raised"]
    shares = len(claims) > 1 and claims[0].predicate == "investedIn"
    told = raised or ([] if shares else [claim.amount for claim in claims])
    return next(filter(None, told), "")


def _fits(claim: Claim, event: Sequence[Claim]) -> bool:
    """Whether a claim may be a part of an event: of its kind, beside it, contradicting nothing."""
    return (
        KINDS[claim.predicate] == KINDS[event[0].predicate]
        and claim.modality is event[0].modality
        and any(_beside(claim, other) for other in event)
        and all(_agree(claim.date, other.date) for other in event)
        and _JOINED[KINDS[claim.predicate]](claim, event)
    )


def _beside(one: Claim, other: Claim) -> bool:
    """In one passage, or in the next where the date or the sum is the same."""
    gap = _gap(_span(one), _span(other))
    return gap < 0 or (
        gap <= _BREAK and (one.date == other.date != "" or _sum(one) == _sum(other) != "")
    )


def _of_one_round(claim: Claim, event: Sequence[Claim]) -> bool:
    """One beneficiary, and one sum raised, beside which a share of it stands in its own passage."""
    sums = {_sum(c) for c in (claim, *event) if c.predicate == "raised"}
    return len(sums) <= 1 and all(
        _beneficiary(claim) == _beneficiary(other)
        and (_open(_sum(claim), _sum(other)) or _gap(_span(claim), _span(other)) < 0)
        for other in event
    )


def _of_one_sum(claim: Claim, event: Sequence[Claim]) -> bool:
    """A giver or taker in common, and the very same sum: else two grants of one giver are two."""
    return all(
        bool(claim.amount) and claim.amount == other.amount and _shared(claim, other)
        for other in event
    )


def _of_one_deal(claim: Claim, event: Sequence[Claim]) -> bool:
    """A buyer or target in common, and the same sum or day or month: in a year one buys twice."""
    return all(
        _shared(claim, other)
        and _open(claim.amount, other.amount)
        and (
            (bool(claim.amount) and claim.amount == other.amount)
            or (len(claim.date) >= _MONTH and claim.date == other.date)
        )
        for other in event
    )


def _of_one_trial(claim: Claim, event: Sequence[Claim]) -> bool:
    """What is tried in common; or one sponsor, of a product and a disease in the same passage."""
    return all(
        _ends(claim)[1] == _ends(other)[1]
        or (
            _ends(claim)[0] == _ends(other)[0]
            and claim.object.kind != other.object.kind
            and _span(claim) == _span(other)
        )
        for other in event
    )


def _alone(_claim: Claim, _event: Sequence[Claim]) -> bool:
    """Two authorities, or two products, are two decisions."""
    return False


_JOINED = {
    "FinancingRound": _of_one_round,
    "Grant": _of_one_sum,
    "Acquisition": _of_one_deal,
    "ClinicalTrial": _of_one_trial,
    "AuthorisationEvent": _alone,
}


def _sum(claim: Claim) -> str:
    """The amount of a claim: of what was raised it is the object."""
    return claim.object.text if claim.predicate == "raised" else claim.amount


def _beneficiary(claim: Claim) -> str:
    subject, obj = _ends(claim)
    return subject if claim.predicate == "raised" else obj


def _shared(one: Claim, other: Claim) -> bool:
    return any(a == b for a, b in zip(_ends(one), _ends(other), strict=True))


def _ends(claim: Claim) -> tuple[str, str]:
    return name_key(claim.subject.text), name_key(claim.object.text)


def _agree(one: str, other: str) -> bool:
    """Whether two dates may be one: one is open, or the same as far as it goes."""
    return one.startswith(other) or other.startswith(one)


def _open(one: str, other: str) -> bool:
    """Whether two amounts may be one."""
    return not one or not other or one == other


def _distance(claim: Claim, event: Sequence[Claim]) -> tuple[bool, bool, int, tuple[object, ...]]:
    """Of the events that a claim fits, the one of its sum, of its date, and the nearest."""
    return (
        not any(_sum(claim) == _sum(other) != "" for other in event),
        not any(claim.date == other.date != "" for other in event),
        min(_gap(_span(claim), _span(other)) for other in event),
        _place(event[0]),
    )


def _gap(one: Span, other: Span) -> int:
    """The characters between two passages; below 0 as far as they overlap."""
    return max(one.start, other.start) - min(one.end, other.end)


def _span(claim: Claim) -> Span:
    assert claim.evidence.span is not None
    return claim.evidence.span
