"""`biograph update` where no source has anything new, on a large graph.

Usage: ``python -m benchmarks.idle [QUADS]`` (default 1000000), with the recorded answers beside the
checkout. The sources are played on loopback as in the tests (tests/run/hosts.py), but for those
whose hosts another one plays, too. A first update takes in all they have and makes the findings,
then the graph is filled up with invented documents where it is smaller. What is timed is the
update after that, as a command whose start alone is timed beside it: by the clock, and by the
processor, which other work on the machine does not slow down. It must end with exit code 5 and
leave every file as it was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.update import fill
from biograph.api import GRAPH_FOLDER
from biograph.harvest.feeds import sirene
from biograph.harvest.queries import COLUMNS, FILE
from biograph.harvest.sweep import Bounds
from biograph.run.update import update
from biograph.store import open_store
from tests.conftest import SHARED
from tests.replay import Replay, replaying
from tests.run.hosts import PLAYED

_SIZE = 1_000_000
_NOTHING_NEW = 5
_TIMES = 3
_COMMAND = (sys.executable, "-c", "from biograph.cli import main; main()")


def main(size: int) -> None:
    """Print what an update takes that finds nothing new."""
    os.environ[sirene.KEY] = "a-key-of-nobody"
    with replaying() as server, tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        names = _play(server, workspace)
        bounds = Bounds(until=datetime.now(UTC).date().isoformat())
        update(workspace, bounds, gateway=server.base)
        fill(open_store(workspace / GRAPH_FOLDER), size)
        quads = open_store(workspace / GRAPH_FOLDER, read_only=True).count()
        print(f"{quads:,} quads, {len(names)} sources: {', '.join(names)}")
        before = _files(workspace)
        words = ("update", "--workspace", folder, "--gateway", server.base)
        for _ in range(_TIMES):
            start, whole = _timed("update", "--help", code=0), _timed(*words, code=_NOTHING_NEW)
            told = " and ".join(
                f"{all_of - alone:.2f} s by the {name} ({all_of:.2f} less {alone:.2f})"
                for name, all_of, alone in zip(("clock", "processor"), whole, start, strict=True)
            )
            print(f"nothing new, exit code {_NOTHING_NEW}: {told} after the start")
        assert _files(workspace) == before
        print("no file was written")


def _play(server: Replay, workspace: Path) -> list[str]:
    """Have the server play the sources, and the workspace ask them; their names."""
    lines = ["\t".join(COLUMNS)]
    names = []
    for name, played in PLAYED.items():
        with replaying() as one:
            played.play(one, SHARED)
        if one.hosts.keys() & server.hosts.keys():
            continue
        server.hosts |= one.hosts
        names.append(name)
        for query in played.queries:
            cells = (name, query.id, query.since, json.dumps(dict(query.values)))
            lines.append("\t".join((*cells, query.id, query.id, "benchmark")))
    (workspace / FILE).write_text("\n".join((*lines, "")), encoding="utf-8")
    return names


def _timed(*words: str, code: int) -> tuple[float, float]:
    """Seconds of clock and processor of a command, which has to end with an exit code."""
    started, before = time.perf_counter(), os.times()
    done = subprocess.run((*_COMMAND, *words), check=False, capture_output=True)
    assert done.returncode == code, done.stderr.decode()
    clock, after = time.perf_counter() - started, os.times()
    spent = after.children_user + after.children_system
    return clock, spent - before.children_user - before.children_system


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of each file."""
    found = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (stat.st_size, stat.st_mtime_ns) for path, stat in found}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _SIZE)
