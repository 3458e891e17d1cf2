"""Calibration and scores by confidence on cases that can be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.annotation import Annotated, Relation
from biograph.extract.reliability import (
    FACTS,
    Judged,
    binned,
    calibration_error,
    judged,
    reliability,
)


def doc(*claims: tuple[str, float], name: str = "d") -> Annotated:
    """A document in which Acme supplies the named firms, each with a confidence."""
    made = tuple(
        Relation(subject="Acme", predicate="supplies", object=firm, confidence=sure)
        for firm, sure in claims
    )
    return Annotated(id=name, text="", relations=made)


def test_the_error_is_the_mean_distance_of_confidence_and_share_of_right_ones() -> None:
    """Two of four right at .9 (off by .4) and one of one right at .25 (off by .75)."""
    claims = [Judged(0.9, right) for right in (True, True, False, False)]
    assert calibration_error(claims) == pytest.approx(0.4)
    assert calibration_error([*claims, Judged(0.25, right=True)]) == pytest.approx(2.35 / 5)


def test_claims_that_are_as_often_right_as_they_say_have_no_error() -> None:
    """Three of four right at .75."""
    claims = [Judged(0.75, right) for right in (True, True, True, False)]
    assert calibration_error(claims) == 0


def test_a_bin_holds_its_lower_end_and_the_last_one_holds_certainty() -> None:
    """.1 lies in the second bin, 1 in the tenth."""
    found = binned([Judged(0.1, right=True), Judged(1.0, right=True)])
    assert [(b.low, b.claims) for b in found] == [(0.1, 1), (0.9, 1)]


def test_a_relation_counts_once_with_its_highest_confidence() -> None:
    """Two spellings of one firm are one claim."""
    (claim,) = judged(doc(("Bolu", 1)), doc(("Bolu", 0.3), ("BOLU SA", 0.6)))
    assert claim == Judged(0.6, right=True)


def test_a_level_keeps_what_is_at_least_as_sure() -> None:
    """Of a right claim at .7 and a wrong one at .4, each level tells its own precision."""
    gold = [doc(("Bolu", 1), ("Cama", 1))]
    told = reliability(gold, [doc(("Bolu", 0.7), ("Dolo", 0.4))], facts=0.65, rounds=0)
    assert (told.levels["0.4"].precision, told.levels["0.4"].recall) == (0.5, 0.5)
    assert (told.levels[FACTS].precision, told.levels[FACTS].recall) == (1.0, 0.5)
    assert told.levels["0.8"].predicted == 0


def test_intervals_are_drawn_over_documents_and_come_out_the_same_again() -> None:
    """The bootstrap is seeded; its bounds lie around the error and the precision."""
    gold = [doc(("Bolu", 1), name=str(n)) for n in range(20)]
    read = [doc(("Bolu" if n % 3 else "Cama", 0.9), name=str(n)) for n in range(20)]
    told = reliability(gold, read, facts=0.65, rounds=200)
    assert told == reliability(gold, read, facts=0.65, rounds=200)
    assert told.low is not None
    assert told.high is not None
    assert told.low < told.error < told.high
    facts = told.levels[FACTS]
    assert facts.least_precise is not None
    assert facts.most_precise is not None
    assert facts.least_precise < facts.precision < facts.most_precise


def test_a_lacking_document_is_refused() -> None:
    """As for the scores."""
    with pytest.raises(DataError, match="lack the document 'd'"):
        reliability([doc()], [], facts=0.65)


@given(st.lists(st.builds(Judged, st.floats(0, 1), st.booleans())))
def test_the_error_is_a_share_and_every_claim_lies_in_one_bin(claims: list[Judged]) -> None:
    """Whatever is judged."""
    assert 0 <= calibration_error(claims) <= 1
    assert sum(b.claims for b in binned(claims)) == len(claims)
