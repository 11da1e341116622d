"""A proxy on loopback that leads every host to one server of this machine, TLS and all: for programs that only know HTTPS_PROXY."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from types import TracebackType
from typing import Self

_HEAD = 65_536
"""Bytes of a request's head at most."""


class Proxy:
    """`with Proxy(("127.0.0.1", 8000)) as proxy: subprocess.run(..., env=os.environ | proxy.environment)`. Needs the program openssl."""

    def __init__(self, server: tuple[str, int]) -> None:
        self.server = server
        self._folder = TemporaryDirectory()
        self._lock = Lock()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._issue("ca", ["-subj", "/CN=bench"])
        self._listener = _Listener(("127.0.0.1", 0), self)

    @property
    def environment(self) -> Mapping[str, str]:
        address = f"http://127.0.0.1:{self._listener.server_address[1]}"
        names = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
        return {**dict.fromkeys(names, address), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
                "REQUESTS_CA_BUNDLE": str(self._path("ca.pem")), "SSL_CERT_FILE": str(self._path("ca.pem"))}  # fmt: skip

    def context(self, host: str) -> ssl.SSLContext:
        """To speak for a host."""
        with self._lock:
            if host not in self._contexts:
                number = f"host{len(self._contexts)}"
                self._issue(number, ["-subj", "/CN=bench", "-addext", f"subjectAltName=DNS:{host}",
                                     "-CA", str(self._path("ca.pem")), "-CAkey", str(self._path("ca.key"))])  # fmt: skip
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self._path(f"{number}.pem"), self._path(f"{number}.key"))
                self._contexts[host] = context
            return self._contexts[host]

    def _issue(self, name: str, how: list[str]) -> None:
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(self._path(f"{name}.key"))]
        subprocess.run(
            ["openssl", "req", "-x509", "-days", "2", *key, *how, "-out", str(self._path(f"{name}.pem"))], check=True, capture_output=True
        )

    def _path(self, name: str) -> Path:
        return Path(self._folder.name) / name

    def __enter__(self) -> Self:
        Thread(target=self._listener.serve_forever, daemon=True, name="proxy").start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        self._folder.cleanup()


class _Listener(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # a client may hold its connection; the threads end with it
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is nothing to tell."""


class _Handler(BaseRequestHandler):
    """`CONNECT host:443`, then TLS for that host; or a request with its whole address, which is answered and the connection closed."""

    def handle(self) -> None:
        assert isinstance(self.server, _Listener)
        client: socket.socket = self.request
        head = _head(client)
        method, target, _ = head.split(b" ", 2)
        with socket.create_connection(self.server.proxy.server) as server:
            if method == b"CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                host = target.rpartition(b":")[0].decode()
                with self.server.proxy.context(host).wrap_socket(client, server_side=True) as inside:
                    _relay(inside, server)
            else:
                path = target.split(b"/", 3)[3] if target.count(b"/") > 2 else b""
                server.sendall(head.replace(target, b"/" + path, 1).replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
                _relay(client, server)


def _head(client: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _HEAD:
        if not (more := client.recv(_HEAD)):
            break
        head += more
    return head


def _relay(client: socket.socket, server: socket.socket) -> None:
    """Both ways, until one of them has gone."""
    back = Thread(target=_pump, args=(server, client), daemon=True)
    back.start()
    _pump(client, server)
    back.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):  # one of them has gone
        while data := source.recv(_HEAD):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
