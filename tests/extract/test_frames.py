"""What neighbouring sentences tell of one event is one event, and nothing is put together else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.frames import KINDS, events
from biograph.model import Claim, Evidence, Mention, Modality, Span

RAISED = ("Alpha", "raised", "20 M€")


def claim(
    subject: str,
    predicate: str,
    object_: str,
    start: int = 0,
    end: int = 100,
    *,
    date: str = "",
    amount: str = "",
    kind: str = "Company",
) -> Claim:
    """A claim in a passage of the text."""
    return Claim(
        subject=Mention(text=subject, kind="Company"),
        predicate=predicate,
        object=Mention(text=object_, kind="Money" if predicate == "raised" else kind),
        evidence=Evidence(document="d", quote="q", span=Span(start, end)),
        date=date,
        amount=amount,
        producer="test",
    )


def told(*claims: Claim) -> list[tuple[str, str, str, int]]:
    """Kind, date, sum and number of claims of each event."""
    return [(e.kind, e.date, e.amount, len(e.claims)) for e in events(claims)]


def test_a_round_has_one_sum_one_date_and_all_its_investors() -> None:
    """The sum is what was raised, the date the most precise, whoever put in how much."""
    round_ = (
        claim(*RAISED, date="2021"),
        claim("Fonds", "investedIn", "Alpha", amount="15 M€", date="2021-03"),
        claim("Banque", "investedIn", "ALPHA SAS"),
        claim("Caisse", "investedIn", "Alpha", 101, 200, date="2021-03"),
    )
    assert told(*round_) == [("FinancingRound", "2021-03", "20 M€", 4)]


@pytest.mark.parametrize(
    "other",
    [
        claim("Beta", "raised", "20 M€"),
        claim("Alpha", "raised", "30 M€"),
        claim("Alpha", "raised", "20 M€", date="2020"),
        claim("Fonds", "investedIn", "Alpha", date="2020-02"),
        claim("Fonds", "investedIn", "Alpha", 101, 200),
        claim("Fonds", "investedIn", "Alpha", 101, 200, date="2021-03", amount="2 M€"),
        claim("Fonds", "investedIn", "Alpha", 400, 500, date="2021-03"),
        claim("Fonds", "acquired", "Alpha", date="2021-03"),
        replace(claim("Fonds", "investedIn", "Alpha"), modality=Modality.PLANNED),
    ],
    ids=[
        *("other firm", "other sum", "other year", "other date", "next sentence without a date"),
        *("another sum in the next sentence", "far away", "other kind", "a plan"),
    ],
)
def test_what_contradicts_a_round_is_another_event(other: Claim) -> None:
    """No slot is filled from a claim that may speak of something else."""
    assert len(events([claim(*RAISED, date="2021-03"), other])) == 2


def test_an_investment_joins_the_round_of_its_date() -> None:
    """Of two rounds of one sentence, the one that agrees."""
    first, second = (
        claim("Alpha", "raised", "4 M€", date="2021-04"),
        claim("Alpha", "raised", "31 M€", date="2022"),
    )
    found = events([claim("Fonds", "investedIn", "Alpha", date="2022"), first, second])
    assert sorted((e.amount, len(e.claims)) for e in found) == [("31 M€", 2), ("4 M€", 1)]


def test_the_sum_of_a_round_that_nobody_tells_stays_open() -> None:
    """What each of two put in is not what they put in together."""
    one, other = (claim(who, "investedIn", "Alpha", amount="17 M€") for who in ("A", "B"))
    assert told(one, other) == [("FinancingRound", "", "", 2)]
    assert told(one) == [("FinancingRound", "", "17 M€", 1)]


def test_a_grant_to_two_is_one_where_the_sum_is_the_same() -> None:
    """Two sums, or none, are two grants of one giver."""
    one, other = (claim("Asso", "funds", who, amount="3 M€") for who in ("Labo", "Hôpital"))
    assert told(one, other) == [("Grant", "", "3 M€", 2)]
    assert len(events([one, replace(other, amount="1 M€")])) == 2
    assert len(events([replace(one, amount=""), replace(other, amount="")])) == 2


def test_what_is_bought_on_one_day_is_one_deal() -> None:
    """With the sum that one of the claims tells; a year alone is shared by chance."""
    site = claim("DHL", "acquired", "Amilly", date="2024-06-03")
    firm = claim("DHL", "acquired", "Cryo", date="2024-06-03", amount="9 M€")
    assert told(site, firm) == [("Acquisition", "2024-06-03", "9 M€", 2)]
    assert len(events([replace(site, date="2024"), replace(firm, date="2024")])) == 2


def test_a_trial_joins_its_sponsors_its_product_and_its_disease() -> None:
    """One product; or one sponsor of a product and a disease, but not of two products."""
    trial = claim("CHU", "conductsTrial", "AAV-1", kind="Therapy")
    assert len(events([trial, claim("Inserm", "conductsTrial", "AAV-1", kind="Therapy")])) == 1
    assert len(events([trial, claim("CHU", "conductsTrial", "myopathie", kind="Disease")])) == 1
    assert len(events([trial, claim("CHU", "conductsTrial", "AAV-2", kind="Therapy")])) == 2


def test_two_authorities_decide_twice() -> None:
    """An authorisation is never put together with another one."""
    both = [claim(who, "authorises", "Alphagen", kind="Therapy") for who in ("EMA", "FDA")]
    assert len(events(both)) == 2


def test_rows_and_other_predicates_tell_no_event() -> None:
    """A register's row stands for itself; being somewhere is no event."""
    row = replace(claim(*RAISED), evidence=Evidence(document="d", quote="q", row="t#1"))
    assert events([row, claim("Alpha", "locatedIn", "Lyon", kind="Location")]) == []


CLAIMS = st.lists(
    st.builds(
        claim,
        st.sampled_from(["Alpha", "Beta", "Gamma"]),
        st.sampled_from(sorted(KINDS)),
        st.sampled_from(["Alpha", "Delta", "5 M€"]),
        st.sampled_from([0, 101, 300]),
        st.sampled_from([100, 299, 400]),
        date=st.sampled_from(["", "2021", "2021-03", "2021-03-08", "2022"]),
        amount=st.sampled_from(["", "5 M€", "6 M€"]),
    ),
    max_size=8,
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_each_claim_is_in_one_event_whatever_the_order(claims: list[Claim], chance: object) -> None:
    """No claim is lost or told twice, and no event holds what its claims do not."""
    found = events(claims)
    shuffled = list(claims)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert events(shuffled) == found
    assert sum(len(event.claims) for event in found) == len(claims)
    for event in found:
        assert {KINDS[c.predicate] for c in event.claims} == {event.kind}
        assert event.date in {c.date for c in event.claims}
        assert all(event.date.startswith(c.date) for c in event.claims)
        assert event.amount in {"", *(c.amount for c in event.claims), "5 M€", "Alpha", "Delta"}
