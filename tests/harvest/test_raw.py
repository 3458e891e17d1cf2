"""The store of payloads: bytes in, the same bytes out, whatever happened to the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.snapshot import Payload, keep, replay
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAYLOAD = Payload(
    source="ilab",
    table="t.csv",
    url="https://example.org/é",
    content=b"[]",
    media_type="application/json",
    fetched_at=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
)


def test_what_was_kept_is_replayed(tmp_path: Path) -> None:
    """Bytes, address, media type and time come back."""
    assert keep(tmp_path, PAYLOAD)
    assert list(replay(tmp_path, "ilab")) == [PAYLOAD]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """A second fetch of unchanged data adds nothing."""
    keep(tmp_path, PAYLOAD)
    later = replace(PAYLOAD, fetched_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert not keep(tmp_path, later)
    assert list(replay(tmp_path, "ilab")) == [PAYLOAD]


def test_the_last_bytes_of_a_resource_are_replayed(tmp_path: Path) -> None:
    """Also where they return to an earlier state."""
    for content in (b"1", b"2", b"1"):
        assert keep(tmp_path, replace(PAYLOAD, content=content))
    assert [p.content for p in replay(tmp_path, "ilab") if isinstance(p, Payload)] == [b"1"]


def test_sources_and_resources_are_apart(tmp_path: Path) -> None:
    """Resources of a source come in the order of their names."""
    for source, table in (("pia", "b"), ("pia", "a"), ("ilab", "c")):
        keep(tmp_path, replace(PAYLOAD, source=source, table=table))
    found = [p.table for p in replay(tmp_path, "pia") if isinstance(p, Payload)]
    assert found == ["a", "b"]


def test_an_empty_folder_replays_nothing(tmp_path: Path) -> None:
    """No fetch yet is no error."""
    assert list(replay(tmp_path, "ilab")) == []


def test_changed_bytes_are_flagged(tmp_path: Path) -> None:
    """The digest in the manifest is checked."""
    keep(tmp_path, PAYLOAD)
    next((tmp_path / "raw").rglob(PAYLOAD.sha256)).write_bytes(b"other")
    (flag,) = replay(tmp_path, "ilab")
    assert isinstance(flag, Flag)
    assert flag.reason is Reason.UNREADABLE_FILE
    assert PAYLOAD.url in flag.message


def test_a_line_torn_by_a_killed_run_costs_no_other(tmp_path: Path) -> None:
    """The torn line is flagged; the next fetch begins a new line."""
    keep(tmp_path, PAYLOAD)
    manifest = tmp_path / "manifest.jsonl"
    with manifest.open("a") as stream:
        stream.write('{"source": "ilab", "tab')
    keep(tmp_path, replace(PAYLOAD, table="u.csv"))
    found = list(replay(tmp_path, "ilab"))
    assert [one.reason for one in found if isinstance(one, Flag)] == [Reason.MALFORMED]
    assert [one.table for one in found if isinstance(one, Payload)] == ["t.csv", "u.csv"]


def test_a_line_that_lacks_a_field_is_flagged(tmp_path: Path) -> None:
    """A manifest is input like any other."""
    (tmp_path / "manifest.jsonl").write_text('{"source": "ilab"}\n{"table": 3}\n[]\n')
    found = list(replay(tmp_path, "ilab"))
    assert [one.reason for one in found if isinstance(one, Flag)] == [Reason.MALFORMED] * 3


@given(content=st.binary(max_size=200))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Payloads are bytes, not text."""
    folder = tmp_path_factory.mktemp("store")
    keep(folder, replace(PAYLOAD, content=content))
    (found,) = replay(folder, "ilab")
    assert isinstance(found, Payload)
    assert found.content == content
