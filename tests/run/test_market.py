"""Known answers on medicines, from the rows to the questions, in the graph of a default run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.ask import Ask, over
from biograph.harvest import declared
from biograph.run.checks import check_changed
from biograph.run.gather import gather
from biograph.run.given import GivenReader
from biograph.run.linking import resolved
from biograph.run.load import load
from biograph.run.track import silent
from biograph.store import open_store
from tests.run.test_given import NotAsked

if TYPE_CHECKING:
    from biograph.store import EmbeddedStore


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """The bundled rows on medicines, which say the same as the full ones (tests/harvest)."""
    made = open_store()
    gathered = gather(("bdpm", "critical", "ema", "epar"), snapshot=None, track=silent)
    entities = resolved(gathered).entities
    load(made, gathered, entities, reader=GivenReader(NotAsked(), ()), track=silent)
    return made


@pytest.fixture(scope="module")
def ask(store: EmbeddedStore) -> Ask:
    """Questions over that graph."""
    return over(store)


def test_35_of_42_shortages_are_structural(ask: Ask) -> None:
    """By CIS code, the unit of the register; eight medicines are back and no longer short."""
    seen = list(ask("market/shortages").records())
    last = [row for row in seen if row["last"] == "2026-05-19"]
    assert len({row["cis"] for row in seen}) == len(seen) == 50
    assert (len(last), sum(row["dates"] == 3 for row in last)) == (42, 35)
    assert len(ask("market/structural-shortages")) == 35
    assert set(ask("market/structural-shortages").column("cis")) == {
        row["cis"] for row in last if row["dates"] == 3
    }


def test_what_is_back_is_not_short_now(ask: Ask) -> None:
    """Of those short on an earlier day, only those of the last day are facts of the present."""
    now = set(ask("care/biologics-in-shortage").column("therapy"))
    seen = list(ask("market/shortages").records())
    assert now == {row["product"] for row in seen if row["last"] == "2026-05-19"}
    back = {row["product_label"].split()[0] for row in seen if row["product"] not in now}
    assert back == {"BOOSTRIXTETRA,", "FIASP", "IMUKIN", "PROTEXEL", "REPATHA", "SHINGRIX,"}


def test_every_observation_leads_to_its_row(ask: Ask) -> None:
    """127 rows of three days, each of one observation; the row names day and medicine."""
    rows = list(ask("market/shortage-history").records())
    assert len({row["row"] for row in rows}) == len(rows) == 127
    assert all(f"#{row['day']}/{row['cis']}/" in row["row"] for row in rows)
    assert {row["status"] for row in rows} == {"Rupture de stock", "Tension d'approvisionnement"}


def test_one_of_46_active_substance_sites_is_in_france(ask: Ask) -> None:
    """As the annexes declare them, by the country of the site."""
    sites = {row["country_label"]: row for row in ask("market/active-substance-sites").records()}
    assert sum(row["declared"] for row in sites.values()) == 46
    assert (sites["France"]["declared"], sites["France"]["sites"]) == (1, 1)
    assert sites["États-Unis"]["declared"] == 13
    steps = [row["step"].rpartition("/")[2] for row in ask("market/making-sites").records()]
    assert (steps.count("makesSubstanceOf"), steps.count("releasesBatchesOf")) == (46, 29)


def test_critical_biologics_are_listed_by_atc_and_cis(ask: Ask) -> None:
    """60 codes of the Union list have an authorised biologic; 620 French ones are MITM."""
    union = ask("market/critical-medicines", list="UnionCriticalList").column("listed_as")
    french = ask("market/critical-medicines", list="MajorInterestList").column("listed_as")
    assert (len(set(union)), len(set(french))) == (60, 620)
    alone = list(ask("market/critical-with-one-holder").records())
    assert {"L01FF01", "L04AC02"} <= {row["atc"] for row in alone}
    huningue = next(row for row in alone if row["atc"] == "L04AC02")
    assert (huningue["holders"], huningue["sites"]) == (1, 1)
    assert huningue["only_site_label"] == "Novartis Huningue"


def test_eight_advanced_therapies_have_no_french_record(ask: Ask) -> None:
    """Authorised in the Union, absent from the French base."""
    assert ask("market/without-french-record").column("therapy_label") == (
        *("Aucatzyl", "Holoclar", "Imlygic", "Roctavian"),
        *("Spherox", "Strimvelis", "Waskyra", "Zemcelpro"),
    )


def test_one_of_22_advanced_therapies_has_a_french_holder(ask: Ask) -> None:
    """Those authorised now: Ebvallo, of Pierre Fabre."""
    rows = {row["country_label"]: row for row in ask("market/holders-by-country").records()}
    assert (rows["France"]["therapies"], rows["France"]["of"]) == (1, 22)
    told = ask("market/authorised-therapies").records()
    (french,) = (row for row in told if row["holder_label"] == "Pierre Fabre Médicament")
    assert french["therapy_label"].startswith("EBVALLO")
    assert len(set(ask("market/authorised-therapies").column("therapy"))) == 22


def test_what_the_sources_say_conforms(store: EmbeddedStore) -> None:
    """Shortages, lists and sites break no shape."""
    tables = {declared.SHORTAGES.name, declared.UNION_LIST.name, declared.EPAR.name}
    query = "SELECT ?v ?key { GRAPH ?v { ?v bg:recordKey ?key } }"
    said = [row["v"] for row in store.select(query).records() if row["key"] in tables]
    assert len(said) == 3
    assert check_changed(store, said) == []
