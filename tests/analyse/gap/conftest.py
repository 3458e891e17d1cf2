"""The tiny graph with what the questions need beside it, in memory."""

import pytest

from biograph.ask import Ask, over
from biograph.store import EmbeddedStore
from tests.tiny import TINY, WIDE, opened


@pytest.fixture
def store() -> EmbeddedStore:
    """A store in memory that holds the tiny graph and more kinds of things."""
    return opened(TINY, WIDE)


@pytest.fixture
def ask(store: EmbeddedStore) -> Ask:
    """Questions over that graph."""
    return over(store)
