"""robots.txt: read once a day and host, when the first page of that host is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Lock
from urllib.parse import urlsplit

from protego import Protego

from pipeline.models import Outcome, Response
from pipeline.web.sites import host_of

PRODUCT = "reading-list-pipeline"
"""The token by which robots.txt may address us; the first word of our User-Agent."""
ABSENT = frozenset({404, 410})
KEPT = timedelta(days=1)
"""How long an answer may be gone by (RFC 9309, 2.4)."""
MOST = 500_000
"""Bytes that are read of it: what RFC 9309 asks a crawler to read at least."""


class Permission:
    """What a host's robots.txt says, or why it says nothing today."""

    def __init__(self, host: str, response: Response, refusal: str | None) -> None:
        self.response = response
        self._host = host
        self._refusal = refusal
        text = response.body[:MOST].decode("utf-8", "replace") if response.status == 200 and not refusal else ""
        self._rules = Protego.parse(text.removeprefix("\ufeff"))

    @property
    def refuses_all(self) -> bool:
        """Whether robots.txt could not be had, so that nothing is known but that no page may be asked for today."""
        return self._refusal is not None

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests that it asks for; 0 where it does not."""
        return float(self._rules.crawl_delay(PRODUCT) or 0.0)

    def objection(self, url: str) -> tuple[Outcome, str] | None:
        """Why a page is not asked for; None when it may be."""
        if self._refusal:
            return Outcome.REFUSED, f"no pages of {self._host} today: its robots.txt answers {self._refusal}"
        if not self._rules.can_fetch(url, PRODUCT):
            return Outcome.SKIPPED, f"robots.txt of {self._host} forbids {urlsplit(url).path or '/'}"
        return None


class Robots:
    """The permissions of this run."""

    def __init__(self, kept: Mapping[str, Response] = {}) -> None:
        """`kept`: answers of the last day by the address of the robots.txt."""
        self._kept = kept
        self._known: dict[str, Permission] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()
        self.read: list[Response] = []
        """What was fetched in this run and holds for a day: rules, or the word that there are none."""

    def permission(self, url: str, fetch: Callable[[str], Permission | None]) -> Permission | None:
        """What governs an address; `fetch` is asked for an address of robots.txt, once a host unless it gives None (no answer)."""
        host = host_of(url)
        with self._lock:
            lock = self._locks.setdefault(host, Lock())
        with lock:
            if host not in self._known:
                parts = urlsplit(url)
                robots_url = f"{parts.scheme}://{parts.netloc}/robots.txt"
                kept = self._kept.get(robots_url)
                permission = Permission(host, kept, None) if kept else fetch(robots_url)
                if permission is None:
                    return None
                self._known[host] = permission
                if not kept and not permission.refuses_all:
                    self.read.append(permission.response)
            return self._known[host]
