"""What all tests share: hypothesis without deadlines, the shared data or a reason to skip."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import browser
from tests.once import made_once
from tests.store.servers import oxigraph, remote, server, virtuoso

__all__ = ["browser", "oxigraph", "remote", "server", "virtuoso"]  # what several rooms test with

# A slow or busy machine must not fail a test, and a red test has to be red again.
settings.register_profile("biograph", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("biograph")

#: The sources of the run that several rooms test on: texts, medicines and what every run reads.
SOURCES = ("bdpm", "corpus", "ema")
#: Beginnings of the paths of files that take minutes: begun first, no worker waits for them at the
#: end. The others come in their order.
DEAR = ("run/test_run", "run/test_scores", "run/test_update", "cli/", "run/", "test_", "serve/")
SHARED = Path(__file__).parents[2] / "shared" / "data"


def pytest_collection_modifyitems(items):
    """Put the dear files first, those of one beginning together."""
    items.sort(key=lambda item: _turn(item.nodeid.removeprefix("tests/")))


def _turn(name):
    return next((at for at, dear in enumerate(DEAR) if name.startswith(dear)), len(DEAR))


@pytest.fixture(scope="session")
def shared():
    """The folder of real data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data are not at {SHARED.parent.name}/{SHARED.name}")
    return SHARED


@pytest.fixture
def replay():
    """A server on loopback that plays the hosts a test gives it."""
    from tests.replay import replaying

    with replaying() as server:
        yield server


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """Workspace and report of one run over the bundled corpus and medicines."""
    from biograph.run import run

    return made_once(tmp_path_factory, "run", lambda folder: run(folder, sources=SOURCES))


@pytest.fixture(scope="session")
def graph(finished):
    """The graph that the run left, for reading."""
    from biograph.api import open_workspace

    return open_workspace(finished[0])
