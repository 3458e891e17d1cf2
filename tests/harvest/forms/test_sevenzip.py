"""7-Zip archives: bounded on the way out, and never more than flagged where they are broken."""

import lzma
import tracemalloc

import py7zr
import pytest
from hypothesis import given, settings, strategies

from biograph.harvest.forms import sevenzip
from biograph.model import Flag, Reason
from tests.harvest.feeds.files import payload, query

from .sevenzips import packed

QUERY = query("finess", "sae")
NAMES = strategies.text(strategies.characters(codec="ascii", categories=["L", "N"]), min_size=1)
GOOD = packed({"tables/a.csv": b"some text that is compressed " * 9, "tables/b.csv": b"2"})


def members(content, *patterns, **bounds):
    """The members of an archive of these bytes."""
    return sevenzip.members(payload(QUERY, content), *patterns, **bounds)


@settings(max_examples=20)  # packing is slow
@given(strategies.dictionaries(NAMES, strategies.binary(max_size=200), min_size=1, max_size=5))
def test_what_goes_in_comes_out(files):
    """Whatever the order, empty members too."""
    content = packed(files)
    assert sevenzip.is_archive(content)
    assert sevenzip.count(content) == len(files)
    assert members(content, *files) == files


@pytest.mark.parametrize("method", [py7zr.FILTER_LZMA2, py7zr.FILTER_LZMA, py7zr.FILTER_BZIP2])
def test_the_usual_methods_are_read(method):
    """7-Zip has packed with LZMA, then with LZMA2."""
    form = [{"id": method, "preset": 6} if method != py7zr.FILTER_BZIP2 else {"id": method}]
    assert members(packed({"a": b"1" * 99}, filters=form), "a") == {"a": b"1" * 99}


@pytest.mark.parametrize("folder", ["", "csv/", "SAE 2024 Bases - formats/Bases été/"])
def test_a_member_is_found_by_its_pattern_in_any_folder(folder):
    """The whole name has to fit: the year is in it, and other tables end alike."""
    files = {f"{folder}{name}": name.encode() for name in ("MID_2024.csv", "ID_2024r.csv")}
    assert members(packed(files), r"ID_\d{4}r\.csv") == {r"ID_\d{4}r\.csv": b"ID_2024r.csv"}


def test_no_more_than_the_bound_is_unpacked():
    """A bomb of a few kilobytes is flagged; a member of exactly the bound is read."""
    bomb = packed({"a": bytes(10_000_000)})
    assert len(bomb) < 20_000
    flag = members(bomb, "a", largest=9_999_999)
    assert flag.reason is Reason.TOO_LARGE
    assert "a is longer than 9999999 bytes" in flag.message
    assert len(members(bomb, "a", largest=10_000_000)["a"]) == 10_000_000


def test_what_lies_before_a_member_is_bounded_too():
    """All members are one stream: the second cannot be had without unpacking the first."""
    content = packed({"bomb": bytes(10_000_000), "small": b"1"})
    assert members(content, "small") == {"small": b"1"}
    flag = members(content, "small", most=5_000_000)
    assert flag.reason is Reason.TOO_LARGE
    assert "more than 5000000 bytes" in flag.message


def test_a_bomb_does_not_fill_the_memory():
    """It is told by the size that it claims, before anything is unpacked."""
    bomb = packed({"a": bytes(50_000_000)})
    tracemalloc.start()
    assert members(bomb, "a", largest=1_000_000).reason is Reason.TOO_LARGE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000  # of which the dictionary of the method takes the most


def test_nothing_is_written_to_disk(tmp_path, monkeypatch):
    """Members stay in memory, also those of a path that leads out of the folder."""
    monkeypatch.chdir(tmp_path)
    assert members(GOOD, r"b\.csv") == {r"b\.csv": b"2"}
    assert list(tmp_path.iterdir()) == []


def test_a_member_that_is_gone_is_flagged():
    """The flag names the pattern."""
    flag = members(GOOD, r"c\.csv")
    assert flag.reason is Reason.EMPTY
    assert r"c\.csv" in flag.message


def test_an_archive_with_a_password_is_flagged():
    """Nobody can read it."""
    closed = packed({"a": b"1"}, password="a word", header_encryption=True)  # noqa: S106
    assert members(closed, "a").reason is Reason.MALFORMED


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"<html>", lzma.compress(b"1"), GOOD[:32], GOOD[:-9]],
    ids=["nothing", "zip", "html", "xz", "head alone", "end cut off"],  # GOOD holds the time
)
def test_what_is_no_archive_is_flagged(content):
    """Another form, or cut; it has no count, so that an outage page is told from a file."""
    assert members(content, "a").reason is Reason.MALFORMED
    assert sevenzip.count(content) is None


@given(
    strategies.lists(
        strategies.tuples(strategies.integers(0, len(GOOD) - 1), strategies.integers(0, 255)),
        max_size=6,
    )
)
def test_a_damaged_archive_is_read_right_or_flagged(damage):
    """Each part has a checksum: no byte that was changed gives other bytes."""
    content = bytearray(GOOD)
    for place, value in damage:
        content[place] = value
    found = members(bytes(content), r"[ab]\.csv", largest=100_000, most=1_000_000)
    assert isinstance(found, Flag) or found[r"[ab]\.csv"].startswith(b"some text")
    assert sevenzip.count(bytes(content)) in {None, 2}
