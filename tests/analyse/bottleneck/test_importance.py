"""Importance of owners in the fault trees of the tiny graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.bottleneck.importance import importances, told
from biograph.analyse.bottleneck.points import single_points
from biograph.analyse.known import Known
from biograph.terms import DATA

if TYPE_CHECKING:
    from biograph.ask import Ask

AAV = DATA + "family/aav_gene_therapy"


@pytest.fixture
def known(ask: Ask) -> Known:
    """What is known of the tiny graph."""
    return Known(ask=ask)


def test_a_sole_supplier_is_worth_all_that_stands(known: Known) -> None:
    """Without the only maker of bags nothing stands; with it, what the other facts leave."""
    links = known.worlds.without([DATA + "org/sacmaker"])
    (found,) = importances(known, [links], [[AAV]])
    assert found is not None
    assert found.family == AAV
    assert 0 < found.stands <= found.birnbaum <= 1
    assert 0 <= found.fussell_vesely <= 1


def test_what_supplies_nothing_is_worth_nothing(known: Known) -> None:
    """No links make no difference, and a set that stops no family has no importance."""
    nothing, none = importances(known, [(), ()], [[AAV], []])
    assert none is None
    assert nothing is not None
    assert nothing.birnbaum == nothing.fussell_vesely == 0


def test_single_points_tell_their_importance(known: Known) -> None:
    """The sentence names both measures and the family in both languages."""
    for finding in single_points(known):
        assert "importance de Birnbaum" in finding.sentence.fr
        assert "importance by Birnbaum" in finding.sentence.en
    assert told(known, None).fr == ""
