"""Pages over the graph of one run: as values, over HTTP on loopback, and in a browser."""

import threading

import httpx
import pytest

from biograph.serve.server import listening
from biograph.serve.site import Site
from biograph.serve.state import version


@pytest.fixture(scope="session")
def workspace(finished):
    """The workspace of the run, not to be written to."""
    return finished[0]


@pytest.fixture(scope="session")
def site(workspace):
    """What page functions are given."""
    return Site(workspace, version=version(workspace))


@pytest.fixture(scope="session")
def served(workspace):
    """The base address of a real server over that graph."""
    with listening(workspace, host="127.0.0.1", port=0) as server:
        serving = threading.Thread(target=server.wait, daemon=True)
        serving.start()
        yield f"http://{server.address}"
        server.end()
        serving.join(timeout=300)


@pytest.fixture(scope="session")
def client(served):
    """An HTTP client of that server; it follows no redirection by itself."""
    with httpx.Client(base_url=served, timeout=300, trust_env=False) as http:
        yield http
