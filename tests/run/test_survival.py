"""Whatever kills an update, the next one ends in the graph of an undisturbed one.

``BIOGRAPH_KILLS`` is the number of kills (``make soak`` asks for a hundred).
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from biograph.api import GRAPH_FOLDER
from biograph.harvest.raw import RawStore
from biograph.run.fetch import RAW_FOLDER
from biograph.store import open_store

from .library import Library, ready

KILLS = int(os.environ.get("BIOGRAPH_KILLS", "2"))
SEED = 20261127
PUBLICATIONS = 60
FULL, LOCKED = 1, 1  # exit codes


def command(workspace, base, *more):
    words = ("update", "--workspace", str(workspace), "--gateway", base, *more)
    return [sys.executable, "-m", "biograph", *words]


def started(workspace, base, *more):
    return subprocess.Popen(
        command(workspace, base, *more), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ended(workspace, base, *more):
    return subprocess.run(
        command(workspace, base, *more), capture_output=True, text=True, check=False
    )


def dump(workspace):
    """The digest of the canonical graph."""
    store = open_store(workspace / GRAPH_FOLDER, read_only=True)
    return store.export(workspace / "dump.nq")


@pytest.fixture(scope="module")
def server():
    """One server for all updates of the module."""
    from tests.replay import replaying

    with replaying() as found:
        yield found


@pytest.fixture(scope="module")
def start(grounded, tmp_path_factory, server):
    """A workspace with a graph, and the address of a library it has not asked yet."""
    workspace = tmp_path_factory.mktemp("start") / "workspace"
    shutil.copytree(grounded, workspace)
    return workspace, ready(workspace, Library(count=PUBLICATIONS, per_page=7), server)


@pytest.fixture(scope="module")
def undisturbed(start, tmp_path_factory):
    """What an update that nobody disturbs makes of it, and the seconds it takes."""
    workspace = shutil.copytree(start[0], tmp_path_factory.mktemp("undisturbed") / "workspace")
    begun = time.monotonic()
    done = ended(workspace, start[1], "--no-findings")
    assert done.returncode == 0, done.stderr
    return dump(workspace), time.monotonic() - begun


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_update_followed_by_another_loses_and_doubles_nothing(
    start, undisturbed, tmp_path, number
):
    """SIGKILL at a random moment, then an update as on any other night."""
    whole, seconds = undisturbed
    workspace = shutil.copytree(start[0], tmp_path / "workspace")
    moment = random.Random(SEED + number).uniform(0.0, seconds)  # noqa: S311 - a moment
    killed = started(workspace, start[1], "--no-findings")
    try:
        killed.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        killed.send_signal(signal.SIGKILL)
    killed.communicate()
    again = ended(workspace, start[1], "--no-findings")
    assert again.returncode in {0, 5}, again.stderr
    assert dump(workspace) == whole
    with RawStore(workspace / RAW_FOLDER) as raw:
        pages = [payload.content for payload in raw.replay("europepmc")]
    assert len(set(pages)) == len(pages) == -(-PUBLICATIONS // 7)


def test_two_updates_at_once_are_one(start, undisturbed, tmp_path):
    """One of them works; the other says so with its exit code and touches nothing."""
    workspace = shutil.copytree(start[0], tmp_path / "workspace")
    both = [started(workspace, start[1], "--no-findings") for _ in range(2)]
    said = [one.communicate() for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes in ([0, LOCKED], [0, 5])
    if codes == [0, LOCKED]:
        assert any(b"another run works on" in errors for _, errors in said)
    assert dump(workspace) == undisturbed[0]


@pytest.fixture
def small_disk(tmp_path, start):
    """A file system of its own that the workspace nearly fills."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = sum(path.stat().st_size for path in start[0].rglob("*") if path.is_file())
    options = f"size={size + 60_000_000}"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_costs_nothing(start, undisturbed, small_disk):
    """The update says what is wrong; with space again the next one ends well."""
    workspace = shutil.copytree(start[0], small_disk / "workspace")
    filler = small_disk / "filler"
    free = shutil.disk_usage(small_disk).free
    with filler.open("wb") as stream:
        stream.write(b"\0" * (free - 40_000))
    full = ended(workspace, start[1], "--no-findings")
    assert full.returncode not in {0, 5}
    assert "Traceback" not in full.stderr
    assert "->" in full.stderr
    filler.unlink()
    again = ended(workspace, start[1], "--no-findings")
    assert again.returncode == 0, again.stderr
    assert dump(workspace) == undisturbed[0]


def test_an_offline_machine_names_each_source_and_touches_nothing(start, tmp_path):
    """Exit code 4, the graph and its folder as they were."""
    workspace = shutil.copytree(start[0], tmp_path / "workspace")
    before = dump(workspace)
    nobody = "http://127.0.0.1:9"  # the discard port: nobody listens
    done = ended(workspace, nobody, "--no-findings")
    assert done.returncode == 4
    assert "europepmc vectors" in done.stderr
    assert "->" in done.stderr
    assert dump(workspace) == before


def test_nothing_new_ends_with_its_code(start, tmp_path):
    """The second update of an evening: 5, and the graph is not written."""
    workspace = shutil.copytree(start[0], tmp_path / "workspace")
    assert ended(workspace, start[1], "--no-findings").returncode == 0
    stamps = {path: path.stat().st_mtime_ns for path in Path(workspace / GRAPH_FOLDER).iterdir()}
    done = ended(workspace, start[1], "--no-findings")
    assert done.returncode == 5
    assert "the graph is as it was" in done.stdout
    after = {path: path.stat().st_mtime_ns for path in Path(workspace / GRAPH_FOLDER).iterdir()}
    assert after == stamps
