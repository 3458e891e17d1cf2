"""Processes that answer queries: limits, deaths, new graphs, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from biograph.ask import Pool
from biograph.errors import Busy, Died, Locked, QueryError, TookTooLong
from biograph.store import open_store
from biograph.store.statements import processed
from biograph.store.sweep import UNFINISHED
from tests.tiny import TINY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.store import EmbeddedStore

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } "
    "GRAPH ?i { ?j ?k ?l } GRAPH ?m { ?o ?p ?q } }"
)
#: A text that doubles forty times: the memory of no machine holds it.
_DOUBLING = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
HUNGRY = f"SELECT (STRLEN(?x40) AS ?n) WHERE {{ BIND('0123456789' AS ?x0) {_DOUBLING} }}"
PATIENCE = 60


# Jobs: what a pool calls with the store, in another process.


def select(store: EmbeddedStore, query: str) -> tuple[object, ...]:
    return store.select(query).rows


def count(store: EmbeddedStore) -> int:
    return store.count()


def pid(_store: EmbeddedStore) -> int:
    return os.getpid()


def held(_store: EmbeddedStore, fifo: Path) -> str:
    """Tell that the job is under way, and end when somebody has read it."""
    fifo.write_text("under way")
    return fifo.read_text()


def broken(_store: EmbeddedStore) -> None:
    raise KeyError("a mistake of ours")


def locked(_store: EmbeddedStore) -> None:
    raise Locked("a file is gone")


def killed(_store: EmbeddedStore) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def niceness(_store: EmbeddedStore) -> int:
    return os.nice(0)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny graph on disk, closed."""
    path = tmp_path_factory.mktemp("store") / "graph"
    opened = ox.Store(str(path))
    opened.load(path=str(TINY))
    opened.flush()
    return path


@pytest.fixture(scope="module")
def pool(on_disk: Path) -> Iterator[Pool]:
    """One process, in which one more job may wait."""
    with Pool(on_disk, size=1, waiting=1, memory=400 << 20) as pool:
        yield pool


@contextmanager
def under_way(pool: Pool, fifo: Path) -> Iterator[None]:
    """A job keeps one process of the pool at work."""
    os.mkfifo(fifo)
    ended: list[str] = []
    job = partial(held, fifo=fifo)
    running = threading.Thread(target=lambda: ended.append(pool.run(job, timeout=PATIENCE)))
    running.start()
    assert fifo.read_text() == "under way"  # waits for the job
    yield
    fifo.write_text("end")  # and lets it go
    running.join()
    assert ended == ["end"]


def test_a_job_gets_the_store(pool: Pool, store: EmbeddedStore) -> None:
    """What a job gives comes back, and one process does job after job."""
    assert pool.run(count, timeout=PATIENCE) == store.count()
    assert len({pool.run(pid, timeout=PATIENCE) for _ in range(3)}) == 1


def test_no_process_opens_a_graph_that_is_half_written(tmp_path: Path) -> None:
    """Those that have it open go on with what they have; others open it when it is whole again."""
    path = tmp_path / "graph"
    ox.Store(str(path)).load(path=str(TINY))
    with Pool(path, size=1) as opened:
        before = opened.run(count, timeout=PATIENCE, version="1")
        writer = open_store(path)
        writer.add([processed(UNFINISHED, "")])
        assert opened.run(count, timeout=PATIENCE, version="1") == before
        with pytest.raises(Locked, match="not whole"):
            opened.run(count, timeout=PATIENCE, version="2")
        writer.retract(UNFINISHED)
        assert opened.run(count, timeout=PATIENCE, version="2") == before


def test_pages_come_first(pool: Pool) -> None:
    """The processes are nicer than the one that they work for."""
    assert pool.run(niceness, timeout=PATIENCE) > os.nice(0)


@pytest.mark.parametrize(
    ("job", "timeout", "error", "words"),
    [
        (partial(select, query=ENDLESS), 0.5, TookTooLong, r"more than 0\.5 s"),
        (partial(select, query=HUNGRY), PATIENCE, Died, "want of memory"),
        (killed, PATIENCE, Died, "ended its process"),
        (partial(select, query="SELECT * { ?s }"), PATIENCE, QueryError, "does not parse"),
        (partial(select, query="SELECT (<http://e/f>(1) AS ?x) {}"), 9, QueryError, "query failed"),
        (locked, PATIENCE, Locked, "a file is gone"),
        (broken, PATIENCE, RuntimeError, "a mistake of ours"),
    ],
)
def test_after_an_error_the_next_job_is_done(
    pool: Pool, job: partial[object], timeout: float, error: type[Exception], words: str
) -> None:
    """Too long, too large, killed, wrong or broken: it is told which, and the pool goes on."""
    with pytest.raises(error, match=words):
        pool.run(job, timeout=timeout)
    assert pool.run(count, timeout=PATIENCE) > 0


def test_a_process_that_somebody_killed_is_replaced(pool: Pool) -> None:
    """A job does not fail for what happened to its process before."""
    first = pool.run(pid, timeout=PATIENCE)
    os.kill(first, signal.SIGKILL)
    assert pool.run(pid, timeout=PATIENCE) != first


def test_who_finds_no_place_is_told_at_once(pool: Pool, tmp_path: Path) -> None:
    """One job runs, one waits until its time is up, the next is refused without waiting."""
    with under_way(pool, tmp_path / "fifo"):
        refused: list[Exception] = []

        def wait() -> None:
            with pytest.raises(Busy) as told:
                pool.run(count, timeout=0.5)
            refused.append(told.value)

        waiting = threading.Thread(target=wait)
        waiting.start()
        until = time.monotonic() + PATIENCE
        while pool._free_places.acquire(blocking=False):  # until the other thread waits
            pool._free_places.release()
            assert time.monotonic() < until
        with pytest.raises(Busy, match="too many") as told:
            pool.run(count, timeout=PATIENCE)
        assert told.value.hint
        waiting.join()
        assert len(refused) == 1
    assert pool.run(count, timeout=PATIENCE) > 0


def test_a_new_version_of_the_graph_is_opened(tmp_path: Path) -> None:
    """As long as the version is the same the graph is as it was opened, then it is the new one."""
    path = tmp_path / "graph"
    writer = ox.Store(str(path))
    writer.add(ox.Quad(*(ox.NamedNode(f"http://e/{name}") for name in "spog")))
    writer.flush()
    with Pool(path, size=1) as pool:
        assert pool.run(count, timeout=PATIENCE, version="1") == 1
        writer.add(ox.Quad(*(ox.NamedNode(f"http://e/{name}") for name in "spqg")))
        writer.flush()
        assert pool.run(count, timeout=PATIENCE, version="1") == 1
        assert pool.run(count, timeout=PATIENCE, version="2") == 2


def test_a_graph_that_is_made_later_is_found(tmp_path: Path) -> None:
    """Without a graph the job is refused with a way out; as soon as there is one it is read."""
    path = tmp_path / "graph"
    with Pool(path, size=1) as pool:
        with pytest.raises(QueryError, match="there is no graph") as told:
            pool.run(count, timeout=PATIENCE)
        assert "biograph run" in told.value.hint
        ox.Store(str(path)).flush()
        assert pool.run(count, timeout=PATIENCE) == 0


def gone(process: int) -> None:
    """Wait until a process is no more; one that only waits to be buried is no more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state in "ZX":
            return
        time.sleep(0.01)
    pytest.fail(f"process {process} lives on")


def test_closing_ends_the_processes_also_at_work(on_disk: Path) -> None:
    """Whoever waits for an answer is told, and no process stays."""
    pool = Pool(on_disk, size=2)
    idle = pool.run(pid, timeout=PATIENCE)
    processes = {worker._process.pid for worker in pool._workers}
    told: list[BaseException] = []

    def ask() -> None:
        with pytest.raises(Died) as error:
            pool.run(partial(select, query=ENDLESS), timeout=PATIENCE)
        told.append(error.value)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    while not pool._idle.empty():
        time.sleep(0.001)
    pool.close()
    for thread in asking:
        thread.join()
    assert len(told) == 2
    assert idle in processes
    for process in processes:
        assert process is not None
        gone(process)


SCRIPT = """
import sys, threading
from functools import partial
from pathlib import Path
from biograph.ask import Pool
from tests.ask.test_pool import ENDLESS, pid, select
if __name__ == "__main__":
    pool = Pool(Path(sys.argv[1]), size=1)
    print(pool.run(pid, timeout=60), flush=True)
    pool.run(partial(select, query=ENDLESS), timeout=600)
"""


def test_no_process_outlives_the_one_it_works_for(on_disk: Path, tmp_path: Path) -> None:
    """Where the parent is killed in the middle of an endless query, its process ends too."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script), str(on_disk)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    gone(worker)
