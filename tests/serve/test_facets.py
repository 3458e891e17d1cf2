"""Facets against their definition: rows of values, counted one by one."""

from hypothesis import given
from hypothesis import strategies as st

from biograph.serve.index.facets import UNKNOWN, Facets, members, of

FACETS = ("kind", "place", "year")
VALUES = st.frozensets(st.sampled_from("abcd"), max_size=3)
#: Things, each with its values by facet.
THINGS = st.lists(st.fixed_dictionaries(dict.fromkeys(FACETS, VALUES)), max_size=30)
CHOSEN = st.fixed_dictionaries(
    dict.fromkeys(FACETS, st.lists(st.sampled_from(["a", "b", "e", UNKNOWN]), max_size=2))
)


def facets(things):
    """The facets of things, the numbers of which are their places in the list."""
    values = {facet: {} for facet in FACETS}
    for number, thing in enumerate(things):
        for facet in FACETS:
            for value in thing[facet]:
                values[facet].setdefault(value, []).append(number)
    return Facets(len(things), values)


def has(thing, facet, wanted):
    """Whether a thing fits the chosen values of a facet; without values, all things do."""
    own = thing[facet] or {UNKNOWN}
    return not wanted or any(value in own for value in wanted)


def fitting(things, chosen, within, *, without=""):
    """The numbers of the things that fit, looked through one by one."""
    return [
        number
        for number, thing in enumerate(things)
        if number in within and all(has(thing, f, chosen[f]) for f in FACETS if f != without)
    ]


@given(THINGS, CHOSEN, st.sets(st.integers(0, 29)))
def test_facets_are_joined_by_and_their_values_by_or(things, chosen, picked):
    """What fits is what one finds by looking through all things."""
    within = {number for number in picked if number < len(things)}
    found = facets(things).matching(chosen, of(within, len(things)))
    assert members(found) == fitting(things, chosen, within)


@given(THINGS, CHOSEN)
def test_a_count_is_what_choosing_the_value_would_leave_beside_the_other_facets(things, chosen):
    """Counts respect the other facets, not their own, and none is 0."""
    every = set(range(len(things)))
    counts = facets(things).counts(chosen, of(every, len(things)))
    for facet in FACETS:
        left = fitting(things, chosen, every, without=facet)
        expected = {}
        for number in left:
            for value in things[number][facet] or {UNKNOWN}:
                expected[value] = expected.get(value, 0) + 1
        assert counts[facet] == expected


@given(THINGS)
def test_the_values_of_things_are_given_back_as_they_came(things):
    """Without the one that stands for unknown."""
    made = facets(things)
    for facet in FACETS:
        known = {n: tuple(sorted(thing[facet])) for n, thing in enumerate(things) if thing[facet]}
        assert made.values(facet) == known
        assert set(made.known(facet)) == set().union(*known.values())


@given(st.sets(st.integers(0, 200)))
def test_a_set_of_numbers_has_them_as_members(numbers):
    """Whatever the numbers, in their order."""
    assert members(of(numbers, 201)) == sorted(numbers)
