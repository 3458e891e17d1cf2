"""The store of payloads: bytes in, the same bytes out, with the state that goes with them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import InputError
from biograph.harvest.raw import LOG, Payload, RawStore, State
from biograph.model import Flag, Reason

PAYLOAD = Payload(
    source="hal",
    table="q1",
    url="https://example.org/é",
    content=b"[]",
    media_type="application/json",
    headers={"etag": '"1"'},
    fetched_at=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
)
STATE = State(mark="2026-11-01", since="2026-11-02", until="2026-11-03", cursor="c", received=7)


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with RawStore(tmp_path) as opened:
        yield opened


def kept(store, *payloads, source="hal"):
    for number, payload in enumerate(payloads):
        store.keep(payload, records={f"k{number}": "h"}, state=STATE)
    return list(store.replay(source))


def test_what_was_kept_is_replayed(store):
    """Bytes, address, media type, headers and time come back."""
    assert kept(store, PAYLOAD) == [PAYLOAD]


def test_what_was_kept_is_there_when_it_is_opened_again(store, tmp_path):
    """Payloads, records and state are on disk."""
    kept(store, PAYLOAD)
    store.close()
    with RawStore(tmp_path) as again:
        assert list(again.replay("hal")) == [PAYLOAD]
        assert again.state("hal", "q1") == STATE
        assert again.new("hal", {"k0": "h"}) == {}


def test_payloads_come_in_the_order_in_which_they_were_fetched(store):
    """Also those of several queries; another source is apart."""
    second = replace(PAYLOAD, table="q2", content=b"2")
    third = replace(PAYLOAD, content=b"3")
    other = replace(PAYLOAD, source="ror")
    assert kept(store, PAYLOAD, second, other, third) == [PAYLOAD, second, third]


def test_a_whole_file_takes_the_place_of_the_one_before(store):
    """The last one of each query is replayed, in the order of the queries."""
    given = (("b", b"1"), ("a", b"2"), ("b", b"3"))
    files = [replace(PAYLOAD, table=query, content=content) for query, content in given]
    kept(store, *files)
    assert [p.content for p in store.replay("hal", whole=True)] == [b"2", b"3"]


def test_only_what_came_after_a_fetch_is_replayed(store):
    """The number of a fetch tells how far somebody has read."""
    kept(store, PAYLOAD)
    read = store.last()
    later = replace(PAYLOAD, content=b"later")
    kept(store, later)
    assert list(store.replay("hal", after=read)) == [later]
    assert store.sources(after=read) == ["hal"]
    assert store.sources(after=store.last()) == []


def test_a_record_is_new_where_it_was_never_given_or_says_something_else(store):
    """Source, key and content make a record."""
    store.keep(PAYLOAD, records={"a": "1", "b": "1"}, state=STATE)
    assert store.new("hal", {"a": "1", "b": "2", "c": "1"}) == {"b": "2", "c": "1"}
    assert store.new("ror", {"a": "1"}) == {"a": "1"}


def test_a_record_that_returns_to_an_earlier_content_is_new(store):
    """The last content counts, not any of the past."""
    for content in ("1", "2"):
        store.keep(PAYLOAD, records={"a": content}, state=STATE)
    assert store.new("hal", {"a": "1"}) == {"a": "1"}


def test_a_query_never_asked_stands_at_its_start(store):
    """No mark, no cursor."""
    assert store.state("hal", "never") == State()


def test_the_validators_of_an_address_are_its_last_headers(store):
    """Those of the address as asked, and none for an unknown one."""
    kept(store, PAYLOAD, replace(PAYLOAD, headers={"etag": '"2"'}))
    assert store.validators(PAYLOAD.url) == {"etag": '"2"'}
    assert store.validators("https://example.org/other") == {}


def test_lost_bytes_are_flagged_and_the_others_replayed(store, tmp_path):
    """The flag names file and address."""
    second = replace(PAYLOAD, content=b"second")
    kept(store, PAYLOAD, second)
    (tmp_path / PAYLOAD.sha256[:2] / PAYLOAD.sha256).unlink()
    lost, whole = store.replay("hal")
    assert isinstance(lost, Flag)
    assert lost.reason is Reason.UNREADABLE_FILE
    assert PAYLOAD.url in lost.message
    assert whole == second


def test_changed_bytes_are_flagged(store, tmp_path):
    """What does not have its digest any more is not read."""
    kept(store, PAYLOAD)
    (tmp_path / PAYLOAD.sha256[:2] / PAYLOAD.sha256).write_bytes(b"[1]")
    (found,) = store.replay("hal")
    assert isinstance(found, Flag)


def test_a_torn_file_of_a_killed_run_is_written_again(store, tmp_path):
    """A file of another size than its bytes is not taken for them."""
    path = tmp_path / PAYLOAD.sha256[:2] / PAYLOAD.sha256
    path.parent.mkdir()
    path.write_bytes(b"[")
    assert kept(store, PAYLOAD) == [PAYLOAD]


def test_bytes_that_no_fetch_refers_to_can_be_discarded(store, tmp_path):
    """And those that one refers to stay."""
    store.write(PAYLOAD)
    store.discard(PAYLOAD)
    assert not (tmp_path / PAYLOAD.sha256[:2] / PAYLOAD.sha256).exists()
    kept(store, PAYLOAD)
    store.discard(PAYLOAD)
    assert list(store.replay("hal")) == [PAYLOAD]


def test_a_log_that_is_none_is_named_with_a_way_out(tmp_path):
    """Garbage in its place is no trace but an error of ours."""
    (tmp_path / LOG).write_bytes(b"no database at all, " * 100)
    with pytest.raises(InputError, match="cannot be used") as caught:
        RawStore(tmp_path)
    assert caught.value.hint


def test_a_page_its_records_and_its_state_are_kept_together_or_not_at_all(store):
    """Where one part of it fails nothing of it stays."""
    with pytest.raises(InputError):
        store.keep(PAYLOAD, records={"a": None}, state=STATE)
    assert store.last() == 0
    assert store.state("hal", "q1") == State()
    assert store.new("hal", {"a": "1"}) == {"a": "1"}


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_any_bytes_come_back(tmp_path_factory, contents):
    """In order, whatever they are and however often they repeat."""
    with RawStore(tmp_path_factory.mktemp("raw")) as store:
        found = kept(store, *(replace(PAYLOAD, content=c) for c in contents))
    assert [p.content for p in found] == contents
