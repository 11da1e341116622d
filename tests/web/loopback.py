"""A small web on loopback: one server that stands in for every host, answers by a function and keeps what it saw."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, Self

PAGE = b"<!doctype html><html><head><title>A Page</title><meta name='citation_title' content='A Page'></head><body>text</body></html>"

Fault = Literal["cut", "cut-chunked", "reset", "drip", "drip-head", "drip-chunk", "silent"]


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = PAGE
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    delay: float = 0.0


@dataclass(frozen=True)
class Seen:
    """A request as the server saw it."""

    host: str
    path: str
    method: str
    headers: Mapping[str, str]
    body: bytes
    at: float
    """Seconds, monotonic."""

    @property
    def url(self) -> str:
        return f"//{self.host}{self.path}"


Answer = Callable[[Seen], Reply]
NO_ROBOTS = Reply(404, b"none")


class Loopback:
    """`with Loopback(answer) as web:`; robots.txt is absent unless `robots` says otherwise."""

    def __init__(self, answer: Answer, robots: Answer = lambda seen: NO_ROBOTS) -> None:
        self.seen: list[Seen] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                at = time.monotonic()
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {k.lower(): v for k, v in self.headers.items()}
                seen = Seen(headers.get("host", ""), self.path, self.command, headers, body, at)
                is_robots = self.path == "/robots.txt"
                with web._lock:
                    web.seen.append(seen)
                    web._at_once += 1
                    web.most_at_once = max(web.most_at_once, web._at_once)
                try:
                    reply = (robots if is_robots else answer)(seen)
                    time.sleep(reply.delay)
                finally:
                    with web._lock:
                        web._at_once -= 1
                with suppress(OSError):
                    self._send(reply)

            do_POST = do_GET

            def _send(self, reply: Reply) -> None:
                if reply.fault is not None:
                    self.close_connection = True
                match reply.fault:
                    case None:
                        self._head(reply, {"Content-Length": str(len(reply.body))})
                        self.wfile.write(reply.body)
                    case "cut":
                        self._head(reply, {"Content-Length": str(len(reply.body))})
                        self.wfile.write(reply.body[: len(reply.body) // 2])
                    case "cut-chunked":
                        self._head(reply, {"Transfer-Encoding": "chunked"})
                        self.wfile.write(b"%x\r\n%b\r\n" % (len(reply.body), reply.body))
                    case "reset":
                        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        self.connection.close()
                    case "silent":
                        web.closing.wait(30)
                    case "drip":
                        self._head(reply, {"Content-Length": str(len(reply.body))})
                        self._drip(reply.body)
                    case "drip-head":
                        self._drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 10_000)
                    case "drip-chunk":
                        self._head(reply, {"Transfer-Encoding": "chunked"})
                        self._drip(b"0" * 10_000)

            def _head(self, reply: Reply, more: Mapping[str, str]) -> None:
                self.send_response_only(reply.status)
                for name, value in {"Content-Type": "text/html", **reply.headers, **more}.items():
                    self.send_header(name, value)
                self.end_headers()

            def _drip(self, data: bytes) -> None:
                for i in range(len(data)):
                    self.wfile.write(data[i : i + 1])
                    self.wfile.flush()
                    if web.closing.wait(0.02):
                        return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # the client hung up

        self.closing = threading.Event()
        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.005))

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self._server.server_port

    def hosts(self, *names: str) -> dict[str, tuple[str, int]]:
        return dict.fromkeys(names, self.place)

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def in_turn(*replies: Reply) -> Answer:
    """Answers that come one after the other; the last one for ever."""
    left = list(replies)
    return lambda seen: left.pop(0) if len(left) > 1 else left[0]


def packed(body: bytes, **headers: str) -> Reply:
    return Reply(body=gzip.compress(body), headers={"Content-Encoding": "gzip", **headers})
