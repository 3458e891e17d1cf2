"""What was fetched stands in the place of what the snapshot says, and nothing else is touched."""

import csv
import json
from dataclasses import replace

import pytest

from biograph.harvest.raw import RawStore, State
from biograph.harvest.registry import FEEDS
from biograph.harvest.sweep import content, parsed
from biograph.model import Flag
from biograph.resources import bundled_snapshot
from biograph.run.fetch import RAW_FOLDER
from biograph.run.gather import Gathered, gather
from biograph.run.given import GivenReader
from biograph.run.linking import resolved
from biograph.run.load import load
from biograph.run.received import received
from biograph.run.track import silent
from biograph.store import open_store
from tests.harvest.feeds.test_ilab import WINNERS
from tests.harvest.test_raw import PAYLOAD
from tests.run.test_given import NotAsked

with (bundled_snapshot() / "registries" / "ror_fr.csv").open(encoding="utf-8") as _stream:
    FIRST, SECOND = (next(rows)["ror_id"] for rows in [csv.DictReader(_stream)] for _ in range(2))
NEW = "https://ror.org/02vjkv261"


def short(address):
    """The key of an entry: the end of an address."""
    return address.rpartition("/")[2]


def organisation(key, name, status="active"):
    """An organisation as ROR's interface gives it, with hardly anything told."""
    named = {"value": name, "types": ["ror_display", "label"], "lang": "en"}
    return {"id": key, "names": [named], "status": status, "types": ["company"]}


def fetched(workspace, source, *pages):
    """The pages kept as a sweep keeps them."""
    feed = FEEDS[source]
    with RawStore(workspace / RAW_FOLDER) as raw:
        for page in pages:
            payload = replace(PAYLOAD, source=source, table="winners", content=page)
            found = (one for one in parsed(feed, payload) if not isinstance(one, Flag))
            raw.keep(payload, records={one.key: content(one) for one in found}, state=State())


def ror(*organisations):
    found = {"number_of_results": len(organisations), "items": list(organisations)}
    return json.dumps(found).encode()


def of(source, workspace):
    """What one source says in the end, without those that every run reads."""
    found = gather([source], snapshot=None, track=silent, workspace=workspace)
    units = {version: unit for version, unit in found.units.items() if unit.source == source}
    return Gathered(units=units, withdrawn=found.withdrawn)


def names(gathered):
    """The name of each entry by its key; an entry that comes twice has both."""
    found = {}
    for unit in gathered.units.values():
        for entry in unit.entries:
            found[entry.key] = found.get(entry.key, "") + entry.name
    return found


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    """What the bundled snapshot says."""
    return of("ror", tmp_path_factory.mktemp("nothing"))


def test_a_row_that_the_source_gives_anew_takes_the_place_of_its_old_one(bundled, tmp_path):
    """And the others stay."""
    fetched(tmp_path, "ror", ror(organisation(FIRST, "Renamed")))
    before, after = names(bundled), names(of("ror", tmp_path))
    assert after.pop(short(FIRST)) == "Renamed" != before.pop(short(FIRST))
    assert after == before


def test_a_row_that_the_snapshot_lacks_is_added(bundled, tmp_path):
    """A source grows."""
    fetched(tmp_path, "ror", ror(organisation(NEW, "Newcomer")))
    assert names(of("ror", tmp_path)) == names(bundled) | {short(NEW): "Newcomer"}


def test_a_row_that_the_source_withdraws_is_gone_until_it_is_given_again(bundled, tmp_path):
    """The last word counts, whatever came before."""
    fetched(tmp_path, "ror", ror(organisation(FIRST, "Gone", status="withdrawn")))
    without = of("ror", tmp_path)
    assert names(bundled).keys() - names(without).keys() == {short(FIRST)}
    assert [one.key for one in without.withdrawn] == [FIRST]
    fetched(tmp_path, "ror", ror(organisation(FIRST, "Back")))
    again = of("ror", tmp_path)
    assert names(again)[short(FIRST)] == "Back"
    assert not again.withdrawn


def test_a_row_that_is_withdrawn_after_it_was_fetched_is_gone(tmp_path):
    """In the order in which the source spoke."""
    gone = organisation(NEW, "Newcomer", status="withdrawn")
    fetched(tmp_path, "ror", ror(organisation(NEW, "Newcomer")), ror(gone))
    assert short(NEW) not in names(of("ror", tmp_path))


def test_a_row_that_says_the_same_again_changes_nothing(tmp_path):
    """Whichever page brings it, and with whatever else."""
    one, other = organisation(FIRST, "Same"), organisation(NEW, "Newcomer")
    fetched(tmp_path, "ror", ror(one, other))
    before = of("ror", tmp_path)
    fetched(tmp_path, "ror", ror(one))
    assert of("ror", tmp_path) == before


def test_each_fetched_row_stands_for_itself(tmp_path):
    """One that changes leaves the version of the other as it was."""
    one, other = organisation(FIRST, "One"), organisation(SECOND, "Two")
    fetched(tmp_path, "ror", ror(one, other))
    before = of("ror", tmp_path)
    fetched(tmp_path, "ror", ror(one | {"status": "inactive"}))
    after = of("ror", tmp_path)
    gone = before.units.keys() - after.units.keys()
    assert [entry.key for v in gone for entry in before.units[v].entries] == [short(FIRST)]


def test_only_what_came_after_a_fetch_is_received(tmp_path):
    """For an update, which has taken in the rest."""
    fetched(tmp_path, "ror", ror(organisation(FIRST, "One")), ror(organisation(SECOND, "Two")))
    with RawStore(tmp_path / RAW_FOLDER) as raw:
        found = received(raw, "ror", after=1).records
    assert [key for _, key in found] == [SECOND]


def test_a_whole_file_takes_the_place_of_its_table(tmp_path):
    """What it does not list any more is gone."""
    fetched(tmp_path, "ilab", json.dumps(WINNERS).encode())
    entries = [e for unit in of("ilab", tmp_path).units.values() for e in unit.entries]
    assert len(entries) == len(WINNERS)


def test_renewed_rows_end_in_the_graph_of_a_first_load(bundled, tmp_path):
    """What the old row said is gone, and so is what said it."""
    fetched(tmp_path, "ror", ror(organisation(FIRST, "Renamed"), organisation(NEW, "Newcomer")))
    renewed = of("ror", tmp_path)
    changed, fresh = open_store(), open_store()
    for store, states in ((changed, (bundled, renewed)), (fresh, (renewed,))):
        for state in states:
            entities = resolved(state).entities
            load(store, state, entities, reader=GivenReader(NotAsked(), ()), track=silent)
    assert changed.export(tmp_path / "changed") == fresh.export(tmp_path / "fresh")
