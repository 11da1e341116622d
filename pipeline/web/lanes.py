"""The lanes: one queue per site, worked off side by side, each as fast as its site allows and no faster."""

from __future__ import annotations

import logging
import sys
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from threading import Condition, RLock, Thread, Timer
from typing import TYPE_CHECKING

from pipeline.clock import Clock
from pipeline.models import Ask, Model, Outcome, Response
from pipeline.settings import Settings
from pipeline.web.breaker import Breaker
from pipeline.web.delivery import Delivery
from pipeline.web.gate import Gate, Gates, Halted
from pipeline.web.network import Network
from pipeline.web.robots import Robots
from pipeline.web.sites import site_of

if TYPE_CHECKING:
    from pipeline.web.fetch import Fetcher

log = logging.getLogger(__name__)

__all__ = ["Delivery", "LaneState", "Lanes"]

DOUBT = 0.5
"""Seconds between two looks at whether there is a network, while something failed and nothing has answered."""


GRACE = 5.0
"""Seconds that a stopped run waits for what is under way: few answers take longer, and supervisors kill ten seconds after they asked."""
MOST_RESTING = 8
"""Asks of one lane that wait for another try while the lane goes on: a fast lane of a site on a bad day has six, more is an outage."""
MOST_UNREAD = 32
"""Deliveries that wait to be taken before the lanes wait too: as many sites answer at once where there are many, and the bodies of more
would fill the memory of a machine that reads slower than they come."""


class LaneState(Model):
    """How far a lane is."""

    site: str
    queued: int
    under_way: int
    done: int
    parked: str | None
    """Why it is not asked any more in this run."""
    remaining_s: float
    """Seconds that its queue takes at the site's interval, answers' time not counted."""


class _Job:
    """An ask on its way."""

    def __init__(self, ask: Ask, *, offered: bool) -> None:
        self.ask = ask
        self.offered = offered
        """Whether somebody waits for it at `next`; else in `fetch_now`."""
        self.abandoned = False
        """Given up while it was under way; what still comes is dropped."""
        self.fetcher: Fetcher | None = None
        """Who is on it."""


class _Lane:
    """A site's queue. All fields are guarded by the lock of Lanes."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.site = gate.site
        self.queue: deque[_Job] = deque()
        self.offered = False
        """Whether it ever had a queue; `fetch_now` needs none."""
        self.workers = 0
        self.under_way: list[_Job] = []
        self.done = 0

    @property
    def is_short(self) -> bool:
        """Whether another worker would find something to do."""
        return bool(self.queue) and self.workers < self.gate.width + min(self.gate.resting, MOST_RESTING)

    @property
    def is_crowded(self) -> bool:
        """Whether a worker is too many, since one that rested has come back."""
        return self.workers > self.gate.width + self.gate.resting

    @property
    def remaining(self) -> float:
        return len(self.queue) * self.gate.interval(self.queue[0].ask.url) if self.queue else 0.0


class Lanes:
    """Executes asks and hands back deliveries as they arrive. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        past: Mapping[str, Sequence[datetime]] = {},
        robots: Mapping[str, Response] = {},
        hosts: Mapping[str, tuple[str, int]] = {},
        threads: int = 64,
    ) -> None:
        """`past`: starts of recent requests per site name, for budgets that outlive a run.

        `robots`: answers of the last day by the address of the robots.txt.

        `hosts`: host → loopback address and port that stands in for it over plain HTTP; for tests and the demonstration only.
        """
        self._settings = settings
        self._clock = clock
        self._hosts = hosts
        self._threads = threads
        self._gates = Gates(settings, clock, past)
        self._robots = Robots(robots)
        self._network = Network(clock)
        self._breaker = Breaker()
        self._lanes: dict[str, _Lane] = {}
        self._short: dict[str, _Lane] = {}
        self._idle: deque[tuple[str, Fetcher]] = deque()
        self._deliveries: deque[Delivery] = deque()
        self._withdrawn: list[Ask] = []
        self._outstanding = 0
        self._busy = 0
        self._stopped: str | None = None
        self._offline = settings.offline
        self._offline_reason = "offline"
        self._crash: BaseException | None = None
        lock = RLock()
        self._changed = Condition(lock)
        self._room = Condition(lock)
        """For another delivery."""

    def offer(self, asks: Iterable[Ask]) -> None:
        """Queue asks, each in the lane of its address; a lane starts as soon as a thread is free, the longest first."""
        with self._changed:
            for ask in asks:
                self._outstanding += 1
                job = _Job(ask, offered=True)
                if self._offline or self._stopped is not None:
                    self._send_back(job)
                else:
                    lane = self._lane(ask)
                    lane.queue.append(job)
                    lane.offered = True
                    self._short[lane.site.name] = lane
            self._staff()

    def next(self, timeout: float | None = None) -> Delivery | None:
        """The next delivery; None after `timeout` seconds, or when nothing is outstanding."""
        end = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            while not self._deliveries:
                if self._crash is not None:
                    raise self._crash
                if self._outstanding == 0:
                    return None
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    return None
                in_doubt = self._network.in_doubt and not self._offline
                self._changed.wait(min(DOUBT, left if left is not None else DOUBT) if in_doubt else left)
                self._look_for_network()
            self._outstanding -= 1
            self._room.notify()
            return self._deliveries.popleft()

    def fetch_now(self, ask: Ask, headers: Mapping[str, str] = {}) -> Delivery:
        """Ask in the lane's turn and wait for the answer; with `If-None-Match` the answer may be a 304 without verdict."""
        job = _Job(ask, offered=False)
        with self._changed:
            lane = self._lane(ask)
            barred = self._bar(ask)
            if barred is None and self._stopped is not None:
                barred = Outcome.BROKEN, f"not asked: {self._stopped}"
            if barred is None and self._network.was_in_vain(lane.site.name):
                barred = Outcome.BROKEN, f"not asked again: {self._network.last_failure}"
            if barred is not None:
                return _undone(ask, *barred)
            fetcher = self._take_fetcher(lane)
        try:
            delivery = self._do(lane, job, fetcher, headers)
        finally:
            with self._changed:
                self._put_back(lane, fetcher)
        return delivery or _undone(ask, Outcome.BROKEN, f"not asked: {self._stopped or self._offline_reason}")

    @property
    def outstanding(self) -> int:
        """Asks offered and neither handed out by `next` nor withdrawn."""
        with self._changed:
            return self._outstanding

    @property
    def requests(self) -> int:
        """HTTP requests sent in this run."""
        return sum(len(gate.started) for gate in self._gates.all())

    @property
    def stopped(self) -> str | None:
        """Why it was stopped; None while it was not."""
        return self._stopped

    @property
    def offline(self) -> bool:
        """Whether there is no network; found out once and kept for the run."""
        return self._offline

    def started(self, seen: Mapping[str, int] = {}) -> Mapping[str, list[datetime]]:
        """Starts of this run's requests by site name, UTC, without the first `seen` of a site; only sites that have some."""
        new = ((gate.site.name, gate.started[seen.get(gate.site.name, 0) :]) for gate in self._gates.all())
        return {name: starts for name, starts in new if starts}

    @property
    def robots_read(self) -> tuple[Response, ...]:
        """Every robots.txt that was fetched in this run and holds for a day, in order."""
        return tuple(self._robots.read)

    def states(self) -> tuple[LaneState, ...]:
        """Every lane that was offered something, in order of name."""
        with self._changed:
            return tuple(
                LaneState(
                    site=name,
                    queued=len(lane.queue),
                    under_way=len(lane.under_way),
                    done=lane.done,
                    parked=lane.gate.parked or "; ".join(self._breaker.reasons(name)) or None,
                    remaining_s=lane.remaining,
                )
                for name, lane in sorted(self._lanes.items())
            )

    def stop(self, reason: str) -> None:
        """Send nothing more: what is queued is withdrawn, what is under way is still delivered if it comes soon."""
        with self._changed:
            first, self._stopped = self._stopped is None, self._stopped or reason
            self._clear()
            if first and any(lane.under_way for lane in self._lanes.values()):
                hurry = Timer(GRACE, self._let_go)
                hurry.daemon = True
                hurry.start()

    def _let_go(self) -> None:
        """Wait no longer for what is under way: its connections are hung up."""
        with self._changed:
            for job in (job for lane in self._lanes.values() for job in lane.under_way):
                if job.offered and not job.abandoned:
                    self._send_back(job)
                job.abandoned = True
                if job.fetcher is not None:
                    job.fetcher.hang_up()

    def withdrawn(self) -> tuple[Ask, ...]:
        """Asks that were never answered because the run stopped."""
        with self._changed:
            return tuple(self._withdrawn)

    def close(self) -> None:
        """Stop, and let go of all connections that are not in use; one in use is let go by its own thread."""
        self.stop("closed")
        with self._changed:
            while self._idle:
                self._idle.pop()[1].close()

    def _lane(self, ask: Ask) -> _Lane:
        site = site_of(ask.url)
        if site.name not in self._lanes:
            lane = self._lanes[site.name] = _Lane(self._gates.of(site))
            lane.gate.on_rest = lambda: self._relieve(lane)
        return self._lanes[site.name]

    def _relieve(self, lane: _Lane) -> None:
        """One of a lane's workers waits for another try: let somebody else go on with the queue."""
        with self._changed:
            self._short[lane.site.name] = lane
            self._staff()

    def _staff(self) -> None:
        """Give free threads to the lanes that need one, the longest first."""
        while self._busy < self._threads and self._stopped is None and not self._offline:
            self._short = {name: lane for name, lane in self._short.items() if lane.is_short}
            if not self._short:
                return
            lane = max(self._short.values(), key=lambda lane: lane.remaining)
            lane.workers += 1
            self._busy += 1
            Thread(target=self._work, args=(lane,), daemon=True, name=f"lane {lane.site.name}").start()

    def _work(self, lane: _Lane) -> None:
        finished = False
        with self._changed:
            fetcher = self._take_fetcher(lane)
        try:
            while self._one(lane, fetcher):
                pass
            finished = True
        finally:
            with self._changed:
                if not finished:  # a bug, which must not pass for a quiet lane: `next` raises it
                    self._crash = sys.exc_info()[1]
                self._put_back(lane, fetcher)
                lane.workers -= 1
                self._busy -= 1
                if lane.is_short:
                    self._short[lane.site.name] = lane
                self._staff()
                self._changed.notify_all()

    def _one(self, lane: _Lane, fetcher: Fetcher) -> bool:
        """Work on the next ask of a lane; False when there is none, or enough others do."""
        with self._changed:
            self._room.wait_for(lambda: len(self._deliveries) < MOST_UNREAD or not lane.queue)
            if not lane.queue or lane.is_crowded:
                return False
            job = lane.queue.popleft()
            barred = self._bar(job.ask)
            if barred is not None:
                lane.done += 1
                self._deliver(_undone(job.ask, *barred))
                return True
        delivery = self._do(lane, job, fetcher, {})
        with self._changed:
            if job.abandoned:
                return True
            if delivery is None:
                self._send_back(job)
            else:
                self._deliver(delivery)
        return True

    def _do(self, lane: _Lane, job: _Job, fetcher: Fetcher, headers: Mapping[str, str]) -> Delivery | None:
        """Fetch and take note; None when the run stopped before anything was sent."""
        with self._changed:
            job.fetcher = fetcher
            lane.under_way.append(job)
        delivery: Delivery | None = None
        try:
            delivery = fetcher.fetch(job.ask, headers)
        except Halted:
            return None
        finally:
            with self._changed:
                lane.under_way.remove(job)
                if job.abandoned:
                    delivery = None
                if delivery is not None:
                    lane.done += 1
                if delivery is not None and not self._network.in_doubt:  # without a network nothing is learnt about a site
                    self._breaker.count(job.ask, delivery.outcome, delivery.response, delivery.reason)
                self._look_for_network()
        return delivery

    def _take_fetcher(self, lane: _Lane) -> Fetcher:
        """One that has been to this site before and may still have a connection to it, else a new one."""
        for kept in self._idle:
            if kept[0] == lane.site.name:
                self._idle.remove(kept)
                return kept[1]
        from pipeline.web.fetch import Fetcher  # with requests and all: whoever asks nothing need not wait for it

        return Fetcher(self._settings, self._clock, self._gates, self._robots, self._network, self._hosts)

    def _put_back(self, lane: _Lane, fetcher: Fetcher) -> None:
        """Keep no more idle connections than there are threads: a list may name a thousand hosts."""
        if self._stopped is not None:
            fetcher.close()
            return
        self._idle.append((lane.site.name, fetcher))
        if len(self._idle) > self._threads:
            self._idle.popleft()[1].close()

    def _bar(self, ask: Ask) -> tuple[Outcome, str] | None:
        """Why an ask is not sent."""
        if self._offline:
            return Outcome.BROKEN, self._offline_reason
        parked = self._gates.of(site_of(ask.url)).parked or self._breaker.shut(ask)
        return (Outcome.REFUSED, f"lane parked: {parked}") if parked else None

    def _deliver(self, delivery: Delivery) -> None:
        self._deliveries.append(delivery)
        self._changed.notify_all()

    def _send_back(self, job: _Job) -> None:
        """What becomes of an ask whose turn never comes."""
        if self._offline:
            self._deliver(_undone(job.ask, Outcome.BROKEN, self._offline_reason))
        else:
            self._withdrawn.append(job.ask)
            self._outstanding -= 1
            self._changed.notify_all()

    def _look_for_network(self) -> None:
        """Give up on everything when there is none, also on what is under way: whatever hangs is not worth waiting for."""
        if self._offline or self._stopped is not None or not self._network.in_doubt:
            return
        in_play = {name for name, lane in self._lanes.items() if lane.offered and not lane.site.never}
        under_way = {name for name, lane in self._lanes.items() if lane.under_way or lane.workers}
        if not self._network.is_missing(in_play, under_way):
            return
        self._offline = True
        self._offline_reason = f"offline: {self._network.last_failure}"
        log.warning("no network: %s", self._network.last_failure)
        for lane in self._lanes.values():
            for job in lane.under_way:
                if job.offered:
                    job.abandoned = True
                    self._deliver(_undone(job.ask, Outcome.BROKEN, self._offline_reason))
        self._clear()

    def _clear(self) -> None:
        """Give no more turns and empty the queues."""
        self._gates.halt()
        for lane in self._lanes.values():
            while lane.queue:
                self._send_back(lane.queue.popleft())
        self._room.notify_all()


def _undone(ask: Ask, outcome: Outcome, reason: str) -> Delivery:
    """What becomes of an ask for which nothing was sent."""
    return Delivery(ask=ask, response=None, outcome=outcome, reason=reason, attempts=0)
