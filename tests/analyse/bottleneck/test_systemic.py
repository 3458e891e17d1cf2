"""The known supply as a trade between firms, and the index of systemic risk on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from biograph.analyse.bottleneck.systemic import systemic
from biograph.analyse.known import Known
from biograph.analyse.method.firms import ESSENTIAL, ORDINARY
from biograph.analyse.trade import Trade, trade
from biograph.ask import over
from biograph.store import open_store
from biograph.terms import DATA, local_name
from tests.analyse.test_findings import makes

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.model import Finding
    from biograph.store import EmbeddedStore


@pytest.fixture
def known(ask: Ask) -> Known:
    """What is known of the tiny graph."""
    return Known(ask=ask)


def traded(known: Known) -> Trade:
    """The trade of the tiny graph."""
    found = trade(known)
    assert found is not None
    return found


def by_owner(ask: Ask) -> dict[str, Finding]:
    """The findings by owner."""
    return {local_name(f.subjects[0]): f for f in systemic(Known(ask=ask))}


def test_an_owner_is_one_firm_for_each_input(known: Known) -> None:
    """Bigcorp sells two kinds of reactors through two firms: two offers, lost together."""
    offers = traded(known).offers
    assert len(offers[DATA + "org/bigcorp"]) == 2
    assert len(offers[DATA + "org/sacmaker"]) == 1
    numbers = [number for same in offers.values() for number in same]
    assert len(numbers) == len(set(numbers))


def test_patients_take_every_family_once(known: Known) -> None:
    """The last firm is final demand: it takes one of each family in scope and delivers nothing."""
    network = traded(known).network
    sink = network.n - 1
    taken = network.supplier[network.buyer == sink]
    assert len(taken) == len(known.families)
    assert sink not in network.supplier


def test_what_only_one_route_needs_is_not_essential(known: Known) -> None:
    """Bags and some culture are needed whatever the route; a cell washer only on one of two."""
    network, offers = traded(known).network, traded(known).offers
    classes = {
        owner: set(network.essentiality[np.isin(network.supplier, numbers)].tolist())
        for owner, numbers in offers.items()
    }
    assert classes[DATA + "org/sacmaker"] == {ESSENTIAL}
    assert classes[DATA + "org/magnetix"] == {ESSENTIAL}
    assert classes[DATA + "org/spinco"] == {ESSENTIAL, ORDINARY}


def test_a_sole_supplier_counts_for_all_that_hangs_on_it(ask: Ask) -> None:
    """Sacmaker, on whom both families hang, leads; its index is a share of the activity."""
    found = by_owner(ask)
    first = max(found.values(), key=lambda f: f.value or 0)
    assert local_name(first.subjects[0]) == "sacmaker"
    for finding in found.values():
        assert finding.value is not None
        assert finding.low is not None
        assert finding.high is not None
        assert 0 <= finding.low <= finding.value <= finding.high <= 1
        assert finding.evidence


def test_a_second_source_lowers_the_index(store: EmbeddedStore, ask: Ask) -> None:
    """With another maker of bags, less is lost if Sacmaker stops."""
    before = by_owner(ask)["sacmaker"].value
    makes(store, "sacotte", "bags", "FR")
    after = by_owner(ask)["sacmaker"].value
    assert before is not None
    assert after is not None
    assert after < before


def test_a_doubtful_supplier_has_a_wide_interval(ask: Ask) -> None:
    """Testlabo's only supply fact holds in half the draws: in the others it has nothing to lose."""
    found = by_owner(ask)["testlabo"]
    assert found.low == 0
    assert found.value is not None
    assert found.value > 0


def test_a_graph_without_makers_has_no_trade() -> None:
    """Nothing is computed of nothing, and no error is raised."""
    empty = Known(ask=over(open_store()))
    assert trade(empty) is None
    assert list(systemic(empty)) == []


def test_an_unknown_maker_is_no_loss(known: Known) -> None:
    """An input of which no maker is known has no link: it is not counted as lost."""
    network = traded(known).network
    groups = len(np.unique(network.product))
    assert groups <= len(known.recipes.essential(known.families)) + len(known.families)
    assert all(known.supply.of(iri) for iri, links in known.worlds.links.items() if links)
