"""What is dear to make and only read: made by the first process of the tests, used by all."""

import os
import pickle

from filelock import FileLock


def made_once(factory, name, make):
    """A folder that no process writes to any more, and what ``make`` gave when it was filled."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, given = base / name, base / f"{name}.pickle"
    with FileLock(base / f"{name}.lock"):
        if not given.exists():
            folder.mkdir()
            given.write_bytes(pickle.dumps(make(folder)))
    return folder, pickle.loads(given.read_bytes())  # noqa: S301 - it is ours
