"""The tiny graph of the fixtures, in memory: the rooms that ask it import these fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest

from biograph.ask import Ask, over
from biograph.store import EmbeddedStore, open_store

TINY = Path(__file__).parent / "fixtures" / "tiny.trig"
#: What is laid on top of the tiny graph for questions about finer actors, decisions and words.
WIDE = TINY.with_name("wide.trig")


def opened(*files: Path) -> EmbeddedStore:
    """A store in memory that holds some files of quads."""
    store = open_store()
    for path in files:
        store._store.load(path=str(path))
    return store


@pytest.fixture
def store() -> EmbeddedStore:
    """A store in memory that holds the tiny graph."""
    return opened(TINY)


@pytest.fixture
def ask(store: EmbeddedStore) -> Ask:
    """Questions over the tiny graph."""
    return over(store)
