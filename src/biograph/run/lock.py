"""One writer at a time in a workspace."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from biograph.errors import Locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing(workspace: Path) -> Iterator[None]:
    """Hold the workspace; raises Locked at once where another process does."""
    workspace.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(workspace / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise Locked(
            f"another run works on {workspace}",
            hint="wait until it has ended, or name another --workspace",
        ) from error
