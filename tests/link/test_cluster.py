"""Groups of rows stay consistent, whatever is joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.cluster import Groups, Join
from biograph.link.names import read
from biograph.link.profile import Profile
from biograph.link.twice import COUNTRY
from biograph.model import Identifier

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", "FR", "US"]),
        st.sampled_from(["Company", "Site"]),
    ),
    min_size=2,
    max_size=9,
)
PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25)


def profile(siren="", country="", types="Company"):
    ids = frozenset({Identifier("siren", siren)} if siren else ())
    return Profile((read("Alpha"),), frozenset({types}), "", country, ids)


def at_hand(pairs, rows):
    return [(a, b) for a, b in pairs if max(a, b) < len(rows) and a != b]


def joined(rows, wanted, apart):
    groups = Groups([profile(*row) for row in rows], apart)
    for one, other in wanted:
        if not groups.forbidden(one, other):
            groups.join(Join(one, other, "alike", 0.9))
    return groups


@given(ROWS, PAIRS, PAIRS)
def test_no_group_ever_holds_what_contradicts(rows, wanted, apart):
    """One SIREN, one country, sites or organisations, and no pair that a person told apart."""
    wanted, apart = at_hand(wanted, rows), at_hand(apart, rows)
    for members in joined(rows, wanted, apart).members():
        assert len({rows[n][0] for n in members} - {""}) <= 1
        assert len({rows[n][1] for n in members} - {""}) <= 1
        assert len({rows[n][2] for n in members}) == 1
        assert not any(a in members and b in members for a, b in apart)


@given(ROWS, PAIRS, PAIRS)
def test_what_nothing_forbids_is_joined(rows, wanted, apart):
    """A pair is left out only because the groups, as they are in the end, contradict."""
    wanted, apart = at_hand(wanted, rows), at_hand(apart, rows)
    groups = joined(rows, wanted, apart)
    for one, other in wanted:
        same = groups.find(one) == groups.find(other)
        assert same != groups.forbidden(one, other)
        assert not groups.open(one, other)


@given(ROWS, PAIRS, PAIRS)
def test_forbidden_and_open_are_the_same_from_either_side(rows, wanted, apart):
    """It does not matter which row is named first."""
    groups = joined(rows, at_hand(wanted, rows), at_hand(apart, rows))
    for one in range(len(rows)):
        assert not groups.forbidden(one, one)
        assert not groups.open(one, one)
        for other in range(len(rows)):
            assert groups.forbidden(one, other) == groups.forbidden(other, one)
            assert groups.open(one, other) == groups.open(other, one)
            assert not (groups.open(one, other) and groups.forbidden(one, other))


@given(ROWS, PAIRS)
def test_every_row_is_in_one_group_and_every_join_is_kept(rows, wanted):
    """Groups share out the rows, and the reasons of all joins remain."""
    wanted = at_hand(wanted, rows)
    groups = Groups([profile(*row) for row in rows])
    joins = [Join(one, other, f"{one}-{other}", 0.5) for one, other in wanted]
    for join in joins:
        groups.join(join)
    members = list(groups.members())
    assert sorted(row for group in members for row in group) == list(range(len(rows)))
    assert all(group == sorted(group) for group in members)
    assert groups.joins == joins
    assert all(groups.find(one) == groups.find(other) for one, other in wanted)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (profile("1"), profile("2"), []),
        (profile(country="FR"), profile(country="US"), []),
        (profile(), profile(types="Site"), []),
        (profile(), profile(), [(0, 1)]),
        (profile(), profile(), [(1, 0)]),
    ],
)
def test_each_contradiction_alone_forbids_also_through_a_third(one, other, apart):
    """A row that joined the first is kept from the second as well."""
    between = profile(types=next(iter(one.types)))
    groups = Groups([one, other, between], apart)
    assert groups.forbidden(0, 1)
    assert not groups.forbidden(0, 2)
    groups.join(Join(2, 0, "alike", 0.9))
    assert groups.forbidden(1, 2)
    assert not groups.open(1, 2)


def test_what_one_group_does_not_know_forbids_nothing():
    """A row without SIREN and country joins one that has them, but then no other."""
    groups = Groups([profile("1", "FR"), profile(), profile("1", "FR")])
    assert groups.open(0, 1)
    assert groups.open(0, 2)


@pytest.mark.parametrize(
    ("rows", "waived"),
    [
        ([("1", "FR"), ("2", "FR")], frozenset({"siren"})),
        ([("1", "FR"), ("1", "US")], frozenset({COUNTRY})),
    ],
)
def test_what_is_waived_does_not_forbid(rows, waived):
    """The scheme or the country alone: anything else still does."""
    groups = Groups([profile(*row) for row in rows])
    assert groups.forbidden(0, 1)
    assert not groups.forbidden(0, 1, waived)
    assert groups.forbidden(0, 1, frozenset({"ror"}))
    assert Groups([profile(*row) for row in rows], [(0, 1)]).forbidden(0, 1, waived)


def test_an_identifier_or_a_person_joins_whatever_the_groups_hold():
    """A join that is told is made; only likeness asks first."""
    groups = Groups([profile("1", "FR"), profile("2", "US")])
    groups.join(Join(0, 1, "decided", 1.0))
    assert list(groups.members()) == [[0, 1]]
