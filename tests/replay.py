"""A server on loopback that plays any number of hosts: recorded answers, and every sort of fault.

The client is sent here by its ``gateway``; the ``Host`` header tells which host it wants.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import stamina

from biograph.harvest.http import Client
from tests.conftest import SHARED

SAMPLES = SHARED / "api-samples"


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it arrived; ``query`` has the last value of each parameter."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a host says, and how it misbehaves.

    ``announced`` is the Content-Length told (the true one where None, none where negative); where
    it is not the true one, the connection ends with the body unless ``kept_open``. ``drip`` are the
    seconds between two bytes of the body, and of the head where ``drip_head``. The ``status`` 0
    hangs up without a word.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    kept_open: bool = False
    drip: float = 0.0
    drip_head: bool = False


Host = Callable[[Request], Answer]


@dataclass
class Clock:
    """Unix seconds that pass only in ``pause``, which notes them: nothing waits in a test."""

    now: float = 1_800_000_000.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        """Let the time pass."""
        self.pauses.append(seconds)
        self.now += seconds


@dataclass
class Replay:
    """``hosts`` answer for their names; ``seen`` are the requests so far, in order.

    From ``secure(context)`` on it speaks TLS.
    """

    base: str
    hosts: dict[str, Host] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    secure: Callable[[ssl.SSLContext], None] = lambda _context: None
    clock: Clock = field(default_factory=Clock)

    def client(self, **changed: object) -> Client:
        """A client that is sent here, and whose time passes in ``clock`` only."""
        given = {"gateway": self.base, "clock": self.clock, "pause": self.clock.pause}
        return Client(**(given | changed))

    def answer(self, request: Request) -> Answer:
        """What the host says; 404 for robots.txt of a host that has none, and for no host."""
        self.seen.append(request)
        host = self.hosts.get(request.host)
        return host(request) if host else Answer(status=404, body=b"no such host")


def sample(name: str) -> bytes:
    """The bytes of a recorded payload."""
    return (SAMPLES / name).read_bytes()


def in_turn(*answers: Answer) -> Host:
    """Each request takes the next answer, the last one for good."""
    left = list(answers)
    return lambda _request: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def replaying() -> Iterator[Replay]:
    """A running server, with no host yet; the tries of a client follow each other at once."""
    listening = _Listening(("127.0.0.1", 0), _Handler)
    listening.replay.base = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        with stamina.set_testing(True, attempts=100, cap=True):
            yield listening.replay
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


class _Listening(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.replay = Replay(base="", secure=self.secure)

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS with all that connect from now on."""
        self.socket = context.wrap_socket(self.socket, server_side=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listening

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def _serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            host=self.headers.get("Host", "").partition(":")[0],
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers=dict(self.headers),
            body=body,
        )
        answer = self.server.replay.answer(request)
        if not answer.status:
            self.close_connection = True
            return
        try:
            self._say(answer)
        except OSError:
            self.close_connection = True  # the client gave up, as it may

    def _say(self, answer: Answer) -> None:
        length = len(answer.body) if answer.announced is None else answer.announced
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length >= 0:
            self.send_header("Content-Length", str(length))
        if length != len(answer.body) and not answer.kept_open:
            self.send_header("Connection", "close")
            self.close_connection = True
        self._headers_buffer.append(b"\r\n")
        head = b"".join(self._headers_buffer)
        self._headers_buffer.clear()
        self._write(head, answer.drip if answer.drip_head else 0.0)
        self._write(answer.body, answer.drip)

    def _write(self, content: bytes, drip: float) -> None:
        if not drip:
            self.wfile.write(content)
            return
        for byte in content:
            self.wfile.write(bytes([byte]))
            time.sleep(drip)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
