"""The tiny graph of the fixtures, in memory: the rooms that ask it import these fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest

from biograph.ask import Ask, over
from biograph.store import EmbeddedStore, open_store

TINY = Path(__file__).parent / "fixtures" / "tiny.trig"


@pytest.fixture
def store() -> EmbeddedStore:
    """A store in memory that holds the tiny graph."""
    opened = open_store()
    opened._store.load(path=str(TINY))
    return opened


@pytest.fixture
def ask(store: EmbeddedStore) -> Ask:
    """Questions over the tiny graph."""
    return over(store)
