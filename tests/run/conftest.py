"""One real run over the bundled corpus for all tests of this room."""

import pytest

from biograph.api import open_workspace
from biograph.run import run

SOURCES = ["bdpm", "corpus", "ema"]


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """Workspace and report of a run over the bundled corpus and medicines."""
    workspace = tmp_path_factory.mktemp("run")
    return workspace, run(workspace, sources=SOURCES)


@pytest.fixture(scope="session")
def graph(finished):
    """The graph that the run left."""
    return open_workspace(finished[0])
