"""Endpoints on loopback: a real server over a graph on disk, with limits that a test chooses."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pyoxigraph as ox
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from biograph.ask import Pool
from biograph.serve.sparql import Limits, routes
from tests.tiny import TINY, WIDE

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"  # as browsers ask


@dataclass
class Endpoint:
    """A running endpoint: its address, a client of it, and the pool behind it."""

    url: str
    pool: Pool
    http: httpx.Client = field(repr=False)

    def ask(self, query, **headers):
        """The response to a query by GET."""
        return self.http.get("/sparql", params={"query": query}, headers=headers)


async def _people(_request):
    return PlainTextResponse("the page for people", media_type="text/html")


@contextmanager
def serving(path, *, processes=1, waiting=8, **limits):
    """An endpoint over the graph in a folder."""
    with Pool(path, size=processes, waiting=waiting, memory=400 << 20) as pool:
        app = Starlette(
            routes=routes(pool, version=lambda: "1", limits=Limits(**limits), people=_people)
        )
        config = uvicorn.Config(app, port=0, log_level="warning", server_header=False)
        server = uvicorn.Server(config)
        listener = config.bind_socket()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        serving.start()
        with httpx.Client(base_url=url, timeout=300, trust_env=False) as http:
            yield Endpoint(url, pool, http)
        server.should_exit = True
        serving.join()
        listener.close()


def on_disk(path, *files):
    """A graph in a folder that holds some files of quads, closed."""
    store = ox.Store(str(path))
    for file in files:
        store.load(path=str(file))
    store.flush()


@pytest.fixture(scope="session")
def tiny_graph(tmp_path_factory):
    """The folder of the tiny graph with what is laid on top of it."""
    path = tmp_path_factory.mktemp("endpoint") / "graph"
    on_disk(path, TINY, WIDE)
    return path


@pytest.fixture(scope="session")
def endpoint(tiny_graph):
    """An endpoint over the tiny graph with the usual limits, and time also on a busy machine."""
    with serving(tiny_graph, seconds=60) as running:
        yield running


@pytest.fixture(scope="session")
def narrow(tiny_graph):
    """The same with room for three rows and two thousand bytes."""
    with serving(tiny_graph, rows=3, size=2_000, seconds=60) as running:
        yield running
