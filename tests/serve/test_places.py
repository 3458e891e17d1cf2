"""Marks on the map: an actor stands at its own position, else in each of its communes."""

import pytest

from biograph.serve.maps.places import marks
from biograph.terms import DATA
from tests.serve.france import LYON, MAMOUDZOU, PARIS, actor, asked, france


@pytest.fixture
def store():
    """A France without actors."""
    return france()


def placed(store):
    """The marks, each with the key of its commune."""
    return [
        (mark.at, mark.own, mark.commune and mark.commune.iri.rpartition("/")[2])
        for mark in marks(asked(store))
    ]


def test_an_actor_without_a_position_stands_at_its_commune(store):
    """The position is marked as not its own."""
    actor(store, "a", "69123")
    assert placed(store) == [(LYON, False, "69123")]


def test_a_position_of_its_own_wins(store):
    """The commune still tells in which region it is."""
    actor(store, "a", "69123", at=(45.70, 4.88))
    assert placed(store) == [((45.70, 4.88), True, "69123")]


def test_the_commune_of_a_position_is_the_nearest_of_those_stated(store):
    """An actor that is stated in two towns has one position, in one of them."""
    actor(store, "a", "69123", "75056", at=(48.83, 2.36))
    assert placed(store) == [((48.83, 2.36), True, "75056")]


def test_an_actor_of_two_communes_has_two_marks(store):
    """Without a position of its own it stands in both."""
    actor(store, "a", "69123", "75056")
    assert placed(store) == [(LYON, False, "69123"), (PARIS, False, "75056")]


def test_an_arrondissement_stands_at_its_town(store):
    """The register gives the position of Lyon, not those of its arrondissements."""
    actor(store, "a", "69387")
    assert placed(store) == [(LYON, False, "69387")]


def test_a_position_in_no_stated_commune_is_shown_all_the_same(store):
    """Its town and region are unknown, which is not a reason to hide it."""
    actor(store, "a", at=(47.0, 2.0))
    assert placed(store) == [((47.0, 2.0), True, None)]


def test_an_actor_in_a_commune_without_position_is_not_on_the_map(store):
    """Nobody knows where to draw it."""
    actor(store, "a", "69000")
    assert placed(store) == []


def test_overseas_a_departement_is_its_own_region(store):
    """In the graph the two are one place."""
    actor(store, "a", "97611")
    (mark,) = marks(asked(store))
    assert mark.at == MAMOUDZOU
    assert mark.commune.region == mark.commune.departement == f"{DATA}departement/976"


def test_marks_of_a_real_run_lie_in_france(site):
    """Every mark of the run is in metropolitan France or overseas, and many are."""
    found = marks(site.ask)
    assert len({mark.actor for mark in found}) > 100
    assert all(-22 < mark.at[0] < 51.5 and -62 < mark.at[1] < 56 for mark in found)
