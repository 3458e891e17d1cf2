"""The board of the strategy: what is counted, what is a target, what is unknown."""

import pytest

from biograph import vocabulary
from biograph.ask import over
from biograph.model import Literal, Statement
from biograph.run.aims import aims
from biograph.store import open_store
from biograph.terms import ASSERTED, DATA, REFERENCE, bg

FRANCE = DATA + "country/FR"


@pytest.fixture
def store():
    """The words of the ontology without any fact."""
    store = open_store()
    store.add(vocabulary.statements())
    return store


def numbers(store):
    """The numbers of the board by the English label of the indicator."""
    return {i.label.en: i.value for aim in aims(over(store)) for i in aim.indicators}


def known(store, *triples):
    """Add facts and what the graph says of their ends."""
    store.add(Statement(s, p, o, graph) for s, p, o, graph in triples)


def test_the_four_aims_come_in_the_order_of_the_chain(store):
    """From research to patients, without the word that all of them begin with."""
    found = aims(over(store))
    assert [aim.label.en for aim in found] == [
        "Excellent research",
        "Faster market access",
        "Production in France",
        "Access of patients",
    ]
    assert found[2].label.fr == "Production en France"


def test_the_target_stands_with_its_year_where_there_is_one(store):
    """The strategy sets one for products made in France; the others have none."""
    targets = {
        i.label.en: (i.target, i.year)
        for aim in aims(over(store))
        for i in aim.indicators
        if i.target is not None
    }
    assert targets == {"Biotherapies made in France": (20, 2030)}


def test_nothing_known_is_no_number(store):
    """In a graph without facts no indicator is 0."""
    assert set(numbers(store).values()) == {None}


def test_products_are_counted_once_and_classes_are_none(store):
    """Two makers of one product count once; a class that is made is not a product."""
    made, first, second = DATA + "therapy/x", DATA + "org/a", DATA + "org/b"
    known(
        store,
        (first, bg("manufactures"), made, ASSERTED),
        (second, bg("manufactures"), made, ASSERTED),
        (first, bg("manufactures"), DATA + "class/car-t", ASSERTED),
        (first, bg("country"), FRANCE, REFERENCE),
        (second, bg("country"), FRANCE, REFERENCE),
    )
    assert numbers(store)["Biotherapies made in France"] == 1


def test_spin_offs_are_counted_not_their_parents(store):
    """One institution with two companies counts two, two parents of one company count one."""
    known(
        store,
        (DATA + "org/a", bg("spinOffOf"), DATA + "org/lab", ASSERTED),
        (DATA + "org/b", bg("spinOffOf"), DATA + "org/lab", ASSERTED),
        (DATA + "org/b", bg("spinOffOf"), DATA + "org/other", ASSERTED),
    )
    assert numbers(store)["Known spin-offs"] == 2


def test_laboratories_are_read_from_the_count_by_class(store):
    """Only the class of the indicator counts, not all actors."""
    for key, kind in (("a", "Laboratory"), ("b", "Laboratory"), ("c", "Hospital")):
        actor = DATA + "org/" + key
        known(
            store,
            (actor, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", bg(kind), REFERENCE),
            (actor, bg("country"), FRANCE, REFERENCE),
            (actor, bg("city"), Literal("Lyon"), REFERENCE),
        )
    assert numbers(store)["Known laboratories"] == 2


def test_each_indicator_names_the_command_that_gives_it(store):
    """The question of the ontology, as anybody types it."""
    for aim in aims(over(store)):
        for indicator in aim.indicators:
            assert indicator.command.startswith("biograph ask ")
            assert indicator.command.endswith(" --json")
