"""A web server on loopback that stands in for every host: `with DemoWeb() as web: enrich(..., hosts=web.hosts)`."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.demo.faults import Fault, Script, Trouble
from pipeline.demo.messages import Question, Reply, nothing_here
from pipeline.demo.sites.landing import challenge
from pipeline.demo.works import Paper, papers
from pipeline.demo.world import World

REPOSITORIES: Mapping[str, str] = {
    "facebookresearch/detectron": "facebookresearch/Detectron",
    "facebookresearch/mae": "facebookresearch/mae",
    "facebookresearch/segment-anything": "facebookresearch/segment-anything",
    "google-research/bert": "google-research/bert",
    "rwightman/pytorch-image-models": "huggingface/pytorch-image-models",
}
"""Of the demonstration list; one has moved, as it has in truth, and one that is listed is not here."""

_LOOPBACK = "127.0.0.1"
_RETRY_AFTER = "1"
"""Seconds, whole ones as the header has them: the shortest wait that can be asked for."""
_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset."""


class Visit(NamedTuple):
    """A request as the server saw it."""

    host: str
    path: str
    """With its query."""
    at: float
    """Seconds, monotonic."""
    status: int
    """0 where the connection was reset."""
    fault: Fault | None

    @property
    def address(self) -> str:
        return self.host + self.path


class DemoWeb:
    """The scholarly web in small. What it serves and how it misbehaves may be exchanged while it runs; `visits` is its log."""

    def __init__(self, troubles: Iterable[Trouble] = (), *, works: Iterable[Paper] | None = None) -> None:
        self.files: dict[str, str] = {}
        """Texts of raw.githubusercontent.com by path: `/owner/name/HEAD/README.md`."""
        self.robots: dict[str, str] = {}
        """robots.txt by host; the others have none."""
        self.repositories: dict[str, str] = dict(REPOSITORIES)
        """Present names of GitHub's repositories by their names as listed, lower case."""
        self.script = Script(troubles)
        self.delay = 0.0
        """Seconds before every answer."""
        self.visits: list[Visit] = []
        self._world = World(papers() if works is None else works, self.files, self.robots, self.repositories)
        self._lock = Lock()
        self._server = _Server((_LOOPBACK, 0), self)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="demonstration web").start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def hosts(self) -> Mapping[str, tuple[str, int]]:
        """Leads every host to this server, so that nothing can reach the internet."""
        return Everywhere((_LOOPBACK, self._server.server_address[1]))

    def forget(self) -> None:
        """Begin a new log."""
        with self._lock:
            self.visits.clear()

    def answer(self, question: Question) -> tuple[Reply, Fault | None]:
        """The site's answer, or what a fault makes of it; noted in the log."""
        if self.delay:
            time.sleep(self.delay)
        fault = self.script.next(question.address)
        reply = _spoilt(self._world(question), fault)
        status = 0 if fault is Fault.RESET else reply.status
        with self._lock:
            self.visits.append(Visit(question.host, question.target, time.monotonic(), status, fault))
        return reply, fault


class Everywhere(Mapping[str, tuple[str, int]]):
    """Every host there is, at one address."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    def __getitem__(self, host: str) -> tuple[str, int]:
        return self._address

    def __iter__(self) -> Iterator[str]:
        yield "*"

    def __len__(self) -> int:
        return 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client may hold its connection; the threads end with it
    request_queue_size = 128  # every lane connects at the same moment

    def __init__(self, address: tuple[str, int], web: DemoWeb) -> None:
        self.web = web
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up, or was killed, is what some tests are about: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        question = Question(host=headers.get("host", ""), target=self.path, method=self.command, headers=headers, body=body)
        reply, fault = self.server.web.answer(question)
        try:
            self._send(reply, fault)
        except OSError:  # the client has gone
            self.close_connection = True

    do_POST = do_GET

    def _send(self, reply: Reply, fault: Fault | None) -> None:
        if fault is Fault.RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if fault is Fault.CUT:
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.close_connection = True
            return
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """The log is `visits`."""


def _spoilt(reply: Reply, fault: Fault | None) -> Reply:
    match fault:
        case Fault.TOO_MANY:
            return Reply(status=429, body=b"Too Many Requests", headers={"Content-Type": "text/plain", "Retry-After": _RETRY_AFTER})
        case Fault.UNAVAILABLE:
            return Reply(status=503, body=b"Service Unavailable", headers={"Content-Type": "text/plain"})
        case Fault.FORBIDDEN:
            return Reply(status=403, body=b"Forbidden", headers={"Content-Type": "text/plain"})
        case Fault.GONE:
            return nothing_here()
        case Fault.CHALLENGE:
            return challenge()
    return reply
