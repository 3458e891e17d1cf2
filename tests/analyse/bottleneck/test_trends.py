"""Dated facts by year: a register tells a trend, pages that were read do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.bottleneck.trends import trends
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.model import Literal, Presence, Statement
from biograph.terms import DATA, REFERENCE, bg
from tests.analyse.gap.facts import state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.model import Finding
    from biograph.store import EmbeddedStore


def told(ask: Ask, start: str) -> Finding:
    """The trend whose English sentence starts with these words."""
    found = trends(Known(ask=ask))
    return next(f for f in found if f.sentence.en.startswith(start))


def authorised(store: EmbeddedStore, year: int, count: int) -> None:
    """Medicines that the agency authorised in a year."""
    for number in range(count):
        medicine = f"therapy/{year}-{number}"
        state(store, "org/agency", "authorises", medicine, date=f"{year}-06-01")


def test_a_register_tells_more_or_fewer(store: EmbeddedStore, ask: Ask) -> None:
    """Many in five years after ten in five are more than chance; the running year is left out."""
    for year in range(2011, 2016):
        authorised(store, year, 2)
    for year in range(2016, 2021):
        authorised(store, year, 8)
    authorised(store, 2021, 1)
    trend = told(ask, "Biological medicines authorised")
    assert "42 in 2016-2020" in trend.sentence.en
    assert "10 in 2011-2015; more." in trend.sentence.en
    assert "plus qu'avant" in trend.sentence.fr
    assert trend.low is not None
    assert trend.low > 0
    assert trend.presence is Presence.PRESENT


def test_chance_is_no_trend(store: EmbeddedStore, ask: Ask) -> None:
    """Eleven after ten is the same."""
    for year in range(2011, 2021):
        authorised(store, year, 2)
    authorised(store, 2021, 1)
    assert "no sure trend" in told(ask, "Biological medicines authorised").sentence.en


def test_pages_that_were_read_tell_no_trend(store: EmbeddedStore, ask: Ask) -> None:
    """Closures are counted by the year in the status, without a verdict on their number."""
    for key, status in (("a", "closed (2022)"), ("b", "in liquidation (2025)"), ("c", "closed?")):
        store.add([Statement(DATA + f"org/{key}", bg("status"), Literal(status), REFERENCE)])
    trend = told(ask, "Firms and sites closed")
    assert "2 in 2021-2025" in trend.sentence.en
    assert "not decidable" in trend.sentence.en
    assert "n'est pas décidable" in trend.sentence.fr
    assert (trend.presence, trend.coverage) == (Presence.UNKNOWN, None)
    assert set(trend.subjects) == {DATA + "org/a", DATA + "org/b"}


def test_one_family_has_no_years(ask: Ask) -> None:
    """Dated facts tell no family, so that one alone is not answered with those of all."""
    assert list(trends(Known(ask=ask, scope=Scope(family="aav_gene_therapy")))) == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_trend_is_whole(store: EmbeddedStore, ask: Ask, lang: str) -> None:
    """Each has evidence, a caveat in both languages and the command that obtains it."""
    authorised(store, 2020, 3)
    for finding in trends(Known(ask=ask)):
        assert finding.evidence
        assert finding.command.startswith("biograph ")
        assert all(getattr(caveat, lang) for caveat in finding.caveats)
        assert "biograph" in getattr(finding.sentence, lang)
