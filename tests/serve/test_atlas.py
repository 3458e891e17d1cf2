"""The marks as sets: what filters leave, what they would leave, and which group colours a mark."""

import pytest

from biograph.serve.maps.atlas import FACETS, GROUPS, Atlas

NOTHING = dict.fromkeys((*FACETS, "region"), ())


@pytest.fixture(scope="module")
def atlas(site):
    """The marks of the run."""
    return Atlas(site)


def test_no_filter_leaves_every_mark(atlas):
    """All positions of the placed marks are left."""
    assert atlas.left(NOTHING) == set(range(len(atlas.placed)))


@pytest.mark.parametrize("name", NOTHING)
def test_what_a_value_is_said_to_leave_is_what_it_leaves(atlas, name):
    """The count beside each value is the number of actors on the map after choosing it."""
    for value, count in atlas.counts(NOTHING)[name].items():
        left = atlas.left({**NOTHING, name: (value,)})
        assert len({atlas.placed[position].number for position in left}) == count > 0


def test_filters_narrow_one_another_down(atlas):
    """Two filters leave what both leave, and the counts of one honour the other."""
    hospitals = {**NOTHING, "kind": ("Hospital",)}
    for region, count in atlas.counts(hospitals)["region"].items():
        both = atlas.left({**hospitals, "region": (region,)})
        assert both == atlas.left(hospitals) & atlas.left({**NOTHING, "region": (region,)})
        assert len({atlas.placed[position].number for position in both}) == count


def test_a_value_that_is_left_by_nothing_stays_an_offer(atlas):
    """An empty map is an answer: it says that none is known, so its filter can be chosen."""
    every = atlas.counts(NOTHING)
    for region in every["region"]:
        now = atlas.counts({**NOTHING, "region": (region,)})
        assert {name: set(known) for name, known in now.items()} == {
            name: set(known) for name, known in every.items()
        }


def test_each_mark_has_the_first_group_that_holds_a_kind_of_its_actor(atlas, site):
    """A hospital is care also where it funds; who is of no other group is of the last."""
    order = list(GROUPS)
    for name, kinds in GROUPS.items():
        for kind in kinds:
            if kind not in atlas.counts(NOTHING)["kind"]:
                continue
            for position in atlas.left({**NOTHING, "kind": (kind,)}):
                assert order.index(atlas.placed[position].group) <= order.index(name)
    assert {placed.group for placed in atlas.placed} >= {"care", "production", "research"}
