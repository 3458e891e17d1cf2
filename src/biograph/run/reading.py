"""The reader of a run: the models in this process, or the workers of a Dask scheduler."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from biograph.extract import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.run.given import TextReader


@contextmanager
def reading(scheduler: str = "") -> Iterator[TextReader]:
    """A reader of texts, given back at the end. Raises what ``cluster.ClusterReader`` raises."""
    if not scheduler:
        yield pipeline.load()
        return
    from biograph.extract.cluster import ClusterReader  # noqa: PLC0415 - slow to load

    with ClusterReader(scheduler) as reader:
        yield reader
