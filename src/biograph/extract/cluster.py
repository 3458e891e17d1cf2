"""The same reading on other machines: batches of documents out to Dask workers, extractions back.

Each worker process loads the pipeline once. Results come in the order of the documents and are
those of a local run; the batches of a worker that dies go to another one.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Self

from distributed import Client, KilledWorker

from biograph.errors import Unreachable, UsageError
from biograph.extract import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Future

    from biograph.extract.pipeline import Reader
    from biograph.model import Document, Extraction

_AT_ONCE = 8  # documents a batch: about half a second of work
_WAITING = 2  # batches that wait for each thread of a worker
_RETRIES = 3  # times a batch is given to another worker
_PATIENCE = 10.0  # seconds for a scheduler to answer


class ClusterReader:
    """Reads like ``pipeline.Reader``, on the workers of a scheduler (``tcp://host:8786``).

    Use it in ``with`` or close it. Raises Unreachable where the scheduler does not answer or has no
    worker, UsageError where a worker has other code, models or lists than we have.
    """

    def __init__(self, scheduler: str, *, patience: float = _PATIENCE) -> None:
        self.version = pipeline.version()
        try:
            self._client = Client(  # type: ignore[no-untyped-call]
                scheduler, timeout=patience, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise Unreachable(
                f"the scheduler {scheduler} does not answer: {error}",
                hint="start one with: dask scheduler; its address is like tcp://127.0.0.1:8786",
            ) from error
        try:
            self._check(scheduler)
        except BaseException:
            self.close()
            raise

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order; no more are taken than the workers have to do.

        Raises Unreachable where workers die again and again.
        """
        rest = iter(documents)
        most = _WAITING * max(1, sum(self._client.nthreads().values()))  # type: ignore[no-untyped-call]
        sent: deque[Future[list[Extraction]]] = deque()
        while True:
            while len(sent) < most and (batch := list(islice(rest, _AT_ONCE))):
                sent.append(self._client.submit(_read, batch, pure=False, retries=_RETRIES))
            if not sent:
                return
            yield from self._received(sent.popleft())

    def close(self) -> None:
        """Let go of the scheduler; its workers stay."""
        self._client.close()  # type: ignore[no-untyped-call]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _received(self, future: Future[list[Extraction]]) -> list[Extraction]:
        try:
            return future.result()
        except KilledWorker as error:
            raise Unreachable(
                f"workers died reading the same documents: {error}",
                hint="give the workers more memory; what was read before is kept",
            ) from error

    def _check(self, scheduler: str) -> None:
        theirs = self._client.run(pipeline.version)
        if not theirs:
            raise Unreachable(
                f"the scheduler {scheduler} has no worker",
                hint=f"start some with: dask worker {scheduler}",
            )
        other = sorted(worker for worker, version in theirs.items() if version != self.version)
        if other:
            raise UsageError(
                f"{', '.join(other)} would read with other code, models or lists than ours",
                hint="install the same biograph there, and start the workers again",
            )


def _read(documents: list[Document]) -> list[Extraction]:
    """What a worker does with a batch."""
    return list(_reader().read(documents))


@cache
def _reader() -> Reader:
    return pipeline.load()
