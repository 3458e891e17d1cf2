"""Access by département: what is known is counted, what is not known is not 0."""

import pytest

from biograph.serve.maps.access import access
from biograph.serve.maps.places import marks
from biograph.vocabulary.figures import hull, measured
from tests.serve.france import PARIS, actor, asked, france

STATED = round(hull(measured("centres", "car-t"))[1])


@pytest.fixture
def store():
    """A France with one CAR-T centre, in Lyon."""
    store = france()
    actor(store, "centre", "69123", kind="CARTCentre", gives="car-t")
    return store


def reached(store):
    """The access by code of the département, and the whole."""
    ask = asked(store)
    found = access(ask, marks(ask))
    return {row.code: row for row in found.rows}, found


def test_centres_are_counted_where_they_are(store):
    """The centre in Lyon is one of the Rhône; the others that are stated are missing."""
    rows, found = reached(store)
    assert rows["69"].centres == rows["69"].hospitals == 1
    assert (found.known, found.missing) == (1, STATED - 1)


def test_where_no_centre_is_known_the_number_is_unknown(store):
    """While centres are missing, one of them may be there."""
    rows, _ = reached(store)
    assert rows["75"].centres is None
    assert rows["75"].hospitals is None


def test_where_all_centres_are_known_there_is_none_elsewhere(store):
    """As many as are stated are known: a département without one has none."""
    for number in range(STATED - 1):
        actor(store, f"more{number}", "69123", kind="CARTCentre")
    rows, found = reached(store)
    assert found.missing == 0
    assert rows["69"].centres == STATED
    assert rows["75"].centres == rows["976"].centres == 0
    assert rows["75"].hospitals is None  # nobody says how many hospitals there are


def test_people_whom_nobody_counted_are_unknown(store):
    """Of Mayotte the register gives no people, so that no distance is theirs."""
    rows, _ = reached(store)
    mayotte = rows["976"]
    assert (mayotte.people, mayotte.half, mayotte.far) == (None, None, None)
    assert rows["69"].people == 522_250


def test_distances_are_those_to_the_nearest_known_centre(store):
    """Lyon has the centre, Paris is some 390 km away; a second centre in Paris ends that."""
    rows, _ = reached(store)
    assert (rows["69"].half, rows["69"].far) == (pytest.approx(0, abs=0.1), 0)
    assert rows["75"].half == pytest.approx(392, abs=5)
    assert rows["75"].far == 1
    actor(store, "second", at=PARIS, kind="CARTCentre")
    rows, _ = reached(store)
    assert rows["75"].half == pytest.approx(0, abs=0.1)


def test_without_a_known_centre_no_distance_is_told():
    """There is nothing to measure to, which does not mean that there is no care."""
    rows, found = reached(france())
    assert (found.known, found.missing) == (0, None)
    assert all(row.half is None and row.centres is None for row in rows.values())


def test_a_hospital_that_gives_at_no_known_place_is_counted_apart(store):
    """It is not lost: the page says how many there are."""
    actor(store, "somewhere", gives="advanced-therapy")
    _, found = reached(store)
    assert found.unplaced == 1


def test_every_departement_of_a_real_run_has_a_row(site):
    """Also those of which nothing is known; the share of people counted is a share."""
    found = access(site.ask, marks(site.ask))
    assert len(found.rows) == len({row.code for row in found.rows}) == 101
    assert 0 < found.counted < 1
    assert all(row.region for row in found.rows)
