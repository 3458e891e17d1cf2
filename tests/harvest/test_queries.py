"""The queries of the live sources are data, and data have tests, too."""

import json
import re

import pytest

from biograph.errors import DataError
from biograph.harvest import queries
from biograph.harvest.queries import COLUMNS, bundled, read
from biograph.harvest.registry import CONNECTORS, FEEDS
from biograph.resources import extract

LINES = (extract() / queries.FILE).read_text(encoding="utf-8").splitlines()
ROWS = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in LINES[1:]]
GOOD = "\t".join(COLUMNS) + '\nhal\tq\t2026-01-01\t{"query": "x"}\tfr\ten\tpage\n'


def test_every_query_asks_a_live_source():
    """And each query of a source has an id of its own."""
    found = bundled()
    assert {query.source for query in found} <= FEEDS.keys()
    assert len({(query.source, query.id) for query in found}) == len(found) == len(ROWS)


def test_every_live_source_that_needs_no_address_of_its_own_is_asked():
    """What is left out by default are archives and sites that a user has to name."""
    assert FEEDS.keys() - {query.source for query in bundled()} == {"oai", "sitemap"}


def test_every_live_source_gives_records_that_somebody_reads():
    """Its records belong to a known source."""
    assert {feed.ID for feed in FEEDS.values()} <= CONNECTORS.keys()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['source']}-{row['id']}")
def test_a_query_has_labels_in_both_languages_and_a_page_that_it_was_checked_on(row):
    """A day is a day, an id can stand in a file name."""
    assert row["label_fr"].strip()
    assert row["label_en"].strip()
    assert row["checked"].strip()
    assert re.fullmatch(r"[a-z0-9-]+", row["id"])
    assert re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", row["since"])


def test_literature_is_asked_in_french_and_in_english():
    """For the French field in both of its languages."""
    words = " ".join(row["values"] for row in ROWS)
    assert "thérapie génique" in words
    assert "gene therapy" in words


def test_no_query_holds_a_key():
    """Keys come from the environment."""
    for query in bundled():
        assert not {name for name in query.values if "key" in name.lower() or "token" in name}


def test_a_good_table_is_read(tmp_path):
    """One query with its values."""
    (tmp_path / "feeds.tsv").write_text(GOOD, encoding="utf-8")
    (query,) = read(tmp_path / "feeds.tsv")
    assert (query.source, query.id, query.since) == ("hal", "q", "2026-01-01")
    assert query.values == {"query": "x"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has not the columns"),
        ("source\tid\n", "has not the columns"),
        (GOOD.replace('{"query": "x"}', "x"), "line 2"),
        (GOOD.replace('{"query": "x"}', '{"query": 1}'), "line 2"),
        (GOOD.replace('{"query": "x"}', "[]"), "line 2"),
        (GOOD.replace("hal\tq", "hal\t"), "line 2"),
        (GOOD + GOOD.splitlines()[1] + "\n", "two queries hal q"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path, text, words):
    """And with how to mend it."""
    (tmp_path / "feeds.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words) as caught:
        read(tmp_path / "feeds.tsv")
    assert caught.value.hint


def test_values_are_read_as_json():
    """A quotation mark in a query is no end of a column."""
    for row, query in zip(ROWS, bundled(), strict=True):
        assert json.loads(row["values"]) == query.values
