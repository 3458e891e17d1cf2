"""Stocks against delays: who is exposed surely or perhaps, and on whose word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.bottleneck import endurance_words as words
from biograph.analyse.bottleneck.endurance import endurance
from biograph.analyse.bottleneck.holding import Holding, families_last, holdings
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.method.endurance import Verdict
from biograph.ask import over
from biograph.model import Finding, Presence, Text
from biograph.terms import DATA, local_name
from biograph.vocabulary.figures import Figure, hull, nearest
from tests.tiny import opened

if TYPE_CHECKING:
    from biograph.ask import Ask

MONTHS = st.tuples(st.floats(0, 60), st.floats(0, 60)).map(lambda e: (min(e), max(e)))


def figure(low: float, high: float, basis: str = "published") -> Figure:
    """A duration in months that somebody states."""
    empty = Text(fr="", en="")
    return Figure(
        id=f"f-{low}-{high}-{basis}",
        measure="stock",
        about="equipment",
        label=Text(fr="Durée", en="Time"),
        low=low,
        high=high,
        unit="months",
        as_of="2026",
        scope=empty,
        source="somebody",
        url="",
        basis=basis,
        note=empty,
    )


def holding(
    known: Known,
    stock: tuple[float, float],
    lead: tuple[float, float],
    again: tuple[float, float] = (0, 0),
    shelf: tuple[float, float] | None = None,
) -> Holding:
    """The stoppers of the tiny graph with other figures."""
    (stoppers,) = (item for item in known.inputs if local_name(item.input) == "stoppers")
    return Holding(
        inputs=(stoppers,),
        stock=(figure(*stock),),
        lead=(figure(*lead),),
        requalification=(figure(*again),),
        shelf=(figure(*shelf),) if shelf else (),
    )


@pytest.fixture
def known(ask: Ask) -> Known:
    """The tiny graph as analyses read it."""
    return Known(ask=ask)


@pytest.fixture
def found(known: Known) -> dict[str, Finding]:
    """The findings by kind: one of each in the tiny graph."""
    return {one.kind: one for one in endurance(known)}


def test_an_exposed_input_is_told_with_both_ends(found: dict[str, Finding]) -> None:
    """Stoppers may be missing: from none to the longest delay less the least stock."""
    stoppers, iri = found["endurance"], DATA + "input/stoppers"
    measures = ("lead-time", "requalification-time", "stock")
    lead, again, stock = (hull(nearest(measure, iri)) for measure in measures)
    assert stoppers.high == stoppers.value == lead[1] + again[1] - stock[0]
    assert stoppers.low == 0
    assert f"peut manquer pendant 0 à {stoppers.high:.0f} mois" in stoppers.sentence.fr
    assert f"may be missing for 0 to {stoppers.high:.0f} months" in stoppers.sentence.en
    assert "aucun deuxième fabricant connu de biograph" in stoppers.sentence.fr
    assert stoppers.subjects == (iri, DATA + "family/aav_gene_therapy")
    assert DATA + "requirement/aav_gene_therapy/stoppers" in stoppers.evidence
    assert DATA + "figure/lead-time-vials" in stoppers.evidence


def test_assumptions_are_named(found: dict[str, Finding]) -> None:
    """An assumed stock is called one, and what is half published is called so."""
    stoppers = found["endurance"]
    assert "Stock : 2 à 6 mois (hypothèse)" in stoppers.sentence.fr
    assert "mois (en partie par hypothèse)" in stoppers.sentence.fr
    assert any("Hypothèse de biograph" in caveat.fr for caveat in stoppers.caveats)
    assert stoppers.coverage == pytest.approx(1 / 3)


def test_inputs_of_mere_assumptions_stand_together(found: dict[str, Finding]) -> None:
    """What nobody publishes anything on is counted once, with no coverage at all."""
    assumed = found["endurance-assumed"]
    assert assumed.coverage == 0
    assert assumed.value == assumed.high == 6
    assert assumed.low == 4
    assert "4 (équipement de bioproduction) manquent sûrement et 2 peut-être" in assumed.sentence.fr
    assert DATA + "figure/stock-equipment" in assumed.evidence


def test_without_figures_nothing_is_decided(found: dict[str, Finding]) -> None:
    """Inputs without any figure are counted and named, neither safe nor exposed."""
    unknown = found["endurance-unknown"]
    assert unknown.value == 3
    assert "3 intrants requis sur 10" in unknown.sentence.fr
    assert "poches à usage unique" in unknown.sentence.fr
    assert unknown.coverage == pytest.approx(0.1)  # somebody publishes on stoppers alone


def test_a_family_goes_on_as_long_as_its_first_stock(known: Known) -> None:
    """Whichever stock of an input of all routes ends first ends the family."""
    holdings_found = holdings(known.inputs)
    lasting = {local_name(f): ends for f, ends in families_last(known, holdings_found).items()}
    stocked = [one for one in holdings_found if one.stock]
    aav = [o.survive for o in stocked if DATA + "family/aav_gene_therapy" in o.families]
    assert lasting["aav_gene_therapy"] == (min(low for low, _ in aav), min(h for _, h in aav))


def test_how_long_families_go_on_is_told(found: dict[str, Finding]) -> None:
    """The family that stops first gives the value, with the share of inputs that have a stock."""
    whole = found["endurance-families"]
    assert whole.presence is Presence.UNKNOWN
    assert "famille" in whole.sentence.fr
    assert "mois" in whole.sentence.fr
    assert whole.high == whole.value
    assert whole.coverage is not None
    assert 0 < whole.coverage < 1


def test_skills_are_no_stock(known: Known) -> None:
    """Only what is bought is held or ordered."""
    named = {local_name(item.input) for one in holdings(known.inputs) for item in one.inputs}
    assert "stoppers" in named
    assert not named & {"vector-design", "qualified-person", "treatment-centre"}


def test_every_finding_is_whole(found: dict[str, Finding]) -> None:
    """Both languages, evidence and a command; ignorance is told as such."""
    for one in found.values():
        assert "biograph" in one.sentence.fr
        assert "biograph" in one.sentence.en
        assert "couverture" in one.sentence.fr
        assert one.sentence.fr.endswith(".")
        assert one.sentence.en.endswith(".")
        assert one.presence is Presence.UNKNOWN
        assert form.NOT_SUPPLY in one.caveats
        assert one.evidence
        assert one.command == "biograph bottlenecks --json"
        assert one.overturned_by.fr
        assert 0 < one.rank <= 1


def test_a_family_has_its_own_inputs(ask: Ask) -> None:
    """Narrowed to a family, only what it requires is looked at; an empty graph requires nothing."""
    narrowed = Known(ask=ask, scope=Scope(family="autologous_car_t"))
    families = {s for one in endurance(narrowed) for s in one.subjects if "/family/" in s}
    assert families == {DATA + "family/autologous_car_t"}
    assert not list(endurance(Known(ask=over(opened()))))


# --- verdicts ------------------------------------------------------------------------------------


def test_a_short_stock_is_surely_exposed(known: Known) -> None:
    """Where even the longest stock ends before the shortest delay the input is surely missing."""
    short = holding(known, stock=(1, 2), lead=(5, 6), again=(3, 12))
    assert short.exposure.verdict is Verdict.SURELY
    assert "manque pendant 3 à 17 mois" in words.exposed(known, short, 1.0).fr
    assert "missing for 3 to 17 months" in words.exposed(known, short, 1.0).en
    assert "(hypothèse)" not in words.exposed(known, short, 1.0).fr


def test_requalification_may_make_it_sure(known: Known) -> None:
    """An input that may come back in time does not where another maker must be qualified first."""
    other = holding(known, stock=(1, 6), lead=(4, 6), again=(3, 12))
    assert other.exposure.verdict is Verdict.POSSIBLY
    assert other.unqualified.verdict is Verdict.SURELY
    assert "(1 mois au moins si un autre fabricant doit d'abord être qualifié)" in (
        words.exposed(known, other, 1.0).fr
    )


def test_a_long_stock_is_not_told(known: Known) -> None:
    """Where stock outlasts any delay there is no finding."""
    assert not holding(known, stock=(30, 40), lead=(1, 6), again=(3, 12)).exposed


def test_goods_last_no_longer_than_they_keep(known: Known) -> None:
    """Stock past its shelf life is no stock."""
    fresh = holding(known, stock=(10, 20), lead=(5, 6), shelf=(1, 2))
    assert fresh.survive == (1, 2)
    assert fresh.exposure.verdict is Verdict.SURELY


@given(MONTHS, MONTHS, MONTHS)
def test_ends_hold_all_cases(stock, lead, again) -> None:
    """Any stock and delay within their ends, requalified or not, gives a gap within the ends."""
    one = Holding(
        inputs=(),
        stock=(figure(*stock),),
        lead=(figure(*lead),),
        requalification=(figure(*again),),
    )
    low, high = one.exposure.gap
    for held in stock:
        for delay in (*lead, *(a + b for a in lead for b in again)):
            assert low - 1e-9 <= delay - held <= high + 1e-9
    assert one.unqualified.gap[0] >= low
    assert math.isclose(one.unqualified.gap[1], high)
