"""Access to centres: who lives far from those that are known, and what is not known of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap import access_words as words
from biograph.analyse.gap.access import access
from biograph.analyse.gap.centres import Centres, centres
from biograph.analyse.gap.distance import Distances
from biograph.analyse.known import Known
from biograph.analyse.people import Place, Population
from biograph.ask import Ask, over
from biograph.model import Finding, Literal, Presence, Statement, Text
from biograph.terms import ASSERTED, DATA, GEO, RDF, RDFS, REFERENCE, XSD, bg
from biograph.vocabulary.figures import hull, measured
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore

LYON, EVRY = 522_250 + 102_725, 66_918
#: Centres that the figures state and the graph does not know.
STATED = measured("centres", "car-t")


@pytest.fixture
def store() -> EmbeddedStore:
    """The tiny graph with a CAR-T centre and the people of two towns."""
    return opened(TINY, WIDE)


@pytest.fixture
def ask(store: EmbeddedStore) -> Ask:
    """Questions over that graph."""
    return over(store)


def settle(store: EmbeddedStore, name: str, people: int, at: tuple[float, float]) -> str:
    """A town outside any known region; its IRI."""
    town = f"{DATA}place/{name}"
    lat, lon = map(str, at)
    store.add(
        [
            Statement(town, RDFS + "label", Literal(name), REFERENCE),
            Statement(town, bg("population"), Literal(str(people), XSD + "integer"), REFERENCE),
            Statement(town, GEO + "lat", Literal(lat), REFERENCE),
            Statement(town, GEO + "long", Literal(lon), REFERENCE),
        ]
    )
    return town


def centre(store: EmbeddedStore, name: str, at: tuple[float, float]) -> str:
    """A CAR-T centre in France; its IRI."""
    hospital = f"{DATA}org/{name}"
    lat, lon = map(str, at)
    store.add(
        [
            Statement(hospital, RDF + "type", bg("CARTCentre"), REFERENCE),
            Statement(hospital, bg("country"), DATA + "country/FR", REFERENCE),
            Statement(hospital, GEO + "lat", Literal(lat), REFERENCE),
            Statement(hospital, GEO + "long", Literal(lon), REFERENCE),
        ]
    )
    return hospital


def found(ask: Ask, **scope: str) -> dict[str, Finding]:
    """The findings by kind."""
    return {f.kind: f for f in access(Known(ask=ask, scope=Scope(**scope)))}


def test_who_lives_far_is_counted(ask: Ask) -> None:
    """The centre is in Lyon, whose districts stand at the town: those of Évry live far from it."""
    far = found(ask)["access"]
    assert far.value == far.high == pytest.approx(EVRY / (LYON + EVRY))
    assert far.low == 0
    assert "Sur 0,7 million d'habitants comptés en métropole (1 % de la" in far.sentence.fr
    assert "population : 3 communes seulement), entre 0 %" in far.sentence.fr
    assert "entre 0 % et 10 %" in far.sentence.fr
    assert any("petites communes manquent" in caveat.fr for caveat in far.caveats)
    assert "between 0% and 10%" in far.sentence.en
    assert "villes les plus loin : Évry-Courcouronnes (367 km) (couverture" in far.sentence.fr
    assert far.presence is Presence.UNKNOWN


def test_unknown_centres_make_it_an_upper_bound(ask: Ask) -> None:
    """The finding says how many centres are not known, and covers no more than is known."""
    far = found(ask)["access"]
    stated = round(hull(STATED)[1])
    assert f"les {stated - 1} centres que biograph ne connaît pas" in far.sentence.fr
    assert f"1 centre sur environ {stated}" in far.sentence.fr
    assert far.coverage is not None
    assert far.coverage < 1 / stated
    assert f"{DATA}figure/{STATED[0].id}" in far.evidence
    assert f"{DATA}rel/chu-locatedIn-69123" in far.evidence


def test_the_decisive_place_is_named(ask: Ask) -> None:
    """One more centre in the far town would end it, and the finding says so."""
    far = found(ask)["access"]
    assert "un seul centre CAR-T à Évry-Courcouronnes ramènerait la part de 10 % à 0 %" in (
        far.overturned_by.fr
    )


def test_a_centre_nearby_ends_it(store: EmbeddedStore, ask: Ask) -> None:
    """With a centre in both towns nobody who is counted lives far, and a choice of two is told."""
    assert "choix" not in found(ask)["access"].sentence.fr
    centre(store, "evry", (48.62870, 2.43130))
    near = found(ask)["access"]
    assert near.value == 0
    assert "pour avoir le choix entre deux centres" in near.sentence.fr
    assert "ramènerait" not in near.overturned_by.fr


def test_a_hospital_and_its_site_are_one_centre(store: EmbeddedStore, ask: Ask) -> None:
    """The body that runs a centre as its site is no second centre."""
    site = centre(store, "lyon-sud", (45.70, 4.82))
    both = centres(ask, "car-t")
    store.add([Statement(DATA + "org/chu", bg("operatesSite"), site, ASSERTED)])
    one = centres(ask, "car-t")
    assert both is not None
    assert one is not None
    assert (len(both.at), len(one.at)) == (2, 1)
    assert one.at[0].tolist() == [45.70, 4.82]


def test_regions_are_compared(ask: Ask) -> None:
    """The regions farthest from a centre are named with their shares."""
    regions = found(ask)["access-region"]
    assert "Île-de-France 100 %, Auvergne-Rhône-Alpes 0 %, contre 10 %" in regions.sentence.fr
    assert regions.subjects[1] == DATA + "region/11"


@pytest.mark.parametrize("region", ["11", "Île-de-France", DATA + "region/11"])
def test_a_region_has_its_own_people(ask: Ask, region: str) -> None:
    """Of a region only its own people are counted, against centres wherever they are."""
    (far,) = found(ask, region=region).values()
    assert far.value == 1
    assert "0,1 million d'habitants comptés dans la région « Île-de-France »" in far.sentence.fr
    assert far.subjects[1:] == (DATA + "region/11",)
    (near,) = found(ask, region="84").values()
    assert near.value == 0


def test_overseas_stands_apart(store: EmbeddedStore, ask: Ask) -> None:
    """People at the other end of the world change nothing of metropolitan France."""
    before = found(ask)
    assert "access-overseas" not in before
    settle(store, "Saint-Denis", 150_000, (-20.88, 55.45))
    after = found(ask)
    assert after["access"] == before["access"]
    overseas = after["access-overseas"]
    assert overseas.value == 1
    assert "entre 0 % et 100 % vivent à plus de 1 000 km" in overseas.sentence.fr
    centre(store, "reunion", (-21.3, 55.5))
    assert found(ask)["access-overseas"].value == 0


def test_without_centres_or_people_nothing_is_said() -> None:
    """Where no centre or nobody is known there is no distance, and no finding of one."""
    assert not found(over(opened(TINY)))
    assert not found(over(opened()))


def test_other_therapies_have_no_centres(ask: Ask) -> None:
    """A family for which nobody states a number of centres is not looked at."""
    assert not found(ask, family="aav_gene_therapy")
    assert set(found(ask, family="autologous_car_t")) == {"access", "access-region"}


def test_every_finding_is_whole(store: EmbeddedStore, ask: Ask) -> None:
    """Both languages, coverage, evidence, a command, and ignorance told as such."""
    settle(store, "Saint-Denis", 150_000, (-20.88, 55.45))
    for one in found(ask).values():
        assert "biograph" in one.sentence.fr
        assert "biograph" in one.sentence.en
        assert "couverture" in one.sentence.fr
        assert one.sentence.fr.endswith(".")
        assert form.NOT_SUPPLY in one.caveats
        assert one.command == "biograph gaps --json"
        assert 0 <= one.rank <= 1
        assert one.overturned_by.fr


# --- distances -----------------------------------------------------------------------------------

SPOTS = st.lists(st.tuples(st.floats(42, 51), st.floats(-4, 8)), min_size=1, max_size=6)


def distances(towns: list[tuple[float, float]], at: list[tuple[float, float]]) -> Distances:
    """Towns with their people, against centres."""
    places = [
        Place(f"{DATA}place/{n}", f"town {n}", 1000 * (n + 1), *town, region="", region_name="")
        for n, town in enumerate(towns)
    ]
    there = Centres(
        about="car-t",
        name=Text(fr="centre", en="centre"),
        actors=tuple(f"{DATA}org/{n}" for n in range(len(at))),
        at=np.array(at),
        relations=(),
        stated=STATED,
    )
    return Distances(Population(tuple(places)), there)


@given(SPOTS, SPOTS, SPOTS)
def test_more_centres_lengthen_no_way(towns, some, more) -> None:
    """With further centres no distance and no share of people who live far is greater."""
    few, many = distances(towns, some), distances(towns, some + more)
    assert np.all(many.km <= few.km + 1e-6)
    assert many.beyond() <= few.beyond()
    assert many.coverage >= few.coverage


@given(SPOTS, SPOTS)
def test_one_centre_helps_as_told(towns, some) -> None:
    """The share told for one more centre is what is found with that centre."""
    before = distances(towns, some)
    told = before.decisive(100.0)
    assert (told is None) == (before.beyond() == 0)
    if told:
        place, share = told
        after = distances(towns, [*some, (place.lat, place.lon)])
        assert after.beyond() == pytest.approx(share)
        assert share < before.beyond()


def test_where_all_communes_are_counted_the_base_is_all_of_them(monkeypatch) -> None:
    """With all people of the country there is no caveat of missing communes."""
    monkeypatch.setattr(Distances, "counted", 0.99)
    everybody = distances([(48.0, 2.0), (45.0, 5.0)], [(48.0, 2.0)])
    assert "en métropole, toutes communes," in words.whole(everybody, Scope()).fr
    assert len(words.caveats(everybody)) == 3
    monkeypatch.setattr(Distances, "counted", 0.6)
    assert len(words.caveats(everybody)) == 4


def test_where_all_centres_are_known_there_is_no_interval() -> None:
    """A complete list leaves one number and names no missing centre."""
    known = distances([(48.0, 2.0), (45.0, 5.0)], [(48.0, 2.0)] * round(hull(STATED)[1]))
    assert known.there.missing == 0
    sentence = words.whole(known, Scope())
    assert "67 % vivent" in sentence.fr
    assert "selon où" not in sentence.fr
