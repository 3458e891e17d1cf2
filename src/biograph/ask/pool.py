"""Processes that answer queries: a job and a time limit in, its result out, or why there is none.

pyoxigraph cannot be interrupted from Python, so whatever may run too long or take too much memory
runs in a process of its own, which is killed when its time is up and replaced by a fresh one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import resource
import signal
import threading
import traceback
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from biograph.errors import BiographError, Busy, Died, Locked, TookTooLong
from biograph.store.embedded import open_store
from biograph.store.sweep import check_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from types import TracebackType
    from typing import Self

    from biograph.store.embedded import EmbeddedStore

    Job = Callable[[EmbeddedStore], "Result"]

Result = TypeVar("Result")
_SPAWN = multiprocessing.get_context("spawn")  # fork would copy locks that other threads hold
_START = 60.0  # seconds until a process that does not answer is given up
_NICE = 10  # pages come first
_MEMORY = 1 << 30


class Pool:
    """``size`` processes with the graph in ``path`` open for reading, each with one job at a time.

    As many as ``waiting`` jobs wait for a free process; ``memory`` is what each process may hold,
    in bytes. To be closed, or used in a ``with``; may be used from any number of threads.
    """

    def __init__(
        self, path: Path, *, size: int = 2, waiting: int = 16, memory: int = _MEMORY
    ) -> None:
        self._made = (str(path), memory)
        #: The jobs that may be under way or wait at once.
        self.places = size + waiting
        self._open = True
        self._lock = threading.Lock()
        self._free_places = threading.BoundedSemaphore(self.places)
        self._workers: set[_Worker] = set()
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(size):
            self._hire()

    def run(self, job: Job[Result], *, timeout: float, version: str = "") -> Result:
        """What ``job`` gives, called with the store in one of the processes.

        The job and its result are pickled. A process that opened another ``version`` of the graph
        opens it again before. ``timeout`` (seconds) limits the job, and the wait for its turn.

        Raises Busy where too many wait or the wait is too long, TookTooLong, Died where the process
        did, and the BiographError of the job.
        """
        if not self._free_places.acquire(blocking=False):
            raise _busy()
        try:
            try:
                return self._tried(job, version, timeout)
            except _NotBegun:  # whatever ended that process, it was not this job
                if not self._open:
                    raise
                return self._tried(job, version, timeout)
        finally:
            self._free_places.release()

    def _tried(self, job: Job[Result], version: str, timeout: float) -> Result:
        worker = self._free(timeout)
        try:
            return cast("Result", worker.do(job, version, timeout))
        finally:
            self._take_back(worker)

    def close(self) -> None:
        """End the processes, also those at work."""
        with self._lock:
            self._open = False
            for worker in self._workers:
                worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _hire(self) -> None:
        worker = _Worker(*self._made)
        self._workers.add(worker)
        self._idle.put(worker)

    def _free(self, timeout: float) -> _Worker:
        """A process that waits for a job; what somebody else ended meanwhile is replaced."""
        try:
            while not (worker := self._idle.get(timeout=timeout)).alive:
                self._take_back(worker)
        except queue.Empty:
            raise _busy() from None
        return worker

    def _take_back(self, worker: _Worker) -> None:
        if worker.alive:
            self._idle.put(worker)
            return
        with self._lock:
            self._workers.discard(worker)
            if self._open:
                self._hire()


class _NotBegun(Died):
    """The process ended before it began the job."""


class _Worker:
    """One process as the pool sees it."""

    def __init__(self, path: str, memory: int) -> None:
        self._pipe, other = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(other, path, memory), daemon=True)
        self._process.start()
        other.close()
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process can do a job."""
        return self._process.is_alive()

    def do(self, job: Job[Any], version: str, timeout: float) -> Any:  # noqa: ANN401 - the job's
        """What a job gives. The process ends where it gives nothing in time, or nobody waits."""
        try:
            self._begin(version, job)
            result = self._told(timeout)
        except BaseException:
            self.end()
            raise
        if isinstance(result, BaseException):
            raise result
        return result

    def _begin(self, version: str, job: Job[Any]) -> None:
        try:
            if not self._ready:
                self._ready = self._told(_START) is None
            with contextlib.suppress(BrokenPipeError):  # told below
                self._pipe.send((version, job))
            self._told(_START)
        except Died as error:
            raise _NotBegun(error.message, hint=error.hint) from None

    def _told(self, timeout: float) -> Any:  # noqa: ANN401 - the job's
        try:
            if self._pipe.poll(timeout):
                return self._pipe.recv()
        except (EOFError, OSError):
            raise Died(
                "the query ended its process, perhaps for want of memory",
                hint="narrow it: fewer variables, no cross product",
            ) from None
        raise TookTooLong(
            f"the query took more than {timeout:g} s and was stopped",
            hint="narrow it (a parameter, a LIMIT in a subquery) or raise the limit (--timeout)",
        )

    def end(self) -> None:
        """Kill the process; its end of the pipe tells whoever waits for an answer."""
        self._process.kill()
        self._process.join()


def _busy() -> Busy:
    return Busy("too many queries are being answered", hint="ask again in a few seconds")


def _work(pipe: Connection, path: str, memory: int) -> None:
    """What a process does: job after job, until the pool closes its end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.nice(_NICE)
    opened = _Opened(Path(path))
    with contextlib.suppress(BiographError):  # told to whoever asks
        opened.store("")
    _bound(memory)
    pipe.send(None)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            version, job = pipe.recv()
            pipe.send(None)  # it is begun
            pipe.send(_done(job, opened, version))


def _done(job: Job[Any], opened: _Opened, version: str) -> Any:  # noqa: ANN401 - the job's
    try:
        return job(opened.store(version))
    except BiographError as error:
        if isinstance(error, Locked):
            opened.forget()
        return error
    except MemoryError:
        os._exit(1)
    except Exception:  # noqa: BLE001 - the parent's log has to say what went wrong here
        return RuntimeError(traceback.format_exc())


def _end_with_parent() -> None:
    """A query may run for ages after the process that wants it was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _bound(memory: int) -> None:
    """Limit the memory; what dies of it leaves neither a core nor the stack of the engine."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


class _Opened:
    """The store of a process, opened anew where the graph is another one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: EmbeddedStore | None = None
        self._version = ""

    def store(self, version: str) -> EmbeddedStore:
        """The store as of a version. Raises QueryError and Locked where there is no whole one.

        What is open stays as it was when it was opened, whatever a run writes since.
        """
        if self._store is None or version != self._version:
            self.forget()
            opened = open_store(self._path, read_only=True)
            check_whole(opened)
            self._store, self._version = opened, version
        return self._store

    def forget(self) -> None:
        """Open the store again before it is read again."""
        self._store = None
