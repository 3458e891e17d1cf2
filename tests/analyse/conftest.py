"""The tiny graph, in memory, with recipes that are sure: tests of doubt state it themselves."""

from pathlib import Path

import pytest

from biograph.store import EmbeddedStore
from tests.tiny import TINY, ask, opened

__all__ = ["TINY", "ask", "store", "sure"]


def sure(*files: Path) -> EmbeddedStore:
    """A store in memory with some files of quads, in which no line of a recipe may err."""
    store = opened(*files)
    store.update(
        "DELETE { GRAPH ?g { ?line bg:confidenceLevel ?level } } "
        "WHERE { GRAPH ?g { ?line bg:confidenceLevel ?level } }"
    )
    return store


@pytest.fixture
def store() -> EmbeddedStore:
    """A store in memory that holds the tiny graph."""
    return sure(TINY)
