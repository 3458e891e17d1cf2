"""The process that listens: a workspace and an address in, a running server until it is ended."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from biograph.errors import UsageError
from biograph.serve.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 5  # seconds for open requests when it is ended
_WAITING = 256  # connections that nobody has taken yet


class Server:
    """A server that is bound to its address; ``address`` is ``host:port``."""

    def __init__(self, workspace: Path, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._listener = listener
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(workspace),
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )

    def wait(self) -> None:
        """Serve until the process is told to end."""
        self._server.run(sockets=[self._listener])

    def end(self) -> None:
        """Stop serving, from another thread."""
        self._server.should_exit = True


@contextmanager
def listening(workspace: Path, *, host: str, port: int) -> Iterator[Server]:
    """A server of a workspace. Raises UsageError for an address that cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay (TCP_NODELAY) only where the protocol is named.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"nothing can listen on {host}:{port}: {error.strerror or error}",
            hint="end what listens there, or name another --port",
        ) from error
    with listener:
        yield Server(workspace, listener)
