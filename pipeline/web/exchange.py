"""One request and its answer, on a session of its own: who we say we are, which key goes where, what counts as no answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import urllib3
from requests.cookies import extract_cookies_to_jar

from pipeline import __version__
from pipeline.clock import Clock
from pipeline.models import Ask, Expects, Response
from pipeline.settings import Settings
from pipeline.web.body import read_body
from pipeline.web.door import Door
from pipeline.web.gate import Gate
from pipeline.web.network import Network
from pipeline.web.robots import PRODUCT
from pipeline.web.sites import host_of

log = logging.getLogger(__name__)

ACCEPT: Mapping[Expects, str] = {
    "html": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    "json": "application/json, */*;q=0.1",
    "xml": "application/atom+xml, application/xml, text/xml, */*;q=0.1",
    "text": "text/plain, */*;q=0.5",
}
BEARER = frozenset({"OPENALEX_API_KEY", "OPENREVIEW_TOKEN", "GITHUB_TOKEN"})
"""Keys that go after the word Bearer; the others have a header of their own."""
NO_WAY = frozenset({502, 504})
"""A gateway that cannot reach the site: says nothing about the network."""


@dataclass(frozen=True)
class Hop:
    """One request of a chain of redirects."""

    url: str
    method: str
    body: bytes | None


class NoAnswer(Exception):
    """No answer; the message is for a person."""

    def __init__(self, reason: str, *, again: bool, reached: bool = True) -> None:
        super().__init__(reason)
        self.again = again
        self.reached = reached


class Exchange:
    """Sends requests one at a time; a session is not for two threads."""

    def __init__(self, settings: Settings, clock: Clock, network: Network, hosts: Mapping[str, tuple[str, int]]) -> None:
        self.sent = 0
        """Requests sent so far."""
        self._settings = settings
        self._clock = clock
        self._network = network
        self._door = Door(clock, hosts)
        self._session = requests.Session()
        self._session.mount("http://", self._door)
        self._session.mount("https://", self._door)
        self._session.auth = _no_login
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": user_agent(settings.contact), "Accept-Encoding": "gzip, deflate"})

    def close(self) -> None:
        self._session.close()

    def hang_up(self) -> None:
        """From another thread: wait no longer for the answer under way."""
        self._door.hang_up()

    def forget(self) -> None:
        """Drop the cookies: they are for one chain of redirects."""
        self._session.cookies.clear()

    def cookies(self) -> tuple[tuple[str, str | None], ...]:
        return tuple(sorted((cookie.name, cookie.value) for cookie in self._session.cookies))

    def in_turn(self, ask: Ask, hop: Hop, headers: Mapping[str, str], gate: Gate) -> tuple[Response, bool]:
        """Wait for the turn, send, and read to the end; also whether the site's key went along.

        Raises NoAnswer, Unusable, Refused, Parked and Halted.
        """
        key = self._key(gate, hop.url)
        prepared = self._prepare(ask, hop, {**headers, **key})
        with gate.turn(hop.url), self._door.bounded(self._settings.total_timeout):
            return self._exchange(ask, prepared, gate), bool(key)

    def _prepare(self, ask: Ask, hop: Hop, headers: Mapping[str, str]) -> requests.PreparedRequest:
        given = {"Accept": ask.accept or ACCEPT[ask.expects], **headers}
        if hop.body is not None:
            given["Content-Type"] = "application/json"
        return self._session.prepare_request(requests.Request(hop.method, hop.url, headers=given, data=hop.body))

    def _key(self, gate: Gate, url: str) -> dict[str, str]:
        """The header with the site's key; never over plain HTTP."""
        key = gate.site.key
        if key is None or not gate.keyed or not url.lower().startswith("https:"):
            return {}
        name, header = key
        secret = self._settings.keys[name].get_secret_value().strip()
        if not secret or not secret.isascii() or not secret.isprintable():
            log.warning("%s holds no usable key: going on without", name)
            gate.keyed = False
            return {}
        return {header: f"Bearer {secret}" if name in BEARER else secret}

    def _exchange(self, ask: Ask, prepared: requests.PreparedRequest, gate: Gate) -> Response:
        """Send and read to the end. Raises NoAnswer and Unusable."""
        url = str(prepared.url).partition("#")[0]
        host = host_of(url)
        deadline = self._clock.monotonic() + self._settings.total_timeout
        around = self._session.merge_environment_settings(url, {}, True, None, None)
        timeout = (self._settings.connect_timeout, self._settings.read_timeout)
        self.sent += 1
        self._door.departs = gate.sent
        try:
            answer = self._door.send(prepared, timeout=timeout, **around)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as e:
            raise self._failure(e, host, gate) from e
        try:
            if answer.status_code not in NO_WAY:
                self._network.answers()
            extract_cookies_to_jar(self._session.cookies, prepared, answer.raw)  # type: ignore[no-untyped-call]  # the stub leaves it untyped
            body = read_body(answer.raw, self._clock, most=self._settings.max_body_bytes, deadline=deadline)
        except urllib3.exceptions.HTTPError as e:
            raise NoAnswer(_what_broke(e, host), again=True) from e
        finally:
            answer.close()
        headers = {name.lower(): value for name, value in answer.headers.items() if name.lower() != "set-cookie"}
        return Response(ask=ask, final_url=url, status=answer.status_code, headers=headers, body=body, at=self._clock.now())

    def _failure(self, error: Exception, host: str, gate: Gate) -> NoAnswer:
        """What an exception of the transport means; nothing of its text goes further, for it may hold a proxy's address."""
        if self._door.reached:
            return NoAnswer(
                _what_broke(error, host) if isinstance(error, requests.Timeout) else f"a dropped connection by {host}", again=True
            )
        reason = _what_broke(error, host)
        self._network.fails(gate.site.name, reason)
        hopeless = "CERTIFICATE_VERIFY_FAILED" in str(error) or isinstance(error, requests.exceptions.InvalidSchema)
        timed_out = isinstance(error, requests.ConnectTimeout) or "ConnectTimeout" in str(error)
        return NoAnswer(reason, again=not hopeless and (self._network.answered or not timed_out), reached=False)


def user_agent(contact: str | None) -> str:
    """
    >>> user_agent("me@example.org").partition(" ")[2]
    '(mailto:me@example.org)'
    """
    name = f"{PRODUCT}/{__version__}"
    return f"{name} (mailto:{contact})" if contact else name


def _no_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from looking into the person's ~/.netrc for the host."""
    return request


def _what_broke(error: Exception, host: str) -> str:
    """
    >>> _what_broke(requests.ReadTimeout(), "example.org")
    'no answer in time from example.org'
    """
    return next(sentence for kinds, sentence in _BREAKAGES if isinstance(error, kinds)).format(host=host)


_BREAKAGES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((requests.ConnectTimeout,), "no connection in time to {host}"),
    ((requests.Timeout, urllib3.exceptions.ReadTimeoutError), "no answer in time from {host}"),
    ((requests.exceptions.ProxyError,), "no way through the proxy to {host}"),
    ((requests.exceptions.SSLError, urllib3.exceptions.SSLError), "no secure connection to {host}"),
    ((urllib3.exceptions.ProtocolError,), "an answer cut short by {host}"),
    ((Exception,), "no connection to {host}"),
)
"""From the narrow to the wide, as an isinstance check needs it."""
