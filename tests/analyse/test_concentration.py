"""The laws of concentration, and the spreads of the tiny graph."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse.concentration import (
    hhi,
    hill1,
    hill2,
    measured,
    of_classes,
    of_inputs,
    outside_share,
    shares,
)
from biograph.terms import DATA, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask

COUNTS = st.lists(st.integers(1, 1000), min_size=1, max_size=12).map(
    lambda numbers: {str(i): n for i, n in enumerate(numbers)}
)


@given(COUNTS)
def test_hhi_lies_between_equal_and_single(counts: dict[str, int]) -> None:
    """1/n <= HHI <= 1."""
    assert 1 / len(counts) - 1e-12 <= hhi(counts) <= 1 + 1e-12


@given(COUNTS)
def test_effective_numbers_are_ordered(counts: dict[str, int]) -> None:
    """1 <= N2 = 1/HHI <= N1 <= n."""
    assert hill2(counts) == pytest.approx(1 / hhi(counts))
    assert 1 - 1e-9 <= hill2(counts) <= hill1(counts) + 1e-9 <= len(counts) + 2e-9


@given(COUNTS, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(counts: dict[str, int], random: object) -> None:
    """A permutation of the holders changes nothing."""
    numbers = list(counts.values())
    random.shuffle(numbers)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    mixed = {f"x{i}": n for i, n in enumerate(numbers)}
    for measure in (hhi, hill1, hill2):
        assert measure(mixed) == pytest.approx(measure(counts))


@given(COUNTS, st.integers(2, 9))
def test_scale_does_not_matter(counts: dict[str, int], factor: int) -> None:
    """Counting everything several times changes nothing, nor does a holder of nothing."""
    scaled = {name: factor * n for name, n in counts.items()} | {"nobody": 0}
    assert hhi(scaled) == pytest.approx(hhi(counts))
    assert hill1(scaled) == pytest.approx(hill1(counts))


@given(st.integers(1, 40))
def test_equal_holders_count_as_many(number: int) -> None:
    """N equal holders have the effective number n."""
    counts = {str(i): 3 for i in range(number)}
    assert hill1(counts) == pytest.approx(number)
    assert hill2(counts) == pytest.approx(number)


@given(COUNTS)
def test_a_merger_concentrates(counts: dict[str, int]) -> None:
    """Two holders that become one never lower the index."""
    names = list(counts)
    merged = dict(counts)
    if len(names) > 1:
        merged[names[0]] += merged.pop(names[1])
    assert hhi(merged) >= hhi(counts) - 1e-12


def test_by_hand() -> None:
    """Shares of one half, one quarter, one quarter."""
    counts = {"a": 2, "b": 1, "c": 1}
    assert shares(counts) == (0.5, 0.25, 0.25)
    assert hhi(counts) == pytest.approx(0.375)
    assert hill1(counts) == pytest.approx(math.exp(1.5 * math.log(2)))


@pytest.mark.parametrize("counts", [{}, {"a": 0}])
def test_nothing_has_no_shares(counts: dict[str, int]) -> None:
    """Of nothing no share is taken, and the error says so."""
    with pytest.raises(ValueError, match="nothing"):
        hhi(counts)


def test_unknown_countries_stay_out_of_the_share() -> None:
    """The foreign share is taken over makers whose country is known."""
    assert outside_share(["FR", "US", "", "US"], {"FR", "DE"}) == pytest.approx(2 / 3)
    assert outside_share(["", ""], {"FR"}) is None
    assert outside_share([], {"FR"}) is None


def test_measured_keeps_what_it_rests_on() -> None:
    """Holders are sorted, evidence is unique, the total is told."""
    spread = measured("x", "owner", {"b": 1, "a": 3}, evidence=("r2", "r1", "r2"))
    assert (list(spread.holders), spread.total, spread.evidence) == (["a", "b"], 4, ("r1", "r2"))


def test_inputs_by_owner_and_country(ask: Ask) -> None:
    """Both reactor makers have one owner and two countries, one of them in the EU."""
    spreads = {(local_name(s.subject), s.by): s for s in of_inputs(ask)}
    makers = spreads["bioreactor", "owner"]
    assert makers.holders == {DATA + "org/bigcorp": 2, DATA + "org/spinco": 1}
    assert makers.hhi == pytest.approx(5 / 9)
    countries = spreads["bioreactor", "country"]
    assert countries.holders == {DATA + "country/DE": 1, DATA + "country/US": 2}
    assert countries.outside == pytest.approx(2 / 3)
    assert spreads["plasmid-gmp", "owner"].n2 == pytest.approx(2)
    assert len(spreads["plasmid-gmp", "owner"].evidence) == 2


def test_classes_by_holder(ask: Ask) -> None:
    """One holder from outside the EU holds everything."""
    spreads = {local_name(s.subject): s for s in of_classes(ask)}
    assert set(spreads) == {"aav", "car-t"}
    assert spreads["aav"].hhi == 1
    assert spreads["aav"].outside == 1
