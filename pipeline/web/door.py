"""The way out: the transport of a session, which checks the address that it actually connects to.

A name is resolved once, its addresses are filtered, and the peer is looked at before anything is sent, so that a name that changes
its mind between check and use gains nothing. Behind a proxy the proxy resolves; then there is only the text of an address to check.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.poolmanager import PoolManager
from urllib3.util import parse_url
from urllib3.util.connection import create_connection

from pipeline.clock import Clock
from pipeline.errors import LedAstray
from pipeline.web.guard import check, is_public

POOLS = 4
"""Hosts to which one thread keeps a connection: its own site's, and where its redirects lead."""
ADDRESSES_TRIED = 4
"""Of one name; each gets its share of the connect time-out, so that a dead first address does not use up all of it."""


class Door(HTTPAdapter):
    """The transport of one thread's session: checks where it goes, and says when a connection stood.

    `hosts` maps host names to loopback servers that speak plain HTTP; for tests and the demonstration only, given here and
    nowhere else.
    """

    def __init__(self, clock: Clock, hosts: Mapping[str, tuple[str, int]]) -> None:
        self.clock = clock
        self.hosts = hosts
        self.socket: socket.socket | None = None
        """On which an answer is awaited."""
        self.departs: Callable[[float], None] | None = None
        """Told the time (monotonic) at which a request leaves, which is when its connection stands."""
        self.reached = False
        """Whether the last request got through to a connection, old or new."""
        super().__init__(pool_connections=POOLS, pool_maxsize=1)

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        url = request.url or ""
        check(url)
        self.reached = False
        parts = parse_url(url)
        mapped = self.hosts.get((parts.host or "").rstrip("."))
        if mapped:
            request = request.copy()
            request.headers["Host"] = parts.netloc or ""
            request.url = f"http://{mapped[0]}:{mapped[1]}{parts.request_uri}"
            kwargs["proxies"] = {}
        return super().send(request, *args, **kwargs)

    def depart(self) -> None:
        """A connection stands, and a request is about to be sent on it."""
        self.reached = True
        if self.departs is not None:
            self.departs(self.clock.monotonic())

    @contextmanager
    def bounded(self, seconds: float) -> Iterator[None]:
        """Hang up when the answer is not complete by then, so that one that comes drop by drop, in its head or between two pieces of
        its body, does not get past time-outs that count from drop to drop."""
        watch = threading.Timer(seconds, self.hang_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            self.socket = None

    def hang_up(self) -> None:
        """From another thread: wait no longer for the answer under way."""
        sock = self.socket
        if sock is not None:
            with suppress(OSError):  # it may have ended by itself
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not the TLS socket's own, which would change it under its reader

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self, checked=True)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        known = proxy in self.proxy_manager
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        if not known and not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _pools(self, checked=False)
        return manager


def _pools(door: Door, *, checked: bool) -> dict[str, Any]:
    """Connection pools whose connections belong to a door; unchecked ones lead to the proxy that the person has set."""

    class Watched(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            if not checked or (self.host, self.port) in door.hosts.values():
                return super()._new_conn()
            return _connect(self)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is not None:
                door.depart()
            super().request(*args, **kwargs)

        def connect(self) -> None:
            super().connect()
            door.depart()

        def getresponse(self) -> Any:
            door.socket = self.sock
            return super().getresponse()

    class WatchedTLS(Watched, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Watched

    class PoolTLS(HTTPSConnectionPool):
        ConnectionCls = WatchedTLS

    return {"http": Pool, "https": PoolTLS}


def _connect(connection: HTTPConnection) -> socket.socket:
    """A socket to a public address of the connection's host, with nothing sent on it yet."""
    host = connection._dns_host
    limit = connection.timeout if isinstance(connection.timeout, int | float) else None
    try:
        found = resolve(host, connection.port, limit)
    except socket.gaierror as e:
        raise NameResolutionError(connection.host, connection, e) from e
    except TimeoutError as e:
        raise ConnectTimeoutError(connection, f"no address for {host} in time") from e
    public = [address for address in found if is_public(ipaddress.ip_address(address.partition("%")[0]))]
    if not public:
        raise LedAstray(f"//{host}", f"{', '.join(found) or 'nothing'} is not a public address")
    return _first_open(connection, public[:ADDRESSES_TRIED], limit)


def _first_open(connection: HTTPConnection, addresses: list[str], limit: float | None) -> socket.socket:
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            sock = create_connection(
                (address, connection.port),
                timeout=limit / len(addresses) if limit else None,
                source_address=connection.source_address,
                socket_options=connection.socket_options,
            )
        except OSError as e:
            failure = e
            continue
        if not is_public(ipaddress.ip_address(sock.getpeername()[0].partition("%")[0])):
            sock.close()
            raise LedAstray(f"//{connection.host}", f"the connection leads to {address}, not a public address")
        sock.settimeout(limit)
        return sock
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"no connection to {connection.host} in time") from failure
    raise NewConnectionError(connection, f"no connection to {connection.host}: {failure}") from failure


def resolve(host: str, port: int, limit: float | None) -> list[str]:
    """The addresses of a name in the resolver's order. Raises gaierror, or TimeoutError after `limit` seconds.

    A resolver that cannot reach its servers takes up to half a minute to say so and knows no time limit, so it is asked in a
    thread that may be left behind.
    """
    answer: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(row[4][0]) for row in found)))
        except (OSError, UnicodeError) as e:
            answer.put(e if isinstance(e, OSError) else socket.gaierror(socket.EAI_NONAME, str(e)))

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        result = answer.get(timeout=limit)
    except Empty as e:
        raise TimeoutError(f"the resolver said nothing about {host}") from e
    if isinstance(result, OSError):
        raise result
    return result
