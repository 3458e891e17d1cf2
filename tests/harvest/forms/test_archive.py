"""Zip archives: bounded on the way out, always the same on the way in."""

import io
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, strategies

from biograph.harvest.forms import archive
from biograph.model import Flag, Reason
from tests.harvest.feeds.files import payload, query

QUERY = query("cordis", "h2020")
NAMES = strategies.text(strategies.characters(codec="ascii", categories=["L", "N"]), min_size=1)


def members(content, *names, **bounds):
    """The members of an archive of these bytes."""
    return archive.members(payload(QUERY, content), *names, **bounds)


@given(strategies.dictionaries(NAMES, strategies.binary(max_size=200), max_size=5))
def test_what_goes_in_comes_out(files):
    """The same files in another order are the same bytes."""
    content = archive.packed(files)
    assert members(content, *files) == files
    assert archive.count(content) == len(files)
    assert archive.packed(dict(reversed(files.items()))) == content


def test_no_more_than_the_bound_is_unpacked():
    """A bomb of a few kilobytes is flagged; a member of exactly the bound is read."""
    bomb = archive.packed({"a": bytes(10_000_000)})
    assert len(bomb) < 20_000
    flag = members(bomb, "a", largest=9_999_999)
    assert flag.reason is Reason.TOO_LARGE
    assert len(members(bomb, "a", largest=10_000_000)["a"]) == 10_000_000


def test_a_bomb_does_not_fill_the_memory():
    """Not even while it is found to be one."""
    bomb = archive.packed({"a": bytes(50_000_000)})
    tracemalloc.start()
    assert members(bomb, "a", largest=1_000_000).reason is Reason.TOO_LARGE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_member_tells_no_time():
    """Two archives made at different times are the same."""
    with zipfile.ZipFile(io.BytesIO(archive.packed({"a": b""}))) as made:
        assert made.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_size_that_is_a_lie_is_flagged():
    """A member that says it is small and is not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a", bytes(100_000))
    size = (100_000).to_bytes(4, "little")
    lying = buffer.getvalue().replace(size, (10).to_bytes(4, "little"))
    assert members(lying, "a", largest=1_000).reason is Reason.MALFORMED


@pytest.mark.parametrize("folder", ["", "csv/", "a/b/"])
def test_a_member_is_found_in_any_folder(folder):
    """Publishers put their tables into folders, or not."""
    assert members(archive.packed({f"{folder}x.csv": b"1"}), "x.csv") == {"x.csv": b"1"}


def damaged():
    """An archive whose member does not unpack to what it says."""
    content = bytearray(archive.packed({"a": b"some text that is compressed " * 9}))
    place = content.index(zlib.compress(b"some text that is compressed " * 9)[2:-4])
    content[place + 3] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", damaged()])
def test_what_is_no_archive_is_flagged(content):
    """Not zip, cut, or damaged inside."""
    found = members(content, "a")
    assert isinstance(found, Flag)
    assert found.reason is Reason.MALFORMED


def test_a_member_that_is_gone_is_flagged():
    """The flag names it."""
    flag = members(archive.packed({"a": b""}), "b.csv")
    assert flag.reason is Reason.EMPTY
    assert "b.csv" in flag.message


def test_bytes_that_are_no_archive_have_no_count():
    """So an outage page is told from a file."""
    assert archive.count(b"<html>") is None
