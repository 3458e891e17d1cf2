"""The sample that a reader of duplicates is shown."""

import pytest

from biograph.errors import UsageError
from biograph.run import twins
from biograph.run.twins import Node


def node(name, *others, town="", iri=""):
    """An organisation of a graph."""
    return Node(iri or name, "Company", town, names={name, *others})


NODES = [
    node("Yposkesi", town="Corbeil-Essonnes"),
    node("YPOSKESI SAS"),
    node("Hôpital Saint-Louis", town="La Rochelle", iri="far"),
    node("Hôpital Saint-Louis", town="Paris", iri="near"),
    node("Hôpital Saint-Louis AP-HP", town="Paris"),
]


def shown(name):
    """The names of the others beside one."""
    (found,) = twins.nearest(NODES, [one for one in NODES if one.iri == name])
    return [other.iri for other in found[1]]


def test_another_spelling_stands_beside_an_organisation():
    """A legal form does not hide it."""
    assert shown("Yposkesi") == ["YPOSKESI SAS"]


def test_the_homonym_of_the_town_comes_first():
    """It is likelier to be the same."""
    assert shown("Hôpital Saint-Louis AP-HP") == ["near", "far"]


def test_a_sample_depends_on_the_seed_alone():
    """Anybody can draw it again, in whatever order the graph is read."""
    first = twins.drawn(NODES, "1", 3)
    assert first == twins.drawn(reversed(NODES), "1", 3)
    assert [n.iri for n in first] != [n.iri for n in twins.drawn(NODES, "2", 3)]


@pytest.mark.parametrize("arguments", [[], ["a", "1", "many"], ["a", "1", "2", "3"]])
def test_other_arguments_are_refused(arguments):
    """With the usage as a hint."""
    with pytest.raises(UsageError, match="finished run"):
        twins.main(arguments)
