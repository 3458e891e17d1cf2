"""Floors: a file that lost rows is told, whether it is the publisher's or the bundled cut of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from biograph import resources
from biograph.harvest import declared
from biograph.harvest.tables import Table, read
from biograph.model import Flag, Reason

FULL = Path(__file__).parents[2].parent / "shared" / "data"
TABLES = {table.name: table for table in vars(declared).values() if isinstance(table, Table)}

needs_full = pytest.mark.skipif(not FULL.is_dir(), reason="the full snapshot is not beside us")


def too_few(table: Table, root: Path) -> bool:
    """Whether the table under ``root`` is flagged for its number of rows."""
    found = list(read(table, root, source="test"))
    return any(isinstance(one, Flag) and one.reason is Reason.TOO_FEW_ROWS for one in found)


def halved(table: Table, root: Path, target: Path) -> None:
    """The first half of a file, cut at a line's end."""
    lines = (root / table.path).read_bytes().splitlines(keepends=True)
    path = target / table.path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(lines[: len(lines) // 2]))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_both_floors(name: str) -> None:
    """What is cut has no more rows than what it is cut from."""
    table = TABLES[name]
    assert 1 < table.cut_floor <= table.floor


@pytest.mark.parametrize("name", TABLES)
def test_the_bundled_table_is_above_its_floor(name: str) -> None:
    """It is cut on purpose: the floor of the full file does not hold there."""
    assert not too_few(TABLES[name], resources.bundled_snapshot())


@needs_full
@pytest.mark.parametrize("name", TABLES)
def test_the_full_table_is_above_its_floor(name: str) -> None:
    """The publisher's file as it was recorded."""
    assert not too_few(TABLES[name], FULL)


@needs_full
@pytest.mark.parametrize("name", TABLES)
def test_half_a_full_table_is_flagged(name: str, tmp_path: Path) -> None:
    """A download that broke off is no register of fewer actors."""
    halved(TABLES[name], FULL, tmp_path)
    assert too_few(TABLES[name], tmp_path)


@pytest.mark.parametrize("name", TABLES)
def test_half_a_bundled_table_is_flagged(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation that lost rows is told by the floor of the cut."""
    halved(TABLES[name], resources.bundled_snapshot(), tmp_path / "extract/snapshot")
    monkeypatch.setattr(resources, "folder", lambda folder: tmp_path / folder)
    assert too_few(TABLES[name], tmp_path / "extract/snapshot")


@needs_full
def test_the_floor_of_the_cut_holds_in_the_bundle_only(tmp_path: Path) -> None:
    """As many rows as the bundle has are too few anywhere else."""
    table = declared.ROR
    path = tmp_path / table.path
    path.parent.mkdir()
    path.write_bytes((resources.bundled_snapshot() / table.path).read_bytes())
    assert too_few(table, tmp_path)
