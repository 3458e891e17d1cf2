"""Where people live: places, their regions and how many people are not counted."""

from __future__ import annotations

import pytest

from biograph.analyse.people import OVERSEAS, PEOPLE, Place, Population, counted, population
from biograph.ask import over
from biograph.terms import DATA
from tests.tiny import TINY, WIDE, opened


def place(people: int = 1, at: tuple[float, float] = (45.0, 5.0), region: str = "84") -> Place:
    """A town."""
    return Place("x", "x", people, *at, region=f"{DATA}region/{region}", region_name="Région Où")


def test_people_are_read_with_their_places() -> None:
    """Districts stand at their town, which they add to; a graph without people has none."""
    found = population(over(opened(TINY, WIDE)))
    assert found.total == 522_250 + 102_725 + 66_918
    district = next(p for p in found.places if "Arrondissement" in p.name)
    town = next(p for p in found.places if p.name == "Lyon")
    assert (district.lat, district.lon) == (town.lat, town.lon)
    assert population(over(opened())).at.shape == (0, 2)


@pytest.mark.parametrize(
    ("at", "overseas"),
    [
        ((48.39, -4.49), False),  # Brest
        ((41.92, 8.74), False),  # Ajaccio
        ((-20.88, 55.45), True),  # Saint-Denis
        ((16.0, -61.73), True),  # Basse-Terre
        ((4.92, -52.31), True),  # Cayenne
        ((46.78, -56.17), True),  # Saint-Pierre, as far north as Lyon
    ],
)
def test_overseas_is_told_by_position(at: tuple[float, float], *, overseas: bool) -> None:
    """Corsica and Brittany are metropolitan, islands and Guiana are not."""
    assert place(at=at).overseas is overseas


def test_a_region_has_a_code_an_iri_and_a_name() -> None:
    """A place is found in its region by any of them, and in no other."""
    for region in ("84", DATA + "region/84", "région ou"):
        assert place().within(region)
    assert not place().within("11")
    nowhere = Place("x", "x", 1, 45.0, 5.0, region="", region_name="")
    assert not nowhere.within("")


def test_the_share_counted_is_of_those_regions() -> None:
    """Half of a region's people are half; no more than all are, and of no region none."""
    half = Population((place(PEOPLE["94"] // 2, region="94"),))
    assert counted(half, {"94"}) == pytest.approx(0.5, abs=1e-4)
    assert counted(Population((place(10**9),)), {"84"}) == 1
    assert counted(half, {"06"}) == 0


def test_overseas_codes_of_both_levels_count() -> None:
    """A région overseas is its département, whichever code its place bears."""
    some = Population((place(100_000),))
    assert counted(some, {"974"}) == counted(some, {"04"}) > 0


def test_all_of_france_is_there() -> None:
    """The regions add up to the register: 67.4 million, Mayotte not counted."""
    assert sum(PEOPLE.values()) == 67_391_791
    assert set(PEOPLE) - OVERSEAS == {p for p in PEOPLE if int(p) > 10}
