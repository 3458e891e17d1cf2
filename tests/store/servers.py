"""Real SPARQL servers on loopback: started when a test wants one, killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from biograph.store import open_endpoint
from biograph.store.remote import PASSWORD, USER, connect
from biograph.store.served import RemoteStore

_PATIENCE = 120  # seconds until a server that does not answer is a failure
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtension = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{admin}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 60
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@dataclass
class Server:
    """A server with its data in a folder: ``command`` starts it, ``url`` is its base address."""

    command: list[str]
    url: str
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "out.log").open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{self.command[0]}: {(self.folder / 'out.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url, timeout=5).close()  # noqa: S310 - loopback
        except HTTPError as error:
            error.close()
        except (URLError, OSError):
            return False
        return True

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it by a signal and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(_PATIENCE)
            self.process = None

    def store(self, **options: float) -> RemoteStore:
        """A store on it."""
        return open_endpoint(self.url, **options)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started; ended afterwards."""
    try:
        server.start()
        yield server
    finally:
        server.end(signal.SIGKILL)


def an_oxigraph(folder: Path, *options: str) -> Server:
    """An Oxigraph server, as the package ``oxigraph`` installs it, that is not running yet."""
    port = free_port()
    binary = Path(sys.executable).with_name("oxigraph")
    data = ["serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    return Server([str(binary), *data, *options], f"http://127.0.0.1:{port}", folder)


def a_virtuoso(folder: Path) -> Server:
    """A Virtuoso server, as Debian packages it, that is not running yet."""
    binary = shutil.which("virtuoso-t")
    if binary is None and not os.environ.get("CI"):
        pytest.skip("Virtuoso is not installed (Debian: apt install virtuoso-opensource-7-bin)")
    port = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, port=port, admin=free_port()))
    command = [binary or "virtuoso-t", "+foreground", "+configfile", str(ini)]
    return Server(command, f"http://127.0.0.1:{port}", folder)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Oxigraph server."""
    with running(an_oxigraph(tmp_path_factory.mktemp("oxigraph"))) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Virtuoso server, and in the environment the account it comes with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, "dba")
        with running(a_virtuoso(tmp_path_factory.mktemp("virtuoso"))) as server:
            yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers in turn, without a quad."""
    found: Server = request.getfixturevalue(request.param)
    empty(found.store())
    return found


@pytest.fixture
def remote(server: Server) -> RemoteStore:
    """An empty store on each of the servers in turn."""
    return server.store()


class Killing(RemoteStore):
    """A store that writes small requests, and whose server is killed before one of them."""

    def __init__(self, server: Server, *, before: int) -> None:
        found = connect(server.url)
        super().__init__(replace(found, profile=replace(found.profile, batch=100, largest=20_000)))
        self._left, self._server = before, server

    def update(self, request: str) -> None:
        """Run an update, as long as there is a server."""
        self._left -= 1
        if not self._left:
            self._server.end(signal.SIGKILL)
        super().update(request)


def empty(store: RemoteStore) -> None:
    """Remove every graph that is not the server's own."""
    for graph in {said.graph for said in store.quads()}:
        store.clear(graph)
