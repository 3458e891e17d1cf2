"""Two folded towns give the kilometres between them, where the bundled communes know both."""

import pytest

from biograph.link.towns import distance


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("grenoble", "la tronche", 3.6),
        ("orsay", "gif sur yvette", 4.4),
        ("paris", "lyon", 392),
        ("vandoeuvre", "nancy", 3.7),
        ("illkirch", "strasbourg", 6.3),
    ],
)
def test_the_distance_of_two_towns_is_known_from_either_side(one, other, km):
    """Full names and names cut short alike; within a tenth of what a map tells."""
    assert distance(one, other) == pytest.approx(km, rel=0.1)
    assert distance(other, one) == distance(one, other)


@pytest.mark.parametrize("unknown", ["", "boston", "saint"])
def test_a_town_that_is_none_here_or_could_be_many_is_at_no_distance(unknown):
    """What is not known says nothing about how far it is."""
    assert distance(unknown, "paris") is None
    assert distance("paris", unknown) is None


def test_of_towns_of_one_name_the_nearest_is_meant():
    """Saint-Denis beside Paris is not the one on La Réunion; beside Le Port it is."""
    assert distance("saint denis", "paris") < 15
    assert distance("saint denis", "le port") < 25
