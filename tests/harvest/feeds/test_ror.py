"""ROR's interface: the records of its snapshot, by page."""

import csv
import json

import pytest

from biograph.harvest.declared import ROR
from biograph.harvest.feed import Query
from biograph.harvest.feeds import ror
from biograph.harvest.sources import ror as source
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read
from tests.replay import Answer, sample

HOST = "api.ror.org"
QUERY = Query(source="ror", id="fr", values={"query": "country:FR"})
PAGES = [f"ror/derived_organizations_page{n}.json" for n in (1, 2)]


def items(*found):
    """Organisations in the envelope of a search."""
    return json.dumps({"number_of_results": len(found), "items": list(found)}).encode()


def recorded():
    """The 35 recorded organisations."""
    return json.loads(sample("ror/records_v2_french.json"))


@pytest.fixture
def two_pages(replay, shared):
    """The recorded organisations in the envelope of the interface."""
    replay.hosts[HOST] = lambda request: Answer(body=sample(PAGES[int(request.query["page"]) - 1]))
    return replay


def test_pages_are_followed_to_the_number_of_results(two_pages):
    """Twenty organisations, then fifteen."""
    found = files.pages(ror, two_pages, QUERY)
    assert [(p.size, p.total, p.cursor) for p in found] == [(20, 35, "2"), (15, 35, "")]
    records, _, flags = read(ror, *(page.payload for page in found))
    assert len(records) == 35
    assert not flags
    assert [page.size for page in files.pages(ror, two_pages, QUERY, cursor="2")] == [15]


def test_all_that_was_modified_in_the_slice_is_asked_for(two_pages):
    """Also what is no longer active; a slice may be open."""
    files.pages(ror, two_pages, QUERY, since="2026-01-01", until="2026-01-31", cursor="2")
    files.pages(ror, two_pages, QUERY, cursor="2")
    sent = [request.query for request in two_pages.seen]
    assert [one["query.advanced"] for one in sent] == [
        "country:FR AND admin.last_modified.date:[2026-01-01 TO 2026-01-31]",
        "country:FR AND admin.last_modified.date:[* TO *]",
    ]
    assert sent[0]["all_status"] == "true"


def test_nothing_found_is_one_empty_page(replay):
    """A slice without changes is no error."""
    replay.hosts[HOST] = lambda _request: Answer(body=items())
    assert [(p.size, p.cursor) for p in files.pages(ror, replay, QUERY)] == [(0, "")]


def test_records_are_those_of_the_snapshot(shared):
    """The same organisation has the same table, key and columns in both forms."""
    with (shared / ROR.path).open(encoding="utf-8", newline="") as stream:
        snapshot = {row["ror_id"]: row for row in csv.DictReader(stream)}
    records, withdrawn, flags = read(ror, items(*recorded()))
    assert len(records) == 35
    assert not withdrawn
    assert not flags
    for key, record in records.items():
        assert record.table == ROR.name
        assert set(record.fields) == {*ROR.key, *ROR.columns, "labels"}
        assert record.fields == {column: snapshot[key][column] for column in record.fields}


def test_the_functions_of_the_source_read_what_came(shared):
    """Names, identifiers and parents of a laboratory."""
    record = read(ror, items(*recorded()))[0]["https://ror.org/03bbjky47"]
    (entry,) = source.entries(record)
    assert entry.key == "03bbjky47"
    assert "CarMeN" in entry.aliases
    assert {one.predicate for one in source.claims(record)} == {"locatedIn", "subsidiaryOf"}


def test_a_withdrawn_organisation_tells_what_took_its_place(shared):
    """An inactive one keeps its record, with its status."""
    one, other, third = recorded()[:3]
    heir = {"type": "successor", "label": "Successor", "id": "https://ror.org/02vjkv261"}
    found = items(
        one | {"status": "withdrawn", "relationships": [heir]},
        other | {"status": "withdrawn", "relationships": []},
        third | {"status": "inactive"},
    )
    records, withdrawn, _ = read(ror, found)
    assert withdrawn[one["id"]].reason == "withdrawn, see Successor"
    assert withdrawn[one["id"]].date == "2026-06-23"
    assert withdrawn[other["id"]].reason == "withdrawn"
    assert records[third["id"]].fields["status"] == "inactive"


def test_a_wrong_key_is_flagged_and_the_others_kept(shared):
    """The check digits of ROR are looked at."""
    good = recorded()[0]
    bad = good | {"id": "https://ror.org/02vjkv262"}
    records, _, flags = read(ror, items(bad, None, good))
    assert list(records) == [good["id"]]
    assert len(flags) == 2


def test_an_organisation_without_place_site_or_other_keys_is_read(shared):
    """What is missing is empty."""
    missing = ("locations", "links", "external_ids", "relationships")
    bare = {name: one for name, one in recorded()[0].items() if name not in missing}
    (record,) = read(ror, items(bare))[0].values()
    assert not any(record.fields[column] for column in ("city", "lat", "website", "wikidata"))
    assert list(source.entries(record))
