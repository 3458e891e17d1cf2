"""What the tests of harvesting share."""

import pytest
import stamina


@pytest.fixture
def no_backoff():
    """Tries follow each other at once; their number stays."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield
