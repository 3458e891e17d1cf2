"""Precision, recall and B-cubed as computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.agreement import Score, b_cubed, pairwise

ITEMS = "abcdefgh"
GROUPINGS = st.lists(st.sampled_from("123"), min_size=1, max_size=8)
DECISIONS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=20)


def grouped(groups):
    return dict(zip(ITEMS, groups, strict=False))


def test_pairs_are_counted_as_by_hand():
    """Three found, two of them rightly, of four that are: 2/3 and 1/2, together 4/7."""
    found = pairwise(
        [(True, True), (True, True), (True, False), (False, True), (False, True), (False, False)]
    )
    assert found == pytest.approx((2 / 3, 1 / 2, 4))
    assert found.f1 == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("decided", "score"),
    [
        ([], (1, 1, 0)),
        ([(False, True)], (1, 0, 1)),
        ([(True, False)], (0, 1, 0)),
        ([(False, False)], (1, 1, 0)),
    ],
)
def test_nothing_found_is_precise_and_nothing_to_find_is_complete(decided, score):
    """A share of nothing is whole, so that an empty answer is not called wrong."""
    assert pairwise(decided) == score


def test_a_score_without_any_hit_is_zero():
    """The harmonic mean of two zeros is 0."""
    assert Score(0, 0, 3).f1 == 0


@given(DECISIONS)
def test_pairwise_scores_lie_in_the_unit_interval_and_ignore_the_order(decided):
    """Shares are shares, and which pair is asked first says nothing."""
    found = pairwise(decided)
    assert 0 <= found.precision <= 1
    assert 0 <= found.recall <= 1
    assert min(found[:2]) - 1e-9 <= found.f1 <= max(found[:2]) + 1e-9
    assert found == pairwise(reversed(decided))
    assert found.gold == sum(true for _, true in decided)


@given(DECISIONS)
def test_swapping_found_and_gold_swaps_precision_and_recall(decided):
    """What one side finds of the other is what the other is found of."""
    found, back = pairwise(decided), pairwise((true, said) for said, true in decided)
    assert (found.precision, found.recall) == (back.recall, back.precision)


def test_b_cubed_is_as_in_the_paper():
    """{a b c d e}{f g}{h ..} against one wrong merge: Bagga and Baldwin's first example.

    Gold has groups of 5, 2 and 5; the response puts the second and the third together: precision
    is 1/12 (5 * 1 + 2 * 2/7 + 5 * 5/7) = 16/21, recall is 1. Merging the two of 5 gives 7/12.
    """
    gold = {number: "A" if number < 5 else "B" if number < 7 else "C" for number in range(12)}
    one = {number: "A" if group == "A" else "BC" for number, group in gold.items()}
    other = {number: "B" if group == "B" else "AC" for number, group in gold.items()}
    assert b_cubed(one, gold) == pytest.approx((16 / 21, 1, 12))
    assert b_cubed(other, gold) == pytest.approx((7 / 12, 1, 12))


def test_b_cubed_of_a_split_group_is_as_by_hand():
    """Of three items two were kept together: recall (2/3 + 2/3 + 1/3) / 3 = 5/9."""
    assert b_cubed({"a": "1", "b": "1", "c": "2"}, dict.fromkeys("abc", "x")) == pytest.approx(
        (1, 5 / 9, 3)
    )


def test_only_items_of_the_gold_count():
    """Found groups may hold items that nobody judged."""
    found = {"a": "1", "b": "1", "z": "1"}
    assert b_cubed(found, {"a": "x", "b": "x"}) == (1, 1, 2)


def test_an_item_without_found_group_is_an_error():
    """A gold item that is in no group was lost, and is not scored in silence."""
    with pytest.raises(KeyError):
        b_cubed({"a": "1"}, {"a": "x", "b": "x"})


def test_nothing_judged_is_nothing_wrong():
    """Without gold the score is whole over 0 items."""
    assert b_cubed({}, {}) == (1, 1, 0)


@given(GROUPINGS)
def test_a_perfect_grouping_has_a_perfect_score_under_any_labels(groups):
    """What counts is who is together, not what the groups are called."""
    gold = grouped(groups)
    found = {item: f"group {label}" for item, label in gold.items()}
    assert b_cubed(found, gold) == pytest.approx((1, 1, len(gold)))


@given(GROUPINGS)
def test_all_alone_is_precise_and_finds_each_item_itself(groups):
    """Singletons recall one item of each group: the number of groups over that of items."""
    gold = grouped(groups)
    found = b_cubed({item: item for item in gold}, gold)
    assert found[:2] == pytest.approx((1, len(set(groups)) / len(gold)))


@given(GROUPINGS)
def test_all_in_one_is_complete(groups):
    """One group of all has recall 1 and the precision that singletons of the mirror recall."""
    gold = grouped(groups)
    found = b_cubed(dict.fromkeys(gold, "all"), gold)
    sizes = [groups.count(label) for label in set(groups)]
    assert found[:2] == pytest.approx((sum(n * n for n in sizes) / len(gold) ** 2, 1))


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("123")), max_size=8))
def test_b_cubed_swaps_with_its_sides_and_stays_in_the_unit_interval(pairs):
    """Precision of one side is recall of the other."""
    found, gold = grouped([a for a, _ in pairs]), grouped([b for _, b in pairs])
    score, back = b_cubed(found, gold), b_cubed(gold, found)
    assert score[:2] == pytest.approx((back.recall, back.precision))
    assert all(0 < share <= 1 + 1e-9 for share in score[:2])
