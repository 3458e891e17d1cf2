"""Reading on several machines gives what reading here gives, whatever happens to a machine."""

import os
import signal

import pytest

from biograph.errors import Unreachable, UsageError
from biograph.extract import annotation, pipeline
from biograph.extract.cluster import ClusterReader
from biograph.resources import extract

COUNT = 20


@pytest.fixture(scope="module")
def workers():
    """Two worker processes on loopback, looked after by nannies."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
    ) as found:
        yield found


@pytest.fixture(scope="module")
def documents():
    """Bundled documents that nothing was tuned on."""
    items = list(annotation.read(extract() / "gold" / "dev.jsonl"))[:COUNT]
    return [annotation.document(item) for item in items]


@pytest.fixture(scope="module")
def here(documents):
    """What this process reads in them."""
    return list(pipeline.load().read(documents))


def lines(extractions):
    return "".join(annotation.write(map(annotation.annotated, extractions)))


def test_two_workers_read_what_one_process_reads(workers, documents, here):
    """Byte for byte, in the order of the documents."""
    with ClusterReader(workers.scheduler_address) as reader:
        there = list(reader.read(documents))
    assert there == here
    assert lines(there) == lines(here)
    assert reader.version == pipeline.version()


def test_nothing_to_read_gives_nothing(workers):
    """An empty night."""
    with ClusterReader(workers.scheduler_address) as reader:
        assert list(reader.read([])) == []


def test_no_more_documents_are_taken_than_the_workers_have_to_do(workers, documents):
    """Millions of documents do not wait in memory."""
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield documents[0]

    with ClusterReader(workers.scheduler_address) as reader:
        next(reader.read(endless()))
    assert len(taken) <= 2 * 2 * 8 + 8


def test_a_killed_worker_loses_nothing(workers, documents, here):
    """Its documents go to the other one."""
    with ClusterReader(workers.scheduler_address) as reader:
        found = reader.read(documents * 2)
        first = next(found)
        pid = next(iter(workers.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        there = [first, *found]
    assert there == here * 2


def test_a_worker_with_other_code_or_lists_is_refused(workers, monkeypatch):
    """Its readings would not be ours."""
    monkeypatch.setattr(pipeline, "PRODUCER", "extract@another")
    with pytest.raises(UsageError, match="other code, models or lists") as caught:
        ClusterReader(workers.scheduler_address)
    assert "same biograph" in caught.value.hint


def test_a_scheduler_that_is_not_there_is_unreachable():
    """The hint says how to start one."""
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9") as caught:
        ClusterReader("tcp://127.0.0.1:9", patience=0.5)
    assert "dask scheduler" in caught.value.hint


def test_a_scheduler_without_workers_is_unreachable():
    """Nothing would ever be read."""
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(Unreachable, match="no worker") as caught,
    ):
        ClusterReader(empty.scheduler_address)
    assert "dask worker" in caught.value.hint
