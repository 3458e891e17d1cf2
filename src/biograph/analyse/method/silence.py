"""Keeps what native libraries print from the standard output, which is for data."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUT = 1


@contextmanager
def silenced() -> Iterator[None]:
    """Drops whatever the process prints to its standard output meanwhile, from any thread."""
    sys.stdout.flush()
    try:
        kept = os.dup(_OUT)
    except OSError:  # there is no standard output
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, _OUT)
        yield
    finally:
        # What C has not written yet would appear later.
        with suppress(OSError, TypeError, AttributeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, _OUT)
        os.close(kept)
        os.close(nothing)
