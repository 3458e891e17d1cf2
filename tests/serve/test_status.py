"""The HTTP status of each error of ours."""

import pytest

from biograph.errors import (
    BiographError,
    Busy,
    Died,
    Locked,
    QueryError,
    TookTooLong,
    Unreachable,
    UsageError,
)
from biograph.serve.page import NotFound
from biograph.serve.status import status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound, 404),
        (UsageError, 400),
        (QueryError, 400),
        (BiographError, 400),
        (TookTooLong, 504),
        (Died, 500),
        (Busy, 503),
        (Locked, 503),
        (Unreachable, 503),
    ],
)
def test_an_error_has_one_status_wherever_it_is_told(error, status):
    """What the asker can mend is 400; what passes is 503; a killed query is never a success."""
    assert status_of(error("something")) == status
