"""A workspace knows what its graph was built of, and when that is no longer what there is."""

import os

import pytest

from biograph import resources
from biograph.harvest.raw import RawStore, State
from biograph.run import standing
from biograph.run.fetch import RAW_FOLDER
from biograph.run.linking import DECISIONS
from biograph.run.standing import FILE, Base, Standing
from tests.harvest.test_raw import PAYLOAD

BASE = Base(sources=("ema",))


def test_what_was_written_is_read(tmp_path):
    """With its base, and whether the findings were made."""
    now = Standing.now(tmp_path, BASE)
    now.told().write(tmp_path)
    read = Standing.of(tmp_path)
    assert read.found
    assert not now.found
    assert (read.base, read.stamp) == (BASE, now.stamp)


@pytest.mark.parametrize("spoiled", [None, b"", b"[]", b'{"stamp": 1}'])
def test_where_nothing_can_be_read_it_is_the_beginning(tmp_path, spoiled):
    """Then everything is built anew."""
    if spoiled is not None:
        (tmp_path / FILE).write_bytes(spoiled)
    assert Standing.of(tmp_path) == Standing()


def test_a_build_under_way_is_no_finished_one(tmp_path):
    """Its mark is no digest of anything."""
    now = Standing.now(tmp_path, BASE)
    assert now.begun().unfinished
    assert not now.unfinished
    assert not Standing().unfinished


def test_a_decision_of_a_person_makes_another_graph(tmp_path):
    """The stamp changes with the file of decisions."""
    before = Standing.now(tmp_path, BASE)
    (tmp_path / DECISIONS).write_text("x", encoding="utf-8")
    assert Standing.now(tmp_path, BASE).stamp != before.stamp


def test_other_sources_or_another_snapshot_make_another_graph(tmp_path):
    """So does a snapshot in which a file was renewed."""
    folder = tmp_path / "snapshot"
    folder.mkdir()
    (folder / "rows.csv").write_text("a", encoding="utf-8")
    bases = (BASE, Base(sources=("ror",)), Base(sources=("ema",), snapshot=folder))
    stamps = [Standing.now(tmp_path, base).stamp for base in bases]
    os.utime(folder / "rows.csv", ns=(1, 1))
    stamps.append(Standing.now(tmp_path, bases[-1]).stamp)
    assert len(set(stamps)) == len(stamps)


@pytest.mark.parametrize(
    ("name", "matters"),
    [("gazetteers/actors.tsv", True), ("models/names.json", True), ("corpus/documents.jsonl", True),
     ("snapshot/x.csv", True), ("feeds.tsv", False), ("gold/test.jsonl", False),
     ("training/x.txt", False)],
)  # fmt: skip
def test_only_data_that_the_graph_is_made_of_count(tmp_path, monkeypatch, name, matters):
    """A new query of a live source does not link everything again."""
    folder = tmp_path / "extract"
    monkeypatch.setattr(resources, "extract", lambda: folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("one", encoding="utf-8")
    before = Standing.now(tmp_path, BASE).stamp
    (folder / name).write_text("two", encoding="utf-8")
    assert (Standing.now(tmp_path, BASE).stamp != before) is matters


def test_everything_in_the_data_folder_is_known_to_count_or_not():
    """Who adds a folder has to say whether a graph is made of it."""
    folders = {path.name for path in resources.extract().iterdir() if path.is_dir()}
    assert folders - set(standing._READ) == {"gold", "training"}


def test_the_last_fetch_that_brought_a_record_is_the_one_to_take_in(tmp_path):
    """A page that could not be read is kept, and waits for nobody."""
    with RawStore(tmp_path / RAW_FOLDER) as raw:
        raw.keep(PAYLOAD, records={"a": "1"}, state=State())
        raw.keep(PAYLOAD, records={}, state=State())
    assert Standing.now(tmp_path, BASE).taken == 1
