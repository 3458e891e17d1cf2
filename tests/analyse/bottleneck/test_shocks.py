"""Countries and regions cut off at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.bottleneck import shocks as module
from biograph.analyse.bottleneck.shocks import shocks
from biograph.analyse.known import Known
from biograph.terms import DATA, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.model import Finding


@pytest.fixture
def found(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """The shocks of the tiny graph, in which a group of two makers is a group."""
    monkeypatch.setattr(module, "_GROUP", 2)
    return {local_name(f.subjects[0]): f for f in shocks(Known(ask=ask))}


def test_a_country_takes_all_its_makers_along(found: dict[str, Finding]) -> None:
    """Without Germany's makers a family stops, though none of them alone stops it."""
    for shock in found.values():
        assert shock.value is not None
        assert shock.value > 0
        assert shock.low is not None
        assert shock.high is not None
        assert shock.low <= shock.value <= shock.high
        assert shock.evidence


def test_a_shock_is_at_least_its_worst_maker(ask: Ask, found: dict[str, Finding]) -> None:
    """Cutting a country stops every family that one of its makers alone would stop."""
    known = Known(ask=ask)
    worlds, countries = known.worlds, {}
    for same in known.supply.makers.values():
        for maker in same:
            countries[maker.iri] = local_name(maker.country)
    for maker, links in worlds.of_maker.items():
        alone = sum(bool(s[0, 0]) for s in worlds.stopped(worlds.told, [links]).values())
        if (shock := found.get(countries[maker])) is not None:
            assert shock.value is not None
            assert shock.value >= alone


def test_a_maker_of_unknown_country_is_in_no_shock(ask: Ask, found: dict[str, Finding]) -> None:
    """Where a seat is not known nobody is counted to any country."""
    assert "" not in found
    assert all(shock.subjects[0].startswith(DATA) for shock in found.values())


def test_small_groups_are_left_to_the_single_points(ask: Ask) -> None:
    """A country with one or two makers is no group: the tiny graph has none of three."""
    assert all("known suppliers" in f.sentence.en for f in shocks(Known(ask=ask)))
    assert len(list(shocks(Known(ask=ask)))) <= 10


def test_both_languages_tell_the_number(found: dict[str, Finding]) -> None:
    """The number of families stands in the French and in the English sentence."""
    for shock in found.values():
        assert f"{shock.value:.0f} famille" in shock.sentence.fr
        assert f"{shock.value:.0f} therapy famil" in shock.sentence.en
        assert "siège" in shock.caveats[0].fr
