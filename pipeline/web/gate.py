"""The gate of a site: every request to it, whoever sends it and why, passes here and waits for its turn."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Condition, Event, Lock, get_ident

from pipeline.clock import Clock
from pipeline.models import BUDGET_SPENT
from pipeline.settings import Settings
from pipeline.web.sites import Site

log = logging.getLogger(__name__)

MARGIN_SHARE = 0.008
MARGIN_SECONDS = 0.014
MARGIN_SECONDS_WIDE = 0.02
"""Added to every interval. Two starts that leave here exactly one interval apart arrive closer together whenever the first
is held up on its way and the second is not: 14 ms are more than a busy machine's scheduling, the share covers clocks that
run apart, and both together cost a lane of one request a second 2.2 %.
Where several requests are under way at once they travel on different connections, and are held up differently."""
HELD_UP = 0.1
"""Seconds that are added, at the most, for an answer that came late: what made it late may have held up its question on the way,
so that the next one would arrive too early. On a busy machine 0.1 s were seen; more is the site's own time, and no reason to wait."""


class Parked(Exception):
    """The site is not asked any more in this run; the message says why."""


class Halted(Exception):
    """The run has stopped asking."""


class Gate:
    """Spacing, width and budget of one site. Turns are given in the order in which they were asked for."""

    def __init__(self, site: Site, settings: Settings, clock: Clock, past: Sequence[datetime] = ()) -> None:
        self.site = site
        self.parked: str | None = None
        self.started: list[datetime] = []
        """Starts of this run's requests, UTC."""
        self.keyed = bool(site.key and site.key[0] in settings.keys)
        """Whether the site's key is still in use."""
        self.exhausted = False
        """Whether the last ask used up all its tries."""
        self.resting = 0
        """Asks that wait for their next try without holding up the others."""
        self.on_rest: Callable[[], None] | None = None
        """Told when one more begins to rest."""
        self._contact = bool(settings.contact)
        self._scale = settings.interval_scale
        self._patience = settings.retry_after_bound
        self._clock = clock
        self._past = sorted(past)
        self._width = site.width(contact=self._contact)
        self._floors: dict[bool, float] = {}
        self._last = self._since_last_run()
        self._quickest = float("inf")
        """Seconds of this run's quickest answer."""
        self._not_before = float("-inf")
        self._under_way = 0
        self._setting_out: int | None = None
        """Thread whose request has its turn and no connection yet, so that nobody knows when it will leave."""
        self._waiting: deque[object] = deque()
        self._changed = Condition()
        self._wake = Event()
        self._halted = False

    @property
    def width(self) -> int:
        """Requests that may be under way at the same time."""
        return self._width

    def interval(self, url: str) -> float:
        """Seconds between the start before and the start of a request to this address, as the run's scale has it."""
        floor = self._floors.get(self._is_light(url), 0.0)
        return max(self.site.pace(url, contact=self._contact, keyed=self.keyed), floor) * self._scale

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for the turn of a request; the site counts as busy until the block ends, which is when its answer is complete.

        Raises Parked or Halted instead of giving a turn.
        """
        self._enter(url)
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._allow_for_delay()
                self._set_out()

    def sent(self, at: float) -> None:
        """A request leaves (monotonic): later than its turn when it had to connect first, so the next one counts from here."""
        with self._changed:
            self._last = max(self._last, at)
            self._set_out()

    def delay(self, seconds: float) -> None:
        """No request starts within so many seconds."""
        with self._changed:
            self._not_before = max(self._not_before, self._clock.monotonic() + seconds)

    def rest(self, seconds: float) -> None:
        """Let one ask wait, and the others go on: a page that fails says little about the next."""
        with self._changed:
            self.resting += 1
        try:
            if self.on_rest is not None:
                self.on_rest()
            self._clock.sleep(seconds, self._wake)
        finally:
            with self._changed:
                self.resting -= 1

    def slow_down(self, interval: float, url: str | None = None) -> None:
        """The site asks for a longer interval: for addresses of this kind, or for all."""
        for light in (True, False) if url is None else (self._is_light(url),):
            self._floors[light] = max(self._floors.get(light, 0.0), interval)
        if interval > self._patience:
            self.park(f"{self.site.name} wants {interval:g} s between two requests")

    def narrow(self, width: int) -> None:
        """The site allows fewer requests at once than its row."""
        self._width = max(1, min(self._width, width))

    def park(self, reason: str) -> None:
        """Ask this site no more in this run."""
        with self._changed:
            if self.parked is None:
                log.warning("lane parked: %s: %s", self.site.name, reason)
                self.parked = reason
            self._wake.set()
            self._changed.notify_all()

    def halt(self) -> None:
        """Give no more turns."""
        with self._changed:
            self._halted = True
            self._wake.set()
            self._changed.notify_all()

    def _since_last_run(self) -> float:
        """When the run before started its last request (monotonic): between two runs the interval holds as well."""
        elapsed = (self._clock.now() - self._past[-1]).total_seconds() if self._past else float("inf")
        return self._clock.monotonic() - max(0.0, elapsed)

    def _allow_for_delay(self) -> None:
        """Count the interval from when the request that has just been answered may have arrived; of one among several nobody knows."""
        if self._width == 1:
            took = self._clock.monotonic() - self._last
            self._quickest = min(self._quickest, took)
            self._last += min(took - self._quickest, HELD_UP)

    def _set_out(self) -> None:
        if self._setting_out == get_ident():
            self._setting_out = None
        self._changed.notify_all()

    def _is_light(self, url: str) -> bool:
        return self.site.is_light(url, contact=self._contact)

    def _enter(self, url: str) -> None:
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        try:
            while (wait := self._wait_for(ticket, url)) > 0:
                self._clock.sleep(wait, self._wake)
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def _wait_for(self, ticket: object, url: str) -> float:
        """Seconds still to wait when this ticket is next; 0 when the turn was taken."""
        with self._changed:
            while True:
                if self._halted:
                    raise Halted
                if self.parked is not None:
                    raise Parked(self.parked)
                if self._waiting[0] is ticket and self._under_way < self._width and self._setting_out is None:
                    break
                self._changed.wait()
            now = self._clock.monotonic()
            due = self._due(url, now)
            if due <= now:
                self._last = now
                self._under_way += 1
                self._setting_out = get_ident()
                self.started.append(self._clock.now())
            return due - now

    def _due(self, url: str, now: float) -> float:
        interval = self.interval(url)
        gap = interval * (1 + MARGIN_SHARE) + (MARGIN_SECONDS if self._width == 1 else MARGIN_SECONDS_WIDE) if interval else 0.0
        return max(self._last + gap, self._not_before, now + self._budget_wait())

    def _budget_wait(self) -> float:
        """Never scaled: a budget over an hour is the site's, not the run's. Parks the lane where the wait is none for a run."""
        allowance = self.site.allowance(keyed=self.keyed)
        if allowance is None:
            return 0.0
        most, window = allowance
        since = self._clock.now() - timedelta(seconds=window)
        recent = [start for start in (*self._past, *self.started) if start > since]
        if len(recent) < most:
            return 0.0
        wait = (recent[-most] - since).total_seconds()
        if wait > self._patience:
            self.park(f"{BUDGET_SPENT}: {most} requests in {window:g} s")
            raise Parked(self.parked)
        return wait


class Gates:
    """The gates of all sites, made as they are needed."""

    def __init__(self, settings: Settings, clock: Clock, past: Mapping[str, Sequence[datetime]]) -> None:
        self._settings = settings
        self._clock = clock
        self._past = past
        self._gates: dict[str, Gate] = {}
        self._halted = False
        self._lock = Lock()

    def of(self, site: Site) -> Gate:
        with self._lock:
            if site.name not in self._gates:
                gate = Gate(site, self._settings, self._clock, self._past.get(site.name, ()))
                if self._halted:
                    gate.halt()
                self._gates[site.name] = gate
            return self._gates[site.name]

    def named(self, name: str) -> Gate | None:
        with self._lock:
            return self._gates.get(name)

    def all(self) -> tuple[Gate, ...]:
        with self._lock:
            return tuple(self._gates.values())

    def halt(self) -> None:
        """Nothing more is sent to any site."""
        with self._lock:
            self._halted = True
        for gate in self.all():
            gate.halt()
