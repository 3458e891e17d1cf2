"""Money by stage: each deal once, currencies apart, and untold amounts never counted as nought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.amounts import Amount
from biograph.analyse.findings import Scope
from biograph.analyse.gap import funding_words as words
from biograph.analyse.gap.deals import Deal, by_currency, deals_of
from biograph.analyse.gap.funding import funding
from biograph.analyse.known import Known
from biograph.model import Finding, Presence
from biograph.terms import DATA, digest, local_name
from tests.analyse.gap.facts import actor, forget, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore


def found(ask: Ask) -> dict[str, Finding]:
    """The findings by the first word of their sentence."""
    return {f.sentence.en.split(" (")[0].split(":")[0]: f for f in funding(Known(ask=ask))}


def told(ask: Ask, stage: str) -> list[tuple[str, Amount | None]]:
    """Beneficiary and amount of each deal of a stage."""
    return [(local_name(d.beneficiary), d.amount) for d in deals_of(Known(ask=ask)).at(stage)]


@pytest.fixture
def firm(store: EmbeddedStore) -> str:
    """A French firm."""
    return actor(store, "firm", "Company")


@pytest.fixture
def others(store: EmbeddedStore) -> tuple[str, ...]:
    """Three more French firms."""
    return tuple(actor(store, key, "Company") for key in ("one", "two", "three"))


def raised(store: EmbeddedStore, who: str, amount: str, quote: str = "", n: int = 1) -> None:
    """A round that one text tells."""
    quote = quote or f"{who} raised {amount} ({n})"
    state(store, who, "raised", f"money/{digest(quote)}", amount=amount, quote=quote)


def granted(store: EmbeddedStore, who: str, source: str, row: str, amount: str = "") -> None:
    """A grant that one row of a register tells."""
    state(store, "org/caisse", "funds", who, source=source, row=row, amount=amount)


def test_a_deal_told_twice_counts_once(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """Two texts, in two languages and of two facts, tell one round."""
    raised(store, firm, "13 millions d'euros", n=1)
    raised(store, firm, "13 million euros", n=2)
    assert told(ask, "rounds") == [("firm", Amount(13e6, "EUR"))]


def test_the_part_of_an_investor_is_in_the_round(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """Two investors of a round that the firm tells add nothing to it."""
    raised(store, firm, "13 millions d'euros")
    for n, amount in enumerate(("5 millions d'euros", "")):
        state(store, actor(store, f"fund{n}", "Funder"), "investedIn", firm, amount=amount)
    assert told(ask, "rounds") == [("firm", Amount(13e6, "EUR"))]


def test_investments_count_where_no_round_is_told(
    store: EmbeddedStore, ask: Ask, firm: str
) -> None:
    """Two funds with one amount are one deal; an amount of its own is another."""
    for n, amount in enumerate(("75 million euros", "75 millions d'euros", "5 million euros")):
        state(store, actor(store, f"fund{n}", "Funder"), "investedIn", firm, amount=amount)
    assert set(told(ask, "rounds")) == {
        ("firm", Amount(75e6, "EUR")),
        ("firm", Amount(5e6, "EUR")),
    }


@pytest.mark.parametrize(
    "quote",
    [
        "Les sommes levées atteignent ainsi 71 millions d'euros au total.",
        "Since it was founded, it has collected 71 millions d'euros of equity.",
    ],
)
def test_a_sum_of_rounds_is_no_round(store: EmbeddedStore, ask: Ask, firm: str, quote: str) -> None:
    """What a sentence gives as the total of several rounds is not added to them."""
    raised(store, firm, "64 millions d'euros")
    raised(store, firm, "71 millions d'euros", quote=quote)
    assert told(ask, "rounds") == [("firm", Amount(64e6, "EUR"))]


@pytest.mark.parametrize(
    ("stage", "amount", "quote"),
    [
        ("buyouts", "825 M€", "Depuis 2021 Firm appartient à un fonds, qui l'a acheté 825 M€."),
        ("buyouts", "30 million euros", "Firm was taken over for 30 million euros."),
        ("listing", "40 million euros", "In its IPO, Firm raised 40 million euros."),
        (
            "listing",
            "35 M€",
            "Firm a levé 25 M€, puis 35 M€ lors de son entrée en Bourse, en 2021.",
        ),
        ("rounds", "25 M€", "Firm a levé 25 M€, puis 35 M€ lors de son entrée en Bourse, en 2021."),
        ("rounds", "9 M€", "Firm a levé 9 M€ pour acheter des équipements. Son rachat viendra."),
    ],
)
def test_buyouts_and_listings_are_no_rounds(
    store: EmbeddedStore, ask: Ask, *, firm: str, stage: str, amount: str, quote: str
) -> None:
    """What the words about an amount tell of a change of hands or the stock market stands apart."""
    raised(store, firm, amount, quote)
    assert [name for name, _ in told(ask, stage)] == ["firm"]
    assert not any(told(ask, other) for other in {"rounds", "listing", "buyouts"} - {stage})


def test_the_money_of_a_buyout_is_not_the_firms(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """A buyout is told, but no stage at which the money of firms stops."""
    raised(store, firm, "825 M€", "PAI a annoncé le rachat de Firm pour 825 M€.")
    assert found(ask)["Buyouts"].value == 825
    assert not any("825" in f.sentence.en for f in funding(Known(ask=ask)) if "stage" not in f.kind)


def test_the_total_of_another_sentence_leaves_a_round(
    store: EmbeddedStore, ask: Ask, firm: str
) -> None:
    """Words of a total in the next sentence say nothing of this amount."""
    quote = "It raised 64 million euros. In total it has 30 people."
    raised(store, firm, "64 million euros", quote=quote)
    assert told(ask, "rounds") == [("firm", Amount(64e6, "EUR"))]


def test_only_firms_have_rounds(store: EmbeddedStore, ask: Ask) -> None:
    """What a patients' association collects is no private round."""
    raised(store, "org/asso", "1,6 million d'euros")
    assert told(ask, "rounds") == []


def test_foreign_firms_do_not_count(store: EmbeddedStore, ask: Ask) -> None:
    """A round in Germany is none of France."""
    raised(store, actor(store, "gmbh", "Company", country="DE"), "9 million euros")
    assert told(ask, "rounds") == []


def test_rows_of_a_register_are_deals_of_their_own(
    store: EmbeddedStore, ask: Ask, firm: str
) -> None:
    """Two projects with the same amount are two grants; a row without amount beside is untold."""
    for row in ("cordis.csv#1/9", "cordis.csv#2/9"):
        granted(store, firm, "cordis", row, "100000 €")
    granted(store, firm, "anr", "anr.csv#9")
    assert told(ask, "research") == [
        ("firm", None),
        ("firm", Amount(1e5, "EUR")),
        ("firm", Amount(1e5, "EUR")),
    ]


@pytest.mark.parametrize(
    ("row", "stage"),
    [
        ("anr.csv#Lab", "research"),
        ("cordis.csv#1/2", "research"),
        ("ilab.csv#T1", "creation"),
        ("pia.csv#ANR-10-IAHU-0001", "research"),
        ("pia.csv#ANR-16-RHUS-0001", "development"),
        ("pia.csv#ANR-10-DPBS-0001", "industry"),
        ("pia.csv#ANR-20-F2II-0001", "industry"),
        ("pia.csv#ANR-11-CAMP-0001", ""),
        ("press.csv#", ""),
    ],
)
def test_a_programme_belongs_to_one_stage(
    store: EmbeddedStore, ask: Ask, firm: str, row: str, stage: str
) -> None:
    """Registers and actions tell the stage; a campus, or a gift told in a text, is of none."""
    granted(store, firm, row.split(".", maxsplit=1)[0], row, "5 M€")
    deals = [d for d in deals_of(Known(ask=ask)).deals if d.name == "Firm"]
    assert [d.stage for d in deals] == ([stage] if stage else [])


def test_the_largest_deal_is_told_apart(
    store: EmbeddedStore, ask: Ask, others: tuple[str, ...]
) -> None:
    """One deal of 80 beside two of 10 million: with it 100, without it 20, as 1.5 equal ones."""
    for who, amount in zip(others, ("80 M€", "10 M€", "10 M€"), strict=True):
        raised(store, who, amount)
    rounds = found(ask)["Private rounds"]
    assert (rounds.value, rounds.low, rounds.high) == (100, 20, 100)
    assert "100 millions d'euros en 3 opérations, 20 sans la plus grande (One, 80)" in (
        rounds.sentence.fr
    )
    assert "as over 1.5 equal deals" in rounds.sentence.en
    assert rounds.presence is Presence.PRESENT
    assert rounds.subjects == (DATA + "org/one",)


def test_currencies_are_never_added(
    store: EmbeddedStore, ask: Ask, others: tuple[str, ...]
) -> None:
    """Dollars stand beside the euros, not in them."""
    for who, amount in zip(others, ("10 M€", "41 million dollars", "5 M$"), strict=True):
        raised(store, who, amount)
    rounds = found(ask)["Private rounds"]
    assert rounds.value == 10
    assert "à part, 2 pour 46 millions en USD" in rounds.sentence.fr
    assert rounds.coverage == 1


def test_untold_amounts_are_coverage(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """A laureate without an amount is counted, and its money is unknown, not nought."""
    granted(store, firm, "ilab", "ilab.csv#1")
    creation = found(ask)["Creation of firms"]
    assert creation.presence is Presence.UNKNOWN
    assert creation.coverage == 0
    assert "pour 1 bénéficiaire connu de biograph (couverture 0 %)" in creation.sentence.fr
    assert "n'est pas décidable" in creation.sentence.fr
    assert form.NOT_SUPPLY in creation.caveats


def test_an_amount_turns_unknown_money_into_a_number(
    store: EmbeddedStore, ask: Ask, firm: str
) -> None:
    """Once a register publishes the amount the same finding tells it."""
    granted(store, firm, "ilab", "ilab.csv#1")
    before = found(ask)["Creation of firms"]
    granted(store, firm, "ilab", "ilab.csv#2", "300000 €")
    after = found(ask)["Creation of firms"]
    assert before.id == after.id
    assert (after.value, after.presence) == (0.3, Presence.PRESENT)


def test_what_cannot_be_read_is_counted(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """An amount in an unknown wording leaves the deal without one, and the profile says so."""
    raised(store, firm, "une belle somme")
    assert told(ask, "rounds") == [("firm", None)]
    profile = found(ask)["At which stage money stops is not decidable"]
    assert any("1 of the amounts" in caveat.en for caveat in profile.caveats)


def test_the_profile_sums_up(store: EmbeddedStore, ask: Ask, others: tuple[str, ...]) -> None:
    """All stages stand in a row with the number of deals whose amount nobody publishes."""
    granted(store, others[0], "ilab", "ilab.csv#1")
    granted(store, others[1], "pia", "pia.csv#ANR-10-DPBS-0001", "20000000 €")
    raised(store, others[2], "10 M€")
    profile = found(ask)["At which stage money stops is not decidable"]
    assert profile.value == 1
    assert profile.coverage == pytest.approx(2 / 3)
    assert "industrialisation 20 (0 sans la plus grande opération)" in profile.sentence.fr
    assert "création d'entreprise : aucun" in profile.sentence.fr
    assert profile.presence is Presence.UNKNOWN


def test_funding_knows_no_family(store: EmbeddedStore, ask: Ask, firm: str) -> None:
    """Registers of grants tell no therapy family: narrowed to one, nothing is said of money."""
    raised(store, firm, "10 M€")
    assert found(ask)
    assert not list(funding(Known(ask=ask, scope=Scope(family="car-t"))))


def test_without_deals_nothing_is_said(store: EmbeddedStore, ask: Ask) -> None:
    """No fact of money, no finding."""
    for predicate in ("funds", "raised", "investedIn"):
        forget(store, predicate)
    assert not found(ask)


AMOUNTS = st.builds(Amount, st.integers(1, 10**9).map(float), st.sampled_from(("EUR", "USD")))
DEALS = st.lists(
    st.builds(
        lambda number, amount: Deal(
            stage="rounds", beneficiary=str(number), name=str(number), amount=amount, relations=()
        ),
        st.integers(0, 9),
        st.none() | AMOUNTS,
    ),
    min_size=1,
    max_size=12,
)


@given(deals=DEALS)
def test_shares_and_sums_hold_together(deals: list[Deal]) -> None:
    """Every deal with an amount is in one currency, largest first, and the coverage counts them."""
    parted = by_currency(deals)
    assert sum(map(len, parted.values())) == round(words.share(deals) * len(deals))
    euros = words.in_euros(deals)
    assert euros == sorted(euros, reverse=True)
    if euros:
        sentence = words.priced("rounds", deals, "x")
        assert sentence.fr.endswith(".")
        assert form.grouped(round(sum(euros))).en in sentence.en
