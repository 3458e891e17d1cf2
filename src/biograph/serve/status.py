"""The HTTP status of each error of ours, for pages and for the endpoint alike."""

from __future__ import annotations

from biograph.errors import BiographError, Busy, Died, Locked, TookTooLong, Unreachable
from biograph.serve.page import NotFound

_STATUS: dict[type[BiographError], int] = {
    NotFound: 404,
    Died: 500,
    Busy: 503,
    Locked: 503,
    Unreachable: 503,
    TookTooLong: 504,
}


def status_of(error: BiographError) -> int:
    """400 for whatever the one who asks can mend."""
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
